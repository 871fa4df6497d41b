"""How the server speaks TLS."""

import ssl
from pathlib import Path

from core.runtime.deriving import derive
from sync.contract.wire import CIPHERS


def key_password(root: bytes) -> str:
    """Return the password of the certificates' keys, derived from the root of the site's keys."""
    return derive(root, "tls key").hex()


def server_context(certificate: Path, key: Path | None = None, *, root: bytes) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and later.

    Args:
        certificate: The server's.
        key: Its key; None where the same file holds it.
        root: What the key is sealed with.

    Raises:
        OSError: A file is missing, damaged, or the key is not this data's.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.load_cert_chain(certificate, key, password=key_password(root))
    return context
