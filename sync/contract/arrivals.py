"""Check-in, walk-in, slips: what kiosks and reception send when a person arrives."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr, model_validator

from core.model import (
    PRE_APPLICATION,
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    Completeness,
    Need,
    Outcome,
    SlipState,
    SlipWay,
    StepState,
    VisitKind,
)
from sync.contract.site import EstimateOut
from sync.contract.wire import Answer, Id, Instant, Language, Request, Text, TicketNumber

Companions = Annotated[int, Field(ge=0, le=20)]
Persons = Annotated[int, Field(ge=1, le=20)]
PersonNumber = Annotated[int, Field(ge=1, le=20)]
Needs = Annotated[tuple[Need, ...], Field(max_length=16)]
Services = Annotated[tuple[Id, ...], Field(max_length=6)]
"""Further services than the first, in the order of the visit."""

DocumentCode = Annotated[Text, Field(min_length=1, max_length=60)]


class _ArrivalIn(Request):
    """What check-ins and walk-ins share.

    `number`, `lease_id` and `issued_at` come together: a kiosk numbers from its lease.

    Attributes:
        given: A slip bears `number` already, since the server did not answer in time. No rule
            refuses such an arrival any more; a second one for the same booking is flagged. Without
            it the call is a question: a refusal leaves the number unused, and a later report of
            the same (lease, number) is safe. Without a number it means nothing.
    """

    number: TicketNumber | None = None
    lease_id: Id | None = None
    issued_at: Instant | None = None
    given: bool = False
    language: Language | None = None
    priority: bool = False
    needs: Needs = ()
    persons: Persons = 1
    services: Services = ()

    @model_validator(mode="after")
    def _number_whole(self) -> "_ArrivalIn":
        if len({self.number is None, self.lease_id is None, self.issued_at is None}) != 1:
            raise ValueError("number, lease_id and issued_at are sent together or not at all")
        return self


class CheckInIn(_ArrivalIn):
    """Someone with an appointment is here: exactly one of code, reference or appointment_id."""

    code: Annotated[str, Field(min_length=1, max_length=256)] | None = None
    reference: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,16}$")] | None = None
    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    appointment_id: Id | None = None
    companions: Companions = 0

    @model_validator(mode="after")
    def _one_way(self) -> "CheckInIn":
        ways = [self.code, self.reference, self.appointment_id]
        if sum(way is not None for way in ways) != 1:
            raise ValueError("send exactly one of code, reference, appointment_id")
        if self.time is not None and self.reference is None:
            raise ValueError("time goes with a typed reference")
        return self


class WalkInIn(_ArrivalIn):
    """Someone without an appointment is here for a service; a kiosk's number is given at once."""

    service_id: Id
    companions: Companions = 0
    given: bool = True


class TicketOut(Answer):
    """The number that the visitor holds, and what is known of its paper.

    Attributes:
        slip_way: How the person came to hold it, where that is known.
        slip_cause: What kept paper away; "" where nothing did.
    """

    number: TicketNumber
    letter: str
    business_day: str
    slip: SlipState
    slip_way: SlipWay | None = None
    slip_cause: str = ""
    alias: TicketNumber | None = None


class StepOut(Answer):
    """One stay in one queue."""

    id: Id
    ordinal: int
    service_id: Id
    state: StepState
    rank: Instant
    counter_id: Id | None = None
    counter: str | None = None
    agent_id: Id | None = None
    waiting_since: Instant
    called_at: Instant | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    calls: int = 0


class VisitOut(Answer):
    """One presence today, without a name: what a kiosk or a queue list may know."""

    id: Id
    number: TicketNumber
    business_day: str
    kind: Literal["appointment", "walk_in"]
    service_id: Id
    services: tuple[Id, ...] = ()
    starts_at: Instant | None = None
    arrival: Arrival | None = None
    checked_in_at: Instant
    language: Language
    priority: bool
    urgent: bool = False
    needs: tuple[Need, ...] = ()
    persons: int
    companions: int = 0
    initials: str | None = None
    visit_kind: VisitKind = VisitKind.FIRST
    completeness: Completeness = Completeness.UNKNOWN
    steps: tuple[StepOut, ...]


class ArrivedOut(Answer):
    """The answer to a check-in or a walk-in."""

    visit: VisitOut
    ticket: TicketOut
    arrival: Arrival | None = None
    estimate: EstimateOut


class SlipIn(Request):
    """What became of a slip.

    Attributes:
        way: How the person comes to hold the number: by the station's own printer, by a second
            one, from the screen, or on a card written by hand.
        cause: What keeps paper away, as the printer's code, such as `paper_out`.
    """

    state: SlipState
    way: SlipWay | None = None
    cause: Annotated[str, Field(pattern=r"^[a-z_]{0,40}$")] = ""


class SlipOut(Answer):
    """The state of a slip after a report."""

    visit_id: Id
    state: SlipState


class PersonOut(Answer):
    """A person by name; only reception and the agent who serves see this."""

    ordinal: int
    family_name: Annotated[str, Field(repr=False)]
    given_name: Annotated[str, Field(repr=False)]


class DocumentState(Answer):
    """Whether a paper was shown."""

    code: str
    shown: bool


class OutcomeOut(Answer):
    """How one service ended for one person, counted from 1; null while it is not known."""

    person: int
    service_id: Id
    outcome: Outcome | None = None


class MemberOut(Answer):
    """A visit that was grouped into this one, and which persons came as it."""

    visit_id: Id
    number: TicketNumber
    persons: tuple[int, ...]


class VisitCardOut(VisitOut):
    """A visit as the agent who serves it, or reception, may see it: with names.

    Attributes:
        outcomes: One for each person and service, those that are not known yet too.
        flags: What staff must look at: `second_use`, `number_clash` …; of a booking that its source
            changed after the check-in `source_cancelled`, `source_moved`, `source_people`,
            `source_service`, `source_deleted`; and `doubled`.
        appointment_id: The first booking that it came with, where names may be seen.
    """

    outcomes: tuple[OutcomeOut, ...] = ()
    members: tuple[MemberOut, ...] = ()
    flags: tuple[str, ...] = ()
    people: tuple[PersonOut, ...] = ()
    documents: tuple[DocumentState, ...] = ()
    note: Annotated[str, Field(repr=False)] = ""
    case_ref: str | None = None
    pre_application: str | None = None
    linked_visit_id: Id | None = None
    group_id: str | None = None
    missing_documents: tuple[str, ...] = ()
    appointment_id: Id | None = None


class VisitPatch(Request):
    """Facts that staff may change; what is absent stays.

    Attributes:
        priority: For reception and leads; the rank follows.
        service_id: The right service in place of one chosen wrongly, while the visit waits; for
            reception and leads. The number stays.
        services: Further services that it turned out to come for.
    """

    note: Text | None = None
    needs: Needs | None = None
    language: Language | None = None
    documents: Annotated[dict[DocumentCode, bool], Field(max_length=64)] | None = None
    priority: bool | None = None
    service_id: Id | None = None
    services: Services = ()


class GroupIn(Request):
    """Visits that belong together: one wait, one call."""

    visit_ids: Annotated[tuple[Id, ...], Field(min_length=2, max_length=20)]


class SplitIn(Request):
    """Persons of a visit, counted from 1, who go on by themselves."""

    persons: Annotated[tuple[PersonNumber, ...], Field(min_length=1, max_length=20)]


class SplitOut(Answer):
    """Both visits after a split: the one that was split, and that of those who left it."""

    visit: VisitCardOut
    split: VisitCardOut


class SecondPersonIn(Request):
    """Another lead, who confirms at the same screen."""

    username: Annotated[Text, Field(min_length=1, max_length=64)]
    password: SecretStr = Field(min_length=1, max_length=256)


class UrgentIn(Request):
    """Why somebody cannot wait their turn; beyond the hour's cap a second lead confirms."""

    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    note: Text | None = Field(default=None, repr=False)
    confirmed_by: SecondPersonIn | None = None


class PersonIn(Request):
    """A person of an appointment that is typed in."""

    family_name: Annotated[Text, Field(max_length=100, repr=False)] = ""
    given_name: Annotated[Text, Field(max_length=100, repr=False)] = ""


class AppointmentIn(Request):
    """An appointment that reception types in; without a `reference` the server makes one.

    Seconds of `starts_at` are cut off: an appointment is for a whole minute.
    """

    service_id: Id
    starts_at: Instant
    reference: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,16}$")] | None = None
    completeness: Completeness = Completeness.UNKNOWN
    duration_min: Annotated[int, Field(ge=1, le=480)] = 15
    mode: AppointmentMode = AppointmentMode.IN_PERSON
    visit_kind: VisitKind = VisitKind.FIRST
    pre_application: Annotated[str, Field(pattern=f"^{PRE_APPLICATION.pattern}$")] | None = None
    case_ref: Annotated[Text, Field(min_length=1, max_length=80)] | None = None
    people: Annotated[tuple[PersonIn, ...], Field(min_length=1, max_length=20)]


class VerdictIn(Request):
    """What became of an appointment; `confirm` where the booking server writes to its people.

    Without it 409 `confirm_needed` says to how many `people`.
    """

    confirm: bool = False


class AppointmentOut(Answer):
    """A booking of the day, as reception sees it.

    Attributes:
        proposed: What somebody may want to say of it: `no_show`, once its grace is over.
        outside_hours: It was typed in for a time when its service is closed.
        doubled: A person of it has another one for the same service on the same day.
        booked_counter: Number of the counter whose agent holds it at the booking server; a hint,
            which binds no queue.
    """

    id: Id
    reference: str
    service_id: Id
    starts_at: Instant
    status: AppointmentStatus
    mode: AppointmentMode
    visit_id: Id | None = None
    number: TicketNumber | None = None
    completeness: Completeness = Completeness.UNKNOWN
    proposed: AppointmentStatus | None = None
    outside_hours: bool = False
    doubled: bool = False
    booked_counter: str | None = None
    people: tuple[PersonOut, ...] = ()


class AppointmentsOut(Answer):
    """A page of appointments, by time.

    Attributes:
        otherwise: How many at the end of the page were not found as typed, only by names that are
            spelt otherwise.
    """

    items: tuple[AppointmentOut, ...]
    next: str | None = None
    otherwise: int = 0
