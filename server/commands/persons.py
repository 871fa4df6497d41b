"""`person`: what is held about somebody is found, given out or erased at the server's console."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from pydantic import BaseModel

from core.errors import Refusal
from core.runtime.settings import SettingsError, check_settings
from core.store import Store
from core.things import Actor
from core.usecases import persons, searching
from core.usecases.persons import ErasePerson, NoteExport
from core.usecases.searching import NoteSearch
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser
from server.persons import Stays, Wanted, all_of, find, knows_booking_server, stays
from sync.contract.calls import ReasonCode
from sync.contract.persons import PersonChosenIn, PersonFindIn

AskedT = TypeVar("AskedT", bound=BaseModel)


class _Erasing(PersonChosenIn):
    """As over the wire; whoever has the server needs nobody's confirmation."""

    reason: ReasonCode


def person(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Find, export or erase what is held about a person; each is journaled, with ids alone.

    Raises:
        Stop: Nothing was named, or what was named is refused.
    """
    parser.add_argument("what", choices=sorted(_DOES))
    parser.add_argument("--reference", help="find: the reference of a booking")
    parser.add_argument("--number", help="find: the number of a day")
    parser.add_argument("--name", help="find: names of a day, as people type them")
    parser.add_argument("--day", help="find: the business day, as 2026-11-24")
    parser.add_argument("--appointment", action="append", default=[], metavar="ID")
    parser.add_argument("--visit", action="append", default=[], metavar="ID")
    parser.add_argument("--reason", default="asked", help="erase: why, as a code")
    options = parser.parse_args(arguments)
    with opened(options) as store:
        try:
            _DOES[options.what](store, options)
        except Refusal as refusal:
            raise Stop(refusal.code) from refusal


def _find(store: Store, options: argparse.Namespace) -> None:
    given = {name: getattr(options, name) for name in ("reference", "number", "name", "day")}
    asked = _checked(PersonFindIn, given)
    with store.read() as reader:
        found = find(reader, Wanted(asked.reference, asked.number, asked.name, asked.day))
    note = NoteSearch(len(found), asked.day)
    store.write(lambda uow: searching.note_search(uow, Actor(), note))
    for one in found:
        ids = [f"--appointment {one.appointment.id}"] if one.appointment is not None else []
        ids += [f"--visit {one.visit.id}"] if one.visit is not None else []
        sys.stdout.write(f"{one.day} {one.initials or '-'} {' '.join(ids)}\n")


def _export(store: Store, options: argparse.Namespace) -> None:
    asked = _checked(PersonChosenIn, _named(options))
    with store.read() as reader:
        rows = all_of(reader, asked.appointment_ids, asked.visit_ids)
        left = stays(reader, told_elsewhere=knows_booking_server(rows))
    note = NoteExport(asked.appointment_ids, asked.visit_ids, len(rows))
    store.write(lambda uow: persons.note_export(uow, Actor(), note))
    told = {
        "rows": [{"about": row.about, "fields": row.fields} for row in rows],
        "stays": [{"what": one.what, "until": _moment(one)} for one in left],
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _erase(store: Store, options: argparse.Namespace) -> None:
    asked = _checked(_Erasing, {**_named(options), "reason": options.reason})
    command = ErasePerson(asked.appointment_ids, asked.visit_ids, asked.reason)
    receipt = store.write(lambda uow: persons.erase(uow, Actor(), command))
    with store.read() as reader:
        left = stays(reader, told_elsewhere=bool(receipt["told_elsewhere"]))
    counts = ", ".join(f"{name} {count}" for name, count in receipt.items() if name in _COUNTS)
    sys.stdout.write(f"{counts}\n")
    for one in left:
        sys.stdout.write(f"stays: {one.what} until {_moment(one) or 'it is asked there'}\n")


_COUNTS: Final = ("appointments", "visits", "names", "notes")
_DOES: Final[Mapping[str, Callable[[Store, argparse.Namespace], None]]] = {
    "find": _find,
    "export": _export,
    "erase": _erase,
}


def _checked(model: type[AskedT], given: dict[str, object]) -> AskedT:
    try:
        return check_settings(given, model, source="person")
    except SettingsError as error:
        raise Stop(str(error)) from error


def _named(options: argparse.Namespace) -> dict[str, object]:
    return {"appointment_ids": options.appointment, "visit_ids": options.visit}


def _moment(left: Stays) -> str | None:
    return None if left.until is None else left.until.date().isoformat()
