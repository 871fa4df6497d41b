"""The switches of a day, and a day at its close, as the contract tells them."""

from datetime import date
from itertools import islice
from typing import Final

from core.access import SigningKey
from core.site import Site
from core.site_day import SiteDay
from core.store.closing import ClosingReader, DayAtClose, Voucher
from core.store.days import SqlSiteDays
from core.store.exceptions import exceptions_of_day
from core.store.reader import Reader
from server.signing import newest_key, signed_code
from server.views_site import level_of
from sync.contract.site_day import (
    DayCloseOut,
    DayMessageOut,
    ExceptionOut,
    OpenCounterOut,
    SiteDayOut,
    StillHereOut,
    UnkeptOut,
    VoucherOut,
)

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2199, 12, 30)
_MOST_EXCEPTIONS: Final = 500


def site_day_out(reader: Reader) -> SiteDayOut:
    """Return the switches as they stand, and the lines that were put on the screens."""
    day: SiteDay = reader.site_day
    today = reader.today
    return SiteDayOut(
        business_day=today.isoformat(),
        closed=day.closed_on == today,
        closes_early_at=day.closes_at(today),
        crisis=day.crisis,
        crisis_since=day.crisis_since,
        drill=day.drill,
        crisis_texts=dict(day.crisis_texts),
        frozen=day.frozen,
        frozen_since=day.frozen_since,
        freeze_reason=day.freeze_reason,
        messages=tuple(
            DayMessageOut(
                id=line.id,
                texts=dict(line.texts),
                level=level_of(line.level),
                created_at=line.created_at,
                until=line.until,
            )
            for line in SqlSiteDays(reader.connection).messages(reader.now)
        ),
    )


def day_close_out(reader: Reader, day: date) -> DayCloseOut:
    """Return a business day at its close, without any name."""
    found = ClosingReader(reader).read(day)
    site, key = reader.site(), newest_key(reader.signing_keys())
    closing = found.closing
    return DayCloseOut(
        business_day=day.isoformat(),
        closed_at=None if closing is None else closing.closed_at,
        visits=_still_here(site, found),
        counters=tuple(
            OpenCounterOut(id=one.id, number=one.number, agent_id=one.agent_id)
            for one in found.counters
        ),
        unkept=tuple(
            UnkeptOut(
                appointment_id=one.id,
                reference=one.reference,
                service_id=one.service_id,
                starts_at=one.starts_at,
            )
            for one in found.unkept
        ),
        unsent=found.unsent,
        counts={} if closing is None else dict(closing.counts),
        vouchers=tuple(_voucher(site, one, key) for one in found.vouchers),
        exceptions=_exceptions(reader, day),
    )


def _exceptions(reader: Reader, day: date) -> tuple[ExceptionOut, ...]:
    """Return who was passed; a day that no journal can tell of has nobody."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return ()
    return tuple(
        ExceptionOut(
            at=one.at,
            number=one.number,
            passed=one.passed_number,
            counter_id=one.counter_id,
            explained=None if one.explained is None else one.explained.value,
            reason=one.reason,
        )
        for one in islice(exceptions_of_day(reader, day), _MOST_EXCEPTIONS)
    )


def _still_here(site: Site, found: DayAtClose) -> tuple[StillHereOut, ...]:
    return tuple(
        StillHereOut(
            visit_id=visit.id,
            step_id=step.id,
            number=visit.called_as,
            service_id=step.service_id,
            state=step.state,
            waiting_since=step.waiting_since,
            persons=visit.persons,
            counter=None if step.counter_id is None else site.counter(step.counter_id).number,
        )
        for visit, step in found.here
    )


def _voucher(site: Site, voucher: Voucher, key: SigningKey | None) -> VoucherOut:
    appointment = voucher.appointment
    return VoucherOut(
        visit_id=voucher.visit.id,
        appointment_id=appointment.id,
        number=voucher.visit.called_as,
        service_id=appointment.service_id,
        reference=appointment.reference,
        code=None if key is None else signed_code(site, appointment, key),
        starts_at=appointment.starts_at,
    )
