"""What a site is set up to be: its services, counters, hours and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from core.access import IdentityProvider
from core.business_days import Days
from core.errors import NotFound
from core.model import (
    CounterId,
    CounterKind,
    HolidayOf,
    LatePolicy,
    PriorityMode,
    ServiceId,
    SiteId,
)

Labels = Mapping[str, str]
"""One text in several languages, by ISO 639-1 code."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to bring along."""

    code: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Window:
    """Opening hours on one weekday (0 is Monday), in the site's wall clock; `closes` is exclusive.

    A window that closes at or before it opens ends on the day after.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off of one of the two countries, with its name for the public."""

    day: date
    of: HolidayOf
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """A day with hours of its own in place of the weekly ones and of holidays; none: closed.

    The weekday of its windows counts for nothing.
    """

    day: date
    windows: tuple[Window, ...] = ()
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a site or a service is open; without windows it always is.

    Attributes:
        closures: Single days without any hours.
        holidays: Of both countries; no hours either.
        exceptions: Days with hours of their own; they win over closures and holidays.
        last_ticket_min: Minutes before closing after which no walk-in ticket is given.
    """

    windows: tuple[Window, ...] = ()
    closures: frozenset[date] = frozenset()
    last_ticket_min: int = 0
    holidays: tuple[Holiday, ...] = ()
    exceptions: tuple[ExceptionalDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """What a person comes for.

    Attributes:
        number: 1 to 65535; stands for the service in signed appointment codes.
        daily_cap: Walk-in tickets a day; None is without limit.
        walk_in_allowance_min: Overrides the site's, in minutes.
        stream: Services of one stream (visas) keep their own hours, letters and displays.
        family: Kind of matter, for menus and statistics.
        equipment: What a counter must have working to serve it (`biometric`, `till`).
        priority_default: Whoever comes for this has priority.
        online_url: Where this can be done on line, or "".
        flow: Services of the steps that follow the first, in order.
        calendar: Hours of its own; None means the site's.
    """

    id: ServiceId
    code: str
    number: int
    letter: str
    labels: Labels
    icon: str = "file-text"
    typical_min: int = 15
    max_min: int = 60
    walk_in: bool = True
    daily_cap: int | None = None
    walk_in_allowance_min: int | None = None
    grace_min: int | None = None
    check_in_opens_min: int | None = None
    late_policy: LatePolicy = LatePolicy.WAIT
    sensitive: bool = False
    stream: str = "general"
    family: str = ""
    equipment: tuple[str, ...] = ()
    priority_default: bool = False
    online_url: str = ""
    documents: tuple[Document, ...] = ()
    flow: tuple[ServiceId, ...] = ()
    calendar: Calendar | None = None

    @property
    def steps(self) -> tuple[ServiceId, ...]:
        """The services of a visit's steps, in order."""
        return (self.id, *self.flow)


@dataclass(frozen=True, slots=True)
class CounterPlace:
    """A numbered place where people are served, as it is equipped; its state is a `Counter`.

    Attributes:
        secondary: Services that it takes too, a little later than those of its own.
        equipment: What it has, by code; `Counter.degraded` says what is down.
        stream: Of the services that it serves.
        time_box_min: How long one person may stay, in minutes (a self-service desk); None: no end.
    """

    id: CounterId
    number: str
    name: Labels
    kind: CounterKind = CounterKind.COUNTER
    zone: str = ""
    services: tuple[ServiceId, ...] = ()
    secondary: tuple[ServiceId, ...] = ()
    equipment: tuple[str, ...] = ()
    stream: str = "general"
    time_box_min: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The dials of the queue; names ending in `_min` are minutes, in `_s` seconds.

    Attributes:
        absolute_in_a_row: Priority visits called in a row while others are past their rank.
        urgent_credit_min: What a lead may take off a rank, for a reason.
        urgent_cap: How often an hour, before a second person must confirm.
        max_holds: How often one step may be put on hold.
        max_transactions: Persons times services of one walk-in turn; the rest join anew.
        secondary_offset_min: Added to the rank of a counter's secondary services.
        last_call_margin_min: How far past closing the day may end before tickets stop.
    """

    walk_in_allowance_min: int = 60
    grace_min: int = 15
    late_allowance_min: int = 30
    priority_bonus_min: int = 60
    early_call_min: int = 0
    check_in_opens_min: int = 30
    on_time_before_min: int = 15
    recall_after_s: int = 60
    max_calls: int = 3
    absent_after_s: int = 120
    undo_s: int = 30
    return_within_min: int = 15
    hold_min: int = 30
    priority_mode: PriorityMode = PriorityMode.BONUS
    absolute_in_a_row: int = 2
    urgent_credit_min: int = 60
    urgent_cap: int = 2
    max_holds: int = 2
    max_transactions: int = 4
    secondary_offset_min: int = 10
    last_call_margin_min: int = 10


@dataclass(frozen=True, slots=True)
class LeaseRule:
    """How many numbers of a letter a kiosk may hold."""

    working: int = 10
    reserve: int = 100


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what belongs to persons is kept; each name ends in its unit.

    Attributes:
        names_h: Names, references and cases, after the end of their business day.
        notes_h: Notes, after the end of their business day.
        visits_days: Visits and bookings without names.
        journal_months: Who did what, as ids.
        statistics_years: Counts of nobody.
        difficulties_days: What staff told of difficulties.
    """

    names_h: int = 24
    notes_h: int = 0
    visits_days: int = 30
    journal_months: int = 12
    statistics_years: int = 3
    difficulties_days: int = 365


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """How a typed reference looks at this site; `ask_time` for short sequential ones."""

    min_length: int = 1
    max_length: int = 12
    letters: bool = False
    ask_time: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the post for its screens; `level` is info, warning or crisis."""

    texts: Labels
    level: str = "info"


@dataclass(frozen=True, slots=True)
class CodeKey:
    """A public key that signed appointment codes are checked with (Ed25519, base64)."""

    key_id: int
    public_key: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a post calls a meeting (appointment, summons) and who comes (visitor, user)."""

    meeting: str = "appointment"
    person: str = "visitor"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody near by who helps with what this post does not do; a card for the kiosk."""

    code: str
    labels: Labels
    texts: Labels
    url: str = ""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where events of some kinds are sent, signed; the secret is kept apart, under `name`."""

    name: str
    url: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """One consular post as it is set up; frozen, one per settings version.

    Attributes:
        zone: IANA name.
        day_starts_at: When a business day begins, on the wall clock; midnight to 06:00.
        retired_services: Offered no more, and still named by visits.
        brand_pack: Name of the folder with the post's own colours and marks, or "".
        case_link: Address of a case in another tool; `{case_ref}` stands for its reference.
        event_file: Events are also written to a file, for other tools.
        file_presets: How files of appointments are read, as it stands in the document.
        booking: The settings of the booking server, as they stand in the document.
        seen_on: When the booking server is told `seen`: `completion` or `arrival`.
        version: The settings version that this was parsed from.
        epoch: Raised by each restore, and where a standby takes over; leases carry it.
    """

    id: SiteId
    name: str
    zone: str
    languages: tuple[str, ...] = ("fr", "en")
    services: tuple[Service, ...] = ()
    counters: tuple[CounterPlace, ...] = ()
    retired_services: tuple[Service, ...] = ()
    retired_counters: tuple[CounterPlace, ...] = ()
    policy: Policy = Policy()
    leases: LeaseRule = LeaseRule()
    retention: Retention = Retention()
    calendar: Calendar = Calendar()
    day_starts_at: time = time.min
    messages: tuple[Message, ...] = ()
    reference: ReferenceShape = ReferenceShape()
    code_keys: tuple[CodeKey, ...] = ()
    theme: str = "light"
    session_lasts_min: int = 720
    lock_after_min: int = 5
    provider: IdentityProvider = field(default_factory=IdentityProvider)
    waiting_room: str = ""
    privacy_url: str = ""
    brand_pack: str = ""
    vocabulary: Vocabulary = Vocabulary()
    case_link: str = ""
    partners: tuple[Partner, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    event_file: bool = False
    file_presets: Mapping[str, Any] = field(default_factory=dict)
    booking: Mapping[str, Any] = field(default_factory=dict)
    seen_on: str = "completion"
    version: int = 1
    epoch: int = 1

    @cached_property
    def tz(self) -> ZoneInfo:
        """The site's zone, ready to compute with."""
        return ZoneInfo(self.zone)

    @cached_property
    def days(self) -> Days:
        """The site's business days."""
        return Days(self.tz, self.day_starts_at)

    @cached_property
    def _services_by_id(self) -> Mapping[str, Service]:
        return {found.id: found for found in (*self.retired_services, *self.services)}

    @cached_property
    def _counters_by_id(self) -> Mapping[str, CounterPlace]:
        return {found.id: found for found in (*self.retired_counters, *self.counters)}

    def service(self, service_id: str) -> Service:
        """Return a service.

        Raises:
            NotFound: `service_unknown`.
        """
        service = self._services_by_id.get(service_id)
        if service is None:
            raise NotFound("service_unknown", service_id=service_id)
        return service

    def service_by_number(self, number: int) -> Service | None:
        """Return the service that stands behind a number in a signed code."""
        return next((service for service in self.services if service.number == number), None)

    def counter(self, counter_id: str) -> CounterPlace:
        """Return a counter's equipment.

        Raises:
            NotFound: `counter_unknown`.
        """
        counter = self._counters_by_id.get(counter_id)
        if counter is None:
            raise NotFound("counter_unknown", counter_id=counter_id)
        return counter

    def calendar_of(self, service: Service) -> Calendar:
        """Return the hours that hold for a service; the site's closures always hold too.

        Of two exceptions on one day the service's own counts.
        """
        if service.calendar is None:
            return self.calendar
        return Calendar(
            service.calendar.windows or self.calendar.windows,
            service.calendar.closures | self.calendar.closures,
            service.calendar.last_ticket_min or self.calendar.last_ticket_min,
            (*self.calendar.holidays, *service.calendar.holidays),
            (*service.calendar.exceptions, *self.calendar.exceptions),
        )
