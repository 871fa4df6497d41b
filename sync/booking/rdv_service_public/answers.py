"""What an answer of RDV Service Public means, and who is meant by a refusal."""

import json
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

from sync.booking.gateway import (
    BookingFailed,
    BookingRefused,
    BookingRejected,
    BookingUnreachable,
)
from sync.booking.rdv_service_public.credentials import GrantRefused

_ERROR: Final = re.compile(r"[a-z_]{1,40}")
_UNCHANGED: Final = 304
_RETRY_AFTER_S: Final = 6 * 3600.0
_AWAY: Final = frozenset({502, 503, 504})
_REFUSED: Final = {403: "forbidden", 404: "not_found", 407: "proxy", 511: "proxy"}
_REJECTED: Final = {
    400: "invalid",
    403: "forbidden",
    404: "unknown_at_booking_server",
    409: "invalid",
    410: "unknown_at_booking_server",
    422: "invalid",
}
_CHANGES: Final = frozenset({"PATCH", "POST"})
_OF_THE_API: Final = frozenset({"errors", "error_messages", "not_found", "missing"})
"""What the server's own refusals hold; a page of something in between holds none of it."""


def sorted_out(method: str, status: int, answer: bytes) -> object:
    """Return the parsed body of a good answer; raise what any other one means."""
    if 200 <= status < 300:
        return _parsed(answer)
    if status in _AWAY:
        raise BookingUnreachable(f"http_{status}", answered=True)
    if status == _UNCHANGED:
        # Of an answer that nobody said to know.
        raise BookingFailed("answer_garbled")
    if 300 <= status < 400:
        # The RDV Solidarités instance answers so where `www` misses. Following would carry the
        # token to whatever host is named.
        raise BookingRefused("redirected")
    if method in _CHANGES and status in _REJECTED and _is_of_the_api(answer):
        # An agent who lost a right gets the same for every outcome.
        raise BookingRejected(_REJECTED[status], proven=False)
    if status in _REFUSED or (400 <= status < 500 and status != 408):
        # A proxy's block page, a maintenance page, an address that moved: never about one item.
        raise BookingRefused(_REFUSED.get(status, "refused"))
    raise BookingFailed(f"http_{status}")


def granted(status: int, answer: bytes) -> Mapping[str, object]:
    """Return what the token endpoint answers to a form.

    Raises:
        GrantRefused: The server itself gives no token.
        BookingFault: Something else went wrong, which says nothing of the tokens.
    """
    if status in {400, 401, 403}:
        try:
            told = json.loads(answer)
        except (ValueError, RecursionError):
            told = None
        error = told.get("error") if isinstance(told, dict) else None
        if isinstance(error, str) and _ERROR.fullmatch(error):
            raise GrantRefused(error)
    body = sorted_out("GET", status, answer)
    if not isinstance(body, dict):
        raise BookingFailed("answer_garbled")
    return body


def _parsed(answer: bytes) -> object:
    text = answer.strip()
    if not text:
        return None
    try:
        body: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.startswith(b"<"):
            # A page for people, under a good status: something in between answered.
            raise BookingUnreachable("page_in_between", answered=True) from error
        raise BookingFailed("answer_garbled") from error
    return body


def _is_of_the_api(answer: bytes) -> bool:
    """Whether a refusal has one of the shapes that the server's own ones come in."""
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and not _OF_THE_API.isdisjoint(body)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`, in seconds or as a date; six hours at most, None if it says nothing."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _RETRY_AFTER_S)
    try:
        # Both dates are of the server's own clock, so that ours does not matter.
        then, now = (parsedate_to_datetime(one) for one in (text, headers.get("Date", "")))
        seconds = (then - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _RETRY_AFTER_S)
