"""Signatures of what is sent, by the Standard Webhooks specification 1.0."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

PREFIX: Final = "whsec_"
_MADE: Final = 32
_LEAST: Final = 24
_MOST: Final = 64


def new_secret() -> str:
    """Return a new secret of 256 bits, as the specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_MADE)).decode("ascii")


def key_of(secret: str) -> bytes:
    """Return the key that a secret stands for.

    Raises:
        ValueError: It is none: `whsec_` and 24 to 64 bytes in base64.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a secret is base64") from error
    if not secret.startswith(PREFIX) or not _LEAST <= len(key) <= _MOST:
        raise ValueError(f"a secret is {PREFIX} and {_LEAST} to {_MOST} bytes in base64")
    return key


def signed_headers(
    message_id: str, seconds: int, body: bytes, valid: Sequence[str]
) -> dict[str, str]:
    """Return the headers that prove where a body comes from, and when it was sent.

    Args:
        message_id: Of the event; it has no full stop in it.
        seconds: The time of this try, since 1970.
        body: As it is sent.
        valid: Every secret that is valid now: it is signed with each.
    """
    content = f"{message_id}.{seconds}.".encode() + body
    signatures = [
        base64.b64encode(hmac.digest(key_of(one), content, hashlib.sha256)).decode("ascii")
        for one in valid
    ]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
