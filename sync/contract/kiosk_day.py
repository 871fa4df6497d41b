"""What a kiosk keeps of the day's bookings, to know a typed reference while it is cut off."""

import hmac
from base64 import b64decode
from typing import Annotated

from pydantic import Field

from sync.contract.wire import Answer, Id, Instant


class KioskDayItem(Answer):
    """A booking of today, known by the keyed hash of what its visitor may type; no name.

    Attributes:
        hash: `reference_hash` under the key of the list.
    """

    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    starts_at: Instant
    service_id: Id
    persons: Annotated[int, Field(ge=1)] = 1


class KioskDayOut(Answer):
    """The bookings of a business day that a kiosk may check in.

    Attributes:
        key: 32 bytes in base64, of this station and day alone.
        with_time: The booked time is typed too, and is hashed with the reference.
    """

    business_day: str
    key: Annotated[str, Field(repr=False)]
    with_time: bool
    items: tuple[KioskDayItem, ...]


def reference_hash(key: str, reference: str, time: str | None) -> str:
    """Return the keyed hash of what a visitor types: HMAC-SHA-256, 64 hex digits.

    Args:
        key: 32 bytes in base64.
        reference: As it is typed.
        time: The booked time on the site's wall clock, `HH:MM`; None where it is not asked.
    """
    typed = f"guichet/kiosk-day\n{reference}\n{time or ''}"
    return hmac.digest(b64decode(key), typed.encode(), "sha256").hex()
