"""Authorities of sites, and the certificates that they sign: good ones and others."""

import ssl
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.contract.authority import SITE_HOST, fingerprint_of, pem_of, read_authority

DAY: Final = timedelta(days=1)
NAME: Final = "Guichet site authority"


@dataclass
class Certificate:
    """What a server of a site shows, and by what stations know it.

    Attributes:
        context: A server's side of TLS.
        fingerprint: SHA-256 of the certificate itself.
        authority: PEM of who signed it.
    """

    context: ssl.SSLContext
    fingerprint: str
    authority: str

    def pairing(self, code: str = "ABCD-EFGH") -> str:
        """Return the pairing string that a server would print."""
        return f"{code}-{_base32(fingerprint_of(read_authority(self.authority)))}"

    def pairing_of_before(self, code: str = "ABCD-EFGH") -> str:
        """Return what a server printed that knew of no authority."""
        return f"{code}-{_base32(self.fingerprint)}"


class FakeAuthority:
    """An authority, which signs whatever it is asked to.

    Args:
        folder: Where the certificates are put.
        name: Of its files.
        called: What it calls itself in certificates.
        first: Days from now until its own certificate begins to be good.
        days: From now until it ends.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        called: str = NAME,
        first: int = -30,
        days: int = 3650,
    ) -> None:
        self._called = called
        self._files = folder / name
        self._count = 0
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = (
            _builder(called, called, self._key, first, days)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def vouch_for(self, other: "FakeAuthority") -> str:
        """Return a certificate of another authority's key and name that this one signed."""
        signed = (
            _builder(NAME, NAME, other._key, -1, 100)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        return pem_of(signed)

    def certify(self, *, host: str = SITE_HOST, first: int = -1, last: int = 365) -> Certificate:
        """Sign a server's certificate for a name, from and until so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = (
            _builder(host, self._called, key, first, last)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self._count += 1
        file = self._files.with_suffix(f".{self._count}.pem")
        sealed = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        text = key.private_bytes(serialization.Encoding.PEM, form, sealed)
        file.write_bytes(text + pem_of(signed).encode())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        pin = signed.fingerprint(hashes.SHA256()).hex()
        return Certificate(context, pin, pem_of(self.certificate))


def certificate_of_before(certificate: Path, sealed_key: Path, password: str) -> str:
    """Write what a site had before its authority: one certificate, signed by itself.

    Returns:
        Its fingerprint, which stations have pinned.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    signed = (
        _builder("Guichet", "Guichet", key, -30, 3650)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = serialization.BestAvailableEncryption(password.encode())
    form = serialization.PrivateFormat.PKCS8
    sealed_key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, secret))
    certificate.write_text(pem_of(signed))
    return signed.fingerprint(hashes.SHA256()).hex()


def make_certificate(folder: Path, name: str) -> Certificate:
    """Make a site's authority in a folder, and the certificate of its server."""
    return FakeAuthority(folder, name).certify()


def _builder(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, first: int, last: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + first * DAY)
        .not_valid_after(now + last * DAY)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _base32(digest: str) -> str:
    return b32encode(bytes.fromhex(digest)).decode().rstrip("=")
