"""What is held about a person: found, given out, erased; for administrators alone."""

from collections.abc import Sequence

from core.usecases import persons, searching
from core.usecases.persons import ErasePerson, NoteExport
from core.usecases.searching import NoteSearch
from server.auth.gate import Here
from server.auth.second_person import confirming
from server.doing import Doing, Wired
from server.nouns import Noun
from server.persons import Stays, Wanted, all_of, find, knows_booking_server, stays
from sync.contract.persons import (
    HeldOut,
    PersonChosenIn,
    PersonErasedOut,
    PersonEraseIn,
    PersonExportOut,
    PersonFindIn,
    PersonFoundOut,
    PersonsFoundOut,
    StaysOut,
)

router = Noun("/persons")


@router.post("/find")
def find_person(body: PersonFindIn, wiring: Wired, caller: Here) -> PersonsFoundOut:
    """List bookings and visits that may be a person's, with initials; that is journaled first."""
    with wiring.store.read() as reader:
        found = find(reader, Wanted(body.reference, body.number, body.name, body.day))
    search = NoteSearch(len(found), body.day)
    wiring.store.write(lambda uow: searching.note_search(uow, caller.actor, search))
    return PersonsFoundOut(
        items=tuple(
            PersonFoundOut(
                appointment_id=None if one.appointment is None else one.appointment.id,
                visit_id=None if one.visit is None else one.visit.id,
                day=one.day,
                number=None if one.visit is None else one.visit.called_as,
                service_id=one.service_id,
                initials=one.initials,
            )
            for one in found
        )
    )


@router.post("/export")
def export_person(body: PersonChosenIn, wiring: Wired, caller: Here) -> PersonExportOut:
    """Return all that is held about a person; that is journaled first."""
    with wiring.store.read() as reader:
        rows = all_of(reader, body.appointment_ids, body.visit_ids)
        left, now = stays(reader, told_elsewhere=knows_booking_server(rows)), reader.now
    note = NoteExport(body.appointment_ids, body.visit_ids, len(rows))
    wiring.store.write(lambda uow: persons.note_export(uow, caller.actor, note))
    return PersonExportOut(
        made_at=now,
        rows=tuple(HeldOut(about=row.about, fields=row.fields) for row in rows),
        stays=_stays(left),
    )


@router.post("/erase")
def erase_person(body: PersonEraseIn, doer: Doing) -> PersonErasedOut:
    """Forget whose bookings and visits these are; a second person, lead or admin, confirms it."""
    second = confirming(doer, body.confirmed_by)
    command = ErasePerson(body.appointment_ids, body.visit_ids, body.reason, second)
    receipt = doer.do(body, lambda uow: persons.erase(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        left = stays(reader, told_elsewhere=bool(receipt["told_elsewhere"]))
    return PersonErasedOut(
        appointments=int(receipt["appointments"] or 0),
        visits=int(receipt["visits"] or 0),
        names=int(receipt["names"] or 0),
        notes=int(receipt["notes"] or 0),
        stays=_stays(left),
    )


def _stays(left: Sequence[Stays]) -> tuple[StaysOut, ...]:
    return tuple(StaysOut(what=one.what, until=one.until) for one in left)
