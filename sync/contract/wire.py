"""What every message of the interface has in common."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)

from core.model import TICKET_NUMBER

EPOCH_HEADER: Final = "Guichet-Epoch"
"""Of an answer: the epoch of the server's data; of a request: the latest that the station saw."""
CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2, by OpenSSL's names: with forward secrecy, and each message bears its proof."""
_YEARS: Final = (2000, 2199)


def to_wire(value: datetime) -> str:
    """Write an aware moment as it goes over the wire: UTC, milliseconds, `Z`."""
    text = value.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _printable(value: object) -> object:
    """Refuse what no keyboard types: control characters and lone surrogates."""
    if isinstance(value, str) and any(
        ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000
        for char in value
    ):
        raise ValueError("control characters are not allowed")
    return value


def _of_our_time(value: datetime) -> datetime:
    """Refuse moments that no zone can be applied to; any real one is well inside."""
    first, last = _YEARS
    # Its own year first: at the ends of the calendar a moment has no UTC.
    if not (first <= value.year <= last and first <= value.astimezone(UTC).year <= last):
        raise ValueError(f"a moment lies in the years {first} to {last}")
    return value


Instant = Annotated[
    AwareDatetime,
    AfterValidator(_of_our_time),
    PlainSerializer(to_wire, return_type=str),
]
"""A moment in UTC, RFC 3339 with `Z` on the wire."""

Id = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]
"""A UUIDv7 in its usual lower-case form."""

Text = Annotated[str, BeforeValidator(_printable), Field(max_length=200)]
"""A line that a person wrote, at most 200 characters, of any script."""

TicketNumber = Annotated[str, Field(pattern=f"^{TICKET_NUMBER.pattern}$")]
"""A ticket's number, `K042`."""

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""An ISO 639-1 code."""

Labels = dict[str, str]
"""One text in several languages, by ISO 639-1 code; `fr` is always there."""

Seconds = Annotated[int, Field(ge=0)]


class Request(BaseModel):
    """A body that a station sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=4096)


class Answer(BaseModel):
    """A body that the server sends: unknown fields are ignored, so that older stations live on."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Problem(Answer):
    """An RFC 9457 problem: why a call was refused, for programs (`code`) and people (`title`)."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str = "about:blank"
    title: str
    status: int
    code: str
