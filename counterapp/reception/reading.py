"""Reads all that reception shows, away from the screen, and makes its lines."""

from dataclasses import dataclass

from core.model import AppointmentMode, AppointmentStatus, StepState
from core.names.listing import listed_name
from core.wait_range import wait_range
from counterapp.catalogue import Catalogue
from counterapp.desk.queue_rows import PAPERLESS
from counterapp.desk.reading import PAGE, whole_queue
from counterapp.ports import ReceptionSite
from counterapp.reception.view import (
    AppointmentRow,
    DayCounts,
    GivenTicket,
    PaperlessTicket,
    WalkInService,
)
from sync.contract.arrivals import AppointmentOut, ArrivedOut
from sync.contract.calls import QueueItem
from sync.contract.site import EstimateOut, ServiceOut, SiteOut
from sync.contract.stations import HelpOut, StationOut


@dataclass(frozen=True, slots=True)
class ReceptionSnapshot:
    """The site, today's appointments, those found, the queue and the devices.

    Attributes:
        otherwise: How many at the end of `found` are spelt otherwise than what was searched for.
        search: What was searched for when `found` was read.
    """

    site: SiteOut
    today: tuple[AppointmentOut, ...]
    found: tuple[AppointmentOut, ...]
    otherwise: int
    search: str
    queue: tuple[QueueItem, ...]
    stations: tuple[StationOut, ...]
    helps: tuple[HelpOut, ...]


def read_reception(client: ReceptionSite, search: str) -> ReceptionSnapshot:
    """Read reception's state."""
    today, _ = whole_day(client, None)
    found, otherwise = whole_day(client, search) if search else (today, 0)
    return ReceptionSnapshot(
        site=client.site(),
        today=today,
        found=found,
        otherwise=otherwise,
        search=search,
        queue=whole_queue(client).items,
        stations=client.stations().items,
        helps=client.helps().items,
    )


def whole_day(client: ReceptionSite, search: str | None) -> tuple[tuple[AppointmentOut, ...], int]:
    """Read today's appointments, page after page, and how many at their end are spelt otherwise.

    Args:
        client: The site.
        search: A reference, or names as people type them; None for everybody.
    """
    page = client.appointments(None, search, None, limit=PAGE)
    items, otherwise = page.items, page.otherwise
    while page.next is not None:
        page = client.appointments(None, search, None, limit=PAGE, after=page.next)
        items += page.items
        otherwise += page.otherwise
    return items, otherwise


def found_rows(
    snapshot: ReceptionSnapshot, catalogue: Catalogue, *, widened: bool = False
) -> tuple[AppointmentRow, ...]:
    """Make the lines of those who were found.

    Args:
        snapshot: What was read.
        catalogue: The site's names.
        widened: Whether a part of the name was left out, so that it may be somebody else.
    """
    as_typed = 0 if widened else len(snapshot.found) - snapshot.otherwise
    return tuple(
        appointment_row(item, catalogue, otherwise=place >= as_typed)
        for place, item in enumerate(snapshot.found)
    )


def appointment_row(
    item: AppointmentOut, catalogue: Catalogue, *, otherwise: bool = False
) -> AppointmentRow:
    """Make one line of today's appointments."""
    people = sorted(item.people, key=lambda person: person.ordinal)
    names = [listed_name(person.family_name, person.given_name) for person in people]
    return AppointmentRow(
        appointment_id=item.id,
        time=catalogue.local_time(item.starts_at),
        reference=item.reference,
        people=f"≈ {', '.join(names)}" if otherwise else ", ".join(names),
        persons=max(len(people), 1),
        service=catalogue.service_label(item.service_id),
        status=item.status,
        number=item.number or "",
        mode=item.mode,
        otherwise=otherwise,
        counter=item.booked_counter or "",
    )


def day_counts(snapshot: ReceptionSnapshot) -> DayCounts:
    """Count the day of this place: who is met by phone or video comes to no queue."""
    here = [item for item in snapshot.today if item.mode is AppointmentMode.IN_PERSON]
    states = [item.status for item in here]
    return DayCounts(
        expected=states.count(AppointmentStatus.BOOKED),
        arrived=states.count(AppointmentStatus.CHECKED_IN),
        absent=states.count(AppointmentStatus.NO_SHOW),
        waiting=sum(item.state is StepState.WAITING for item in snapshot.queue),
    )


def walk_in_service(service: ServiceOut, catalogue: Catalogue) -> WalkInService:
    """Make the button of a service."""
    return WalkInService(
        service_id=service.id,
        code=service.code,
        label=catalogue.text(service.labels),
        open=service.walk_in_open,
        opens_at="" if service.opens_at is None else catalogue.local_time(service.opens_at),
        wait_min=None if service.wait is None else _told(service.wait),
    )


def _told(wait: EstimateOut) -> tuple[int, int] | None:
    return wait_range(wait.p50_s, wait.p90_s)


def given_ticket(answer: ArrivedOut, catalogue: Catalogue) -> GivenTicket:
    """Make the answer to a check-in or a walk-in."""
    starts_at = answer.visit.starts_at
    return GivenTicket(
        visit_id=answer.visit.id,
        number=answer.ticket.number,
        arrival=answer.arrival,
        booked="" if starts_at is None else catalogue.local_time(starts_at),
        ahead=answer.estimate.ahead,
        wait_min=_told(answer.estimate),
    )


def paperless(queue: tuple[QueueItem, ...], catalogue: Catalogue) -> tuple[PaperlessTicket, ...]:
    """Return the people in the house who hold no paper."""
    return tuple(
        PaperlessTicket(
            item.visit_id, item.number, catalogue.service_label(item.service_id), item.slip
        )
        for item in queue
        if item.slip in PAPERLESS
    )
