"""What stands at the close of a business day: who is still here, and who never came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select, text

from core.model import CounterState
from core.site_day import DayClosing
from core.store.bookings import SqlAppointments
from core.store.days import SqlSiteDays
from core.store.reader import Reader
from core.store.rows import table_of
from core.store.steps import SqlSteps
from core.store.tables_bookings import AppointmentRow, OutboxRow
from core.store.tables_visits import VisitRow
from core.store.visits import SqlVisits
from core.things import Appointment, Counter, Step, Visit
from core.usecases.bookings import proposed
from core.usecases.carrying_over import VOUCHERS

_VISITS = table_of(VisitRow)
_BOOKED = table_of(AppointmentRow)
_OUTBOX = table_of(OutboxRow)

# The state stands in the text: only then does SQLite use the partial index.
_PENDING: Final = text("outbox_item.state = 'pending' AND outbox_item.withdrawn_at IS NULL")


@dataclass(frozen=True, slots=True)
class Voucher:
    """The appointment of somebody who was carried over, and the visit that it follows."""

    visit: Visit
    appointment: Appointment


@dataclass(frozen=True, slots=True)
class DayAtClose:
    """A business day at its close; no name stands in it.

    Attributes:
        here: Each visit that has not ended, with the step that is open.
        counters: Those that are not closed.
        unkept: Bookings past their grace that nobody came for.
        unsent: How many outcomes the booking server was not told yet.
        closing: How a person closed it, if one did.
        vouchers: Of those who were carried over from it.
    """

    business_day: date
    here: Sequence[tuple[Visit, Step]]
    counters: Sequence[Counter]
    unkept: Sequence[Appointment]
    unsent: int
    closing: DayClosing | None
    vouchers: Sequence[Voucher]


class ClosingReader:
    """Reads a day at its close from one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._connection = reader.connection
        self._visits = SqlVisits(self._connection)

    def read(self, day: date) -> DayAtClose:
        """Return a business day as it stands."""
        booked = SqlAppointments(self._connection).of_day(day)
        site, now = self._reader.site(), self._reader.now
        query = select(func.count()).select_from(_OUTBOX).where(_PENDING)
        return DayAtClose(
            business_day=day,
            here=self._here(day),
            counters=[
                one for one in self._reader.counters() if one.state is not CounterState.CLOSED
            ],
            unkept=[one for one in booked if proposed(site, one, now) is not None],
            unsent=self._connection.execute(query).scalar_one(),
            closing=SqlSiteDays(self._connection).closing(day),
            vouchers=self._vouchers(day),
        )

    def _here(self, day: date) -> Sequence[tuple[Visit, Step]]:
        steps = SqlSteps(self._connection).open_of(day)
        visits = self._named({step.visit_id for step in steps})
        return [(visits[step.visit_id], step) for step in steps]

    def _vouchers(self, day: date) -> Sequence[Voucher]:
        query = (
            select(_BOOKED.c.id, _VISITS.c.id)
            .join(_VISITS, _VISITS.c.id == _BOOKED.c.source_id)
            .where(_BOOKED.c.source == VOUCHERS, _VISITS.c.business_day == day)
            .order_by(_VISITS.c.sequence)
        )
        found = self._connection.execute(query).all()
        visits = self._named({visit_id for _, visit_id in found})
        appointments = SqlAppointments(self._connection)
        return [Voucher(visits[visit_id], appointments.get(one)) for one, visit_id in found]

    def _named(self, ids: set[str]) -> dict[str, Visit]:
        rows = self._visits.many(self._visits.query().where(_VISITS.c.id.in_(ids)))
        return {visit.id: visit for visit in rows}
