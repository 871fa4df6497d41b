"""What the presenter of reception asks of its page."""

from dataclasses import dataclass, field
from typing import Protocol

from core.model import AppointmentMode, AppointmentStatus, Arrival, SlipState
from counterapp.notices import Facts, Notice
from counterapp.reception.alerts import Device


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One line of today's appointments; only who is met here is checked in.

    Attributes:
        otherwise: The name is not quite what was searched for: it may be somebody else.
        counter: Number of the counter whose agent holds it at the booking server, or "".
    """

    appointment_id: str
    time: str
    reference: str
    people: str = field(repr=False)
    persons: int
    service: str
    status: AppointmentStatus
    number: str
    mode: AppointmentMode = AppointmentMode.IN_PERSON
    otherwise: bool = False
    counter: str = ""


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How the day stands: appointments by state, and people who wait."""

    expected: int
    arrived: int
    absent: int
    waiting: int


@dataclass(frozen=True, slots=True)
class WalkInService:
    """A service that tickets are issued for.

    Attributes:
        opens_at: When it opens next, in the site's zone, or "".
        wait_min: Lower and upper bound of the wait, in minutes, None while unknown.
    """

    service_id: str
    code: str
    label: str
    open: bool
    opens_at: str
    wait_min: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """Somebody at a kiosk who asks for a person."""

    help_id: str
    station: str
    since: str


@dataclass(frozen=True, slots=True)
class PaperlessTicket:
    """A ticket whose paper did not come out."""

    visit_id: str
    number: str
    service: str
    slip: SlipState


@dataclass(frozen=True, slots=True)
class GivenTicket:
    """The answer to a check-in or a walk-in.

    Attributes:
        booked: The booked time, or "".
        ahead: How many are served before, None while no counter takes the service.
        wait_min: Lower and upper bound of the wait, in minutes, None while unknown.
    """

    visit_id: str
    number: str
    arrival: Arrival | None
    booked: str
    ahead: int | None
    wait_min: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ArrivalOptions:
    """What reception notes of a person who arrives."""

    language: str | None = None
    priority: bool = False
    persons: int = 1
    companions: int = 0


class ReceptionView(Protocol):
    """A page that shows reception and decides nothing."""

    def show_counts(self, counts: DayCounts) -> None: ...
    def fill_search(self, text: str) -> None: ...
    def show_appointments(self, rows: tuple[AppointmentRow, ...]) -> None: ...
    def show_walk_ins(self, services: tuple[WalkInService, ...]) -> None: ...
    def show_devices(self, devices: tuple[Device, ...]) -> None: ...
    def show_reader(self, *, there: bool) -> None: ...
    def show_booking(self, told: Notice | None) -> None: ...
    def show_help(self, requests: tuple[HelpRequest, ...]) -> None: ...
    def show_paperless(self, tickets: tuple[PaperlessTicket, ...]) -> None: ...
    def show_given(self, ticket: GivenTicket | None) -> None: ...
    def show_ready(self, *, ready: bool) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def hide_problem(self) -> None: ...
    def reset_options(self) -> None: ...
