"""A site and a booking server in memory, as the engine sees them."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from core.model import AppointmentMode
from core.runtime.clock import SimulatedClock
from sync.booking.gateway import (
    BeforeWrite,
    BookingFault,
    BookingRejected,
    BookingUndone,
    Capabilities,
    ForeignThing,
    ForeignThings,
    OutcomeItem,
    OutcomeVerdict,
    ThingKind,
    noted_elsewhere,
)
from sync.booking.ports import PendingOutcome
from sync.booking.rows import BookedPerson, Booking, DayOfBookings, FoundRows, RemoteStatus

DAY = date(2026, 11, 24)
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def standing_clock() -> SimulatedClock:
    """Return a clock that moves only when it is told to."""
    return SimulatedClock(START, 0)


def booking(number: int, day: date = DAY) -> Booking:
    """Return an appointment of one person; its participation is the number plus 6500."""
    return Booking(
        source_id=str(number),
        day=day,
        code_id=1 << 40 | number,
        reference=str(number),
        starts_at=START,
        zone="Europe/Lisbon",
        starts_text="2026-11-24 08:00:00 +0100",
        minutes=20,
        motif_id=31,
        motif_name="Passeport",
        mode=AppointmentMode.IN_PERSON,
        status=RemoteStatus.UNKNOWN,
        persons=(BookedPerson(str(number + 6500), "A", "B", RemoteStatus.UNKNOWN),),
    )


def pending(number: int, target: RemoteStatus = RemoteStatus.SEEN) -> PendingOutcome:
    """Return an outcome of the appointment `number`."""
    item = OutcomeItem(str(number), str(number + 6500), DAY, target)
    return PendingOutcome(f"item-{number}-{target}", item, START)


@dataclass
class FakeSite:
    """Rows in memory; the same object again is a restart."""

    day: date = DAY
    rows: list[PendingOutcome] = field(default_factory=list)
    taken: list[DayOfBookings] = field(default_factory=list)
    sent_ids: list[str] = field(default_factory=list)
    rejections: dict[str, str] = field(default_factory=dict)
    tries: list[tuple[str, str]] = field(default_factory=list)
    stands: dict[date, set[str]] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)

    def today(self) -> date:
        return self.day

    def pending(self) -> list[PendingOutcome]:
        return list(self.rows)

    def standing(self, day: date) -> set[str]:
        return self.stands.get(day, set())

    def days_of(self, numbers: AbstractSet[str]) -> set[date]:
        return {day for day, names in self.stands.items() if names & numbers}

    def take_day(self, day: DayOfBookings) -> None:
        self.taken.append(day)

    def trying(self, item_id: str) -> None:
        if all(row.id != item_id for row in self.rows):
            raise BookingUndone(item_id)
        self.noted.append(item_id)

    def sent(self, item_id: str) -> None:
        self.sent_ids.append(item_id)
        self._drop(item_id)

    def rejected(self, item_id: str, reason: str, found: RemoteStatus | None) -> None:
        del found
        self.rejections[item_id] = reason
        self._drop(item_id)

    def tried(self, item_id: str, reason: str, next_try_at: datetime) -> None:
        del next_try_at
        self.tries.append((item_id, reason))
        self.rows = [
            replace(row, attempts=row.attempts + 1) if row.id == item_id else row
            for row in self.rows
        ]

    def _drop(self, item_id: str) -> None:
        self.rows = [row for row in self.rows if row.id != item_id]


@dataclass
class FakeGateway:
    """A booking server that keeps statuses, and fails as it is told.

    `fault` fails every call; `faults` those about one participation, or about one day. `days` are
    the RDVs that a list shows, `hidden` those that are there and no list shows.
    """

    statuses: dict[str, RemoteStatus] = field(default_factory=dict)
    fault: BookingFault | None = None
    faults: dict[str | date, BookingFault] = field(default_factory=dict)
    days: dict[date, list[int]] = field(default_factory=dict)
    hidden: dict[int, date] = field(default_factory=dict)
    serves_numbers: bool = True
    listens: bool = True
    calls: list[str] = field(default_factory=list)
    written: list[tuple[str, RemoteStatus]] = field(default_factory=list)
    probes: int = 0
    on_call: Callable[[], None] = lambda: None

    def capabilities(self) -> Capabilities:
        return Capabilities(can_list_days=True, can_write_outcome=True)

    def list_day(self, day: date) -> DayOfBookings:
        self._call(f"list {day}", day)
        return DayOfBookings(day, tuple(booking(one, day) for one in self.days.get(day, [501])))

    def get(self, source_ids: AbstractSet[str]) -> FoundRows | None:
        self._call(f"get {','.join(sorted(source_ids))}", "get")
        if not self.serves_numbers:
            return None
        places = {one: day for day, numbers in self.days.items() for one in numbers} | self.hidden
        numbers = [int(one) for one in source_ids]
        return FoundRows(tuple(booking(one, places[one]) for one in numbers if one in places))

    def set_outcome(
        self, item: OutcomeItem, before_write: BeforeWrite = noted_elsewhere
    ) -> OutcomeVerdict:
        person = item.person_source_id
        self._call(f"set {person} {item.target}", person)
        found = self.statuses.get(person, RemoteStatus.UNKNOWN)
        if found is item.target:
            return OutcomeVerdict.ALREADY_THERE
        if found is not RemoteStatus.UNKNOWN and found not in item.own:
            raise BookingRejected("changed_at_booking_server", found=found)
        before_write()
        self.statuses[person] = item.target
        self.written.append((person, item.target))
        return OutcomeVerdict.WRITTEN

    def line_is_open(self) -> bool:
        self.probes += 1
        return self.listens

    def list_things(self) -> ForeignThings:
        self._call("things", "things")
        return ForeignThings((ForeignThing(ThingKind.MOTIF, "31", "Passeport"),))

    def open_url(self, source_id: str) -> str | None:
        del source_id
        return None

    def _call(self, name: str, key: str | date) -> None:
        self.calls.append(name)
        self.on_call()
        fault = self.fault or self.faults.get(key)
        if fault is not None:
            raise fault
