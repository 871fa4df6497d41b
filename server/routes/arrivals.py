"""Check-ins and walk-ins: people arrive and get their number."""

from anyio.to_thread import run_sync

from core.errors import Conflict, Unprocessable
from core.model import AppointmentId, LeaseId, Role, ServiceId, StationKind
from core.ports import UnitOfWork
from core.store.reader import Reader
from core.things import Receipt
from core.usecases import arriving
from core.usecases.arriving import CheckIn, CodeFacts, WalkIn
from core.usecases.ticketing import LeasedNumber
from server.auth.gate import Caller
from server.doing import Doer, Doing, Work
from server.nouns import Noun
from server.trust import trusted_keys
from server.views_visits import ticket_out, visit_out
from server.wiring import Wiring
from sync.contract.appointment_code import (
    CodeInvalid,
    parse_and_verify,
    read_public_keys,
    site_hash,
)
from sync.contract.arrivals import ArrivedOut, CheckInIn, WalkInIn

router = Noun()


@router.post("/check-ins", status_code=201)
async def check_in(body: CheckInIn, doer: Doing) -> ArrivedOut:
    """Queue someone with an appointment; a typed reference at a kiosk is refused in one way."""
    kiosk = doer.caller.kind is StationKind.KIOSK and doer.caller.roles is None
    command = CheckIn(
        appointment_id=None if body.appointment_id is None else AppointmentId(body.appointment_id),
        reference=body.reference,
        time=body.time,
        code=None if body.code is None else await run_sync(_code_facts, doer.wiring, body),
        typed=kiosk and body.reference is not None,
        reception=_is_reception(doer.caller),
        leased=_leased(body),
        last_calls=doer.wiring.waits.last_calls(),
        language=body.language,
        priority=body.priority,
        needs=body.needs,
        persons=body.persons,
        companions=body.companions,
        services=_services(body),
    )
    if kiosk and command.appointment_id is not None:
        raise Unprocessable("appointment_id_not_for_kiosks")
    if command.typed:
        return await _typed(doer, body, command)
    return await _arrived(
        doer, body, lambda uow: arriving.check_in(uow, doer.caller.actor, command)
    )


async def _typed(doer: Doer, body: CheckInIn, command: CheckIn) -> ArrivedOut:
    """Check in by a typed reference; after many wrong ones in a minute, right ones are refused."""
    guesses, station = doer.wiring.guesses, doer.caller.station_id
    # Counted before it is looked up: what a kiosk asks at once is let through no more often.
    waits = guesses.attempt(station) > 0
    braked = waits and not (command.leased and command.leased.given)

    def work(uow: UnitOfWork) -> Receipt:
        if braked:
            raise Conflict("see_reception")
        return arriving.check_in(uow, doer.caller.actor, command)

    wrong = False
    try:
        return await _arrived(doer, body, work)
    except Conflict as refusal:
        wrong = not refusal.replayed
        raise
    finally:
        if wrong and waits:
            guesses.failed(station)
        elif not wrong and not waits:
            guesses.give_back(station)


@router.post("/walk-ins", status_code=201)
async def walk_in(body: WalkInIn, doer: Doing) -> ArrivedOut:
    """Give a walk-in number; 409 `service_closed` says when it opens, or `quota_reached`."""
    command = WalkIn(
        service_id=ServiceId(body.service_id),
        reception=_is_reception(doer.caller),
        leased=_leased(body),
        last_calls=doer.wiring.waits.last_calls(),
        language=body.language,
        priority=body.priority,
        needs=body.needs,
        persons=body.persons,
        companions=body.companions,
        services=_services(body),
    )
    return await _arrived(doer, body, lambda uow: arriving.walk_in(uow, doer.caller.actor, command))


def _code_facts(wiring: Wiring, body: CheckInIn) -> CodeFacts | None:
    with wiring.store.read() as reader:
        site, keys = reader.site(), trusted_keys(reader)
    try:
        code = parse_and_verify(
            body.code or "", read_public_keys((key.key_id, key.public_key) for key in keys)
        )
    except CodeInvalid as error:
        if body.given:
            return None  # a slip bears the number already: staff look at it, nobody is refused
        raise Unprocessable("code_invalid", reason=error.reason) from error
    return CodeFacts(
        code_id=code.appointment_ref,
        service_number=code.service_number,
        booked_at=code.booked_at,
        site_matches=code.site_hash == site_hash(site.id),
    )


def _leased(body: CheckInIn | WalkInIn) -> LeasedNumber | None:
    if body.number is None or body.lease_id is None or body.issued_at is None:
        return None
    return LeasedNumber(body.number, LeaseId(body.lease_id), body.issued_at, given=body.given)


def _services(body: CheckInIn | WalkInIn) -> tuple[ServiceId, ...]:
    return tuple(ServiceId(one) for one in body.services)


def _is_reception(caller: Caller) -> bool:
    return caller.has(Role.RECEPTION, Role.MEDIATOR, Role.LEAD)


async def _arrived(doer: Doer, body: CheckInIn | WalkInIn, work: Work) -> ArrivedOut:
    waits = doer.wiring.waits

    def arrived(reader: Reader, receipt: Receipt) -> ArrivedOut:
        card = reader.visit(str(receipt["visit_id"]))
        visit = visit_out(card, reader.site())
        return ArrivedOut(
            visit=visit,
            ticket=ticket_out(card.visit),
            arrival=visit.arrival,
            estimate=waits.of_arrival(visit.service_id, card.visit.starts_at),
        )

    return await doer.answer(body, work, arrived)
