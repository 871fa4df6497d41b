"""Keys for one purpose each, derived from one secret."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """Return a 32-byte key for one purpose, from which the secret cannot be found.

    Args:
        secret: Random in full, so that no slow derivation has to make up for a weak one.
        purpose: What the key is for.
        salt: Lets one purpose have many keys.
    """
    info = f"guichet/{purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(secret)
