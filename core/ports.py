"""What the rules need of the world: a clock, and one transaction on the store."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from core.access import (
    Agent,
    Help,
    PairingCode,
    PairingGuard,
    Session,
    SigningKey,
    Station,
)
from core.errors import Fact
from core.feedback import Difficulty, DiscreetAlert
from core.model import EventKind, SettingsLayer, StepState
from core.numbering import Series
from core.policy import Candidate
from core.site import CounterPlace, Service, Site
from core.things import (
    Actor,
    Appointment,
    AppointmentPerson,
    Call,
    Counter,
    Lease,
    OutboxItem,
    ServiceOutcome,
    Step,
    Visit,
    VisitPerson,
)

T = TypeVar("T")


class Clock(Protocol):
    """The one clock of a site."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards; only differences mean anything."""


class Rows(Protocol[T]):
    """Things of one kind, by id."""

    def get(self, key: str) -> T:
        """Return a thing.

        Raises:
            NotFound: `<kind>_unknown`.
        """

    def find(self, key: str) -> T | None:
        """Return a thing, or None."""

    def add(self, thing: T) -> None:
        """Keep a new thing."""

    def change(self, key: str, **values: object) -> None:
        """Change some fields of a thing."""


class Visits(Rows[Visit], Protocol):
    """Visits, their tickets, persons, notes and outcomes."""

    def next_sequence(self, day: date) -> int:
        """Return the next place in the order of arrival of a day."""

    def by_number(self, day: date, called_as: str) -> Visit | None:
        """Return the visit that is called by this number on a day."""

    def by_lease(self, lease_id: str, number: str) -> Visit | None:
        """Return the visit that was given this number of a lease, ever."""

    def count_walk_ins(self, day: date, service_id: str) -> int:
        """Return how many walk-in visits a service has on a day."""

    def add_persons(self, persons: Iterable[VisitPerson]) -> None:
        """Keep the persons of a visit."""

    def persons(self, visit_id: str) -> Sequence[VisitPerson]:
        """Return the persons of a visit, by ordinal."""

    def forget_persons(self, until: date, limit: int) -> int:
        """Forget the names of at most `limit` visits up to a day; return how many persons."""

    def forget_notes(self, until: date, limit: int) -> int:
        """Forget at most `limit` notes of visits up to a day; return how many."""

    def forget(self, until: date, limit: int) -> int:
        """Forget at most `limit` visits up to a day, with all of theirs; return how many."""

    def put_note(self, visit_id: str, text: str) -> None:
        """Keep the note of a visit."""

    def put_outcome(self, outcome: ServiceOutcome) -> None:
        """Keep an outcome, in place of an earlier one for the same person and service."""

    def outcomes(self, visit_id: str) -> Sequence[ServiceOutcome]:
        """Return the outcomes of a visit."""


class Steps(Rows[Step], Protocol):
    """Steps, and who waits for a counter."""

    def of_visit(self, visit_id: str) -> Sequence[Step]:
        """Return the steps of a visit, by ordinal."""

    def move(self, key: str, expected: StepState, target: StepState, **values: object) -> bool:
        """Move a step on, unless somebody did so first; say whether it moved."""

    def held_by(self, counter_id: str) -> Step | None:
        """Return the step that is called to a counter or served there."""

    def candidates(
        self,
        day: date,
        services: Iterable[str],
        counter_id: str,
        agent_id: str | None,
        now: datetime,
        limit: int,
    ) -> Sequence[Candidate]:
        """Return at least the first `limit` of those that a counter can call, in any order."""

    def candidate(self, key: str) -> Candidate:
        """Return a step as the rule sees it."""


class Calls(Rows[Call], Protocol):
    """Announcements."""

    def next_announcement(self, day: date) -> int:
        """Return the number of the day's next announcement, from 1."""


class Appointments(Rows[Appointment], Protocol):
    """Bookings and their persons."""

    def by_code_id(self, code_id: int) -> Appointment | None:
        """Return the booking that a signed code names."""

    def by_reference(self, reference: str) -> Sequence[Appointment]:
        """Return every booking with this reference, by time."""

    def by_source(self, source: str, source_id: str) -> Appointment | None:
        """Return the booking that a source names so."""

    def of_day(self, day: date, source: str) -> Sequence[Appointment]:
        """Return the bookings of a day from one source, also withdrawn ones."""

    def persons(self, appointment_id: str) -> Sequence[AppointmentPerson]:
        """Return the persons of a booking, by ordinal."""

    def forget_persons(self, until: date, limit: int) -> int:
        """Forget the names of at most `limit` bookings up to a day; return how many persons."""

    def forget(self, until: date, limit: int) -> int:
        """Forget at most `limit` bookings up to a day that nothing waits for; return how many."""

    def put_persons(self, appointment_id: str, persons: Sequence[AppointmentPerson]) -> None:
        """Keep the persons of a booking, in place of earlier ones."""


class Counters(Rows[Counter], Protocol):
    """Counters as they stand now."""

    def held_by(self, agent_id: str) -> Sequence[Counter]:
        """Return the counters that an agent holds, open or paused."""


class Leases(Rows[Lease], Protocol):
    """Numbers: the series of each letter and day, and who leases what."""

    def series(self, day: date, letter: str) -> Series:
        """Return what is free of a letter on a day."""

    def put_series(self, day: date, letter: str, series: Series) -> None:
        """Keep what is free of a letter on a day."""


class Stations(Rows[Station], Protocol):
    """Enrolled devices and pairing."""

    def pairing_code(self, code_hash: str) -> PairingCode | None:
        """Return a pairing code."""

    def add_pairing_code(self, code: PairingCode) -> None:
        """Keep a new pairing code."""

    def unused_pairing_codes(self) -> Sequence[PairingCode]:
        """Return every pairing code that nobody used."""

    def change_pairing_code(self, code_hash: str, **values: object) -> None:
        """Change some fields of a pairing code."""

    def guard(self) -> PairingGuard:
        """Return wrong tries and lock."""

    def put_guard(self, guard: PairingGuard) -> None:
        """Keep wrong tries and lock."""


class Agents(Rows[Agent], Protocol):
    """Staff and their sessions."""

    def by_username(self, username: str) -> Agent | None:
        """Return the agent who signs in with this name."""

    def session(self, session_id: str) -> Session | None:
        """Return a session."""

    def add_session(self, session: Session) -> None:
        """Keep a new session."""

    def change_session(self, session_id: str, **values: object) -> None:
        """Change some fields of a session."""


class Outbox(Rows[OutboxItem], Protocol):
    """Outcomes for the booking server."""

    def of_target(self, source: str, target: str) -> Sequence[OutboxItem]:
        """Return every item about a participation, oldest first."""

    def of_appointment(self, appointment_id: str) -> Sequence[OutboxItem]:
        """Return every item about a booking, oldest first."""

    def next_order(self) -> int:
        """Return the next place in the order of sending."""


class HelpCalls(Rows[Help], Protocol):
    """Calls for help."""

    def open_of(self, station_id: str) -> Help | None:
        """Return the call of a station that nobody answered yet."""


class Satisfaction(Protocol):
    """Counts of answers to the kiosk's question."""

    def count(self, day: date, answer: int) -> None:
        """Count one more answer of a day."""


class DiscreetAlerts(Rows[DiscreetAlert], Protocol):
    """Counters that ask colleagues to come."""

    def open(self) -> Sequence[DiscreetAlert]:
        """Return the alerts that did not end yet, oldest first."""


class SiteSettings(Protocol):
    """The site's row, its catalogue and its settings, by version."""

    def version(self) -> int:
        """Return the present settings version; 0 before the site is set up."""

    def document(self) -> dict[str, object]:
        """Return the present settings document."""

    def create_site(self, site_id: str, name: str, zone: str, now: datetime) -> None:
        """Keep the site's row; once."""

    def layer(self) -> SettingsLayer | None:
        """Return who set the present settings; None before the site is set up."""

    def put_document(
        self, version: int, document: dict[str, object], now: datetime, layer: SettingsLayer
    ) -> None:
        """Keep a new version of the settings, and who set it."""

    def put_services(self, services: Sequence[Service]) -> None:
        """Keep the catalogue's services in place of the present ones; ids stay."""

    def put_counters(self, counters: Sequence[CounterPlace]) -> None:
        """Keep the counters in place of the present ones; ids and states stay."""

    def raise_epoch(self) -> int:
        """Raise the epoch, after a restore; return the new one."""


class SigningKeys(Protocol):
    """Keys that sign appointment codes."""

    def add(self, key: SigningKey) -> None:
        """Keep a new key."""

    def all(self) -> Sequence[SigningKey]:
        """Return every key, by key id."""

    def retire(self, key_id: int, retired_at: datetime) -> None:
        """Stop signing with a key; what it signed stays valid."""


class UnitOfWork(Protocol):
    """One command's view of the store, within one transaction.

    Attributes:
        now: The moment of the command; all that it writes carries this time.
    """

    @property
    def now(self) -> datetime: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def stations(self) -> Stations: ...
    @property
    def agents(self) -> Agents: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def help_calls(self) -> HelpCalls: ...
    @property
    def settings(self) -> SiteSettings: ...
    @property
    def signing_keys(self) -> SigningKeys: ...
    @property
    def satisfaction(self) -> Satisfaction: ...
    @property
    def difficulties(self) -> Rows[Difficulty]: ...
    @property
    def discreet_alerts(self) -> DiscreetAlerts: ...

    def site(self) -> Site:
        """Return the site as its present settings describe it.

        Raises:
            NotFound: `site_unknown`, before `initialise`.
        """

    def today(self) -> date:
        """Return the business day of `now`, in the site's zone."""

    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` answers to commands from before a moment; return how many."""

    def new_id(self) -> str:
        """Return a new UUIDv7."""

    def record(
        self,
        kind: EventKind,
        actor: Actor,
        *,
        visit_id: str | None = None,
        step_id: str | None = None,
        call_id: str | None = None,
        counter_id: str | None = None,
        appointment_id: str | None = None,
        station_id: str | None = None,
        **facts: Fact | datetime,
    ) -> None:
        """Append an event to the journal, in this transaction."""
