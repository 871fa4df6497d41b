"""What an estimate of waits starts from, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.estimate.times import ServiceTimes
from core.site import Policy, Service


@dataclass(frozen=True, slots=True)
class Estimate:
    """A wait as a range; both bounds are None while it is unknown.

    Attributes:
        p50_s: Half of all people wait no longer, in whole seconds.
        p90_s: Nine in ten wait no longer.
        ahead: People with an earlier rank whom the same counters serve; None while none is open.
    """

    p50_s: int | None
    p90_s: int | None
    ahead: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that waits.

    Attributes:
        onward: Services of the visit's later steps, in order.
        counter_id: Only this counter may call it.
        agent_id: Only this agent may call it.
        priority: Matters where priority is absolute.
    """

    step_id: str
    service_id: str
    rank: datetime
    due_from: datetime
    sequence: int
    onward: tuple[str, ...] = ()
    counter_id: str | None = None
    agent_id: str | None = None
    priority: bool = False


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who is called to a counter or served there.

    Attributes:
        since: When the counter called the person.
        rank: Of the step; later steps keep the earlier of this and `since`.
    """

    service_id: str
    since: datetime
    rank: datetime
    sequence: int = 0
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """An open counter, or a paused one that says when it goes on.

    Attributes:
        offered: The services that it takes.
        back_at: When a paused counter goes on; None while it is open.
    """

    id: str
    offered: frozenset[str]
    agent_id: str | None = None
    serving: Serving | None = None
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment of today whose person has not checked in."""

    id: str
    service_id: str
    starts_at: datetime
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How people with appointments come: shares from 0 to 1, means in minutes.

    The defaults are those of 143 kept appointments of one clinic, 23 % of them late (M. Ching,
    "How late can my patient be", 2016), and a no-show rate of 15 %.

    Attributes:
        show: Share of bookings whose person comes.
        late: Share of those who come that come after the booked time.
        late_min: How late the late ones are, on average; exponential.
        early_min: How early the others are, on average; exponential.
    """

    show: float = 0.85
    late: float = 0.23
    late_min: float = 8.6
    early_min: float = 18.0


@dataclass(frozen=True, slots=True)
class QueueState:
    """One moment of the queue; the order of its rows changes no estimate.

    Attributes:
        services: Those of the catalogue, by id.
        crowd: In place of `waiting` where more wait than are played: their ranks by service.
        times: How long each service holds a counter, by service id.
        closes_at: When a service closes today, by service id, where it is known.
    """

    now: datetime
    policy: Policy
    services: Mapping[str, Service]
    desks: tuple[Desk, ...]
    waiting: tuple[Waiting, ...] = ()
    bookings: tuple[Booking, ...] = ()
    times: Mapping[str, ServiceTimes] = field(default_factory=dict)
    habits: Habits = Habits()
    closes_at: Mapping[str, datetime] = field(default_factory=dict)
    crowd: Mapping[str, Sequence[datetime]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the rest of a day.

    Attributes:
        walk_ins: The wait of a walk-in who would come now, by service id.
        appointments: The wait of somebody who would check in now for a booking that has not, by
            service id and booked time; from now on, also for those who come early.
        steps: How long from now each step still waits, by step id.
        last_call: Services whose walk-in tickets should stop: a newcomer would keep the post open
            for more than ten minutes after closing, in one case of five.
        copies: How often the queue was played forward; 0 where the formula answered.
    """

    walk_ins: Mapping[str, Estimate]
    appointments: Mapping[tuple[str, datetime], Estimate] = field(default_factory=dict)
    steps: Mapping[str, Estimate] = field(default_factory=dict)
    last_call: frozenset[str] = frozenset()
    copies: int = 0
