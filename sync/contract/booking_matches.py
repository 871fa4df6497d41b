"""What the booking server has, what each thing is here, and what it may be."""

from typing import Annotated, Literal

from pydantic import Field

from sync.contract.matching import ForeignId, PlaceMatch
from sync.contract.wire import Answer, Request, Text

MatchKind = Literal["motif", "place", "agent"]


class BookingMatchOut(Answer):
    """A thing of the booking server.

    Attributes:
        kind: `motif` is a service here, `place` is `here` or `elsewhere`, `agent` is a counter.
        id: Its number there.
        name: Its name there; of an agent the person's. Empty where only appointments name it.
        mapped_to: Code of the service, `here` or `elsewhere`, or the counter's number; null where
            nobody said.
        proposed: What it may be, by its name; null where nothing is like it.
        score: How alike the names are, from 0 to 1.
        booked: Appointments of today and the days ahead that name it, as last read.
    """

    kind: MatchKind
    id: ForeignId
    name: Annotated[str, Field(repr=False)]
    mapped_to: str | None = None
    proposed: str | None = None
    score: float | None = None
    booked: int = 0


class BookingMatchesOut(Answer):
    """All that the booking server has.

    Attributes:
        version: Of the settings, which a change must name as `If-Match`.
        unread: Kinds that the booking server does not list for this account.
    """

    version: int
    items: tuple[BookingMatchOut, ...] = ()
    unread: tuple[MatchKind, ...] = ()


class BookingMatchesIn(Request):
    """What some things are here; what is not named stays, and null takes a match away."""

    motifs: dict[ForeignId, Text | None] = Field(default_factory=dict, max_length=2000)
    places: dict[ForeignId, PlaceMatch | None] = Field(default_factory=dict, max_length=500)
    agents: dict[ForeignId, Text | None] = Field(default_factory=dict, max_length=2000)
