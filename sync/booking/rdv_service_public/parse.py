"""What is kept of an RDV; everything else it carries is not even looked at.

Each field is read for itself. A row needs a number, a time, and somebody who comes; of the rest
whatever cannot be understood is noted, and the booking stands: a person whom the site does not
know of is sent away.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.business_days import Days
from core.model import AppointmentMode
from sync.booking.rdv_service_public.zones import LocalMoment, read_moment
from sync.booking.rows import BookedPerson, Booking, Oddity, RemoteStatus, SetAside
from sync.contract.appointment_code import PARTICIPATION, RDV, code_id
from sync.contract.matching import BookedTimes

MODES: Final = {
    "public_office": AppointmentMode.IN_PERSON,
    "phone": AppointmentMode.PHONE,
    "home": AppointmentMode.HOME,
    "visio": AppointmentMode.VIDEO,
}
_NAME_LENGTH: Final = 200
_PEOPLE: Final = 500
_DAY_MIN: Final = 1440
_DIGITS: Final = re.compile(r"[0-9]{1,4}", re.ASCII)

RemoteId = Annotated[int, Field(strict=True, ge=1, lt=1 << 40)]


class _Numbered(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)

    id: RemoteId


def rdv_id(row: object) -> int | None:
    """Return the number of a row, if at least that can be read."""
    try:
        return _Numbered.model_validate(row).id
    except ValidationError:
        return None


def read_bookings(
    rows: Iterable[object], days: Days, times: BookedTimes = "auto"
) -> tuple[tuple[Booking, ...], tuple[SetAside, ...]]:
    """Turn the rows of a list into bookings; one bad row never costs another.

    Args:
        rows: As the server listed them.
        days: The post's zone, and how it cuts time into business days.
        times: Whose clock the digits of a time are.

    Returns:
        The bookings by time, and what had to be set aside.
    """
    bookings: list[Booking] = []
    bad: list[SetAside] = []
    for row in rows:
        try:
            bookings.extend(_bookings_of(row, days, times))
        except _Unusable as error:
            number = rdv_id(row)
            bad.append(SetAside(None if number is None else str(number), (error.place,)))
    bookings.sort(key=lambda booking: (booking.starts_at, booking.code_id))
    return tuple(bookings), tuple(bad)


@dataclass(frozen=True, slots=True)
class Participation:
    """How one person stands; `status` is None where it has no meaning here."""

    status: RemoteStatus | None


def read_participation(row: object, participation: int) -> Participation | None:
    """Return how one person of an RDV stands, or None where the row does not hold them."""
    people = row.get("participations") if isinstance(row, dict) else None
    if not isinstance(people, list):
        return None
    for person in people:
        # The rest of the row may be damaged: for an outcome only this matters.
        if isinstance(person, dict) and rdv_id(person) == participation:
            return Participation(_status(person.get("status")))
    return None


class _Unusable(Exception):
    """A row that means nothing; where it does not, never what stands there."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def _bookings_of(row: object, days: Days, times: BookedTimes) -> list[Booking]:
    number = rdv_id(row)
    if number is None or not isinstance(row, dict):
        raise _Unusable("id" if isinstance(row, dict) else "row")
    notes: list[Oddity] = []
    moment = _moment(row, days, times, notes)
    persons = _persons(row.get("participations"), notes)
    motif = row.get("motif")
    motif_id = rdv_id(motif)
    if motif_id is None:
        notes.append(Oddity.MOTIF_UNREADABLE)
    motif = motif if isinstance(motif, dict) else {}
    mode = _mode(motif.get("location_type"), notes)
    minutes = _minutes(row.get("duration_in_min"), notes)
    collective = row.get("collectif", False)
    if not isinstance(collective, bool):
        notes.append(Oddity.GROUP_UNREADABLE)
        collective = False
    page = row.get("url_for_agents")
    agents = _ids(row.get("agents"))
    told = tuple(dict.fromkeys(notes))

    def booking(
        name: str, code: int, status: RemoteStatus, of: tuple[BookedPerson, ...]
    ) -> Booking:
        return Booking(
            source_id=name,
            day=days.of(moment.instant),
            code_id=code,
            reference=str(number),
            starts_at=moment.instant,
            zone=moment.zone,
            starts_text=moment.text,
            minutes=minutes,
            motif_id=motif_id,
            motif_name=_line(motif.get("name"), []),
            mode=mode,
            status=status,
            persons=of,
            collective=collective,
            place_id=rdv_id(row.get("lieu")),
            agent_ids=agents,
            page=page if isinstance(page, str) else "",
            notes=told,
        )

    if collective:
        # Strangers who share an hour: each is an appointment, and the status of the whole says
        # nothing of any of them.
        return [
            booking(
                f"{number}/{person.source_id}",
                code_id(PARTICIPATION, int(person.source_id)),
                person.status,
                (person,),
            )
            for person in persons
        ]
    if not persons:
        # Nobody to call, and nobody whose outcome could be written.
        raise _Unusable("participations")
    status = joint_status([person.status for person in persons])
    return [booking(str(number), code_id(RDV, number), status, persons)]


def joint_status(statuses: list[RemoteStatus]) -> RemoteStatus:
    """Sum up the persons of one family; the RDV's own status is not to be trusted for that."""
    for status in (RemoteStatus.SEEN, RemoteStatus.UNKNOWN, RemoteStatus.NOSHOW):
        if status in statuses:
            return status
    if RemoteStatus.REVOKED in statuses:
        return RemoteStatus.REVOKED
    return RemoteStatus.EXCUSED


def _moment(
    row: dict[str, object], days: Days, times: BookedTimes, notes: list[Oddity]
) -> LocalMoment:
    text, zone = row.get("starts_at"), row.get("time_zone")
    if not isinstance(text, str):
        raise _Unusable("starts_at")
    if zone is not None and not isinstance(zone, str):
        notes.append(Oddity.ZONE_UNKNOWN)
        zone = None
    try:
        moment = read_moment(text, zone, days.zone, times)
        days.of(moment.instant)
    except (ValueError, OverflowError) as error:
        raise _Unusable("starts_at") from error
    notes.extend(moment.notes)
    return moment


def _persons(rows: object, notes: list[Oddity]) -> tuple[BookedPerson, ...]:
    """Return the people of a row, the one who answers first: a server lists them in any order."""
    if not isinstance(rows, list) or len(rows) > _PEOPLE:
        raise _Unusable("participations")
    people: dict[int, BookedPerson] = {}
    for row in rows:
        number = rdv_id(row)
        if number is None or not isinstance(row, dict):
            notes.append(Oddity.PERSON_UNREADABLE)
        elif number in people:
            notes.append(Oddity.PERSON_TWICE)
        else:
            people[number] = _person(number, row, notes)
    if rows and not people:
        raise _Unusable("participations.id")
    in_order = sorted(people, key=lambda number: (people[number].dependent, number))
    return tuple(people[number] for number in in_order)


def _person(number: int, row: dict[str, object], notes: list[Oddity]) -> BookedPerson:
    user = row.get("user")
    if user is not None and not isinstance(user, dict):
        notes.append(Oddity.NAME_UNREADABLE)
    user = user if isinstance(user, dict) else {}
    status = _status(row.get("status"))
    if status is None:
        notes.append(Oddity.STATUS_UNKNOWN)
    return BookedPerson(
        source_id=str(number),
        first_name=_line(user.get("first_name"), notes),
        last_name=_line(user.get("last_name"), notes),
        status=status or RemoteStatus.UNKNOWN,
        dependent=user.get("responsible_id") is not None,
    )


def _status(value: object) -> RemoteStatus | None:
    try:
        return RemoteStatus(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _mode(value: object, notes: list[Oddity]) -> AppointmentMode:
    mode = MODES.get(value) if isinstance(value, str) else None
    if mode is None:
        notes.append(Oddity.MODE_UNKNOWN)
    return mode or AppointmentMode.IN_PERSON


def _minutes(value: object, notes: list[Oddity]) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _DAY_MIN:
        return value
    notes.append(Oddity.MINUTES_UNREADABLE)
    return None


def _ids(rows: object) -> tuple[int, ...]:
    """Return the numbers of a list's rows that have one, in order."""
    found = (rdv_id(row) for row in rows[:_PEOPLE]) if isinstance(rows, list) else ()
    return tuple(sorted({one for one in found if one is not None}))


def _line(value: object, notes: list[Oddity]) -> str:
    """Make one printable line of what somebody typed into the booking server."""
    if value is None:
        return ""
    if not isinstance(value, str):
        notes.append(Oddity.NAME_UNREADABLE)
        return ""
    return one_line(value)


def one_line(text: str) -> str:
    """Return a text as one printable line of at most 200 characters."""
    printable = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char
        for char in text[: 10 * _NAME_LENGTH]
    )
    return unicodedata.normalize("NFC", " ".join(printable.split()))[:_NAME_LENGTH].strip()
