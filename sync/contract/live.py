"""The site at this moment, for those who lead it; ids, numbers and times, never a name."""

from typing import Literal

from core.model import CounterKind, CounterState, StepState
from sync.contract.booking import BookingHealth
from sync.contract.site import EstimateOut
from sync.contract.stations import StationOut
from sync.contract.wire import Answer, Id, Instant, Seconds, TicketNumber

AlertCode = Literal[
    "help_asked",
    "discreet_alert",
    "ticket_without_paper",
    "parked_too_long",
    "past_rank",
    "printer",
    "paper",
    "station_silent",
    "booking_server",
    "booking_held",
    "booking_not_taken",
    "booking_zone",
    "outcomes_unsent",
    "outcomes_refused",
    "booking_webhooks_silent",
    "events_unsent",
    "priority_share",
    "clock",
    "slip_words",
    "earlier_days",
]


class LiveService(Answer):
    """A queue.

    Attributes:
        past_rank: How many are still there after their rank time.
        wait: Of a walk-in who would come now.
        last_called_at: When somebody was last called for it today.
        last_call: Walk-in tickets should stop, as closing is near.
    """

    service_id: Id
    code: str
    waiting: int
    oldest_wait_s: Seconds | None = None
    past_rank: int = 0
    wait: EstimateOut | None = None
    last_called_at: Instant | None = None
    last_call: bool = False


class LiveCounter(Answer):
    """A counter, and what it is busy with.

    Attributes:
        since: When it opened, or when its pause began.
        busy_s: How long somebody has been called to it or served there.
        target_s: What the catalogue plans for that.
        free_at: When the time box of a self-service desk is over.
        offer: The ticket that it would call next, while it is idle.
    """

    counter_id: Id
    number: str
    kind: CounterKind
    zone: str
    state: CounterState
    since: Instant | None = None
    offered: tuple[Id, ...] = ()
    degraded: tuple[str, ...] = ()
    pause_reason: str | None = None
    pause_until: Instant | None = None
    step_id: Id | None = None
    step_state: StepState | None = None
    ticket: TicketNumber | None = None
    service_id: Id | None = None
    busy_s: Seconds | None = None
    target_s: Seconds | None = None
    free_at: Instant | None = None
    offer: "LiveOffer | None" = None


class LiveOffer(Answer):
    """Whom the rule would let an idle counter call; the least flexible counter chooses first."""

    step_id: Id
    visit_id: Id
    number: TicketNumber
    service_id: Id


class LiveZone(Answer):
    """A part of the house; `waiting` are those whom its open counters can call."""

    zone: str
    open: int
    busy: int
    paused: int
    waiting: int


class LiveStation(StationOut):
    """A device; `silent` if it has not told how it feels for 90 s."""

    silent: bool = False


class LiveAlert(Answer):
    """Something to look at: a code, what it is about, and since when.

    Attributes:
        count: Of people, tickets, outcomes, appointments, or tools that take no events, where there
            are several; of the days that are `booking_held`.
        share: Of priority visits today.
        by_s: How far the clock jumped, or may be wrong, in seconds; below zero for back.
        state: Of a slip, a device, the clock or the booking server; `coming` once a colleague is;
            of `slip_words`, what slips leave out since none can carry it, such as `waiting_room`.
    """

    code: AlertCode
    since: Instant | None = None
    visit_id: Id | None = None
    step_id: Id | None = None
    station_id: Id | None = None
    counter_id: Id | None = None
    service_id: Id | None = None
    help_id: Id | None = None
    alert_id: Id | None = None
    number: TicketNumber | None = None
    state: str | None = None
    count: int | None = None
    share: float | None = None
    by_s: int | None = None


class LiveAdvice(Answer):
    """Open a counter for some services, or close one; a person decides."""

    act: Literal["open", "close"]
    counter_id: Id
    services: tuple[Id, ...]
    wait_s: Seconds


class LiveDay(Answer):
    """Today in counts; rehearsals do not count."""

    arrivals: int
    persons: int
    walk_ins: int
    priority: int
    ended: int
    priority_share: float | None = None


class LiveSwitches(Answer):
    """What a lead has switched."""

    crisis_since: Instant | None = None
    drill: bool = False
    frozen_since: Instant | None = None
    freeze_reason: str | None = None
    closes_early_at: Instant | None = None
    day_closed: bool = False


class LiveOut(Answer):
    """The site at one moment, and the seq of the journal that it shows."""

    now: Instant
    business_day: str
    seq: int
    services: tuple[LiveService, ...]
    counters: tuple[LiveCounter, ...]
    zones: tuple[LiveZone, ...]
    stations: tuple[LiveStation, ...]
    alerts: tuple[LiveAlert, ...]
    advice: tuple[LiveAdvice, ...]
    day: LiveDay
    switches: LiveSwitches
    booking: BookingHealth


LiveCounter.model_rebuild()
