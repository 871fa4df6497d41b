"""Fills the header and the dialogs of a desk from what the server tells."""

from counterapp.catalogue import Catalogue
from counterapp.desk.view import CounterLine, FinishForm, TransferForm
from counterapp.desk.visit import full_names
from sync.contract.arrivals import StepOut, VisitCardOut
from sync.contract.site import CounterOut


def counter_label(counter: CounterOut, catalogue: Catalogue) -> str:
    """Return a counter's number, and its name where that says more."""
    name = catalogue.text(counter.name)
    return f"{counter.number} – {name}" if name and name != counter.number else counter.number


def counter_line(counter: CounterOut, catalogue: Catalogue) -> CounterLine:
    """Return a counter's line in the header."""
    offered = counter.offered or counter.services
    return CounterLine(
        number=counter.number,
        name=catalogue.text(counter.name),
        services=", ".join(catalogue.service_label(each) for each in offered),
        state=counter.state,
        pause_reason=counter.pause_reason or "",
        until="" if counter.pause_until is None else catalogue.local_time(counter.pause_until),
    )


def finish_form(card: VisitCardOut, step: StepOut, catalogue: Catalogue, note: str) -> FinishForm:
    """Return the form that ends a step: one line a person, with the step's service."""
    names = list(full_names(card))
    names += [""] * (card.persons - len(names))
    return FinishForm(
        number=card.number,
        services=((step.service_id, catalogue.service_label(step.service_id)),),
        people=tuple(names),
        note=note,
    )


def transfer_form(card: VisitCardOut, step: StepOut, catalogue: Catalogue) -> TransferForm:
    """Return the form that hands a visit on; the next step of the flow is proposed."""
    services = tuple(
        (service.id, catalogue.text(service.labels)) for service in catalogue.site.services
    )
    counters = tuple(
        (counter.id, counter_label(counter, catalogue), frozenset(counter.services))
        for counter in catalogue.site.counters
    )
    return TransferForm(
        number=card.number,
        services=services,
        counters=counters,
        proposed=_next_of_flow(card, step, catalogue),
    )


def _next_of_flow(card: VisitCardOut, step: StepOut, catalogue: Catalogue) -> str | None:
    service = catalogue.service(card.service_id)
    if service is None:
        return None
    way = [card.service_id, *service.flow] if card.service_id not in service.flow else service.flow
    if step.service_id not in way:
        return None
    after = list(way)[list(way).index(step.service_id) + 1 :]
    return next((each for each in after if catalogue.service(each) is not None), None)
