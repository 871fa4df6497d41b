"""What may come of a check-in or of asking for a ticket, in the kiosk's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from core.model import Arrival

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Wait:
    """How long, in whole seconds, and behind how many; None while nobody knows."""

    p50_s: int | None = None
    p90_s: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A number that this visitor holds from now on, whatever happens to paper and network.

    Attributes:
        key: Names this arrival between the kiosk's disk, its printer and the server.
        number: The ticket, e.g. "K042".
        kind: `appointment` or `walk_in`.
        service_id: What they come for, None where the kiosk does not know.
        issued_at: When the number was given, in UTC.
        visit_id: The server's visit, None until it has answered.
        arrival: How the check-in stands to the booked time, None while unknown.
        starts_at: The booked time, in UTC.
        initials: "M. D.", where the server gave them.
        again: The number was given before: this is a reprint.
    """

    key: str
    number: str
    kind: Literal["appointment", "walk_in"]
    issued_at: datetime
    service_id: str | None = None
    visit_id: str | None = None
    arrival: Arrival | None = None
    starts_at: datetime | None = None
    initials: str = field(default="", repr=False)
    wait: Wait = Wait()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The rules say no: a stable code, and the facts of its sentence."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Away:
    """The server did not answer, and the kiosk may not decide this alone."""


Outcome = Given | Refused | Away


class ArrivalDesk(Protocol):
    """Gives numbers; each call may take up to two seconds and belongs off the screen's thread."""

    def check_in_code(self, code: str, *, language: str) -> Outcome: ...

    def check_in_reference(self, reference: str, *, time: str | None, language: str) -> Outcome: ...

    def walk_in(self, service_id: str, *, language: str, priority: bool) -> Outcome: ...
