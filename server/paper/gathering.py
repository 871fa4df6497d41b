"""What the papers of staff are drawn from, read in one snapshot."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime

from core.business_days import wall_clock
from core.errors import Conflict, NotFound, Unprocessable
from core.model import AppointmentStatus, StepState
from core.names.listing import listed_name
from core.site import Site
from core.store.reader import Reader
from core.things import Lease, VisitPerson
from core.usecases.leasing import numbers_of
from core.views import VisitCard
from server.paper.attestation import Attendance
from server.paper.day_list import Expected, ListHead
from server.paper.faces import lacking
from server.paper.reserve_cards import Block, reserve_cards
from sync.contract.paper import PaperLanguage

_COMING = frozenset(
    {AppointmentStatus.BOOKED, AppointmentStatus.CHECKED_IN, AppointmentStatus.NO_SHOW}
)


def attendance_of(
    reader: Reader, card: VisitCard, ordinal: int | None, *, by_hand: bool
) -> Attendance:
    """Return when a person of today's visit came and left.

    Args:
        reader: A snapshot.
        card: The visit.
        ordinal: Which of its persons; the first if absent.
        by_hand: Leave the name out, to be written by hand.

    Raises:
        NotFound: `person_unknown`.
        Conflict: `visit_not_today`; `wrong_state` for a visit that was taken back.
        Unprocessable: `name_not_printable`.
    """
    site, visit = reader.site(), card.visit
    if visit.business_day != reader.today:
        raise Conflict("visit_not_today")
    if card.step.state is StepState.CANCELLED:
        raise Conflict("wrong_state", state=card.step.state.value)
    person = _person(card.persons, ordinal)
    name = "" if person is None or by_hand else listed_name(person.family_name, person.given_name)
    if lacking(name):
        raise Unprocessable("name_not_printable")
    came, left = _came(reader, card, person), visit.ended_at
    return Attendance(
        site_name=site.name,
        name=name,
        day=came.astimezone(site.tz).date(),
        arrived=wall_clock(came, site.tz),
        left=None if left is None else wall_clock(left, site.tz),
        made=reader.now.astimezone(site.tz),
    )


def day_of(
    reader: Reader, day: date, language: PaperLanguage
) -> tuple[ListHead, Sequence[Expected]]:
    """Return who is expected on a day, by time, of every kind of appointment."""
    site = reader.site()
    head = ListHead(site.name, day, reader.now.astimezone(site.tz))
    rows = [
        Expected(
            time=wall_clock(card.appointment.starts_at, site.tz),
            reference=card.appointment.reference,
            names=tuple(listed_name(one.family_name, one.given_name) for one in card.persons),
            service=label_of(site, card.appointment.service_id, language),
            mode=card.appointment.mode,
            number=card.number or "",
        )
        for card in reader.appointments(day)
        if card.appointment.status in _COMING
    ]
    return head, rows


def label_of(site: Site, service_id: str, language: PaperLanguage) -> str:
    """Return what a service is called."""
    labels = site.service(service_id).labels
    return labels.get(language) or labels.get("fr", "")


def cards_of_blocks(reader: Reader, leases: Iterable[Lease]) -> bytes:
    """Return numbers on paper, drawn, with when they were printed."""
    site = reader.site()
    blocks = [Block(one.id, one.business_day, numbers_of(one)) for one in leases]
    return reserve_cards(site.name, blocks, reader.now.astimezone(site.tz))


def _person(persons: Sequence[VisitPerson], ordinal: int | None) -> VisitPerson | None:
    if ordinal is None:
        return persons[0] if persons else None
    for person in persons:
        if person.ordinal == ordinal:
            return person
    raise NotFound("person_unknown", person=ordinal)


def _came(reader: Reader, card: VisitCard, person: VisitPerson | None) -> datetime:
    """Return when a person took a ticket, also of one who was grouped into the visit later."""
    if person is not None and person.came_as is not None:
        with suppress(NotFound):  # forgotten a batch before it
            return reader.visit(person.came_as).visit.checked_in_at
    return card.visit.checked_in_at
