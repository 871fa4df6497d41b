"""The signed appointment code `CQ1:` that a QR carries: whom to queue, when and where, offline.

`CQ1:` and the base45 (RFC 9285) of 80 bytes, 124 characters of the alphanumeric set of QR codes.
The bytes are, big-endian: 1 version, 1 key id, 2 hash of the site, 2 service number, 4 minutes
since 2020-01-01 UTC, 6 appointment; then 64 of Ed25519 over `guichet/CQ1` and the first 16.
"""

import hashlib
import struct
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from base45 import b45decode, b45encode
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX: Final = "CQ1:"
VERSION: Final = 1
CODE_LENGTH: Final = 124
"""Characters of a code, prefix included. Neither end is ever a space, so trimming is harmless."""

LOCAL: Final = 0
"""Namespace of appointments that the site made itself: the rest is random."""
RDV: Final = 1
"""Namespace of the booking server's appointments: the rest is the appointment's number there."""
PARTICIPATION: Final = 2
"""Namespace of the booking server's participations, for appointments that gather strangers."""

_DOMAIN: Final = b"guichet/CQ1"
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)
_HEAD: Final = struct.Struct(">BB2sHI6s")
_SIGNATURE_BYTES: Final = 64
_REF_BITS: Final = 48
_LOCAL_BITS: Final = 40
_HASH_BYTES: Final = 2


class CodeInvalid(Exception):
    """The text is no code that this site may trust.

    Attributes:
        reason: `malformed`, `unknown_version`, `unknown_key` or `bad_signature`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AppointmentCode:
    """What a code says; no name, no reference.

    Attributes:
        key_id: Which key signed it, 0–255.
        site_hash: Two bytes of the site's id, see `site_hash`.
        service_number: `ServiceOut.number`, 0–65535.
        booked_at: Start of the appointment, aware, a whole minute from 2020 on.
        appointment_ref: The appointment's `code_id`, below 2**48; its top byte is the namespace.
        version: Layout of the bytes; only 1 exists.
    """

    key_id: int
    site_hash: bytes
    service_number: int
    booked_at: datetime
    appointment_ref: int
    version: int = VERSION


def code_id(namespace: int, value: int) -> int:
    """Join a namespace and a number below 2**40 to the 6-byte id of an appointment.

    Raises:
        ValueError: Either does not fit.
    """
    if not 0 <= namespace <= 0xFF or not 0 <= value < 1 << _LOCAL_BITS:
        raise ValueError(f"no code id for {namespace=}, {value=}")
    return namespace << _LOCAL_BITS | value


def site_hash(site_id: str) -> bytes:
    """Return the two bytes that stand for a site in its codes."""
    return hashlib.sha256(site_id.encode()).digest()[:_HASH_BYTES]


def signing_key(seed: bytes) -> Ed25519PrivateKey:
    """Make the private key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key_text(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """Return the public key as `CodeKeyOut.public_key` carries it (base64 of 32 bytes)."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return b64encode(public.public_bytes_raw()).decode()


def read_public_keys(keys: Iterable[tuple[int, str]]) -> dict[int, Ed25519PublicKey]:
    """Read (key id, base64) pairs.

    Raises:
        ValueError: A text is not the base64 of 32 bytes.
    """
    found: dict[int, Ed25519PublicKey] = {}
    for key_id, text in keys:
        try:
            found[key_id] = Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
        except (Base64Error, ValueError) as error:
            raise ValueError(f"code key {key_id} is not base64 of 32 bytes") from error
    return found


def sign(code: AppointmentCode, private_key: Ed25519PrivateKey) -> str:
    """Write the code as the text that a QR carries.

    Raises:
        ValueError: A value does not fit its bytes.
    """
    head = _pack(code)
    body: bytes = b45encode(head + private_key.sign(_DOMAIN + head))
    return PREFIX + body.decode("ascii")


def parse_and_verify(text: str, public_keys: Mapping[int, Ed25519PublicKey]) -> AppointmentCode:
    """Read a code and check its signature; whether site and day fit is the caller's to judge.

    Raises:
        CodeInvalid: Anything about it is wrong.
    """
    if len(text) != CODE_LENGTH or not text.startswith(PREFIX):
        raise CodeInvalid("malformed")
    try:
        raw = b45decode(text.removeprefix(PREFIX))
    except ValueError as error:
        raise CodeInvalid("malformed") from error
    if len(raw) != _HEAD.size + _SIGNATURE_BYTES:
        raise CodeInvalid("malformed")
    head, signature = raw[: _HEAD.size], raw[_HEAD.size :]
    version, key_id, site, service_number, minutes, ref = _HEAD.unpack(head)
    if version != VERSION:
        raise CodeInvalid("unknown_version")
    if key_id not in public_keys:
        raise CodeInvalid("unknown_key")
    try:
        public_keys[key_id].verify(signature, _DOMAIN + head)
    except InvalidSignature as error:
        raise CodeInvalid("bad_signature") from error
    try:
        booked_at = _EPOCH + minutes * _MINUTE
    except OverflowError as error:  # four bytes of minutes reach beyond the year 9999
        raise CodeInvalid("malformed") from error
    return AppointmentCode(
        key_id=key_id,
        site_hash=site,
        service_number=service_number,
        booked_at=booked_at,
        appointment_ref=int.from_bytes(ref, "big"),
        version=version,
    )


def _pack(code: AppointmentCode) -> bytes:
    if code.version != VERSION:
        raise ValueError(f"no such version: {code.version}")
    if len(code.site_hash) != _HASH_BYTES:
        raise ValueError("the hash of a site has two bytes")
    if not 0 <= code.appointment_ref < 1 << _REF_BITS:
        raise ValueError("the id of an appointment has 48 bits")
    minutes, rest = divmod(code.booked_at - _EPOCH, _MINUTE)
    if rest:
        raise ValueError("appointments start on a whole minute")
    ref = code.appointment_ref.to_bytes(_REF_BITS // 8, "big")
    try:
        return _HEAD.pack(
            code.version, code.key_id, code.site_hash, code.service_number, minutes, ref
        )
    except struct.error as error:
        raise ValueError(f"a value does not fit the code: {error}") from error
