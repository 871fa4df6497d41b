"""Counts of days, and the durations behind them, in the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)

from core.statistics.cells import COUNTS, SUMS, CellKey, Counted, DayCounts, added
from core.statistics.day import DayRecords
from core.statistics.periods import (
    OF_DAYS,
    Group,
    key_of_day,
    month_start,
    next_month,
    whole_months,
)
from core.store import journal
from core.store.day_records import day_records
from core.store.rows import table_of
from core.store.tables_bookings import AppointmentRow
from core.store.tables_feedback import SatisfactionRow
from core.store.tables_journal import EventRow
from core.store.tables_statistics import (
    COUNT,
    DAYS,
    HOURS,
    MONTHS,
    WHOLE_DAY,
    CountedDayRow,
    DurationRow,
    NoticedRow,
)
from core.store.tables_visits import VisitRow

_EVENTS = table_of(EventRow)
_VISITS = table_of(VisitRow)
_BOOKINGS = table_of(AppointmentRow)
_COUNTED = table_of(CountedDayRow)
_DURATIONS = table_of(DurationRow)
_NOTICED = table_of(NoticedRow)
_ANSWERS = table_of(SatisfactionRow)
_ONLY: Final = 1
_NOTHING: Final = dict.fromkeys(COUNTS, 0)
_TOTALS: Final = [
    # PostgreSQL sums large integers as decimals.
    cast(func.sum(COUNT.c[name]), BigInteger).label(name)
    if name in SUMS
    else func.sum(COUNT.c[name]).label(name)
    for name in COUNTS
]
_AGENTS: Final = func.max(COUNT.c.agents).label("agents")


class SqlStatistics:
    """`core.ports.Statistics` on SQLAlchemy, and what readers ask."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def notice(self, today: date) -> None:
        """Look through the journal for days before today that changed since they were counted."""
        run = self._connection.execute
        newest = journal.newest_seq(self._connection)
        seen = run(select(_NOTICED.c.seq).where(_NOTICED.c.id == _ONLY)).scalar()
        if seen == newest:
            return
        if seen is None:
            # Nothing was counted yet: every day is due anyway.
            run(insert(_NOTICED), {"id": _ONLY, "seq": newest})
            return
        new = _EVENTS.c.seq > seen
        days = union(
            select(_VISITS.c.business_day)
            .join(_EVENTS, _EVENTS.c.visit_id == _VISITS.c.id)
            .where(new, _VISITS.c.business_day < today),
            select(_BOOKINGS.c.business_day)
            .join(_EVENTS, _EVENTS.c.appointment_id == _BOOKINGS.c.id)
            .where(new, _BOOKINGS.c.business_day < today),
        )
        changed = run(days).scalars().all()
        run(update(_COUNTED).where(_COUNTED.c.business_day.in_(changed)).values(changed=True))
        run(update(_NOTICED).where(_NOTICED.c.id == _ONLY).values(seq=newest))

    def due(self, today: date, limit: int) -> Sequence[date]:
        """Return days before today that are to be counted, first or again, oldest first."""
        known = select(_COUNTED.c.business_day)
        lived = [
            select(table.c.business_day).where(
                table.c.business_day < today, table.c.business_day.not_in(known)
            )
            for table in (_VISITS, _BOOKINGS)
        ]
        again = select(_COUNTED.c.business_day).where(_COUNTED.c.changed, ~_COUNTED.c.closed)
        found = self._connection.execute(union(*lived, again)).scalars().all()
        return sorted(found)[:limit]

    def recount(self, day: date) -> None:
        """Have a day counted again, if it was counted: a visit of it is one of another day."""
        self._connection.execute(
            update(_COUNTED).where(_COUNTED.c.business_day == day).values(changed=True)
        )

    def records(self, day: date) -> DayRecords:
        """Return all that is counted of a day."""
        return day_records(self._connection, day)

    def put(self, day: date, counts: DayCounts, now: datetime) -> None:
        """Keep the counts of a day in place of earlier ones."""
        run = self._connection.execute
        run(delete(COUNT).where(COUNT.c.grain.in_((HOURS, DAYS)), COUNT.c.starts_on == day))
        rows = [
            _row(HOURS, day, key, counted.counts, counted.agents)
            for key, counted in sorted(counts.cells.items())
        ]
        rows += _whole_day(day, counts)
        if rows:
            run(insert(COUNT), rows)
        self._add_up_month(day)
        run(delete(_DURATIONS).where(_DURATIONS.c.business_day == day))
        if counts.durations:
            run(
                insert(_DURATIONS),
                [{"business_day": day, **one._asdict()} for one in counts.durations],
            )
        run(delete(_COUNTED).where(_COUNTED.c.business_day == day))
        counted = {"business_day": day, "counted_at": now, "changed": False, "closed": False}
        run(insert(_COUNTED), counted)

    def _add_up_month(self, day: date) -> None:
        starts_on = month_start(day)
        run = self._connection.execute
        run(delete(COUNT).where(COUNT.c.grain == MONTHS, COUNT.c.starts_on == starts_on))
        places = [COUNT.c.service_id, COUNT.c.hour, COUNT.c.kind]
        hours = (
            select(literal(MONTHS), literal(starts_on), *places, _AGENTS, *_TOTALS)
            .where(
                COUNT.c.grain == HOURS,
                COUNT.c.starts_on >= starts_on,
                COUNT.c.starts_on < next_month(day),
            )
            .group_by(*places)
        )
        names = ["grain", "starts_on", "service_id", "hour", "kind", "agents", *COUNTS]
        run(insert(COUNT).from_select(names, hours))

    def close(self, until: date) -> None:
        """Keep the counts of all days up to one as they are: their visits are forgotten."""
        self._connection.execute(
            update(_COUNTED)
            .where(_COUNTED.c.business_day <= until, ~_COUNTED.c.closed)
            .values(closed=True, changed=False)
        )

    def forget(self, before: date) -> int:
        """Forget the counts of days before one, and their answers; return how many days.

        A month goes with the last of its days.
        """
        run = self._connection.execute
        run(delete(_ANSWERS).where(_ANSWERS.c.business_day < before))
        gone = run(delete(_COUNTED).where(_COUNTED.c.business_day < before)).rowcount
        if gone:
            run(delete(_DURATIONS).where(_DURATIONS.c.business_day < before))
            old = or_(COUNT.c.grain != MONTHS, COUNT.c.starts_on < month_start(before))
            run(delete(COUNT).where(COUNT.c.starts_on < before, old))
        return gone

    def counted_until(self) -> date | None:
        """Return the last day that was counted."""
        return self._connection.execute(select(func.max(_COUNTED.c.business_day))).scalar()

    def groups(
        self, first: date, last: date, group: Group | None, service_id: str | None = None
    ) -> Mapping[str, Counted]:
        """Return the counts of a range of days, by the key of a group; "" for all of them.

        Args:
            first: The first day.
            last: The last day, inclusive.
            group: What to group by.
            service_id: Only this service.
        """
        places: Mapping[Group | None, ColumnElement[Any]] = {
            Group.HOUR: COUNT.c.hour,
            Group.SERVICE: COUNT.c.service_id,
            Group.KIND: COUNT.c.kind,
            None: literal(""),
        }
        place = places.get(group, COUNT.c.starts_on)
        if group in OF_DAYS and group is not Group.MONTH:
            where = _days(first, last, DAYS)
        else:
            where = _coarse(first, last, HOURS if group is Group.HOUR else DAYS)
        query = select(place.label("place"), _AGENTS, *_TOTALS).where(where).group_by("place")
        if service_id is not None:
            query = query.where(COUNT.c.service_id == service_id)
        parts: dict[str, list[Counted]] = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            parts[_key(row["place"], group)].append(_counted(row))
        return {key: added(found) for key, found in parts.items()}

    def service_times(
        self, services: Iterable[str], limit_per_service: int
    ) -> Mapping[str, Sequence[int]]:
        """Return how long services took at a counter, in seconds, the latest days first.

        Days that are over and counted alone; those of today stand in their steps.
        """
        found = {}
        for service_id in services:
            query = (
                select(_DURATIONS.c.seconds)
                .where(_DURATIONS.c.measure == "service", _DURATIONS.c.service_id == service_id)
                .order_by(_DURATIONS.c.business_day.desc(), _DURATIONS.c.id)
                .limit(limit_per_service)
            )
            times = self._connection.execute(query).scalars().all()
            if times:
                found[service_id] = times
        return found


def _row(
    grain: str, day: date, key: CellKey, counts: Mapping[str, int], agents: int
) -> dict[str, Any]:
    return {"grain": grain, "starts_on": day, **key._asdict(), "agents": agents} | {
        **_NOTHING,
        **counts,
    }


def _whole_day(day: date, counts: DayCounts) -> list[dict[str, Any]]:
    parts: dict[CellKey, list[Counted]] = defaultdict(list)
    for key, counted in counts.cells.items():
        parts[key._replace(hour=WHOLE_DAY)].append(counted)
    return [
        _row(DAYS, day, key, added(found).counts, counts.agents.get((key.service_id, key.kind), 0))
        for key, found in sorted(parts.items())
    ]


def _days(first: date, last: date, grain: str) -> ColumnElement[bool]:
    return and_(COUNT.c.grain == grain, COUNT.c.starts_on.between(first, last))


def _coarse(first: date, last: date, rest: str) -> ColumnElement[bool]:
    """Return whole months as such, and the days before and after them in their own grain."""
    months = whole_months(first, last)
    if months is None:
        return _days(first, last, rest)
    begins, ends = months
    return or_(
        _days(begins, ends, MONTHS),
        and_(_days(first, last, rest), or_(COUNT.c.starts_on < begins, COUNT.c.starts_on > ends)),
    )


def _key(place: date | str | int, group: Group | None) -> str:
    if isinstance(place, date) and group is not None:
        return key_of_day(place, group)
    return f"{place:02}" if isinstance(place, int) else str(place)


def _counted(row: RowMapping) -> Counted:
    return Counted({name: row[name] for name in COUNTS}, row["agents"])
