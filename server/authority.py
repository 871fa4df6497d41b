"""The site's own authority: its key is what makes a server the site's, in the eyes of stations.

The key lies where the site's one certificate had its own, `tls-key.pem`, so that it travels as that
did: with the folder, and in the emergency kit. Certificates are made of it where they are missing.
"""

import ipaddress
import socket
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.runtime.private_files import write_private
from server.data_folder import DataFolder
from server.tls import key_password
from sync.contract.authority import SITE_HOST, fingerprint_of, pem_of

_CURVE: Final = ec.SECP256R1()
LEAF_LIFE: Final = timedelta(days=397)
"""From its first to its last moment; browsers take nothing longer."""
_AUTHORITY_LIFE: Final = timedelta(days=20 * 365)
_LEEWAY: Final = timedelta(days=30)
"""So far before it is made is a certificate good: clocks of stations are behind, or this one is
ahead."""
_NAME: Final = "Guichet site authority"
AUTHORITY_DAMAGED: Final = (
    "the site's authority, tls-key.pem, is missing or damaged: bring it back with the emergency"
    " kit; without one remove it, run `init` again, and pair every station anew"
)
"""For whoever is to put it right."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The certificate of one server, which lives a year.

    Attributes:
        file: Holds it and its key, sealed under the root of the keys.
    """

    file: Path
    certificate: x509.Certificate

    def is_due(self, now: datetime) -> bool:
        """Tell whether two thirds of its life are over, or its life has not begun by the clock."""
        first, last = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        return not first <= now < first + (last - first) * 2 / 3


class Authority:
    """Signs the certificates of the site's servers.

    Attributes:
        certificate: Its own, signed by itself.
    """

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self.certificate = certificate
        self._key = key

    @classmethod
    def of(cls, folder: DataFolder, root: bytes, now: datetime) -> "Authority":
        """Return the authority of a folder; its certificate is made where it is missing.

        It is where a site was set up before it had one, or a kit brought the key alone.

        Args:
            folder: The site's.
            root: Seals the authority's key.
            now: By the machine's clock, as stations compare it with their own.

        Raises:
            OSError: The key is missing, or a file cannot be read or written.
            ValueError: The key is damaged, or another root's.
        """
        sealed = folder.certificate_key.read_bytes()
        try:
            key = serialization.load_pem_private_key(sealed, key_password(root).encode())
        except TypeError as error:
            raise ValueError("the key is not sealed") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("the key is of another kind")  # noqa: TRY004 - a damaged file
        certificate = _read(folder.authority)
        if certificate is None or certificate.public_key() != key.public_key():
            certificate = _signed_by_itself(key, now)
            write_private(folder.authority, pem_of(certificate))
        return cls(certificate, key)

    @classmethod
    def make(cls, folder: DataFolder, root: bytes, now: datetime) -> "Authority":
        """Give a new site its authority; arguments and errors as `of`."""
        write_private(folder.certificate_key, _sealed(ec.generate_private_key(_CURVE), root))
        return cls.of(folder, root, now)

    @property
    def pem(self) -> str:
        """The certificate as text."""
        return pem_of(self.certificate)

    @property
    def fingerprint(self) -> str:
        """What a pairing string says of it: base32 of a SHA-256, without padding."""
        return b32encode(bytes.fromhex(fingerprint_of(self.certificate))).decode().rstrip("=")

    def leaf(self, folder: DataFolder, root: bytes, now: datetime) -> Leaf:
        """Return the certificate of this folder's server; a new one where it is due.

        Args:
            folder: The site's.
            root: Seals its key.
            now: As for `of`.

        Raises:
            OSError: The file cannot be written.
        """
        found = _read(folder.leaf)
        if found is not None and self._signed(found):
            leaf = Leaf(folder.leaf, found)
            if not leaf.is_due(now):
                return leaf
        return self.renew(folder, root, now)

    def renew(self, folder: DataFolder, root: bytes, now: datetime) -> Leaf:
        """Make a new certificate and key for this folder's server; as `leaf`."""
        key = ec.generate_private_key(_CURVE)
        first = now - _LEEWAY
        own = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        certificate = (
            _begun(SITE_HOST, self.certificate.subject, key)
            .not_valid_before(first)
            .not_valid_after(first + LEAF_LIFE)
            .add_extension(x509.SubjectAlternativeName(_names()), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )
        # One file, so that no power cut leaves a certificate with the key of another.
        write_private(folder.leaf, pem_of(certificate) + _sealed(key, root))
        return Leaf(folder.leaf, certificate)

    def is_key_of(self, certificate: x509.Certificate) -> bool:
        """Tell whether a certificate is of this authority's own key, as those of before were."""
        return certificate.public_key() == self.certificate.public_key()

    def _signed(self, certificate: x509.Certificate) -> bool:
        try:
            certificate.verify_directly_issued_by(self.certificate)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return True


def _read(path: Path) -> x509.Certificate | None:
    """Return the certificate in a file; None where it can be made anew."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _signed_by_itself(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    signs = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        _begun(_NAME, name, key)
        .not_valid_before(now - _LEEWAY)
        .not_valid_after(now + _AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(signs, critical=True)
        .sign(key, hashes.SHA256())
    )


def _begun(
    subject: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _sealed(key: ec.EllipticCurvePrivateKey, root: bytes) -> str:
    secret = serialization.BestAvailableEncryption(key_password(root).encode())
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, secret).decode("ascii")


def _names() -> list[x509.GeneralName]:
    """Return what a server is called: by stations always the same, by people as the machine is."""
    host = socket.gethostname()
    own = [host] if _is_dns_name(host) and host != "localhost" else []
    return [
        *(x509.DNSName(name) for name in (SITE_HOST, "localhost", *own)),
        *(x509.IPAddress(ipaddress.ip_address(text)) for text in ("127.0.0.1", "::1")),
    ]


def _is_dns_name(text: str) -> bool:
    return (
        0 < len(text) <= 253
        and text.isascii()
        and all(char.isalnum() or char in "-." for char in text)
    )
