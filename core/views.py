"""What is read from the store, put together for those who show it."""

from dataclasses import dataclass
from datetime import date, datetime

from core.policy import Because, Reason
from core.things import (
    Agent,
    Appointment,
    AppointmentPerson,
    OutboxItem,
    ServiceOutcome,
    Session,
    Step,
    Visit,
    VisitPerson,
)


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with its steps, persons, outcomes and note; only for those who may see names.

    Attributes:
        members: Of the visits that were grouped into it: id and number.
    """

    visit: Visit
    steps: tuple[Step, ...]
    persons: tuple[VisitPerson, ...]
    outcomes: tuple[ServiceOutcome, ...]
    note: str
    members: tuple[tuple[str, str], ...] = ()

    @property
    def step(self) -> Step:
        """The last step, the one that counts now."""
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class OutboxCard:
    """An outcome for the booking server, and the booking of which it tells."""

    item: OutboxItem
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class PendingCard:
    """An outcome that may be sent, and what it takes to do so.

    Attributes:
        source_id: Of the booking, as its source names it.
        business_day: Of the booking.
        history: Every item about the participation, oldest first, this one among them.
    """

    item: OutboxItem
    source_id: str
    business_day: date
    history: tuple[OutboxItem, ...]


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One step that waits (with its position, from 1), is called, served or parked; no name."""

    visit: Visit
    step: Step
    position: int | None
    why: Reason
    waiting_s: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two steps that are compared, and why it stood where it stood."""

    step_id: str
    number: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why one step goes before another.

    Attributes:
        at: When it was called; now, where both wait.
        counter_id: Where it was called; None where both wait.
        reason: Why the agent called it out of turn, as a code.
        first: The one that goes, or went, before the other.
    """

    because: Because
    at: datetime
    counter_id: str | None
    reason: str | None
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class BoardCall:
    """A call as the public sees and hears it; no field can hold a name."""

    call_id: str
    announcement: int
    number: str
    counter: str
    zone: str
    language: str
    aloud: bool
    repeats: int
    called_at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """Calls that stand, and the last ones before them; both the latest first."""

    current: tuple[BoardCall, ...]
    recent: tuple[BoardCall, ...]


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """A booking with its persons, and the number it got if it checked in."""

    appointment: Appointment
    persons: tuple[AppointmentPerson, ...]
    number: str | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session and the agent whose it is."""

    session: Session
    agent: Agent
