"""The recovery code: what is printed for the safe, and opens a site's emergency kits.

The site itself keeps only the public half: whoever stole its keys before they were changed cannot
open a kit that was made since.
"""

import base64
import hashlib
import os
import re
import secrets
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.runtime.deriving import derive

_CODE_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_PUBLIC_BYTES: Final = 32
_GROUP: Final = 4
_CODE: Final = re.compile(r"[A-Z2-7]{26}[A-Z2-7]{2}")


class CodeRefused(Exception):
    """It is no recovery code, or not the one that is asked for."""


class RecoveryCode:
    """A code of 128 bits, written as seven groups of four letters and digits, the last two a check.

    Args:
        secret: 16 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    @classmethod
    def new(cls) -> Self:
        """Return a code that nobody has seen."""
        return cls(os.urandom(_CODE_BYTES))

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the code that was typed; spaces, dashes and lower case do no harm.

        Raises:
            CodeRefused: It is none, or has a mistake in it.
        """
        letters = re.sub(r"[\s-]", "", text).upper()
        if _CODE.fullmatch(letters) is None:
            raise CodeRefused("a recovery code has 28 letters and digits, in seven groups")
        secret = base64.b32decode(letters[:26] + "=" * 6)
        if not secrets.compare_digest(_check(secret), letters[26:]):
            raise CodeRefused("the recovery code has a mistake in it")
        return cls(secret)

    def __str__(self) -> str:
        text = base64.b32encode(self.secret).decode("ascii").rstrip("=") + _check(self.secret)
        return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self._private().public_key().public_bytes_raw()

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Return what `sealed_for` sealed for this code.

        Raises:
            CodeRefused: It was sealed for another code, or changed.
        """
        try:
            ephemeral, rest = sealed[:_PUBLIC_BYTES], sealed[_PUBLIC_BYTES:]
            shared = self._private().exchange(X25519PublicKey.from_public_bytes(ephemeral))
            key = derive(shared, purpose, ephemeral + self.public)
            return AESGCM(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise CodeRefused("it was sealed for another recovery code, or changed") from error

    def _private(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(derive(self.secret, "recovery code"))


def sealed_for(public: bytes, content: bytes, purpose: str) -> bytes:
    """Return bytes that only the code of this public half opens.

    Args:
        public: 32 bytes.
        content: What is sealed.
        purpose: Of the sealed bytes; they open for no other.
    """
    private, nonce = X25519PrivateKey.generate(), os.urandom(_NONCE_BYTES)
    ephemeral = private.public_key().public_bytes_raw()
    key = derive(
        private.exchange(X25519PublicKey.from_public_bytes(public)), purpose, ephemeral + public
    )
    return ephemeral + nonce + AESGCM(key).encrypt(nonce, content, purpose.encode())


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"guichet recovery code" + secret).digest()
    return base64.b32encode(digest)[:2].decode("ascii")
