"""Webhooks of RDV Service Public: proven by their signature, then read as far as they matter.

A body is a hint, not a truth. It may come twice, late, after a later one, or hold more than it
says; its time has whole seconds. What it is about is read anew from the server.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sync.booking.rdv_service_public.parse import rdv_id

SIGNATURE: Final = "X-Lapin-Signature"
"""The header: HMAC-SHA256 of the raw body under the endpoint's secret, as lower-case hex."""

APPOINTMENT: Final = "Rdv"
PERSON: Final = "User"
_DESTROYED: Final = "destroyed"
_EVENTS: Final = ("created", "updated", _DESTROYED)
_RGPD: Final = "rgpd"
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}|UTC)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Notice:
    """What one webhook says.

    Attributes:
        model: `Rdv` or `User`.
        number: Of the record.
        destroyed: It is not there any more.
        forget: It is to be forgotten here too (`rgpd`).
        at: When the body was built, to the second; None where that cannot be read.
        row: The record as the interface shows it; it holds names.
    """

    model: str
    number: int
    destroyed: bool
    forget: bool
    at: datetime | None
    row: object = field(repr=False)


def is_signed(raw: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Tell whether a body was signed with one of some secrets, in a time that tells nothing.

    Args:
        raw: The body, as it came.
        signature: As the header says.
        secrets: Those that are valid now.
    """
    given = signature.encode("utf-8", "surrogatepass")
    fits = [
        hmac.compare_digest(
            hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest().encode(), given
        )
        for secret in secrets
    ]
    return any(fits)


def read_notice(raw: bytes) -> Notice | None:
    """Read a body whose signature holds; None for what has no meaning here, or cannot be read."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    meta, row = told.get("meta"), told.get("data")
    number = rdv_id(row)
    if not isinstance(meta, dict) or number is None:
        return None
    model, event = meta.get("model"), meta.get("event")
    if model not in (APPOINTMENT, PERSON) or event not in _EVENTS:
        return None
    destroyed = event == _DESTROYED
    return Notice(
        model=model,
        number=number,
        destroyed=destroyed,
        forget=destroyed and meta.get("webhook_reason") == _RGPD,
        at=_moment(meta.get("timestamp")),
        row=row,
    )


def _moment(value: object) -> datetime | None:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    day, time, offset = found.groups()
    try:
        return datetime.fromisoformat(f"{day}T{time}{'+0000' if offset == 'UTC' else offset}")
    except ValueError:
        return None
