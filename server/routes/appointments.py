"""The bookings of a day, as reception sees and judges them."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Query

from core.model import AppointmentStatus, ServiceId
from core.ports import UnitOfWork
from core.store.booked import BookedReader
from core.things import Actor, Receipt
from core.usecases import bookings
from core.usecases.bookings import AddAppointment, BookedPerson, BookingRow, Judge
from core.usecases.searching import NoteSearch, note_search
from core.views import AppointmentCard
from server.auth.gate import Here
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from server.paging import Limit
from server.views_visits import appointment_out
from server.wiring import Wiring
from sync.contract.appointment_code import LOCAL, code_id
from sync.contract.arrivals import (
    AppointmentIn,
    AppointmentOut,
    AppointmentsOut,
    VerdictIn,
)
from sync.contract.booking import BookingPageOut
from sync.contract.wire import Id, Text

router = Noun("/appointments")

Verdict = Callable[[UnitOfWork, Actor, Judge], Receipt]


@router.get("")
def appointments(
    wiring: Wired,
    caller: Here,
    day: date | None = None,
    q: Annotated[Text, Query(max_length=64)] = "",
    status: AppointmentStatus | None = None,
    limit: Limit = 100,
    after: Annotated[Id | None, Query()] = None,
) -> AppointmentsOut:
    """List a day's bookings by time; `q` is a reference, or names as people type them.

    Names fit by their beginnings, without regard to accents, case, hyphens, order and particles.
    Where few do, those who only sound alike follow behind them; where nobody does, those whose
    names are a slip away. That somebody looked is journaled, with how many were found.
    """
    with wiring.store.read() as reader:
        page = BookedReader(reader).page(day, q, status, limit=limit, after=after)
        site, now = reader.site(), reader.now
    if q.strip() and after is None:
        search = NoteSearch(len(page.cards), day)
        wiring.store.write(lambda uow: note_search(uow, caller.actor, search))
    items = (
        appointment_out(
            card, bookings.proposed(site, card.appointment, now), counter=_counter(wiring, card)
        )
        for card in page.cards
    )
    return AppointmentsOut(items=tuple(items), next=page.following, otherwise=page.otherwise)


@router.post("", status_code=201)
def add(body: AppointmentIn, doer: Doing) -> AppointmentOut:
    """Keep an appointment that reception types in; the answer holds its reference."""
    row = BookingRow(
        source_id="",
        code_id=code_id(LOCAL, secrets.randbits(40)),
        # A paper may show hyphens; the kiosk's keypad has none.
        reference=(body.reference or "").replace("-", ""),
        service_id=ServiceId(body.service_id),
        starts_at=body.starts_at,
        duration_min=body.duration_min,
        mode=body.mode,
        visit_kind=body.visit_kind,
        completeness=body.completeness,
        pre_application=body.pre_application,
        case_ref=body.case_ref,
        people=tuple(
            BookedPerson(None, person.family_name, person.given_name) for person in body.people
        ),
    )
    command = AddAppointment(row)
    receipt = doer.do(body, lambda uow: bookings.add_appointment(uow, doer.caller.actor, command))
    outside = bool(receipt["outside_hours"])
    return _appointment(doer, str(receipt["appointment_id"]), outside_hours=outside)


@router.get("/{appointment_id}/page")
def page(appointment_id: Id, wiring: Wired) -> BookingPageOut:
    """Return the page of an appointment at its booking server; it is never fetched from here."""
    with wiring.store.read() as reader:
        booked = reader.appointment(appointment_id).appointment
    return BookingPageOut(url=wiring.booking.open_url(booked.source, booked.source_id))


@router.post("/{appointment_id}/no-show")
def no_show(appointment_id: Id, doer: Doing, body: VerdictIn | None = None) -> AppointmentOut:
    """Give an appointment up: nobody came."""
    return _judge(doer, appointment_id, body, bookings.no_show_appointment)


@router.post("/{appointment_id}/excuse")
def excuse(appointment_id: Id, doer: Doing, body: VerdictIn | None = None) -> AppointmentOut:
    """Note that the visitor cancelled; a future one asks for `confirm`."""
    return _judge(doer, appointment_id, body, bookings.excuse_appointment)


@router.post("/{appointment_id}/revoke")
def revoke(appointment_id: Id, doer: Doing, body: VerdictIn | None = None) -> AppointmentOut:
    """Cancel on the office's side; a future one asks for `confirm`."""
    return _judge(doer, appointment_id, body, bookings.revoke_appointment)


@router.post("/{appointment_id}/reopen")
def reopen(appointment_id: Id, doer: Doing, body: VerdictIn | None = None) -> AppointmentOut:
    """Take a verdict back."""
    return _judge(doer, appointment_id, body, bookings.reopen_appointment)


def _judge(
    doer: Doer, appointment_id: str, body: VerdictIn | None, verdict: Verdict
) -> AppointmentOut:
    command = Judge(appointment_id, confirm=body is not None and body.confirm)
    doer.do(body, lambda uow: verdict(uow, doer.caller.actor, command))
    return _appointment(doer, appointment_id)


def _appointment(doer: Doer, appointment_id: str, *, outside_hours: bool = False) -> AppointmentOut:
    with doer.wiring.store.read() as reader:
        card = reader.appointment(appointment_id)
        proposal = bookings.proposed(reader.site(), card.appointment, reader.now)
    counter = _counter(doer.wiring, card)
    return appointment_out(card, proposal, outside_hours=outside_hours, counter=counter)


def _counter(wiring: Wiring, card: AppointmentCard) -> str | None:
    return wiring.booking.counter_of(card.appointment.source, card.appointment.source_id)
