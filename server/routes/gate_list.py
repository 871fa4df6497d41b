"""Who is expected, for the gate: time, reference and a first letter, to read only."""

from datetime import date
from typing import Annotated

from fastapi import Query

from core.model import AppointmentMode, AppointmentStatus
from core.views import AppointmentCard
from server.booked_pages import booked_page
from server.doing import Wired
from server.nouns import Noun
from server.paging import Limit
from sync.contract.appointments import GateItem, GateListOut
from sync.contract.wire import Id

router = Noun()

_EXPECTED = frozenset({AppointmentStatus.BOOKED, AppointmentStatus.CHECKED_IN})


@router.get("/gate-list")
def gate_list(
    wiring: Wired,
    day: date | None = None,
    limit: Limit = 100,
    after: Annotated[Id | None, Query()] = None,
) -> GateListOut:
    """List those who are expected in person on a day, by time; no item can hold a name."""
    with wiring.store.read() as reader:
        found = [card for card in reader.appointments(day) if _expected(card)]
        shown, following = booked_page(reader, found, limit, after)
    return GateListOut(items=tuple(map(_item, shown)), next=following)


def _expected(card: AppointmentCard) -> bool:
    in_person = card.appointment.mode is AppointmentMode.IN_PERSON
    return in_person and card.appointment.status in _EXPECTED


def _item(card: AppointmentCard) -> GateItem:
    name = card.persons[0].family_name.strip() if card.persons else ""
    return GateItem(
        starts_at=card.appointment.starts_at,
        reference=card.appointment.reference,
        initial=name[:1].upper()[:1],
    )
