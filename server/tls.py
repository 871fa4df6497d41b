"""The server's own certificate, which stations pin by its fingerprint when they are paired."""

import base64
import hashlib
import ipaddress
import socket
import ssl
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.runtime.deriving import derive
from core.runtime.private_files import write_private
from sync.contract.wire import CIPHERS

_VALID: Final = timedelta(days=3653)
_LEEWAY: Final = timedelta(days=1)


def make_certificate(certificate: Path, key: Path, *, data_key: bytes, now: datetime) -> None:
    """Write a self-signed certificate and its key; the key is encrypted with the data key.

    Raises:
        OSError: The folder cannot be written.
    """
    private = ec.generate_private_key(ec.SECP256R1())
    host = socket.gethostname() or "localhost"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Guichet")])
    names: list[x509.GeneralName] = [x509.DNSName("localhost")]
    if _is_dns_name(host) and host != "localhost":
        names.append(x509.DNSName(host))
    names.extend(x509.IPAddress(ipaddress.ip_address(text)) for text in ("127.0.0.1", "::1"))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEEWAY)
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            critical=False,
        )
        .sign(private, hashes.SHA256())
    )
    secret = serialization.BestAvailableEncryption(key_password(data_key).encode())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret
    )
    write_private(key, pem.decode("ascii"))
    write_private(certificate, signed.public_bytes(serialization.Encoding.PEM).decode("ascii"))


def key_password(data_key: bytes) -> str:
    """Return the password of the certificate's key, derived from the data key."""
    return derive(data_key, "tls key").hex()


def fingerprint(certificate: Path) -> str:
    """Return the base32 of the SHA-256 of the DER certificate, without padding.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is not a certificate.
    """
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text(encoding="ascii"))
    return base64.b32encode(hashlib.sha256(der).digest()).decode("ascii").rstrip("=")


def server_context(certificate: Path, key: Path, *, data_key: bytes) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and later.

    Raises:
        OSError: A file is missing, damaged, or the key is not this data's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.load_cert_chain(certificate, key, password=key_password(data_key))
    return context


def _is_dns_name(text: str) -> bool:
    return (
        text.isascii() and len(text) <= 253 and all(char.isalnum() or char in "-." for char in text)
    )
