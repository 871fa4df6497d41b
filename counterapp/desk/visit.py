"""The visit in hand as the desk shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.model import Arrival, Need, StepState
from core.names.listing import listed_name
from counterapp.catalogue import Catalogue
from sync.contract.arrivals import StepOut, VisitCardOut


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to bring along, and whether it was shown."""

    code: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the visit's way through the house."""

    service: str
    state: StepState


@dataclass(frozen=True, slots=True)
class VisitPanel:
    """Everything that the panel of the current visit shows.

    Attributes:
        since: When the present state began, in the server's time.
        typical_s: Typical length of the service; None while it is not being served.
        booked: Booked time in the site's zone, or "".
        arrived: Time of arrival in the site's zone.
        flags: What the agent must look at, as codes.
        page_of: The appointment whose page the booking server may have, or "".
        may_book: Ordinals and names of who may be given another appointment there.
    """

    step_id: str
    visit_id: str
    number: str
    state: StepState
    since: datetime
    typical_s: int | None
    calls: int
    service: str
    booked: str
    arrived: str
    arrival: Arrival | None
    language: str
    priority: bool
    needs: tuple[Need, ...]
    persons: int
    companions: int
    people: tuple[str, ...] = field(repr=False)
    papers: tuple[Paper, ...]
    steps: tuple[FlowStep, ...]
    note: str = field(repr=False)
    flags: tuple[str, ...] = ()
    page_of: str = ""
    may_book: tuple[tuple[int, str], ...] = field(default=(), repr=False)


def current_step(card: VisitCardOut) -> StepOut | None:
    """Return the step that is called or being served, if any."""
    for step in reversed(card.steps):
        if step.state in {StepState.CALLED, StepState.SERVING}:
            return step
    return None


def full_names(card: VisitCardOut) -> tuple[str, ...]:
    """Return the visit's people as `DIALLO Aminata`, in their order."""
    return tuple(name for _, name in _named(card))


def _named(card: VisitCardOut) -> tuple[tuple[int, str], ...]:
    people = sorted(card.people, key=lambda person: person.ordinal)
    return tuple((p.ordinal, listed_name(p.family_name, p.given_name)) for p in people)


def _may_book(card: VisitCardOut, catalogue: Catalogue) -> tuple[tuple[int, str], ...]:
    can = catalogue.site.booking_can.can_start_booking_url
    return _named(card) if can and card.appointment_id is not None else ()


def to_panel(
    card: VisitCardOut,
    step: StepOut,
    catalogue: Catalogue,
    *,
    note: str | None,
    ticks: Mapping[str, bool],
) -> VisitPanel:
    """Make the panel of a visit.

    Args:
        card: The visit as the server told it.
        step: The step in hand.
        catalogue: Names in this screen's language.
        note: What the agent typed and the server does not have yet, or None.
        ticks: Documents ticked here that the server does not have yet.
    """
    service = catalogue.service(step.service_id)
    serving = step.state is StepState.SERVING
    since = (step.started_at if serving else step.called_at) or step.waiting_since
    return VisitPanel(
        step_id=step.id,
        visit_id=card.id,
        number=card.number,
        state=step.state,
        since=since,
        typical_s=service.typical_min * 60 if service is not None and serving else None,
        calls=step.calls,
        service=catalogue.service_label(step.service_id),
        booked="" if card.starts_at is None else catalogue.local_time(card.starts_at),
        arrived=catalogue.local_time(card.checked_in_at),
        arrival=card.arrival,
        language=card.language,
        priority=card.priority,
        needs=card.needs,
        persons=card.persons,
        companions=card.companions,
        people=full_names(card),
        papers=_papers(card, step, catalogue, ticks),
        steps=tuple(
            FlowStep(catalogue.service_label(each.service_id), each.state)
            for each in sorted(card.steps, key=lambda each: each.ordinal)
        ),
        note=card.note if note is None else note,
        flags=card.flags,
        may_book=_may_book(card, catalogue),
        page_of=(card.appointment_id or "") if catalogue.site.booking_can.can_open_url else "",
    )


def _papers(
    card: VisitCardOut, step: StepOut, catalogue: Catalogue, ticks: Mapping[str, bool]
) -> tuple[Paper, ...]:
    labels: dict[str, str] = {}
    for service_id in (card.service_id, step.service_id):
        service = catalogue.service(service_id)
        if service is not None:
            labels |= {each.code: catalogue.document_label(each) for each in service.documents}
    shown = dict.fromkeys(labels, False)
    shown |= {each.code: each.shown for each in card.documents}
    shown |= {code: value for code, value in ticks.items() if code in shown}
    return tuple(Paper(code, labels.get(code, code), value) for code, value in shown.items())
