"""The things of the domain as frozen values; what a site is set up to be stands in `core.site`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from core.access import Agent, Help, PairingCode, PairingGuard, Session, SigningKey, Station
from core.booked import Appointment, AppointmentPerson, BookedDay, OutboxItem
from core.errors import Fact
from core.model import (
    AgentId,
    AppointmentId,
    Arrival,
    CallId,
    Completeness,
    CounterId,
    CounterState,
    EventKind,
    LeaseId,
    Need,
    Outcome,
    ServiceId,
    SlipState,
    SlipWay,
    StationId,
    StepId,
    StepState,
    VisitId,
    VisitKind,
)
from core.site import Calendar, CounterPlace, Document, Policy, Service, Site, Window

__all__ = [
    "Actor",
    "Agent",
    "Appointment",
    "AppointmentPerson",
    "BookedDay",
    "Calendar",
    "Call",
    "Counter",
    "CounterPlace",
    "Document",
    "Done",
    "Event",
    "Help",
    "Lease",
    "OutboxItem",
    "PairingCode",
    "PairingGuard",
    "Policy",
    "Receipt",
    "Service",
    "ServiceOutcome",
    "Session",
    "SigningKey",
    "Site",
    "Station",
    "Step",
    "Visit",
    "VisitClass",
    "VisitPerson",
    "Window",
]

Receipt = dict[str, Fact]
"""What a command did, as ids, numbers and codes; kept with its idempotency key."""

VisitClass = Literal["appointment", "walk_in"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a station, and the agent who is signed in there; both None for the server."""

    station_id: StationId | None = None
    agent_id: AgentId | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was done, now or (`replayed`) before."""

    receipt: Receipt
    replayed: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One presence of one person, a family or a group; owns the ticket.

    Attributes:
        number: As it stands on the slip.
        called_as: What is announced: `number`, or the alias that a clash made necessary.
        sequence: Place in the order of arrival of its business day; breaks ties of rank.
        checked_in_at: When the person took the ticket (at the kiosk, also while cut off).
        base_at: The rule's base time before bonus; `bonus_min` what priority took off.
        first_called_at: Start of the seniority that later steps keep.
        services: All that it comes for; `service_id` is the first.
        route: The queues that it passes through, in order, one step each.
        group_id: Of the visit that leads a group; the others of it wait no more themselves.
        urgent_min: What a lead took off its rank.
        drill: Made while a crisis was rehearsed; counts in no statistics.
        flags: What staff must look at: `number_clash`, `second_use`, `appointment_unknown` ….
        erased_at: When whose it is was forgotten on demand.
    """

    id: VisitId
    business_day: date
    number: str
    called_as: str
    letter: str
    sequence: int
    kind: VisitClass
    service_id: ServiceId
    checked_in_at: datetime
    received_at: datetime
    language: str
    base_at: datetime
    bonus_min: int
    settings_version: int
    appointment_id: AppointmentId | None = None
    starts_at: datetime | None = None
    arrival: Arrival | None = None
    priority: bool = False
    needs: tuple[Need, ...] = ()
    persons: int = 1
    companions: int = 0
    station_id: StationId | None = None
    lease_id: LeaseId | None = None
    slip: SlipState = SlipState.QUEUED
    slip_way: SlipWay | None = None
    slip_cause: str = ""
    visit_kind: VisitKind = VisitKind.FIRST
    linked_visit_id: VisitId | None = None
    group_id: str | None = None
    completeness: Completeness = Completeness.UNKNOWN
    missing_documents: tuple[str, ...] = ()
    documents_shown: tuple[str, ...] = ()
    case_ref: str | None = None
    pre_application: str | None = None
    stream: str = "general"
    services: tuple[ServiceId, ...] = ()
    route: tuple[ServiceId, ...] = ()
    urgent_min: int = 0
    drill: bool = False
    flags: tuple[str, ...] = ()
    first_called_at: datetime | None = None
    ended_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def alias(self) -> str | None:
        """The number it is called by, if that is not the one on the slip."""
        return None if self.called_as == self.number else self.called_as


@dataclass(frozen=True, slots=True)
class VisitPerson:
    """A person of a visit; `target` is what the booking source calls this participation.

    `came_as` is the visit of a person who was grouped into this one.
    """

    visit_id: VisitId
    ordinal: int
    appointment_id: AppointmentId | None = None
    target: str | None = None
    came_as: VisitId | None = None
    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One stay in one queue within a visit: the thing that waits, is called and is served.

    Attributes:
        flow_index: Its place in the route of the visit.
        held_counter_id: The counter that put it on hold, and is offered it first.
        target_counter_id: Only this counter may call it.
        call_id: The announcement that stands, while called or serving.
        calls: Announcements so far, the first and the recalls.
        absences: How often nobody came.
        holds: How often it was parked.
    """

    id: StepId
    visit_id: VisitId
    business_day: date
    ordinal: int
    service_id: ServiceId
    state: StepState
    rank: datetime
    due_from: datetime
    sequence: int
    waiting_since: datetime
    flow_index: int = 0
    target_counter_id: CounterId | None = None
    target_agent_id: AgentId | None = None
    counter_id: CounterId | None = None
    agent_id: AgentId | None = None
    call_id: CallId | None = None
    calls: int = 0
    absences: int = 0
    holds: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    parked_at: datetime | None = None
    park_until: datetime | None = None
    held_counter_id: CounterId | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """The announcement of a step to a counter.

    Attributes:
        announcement: Counts the calls of the business day.
        repeats: Recalls so far.
        audit: Why this step: the candidates of that moment and their ranks.
    """

    id: CallId
    step_id: StepId
    visit_id: VisitId
    counter_id: CounterId
    business_day: date
    announcement: int
    called_at: datetime
    agent_id: AgentId | None = None
    repeats: int = 0
    last_called_at: datetime | None = None
    retracted_at: datetime | None = None
    reason: str | None = None
    audit: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServiceOutcome:
    """How one service ended for one person of a visit."""

    visit_id: VisitId
    person: int
    service_id: ServiceId
    outcome: Outcome
    recorded_at: datetime
    agent_id: AgentId | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter as it stands now.

    Attributes:
        offered: The services that it takes now.
        chosen: What its agent chose to take; less what is down, and more in a crisis, is `offered`.
        degraded: Equipment that is down, by code.
    """

    id: CounterId
    number: str
    state: CounterState = CounterState.CLOSED
    offered: tuple[ServiceId, ...] = ()
    agent_id: AgentId | None = None
    station_id: StationId | None = None
    opened_at: datetime | None = None
    pause_reason: str | None = None
    pause_until: datetime | None = None
    degraded: tuple[str, ...] = ()
    chosen: tuple[ServiceId, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """Numbers `first` to `last` of a letter that one station alone gives out on one day.

    Attributes:
        station_id: None for a block on paper: whoever holds a card of it has its number.
    """

    id: LeaseId
    station_id: StationId | None
    letter: str
    business_day: date
    epoch: int
    first: int
    last: int
    reserve: bool
    granted_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the journal; `facts` is None once it was purged.

    `actor_station_id` and `actor_agent_id` did it; the other ids say to what.
    """

    seq: int
    at: datetime
    kind: EventKind
    visit_id: VisitId | None = None
    step_id: StepId | None = None
    call_id: CallId | None = None
    counter_id: CounterId | None = None
    appointment_id: AppointmentId | None = None
    station_id: StationId | None = None
    actor_station_id: StationId | None = None
    actor_agent_id: AgentId | None = None
    facts: dict[str, Any] | None = None
