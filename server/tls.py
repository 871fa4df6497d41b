"""How the server speaks TLS, and the keys that are derived from the data key."""

import ssl
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.contract.wire import CIPHERS


def key_password(data_key: bytes) -> str:
    """Return the password of the certificates' keys, derived from the data key."""
    return derive(data_key, "tls key").hex()


def derive(data_key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose, from which the data key cannot be found."""
    info = f"guichet/{purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(data_key)


def server_context(
    certificate: Path, key: Path | None = None, *, data_key: bytes
) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and later.

    Args:
        certificate: The server's.
        key: Its key; None where the same file holds it.
        data_key: What the key is sealed with.

    Raises:
        OSError: A file is missing, damaged, or the key is not this data's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.load_cert_chain(certificate, key, password=key_password(data_key))
    return context
