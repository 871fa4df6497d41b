"""What is kept of an RDV, checked strictly; everything else it carries is not even looked at."""

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from core.business_days import Days
from core.model import AppointmentMode
from sync.booking.rdv_service_public.zones import read_moment
from sync.booking.rows import BookedPerson, Booking, RemoteStatus, SetAside
from sync.contract.appointment_code import PARTICIPATION, RDV, code_id

MODES: Final = {
    "public_office": AppointmentMode.IN_PERSON,
    "phone": AppointmentMode.PHONE,
    "home": AppointmentMode.HOME,
    "visio": AppointmentMode.VIDEO,
}
_NAME_LENGTH: Final = 200
_PEOPLE: Final = 500

RemoteId = Annotated[int, Field(strict=True, ge=1, lt=1 << 40)]
Status = Literal["unknown", "seen", "noshow", "excused", "revoked"]


def _clean(value: object) -> object:
    """Make one printable line of what somebody typed into the booking server."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    printable = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in value
    )
    return unicodedata.normalize("NFC", " ".join(printable.split()))[:_NAME_LENGTH].strip()


Line = Annotated[str, BeforeValidator(_clean)]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)


class _User(_Kept):
    first_name: Line = Field(default="", repr=False)
    last_name: Line = Field(default="", repr=False)
    responsible_id: int | None = None


class _Participation(_Kept):
    id: RemoteId
    status: Status
    user: _User | None = None


class _Motif(_Kept):
    id: RemoteId
    name: Line = ""
    location_type: Literal["public_office", "phone", "home", "visio"]


class RemoteRdv(_Kept):
    """One RDV, as far as it concerns a reception."""

    id: RemoteId
    status: Status
    starts_at: str
    time_zone: str | None = None
    duration_in_min: Annotated[int, Field(ge=0, le=1440)] | None = None
    collectif: bool = False
    motif: _Motif
    participations: Annotated[tuple[_Participation, ...], Field(max_length=_PEOPLE, strict=False)]


class PageMeta(_Kept):
    """Where a page of a list stands; all of it may miss."""

    next_page: Annotated[int, Field(ge=1)] | None = None
    total_pages: int | None = None
    total_count: int | None = None


class _Numbered(_Kept):
    id: RemoteId


def rdv_id(row: object) -> int | None:
    """Return the number of a row, if at least that can be read."""
    try:
        return _Numbered.model_validate(row).id
    except ValidationError:
        return None


def read_bookings(
    rows: Iterable[object], days: Days
) -> tuple[tuple[Booking, ...], tuple[SetAside, ...]]:
    """Turn the rows of a list into bookings; one bad row never costs another.

    Returns:
        The bookings by time, and what had to be set aside.
    """
    bookings: list[Booking] = []
    bad: list[SetAside] = []
    for row in rows:
        try:
            bookings.extend(_bookings_of(RemoteRdv.model_validate(row), days))
        except ValidationError as error:
            bad.append(_set_aside(row, _places(error)))
        except _Unusable as error:
            bad.append(_set_aside(row, (error.place,)))
    bookings.sort(key=lambda booking: (booking.starts_at, booking.code_id))
    return tuple(bookings), tuple(bad)


def read_participation(row: object, participation: int) -> RemoteStatus | None:
    """Return the status of one person in an RDV, or None where the row does not tell."""
    people = row.get("participations") if isinstance(row, dict) else None
    if not isinstance(people, list):
        return None
    for person in people:
        # The rest of the row may be damaged: for an outcome only this matters.
        if rdv_id(person) == participation:
            with suppress(ValidationError):
                return RemoteStatus(_Participation.model_validate(person).status)
    return None


class _Unusable(Exception):
    """A row of the right shape that still means nothing."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def _bookings_of(rdv: RemoteRdv, days: Days) -> list[Booking]:
    try:
        moment = read_moment(rdv.starts_at, rdv.time_zone, days.zone)
        day = days.of(moment.instant)
    except (ValueError, OverflowError) as error:
        raise _Unusable("starts_at") from error
    numbers = [participation.id for participation in rdv.participations]
    if len(set(numbers)) != len(numbers):
        raise _Unusable("participations.id")
    persons = tuple(_person(participation) for participation in rdv.participations)

    def booking(
        name: str, code: int, status: RemoteStatus, of: tuple[BookedPerson, ...]
    ) -> Booking:
        return Booking(
            source_id=name,
            day=day,
            code_id=code,
            reference=str(rdv.id),
            starts_at=moment.instant,
            zone=moment.zone,
            starts_text=moment.text,
            minutes=rdv.duration_in_min,
            motif_id=rdv.motif.id,
            motif_name=rdv.motif.name,
            mode=MODES[rdv.motif.location_type],
            status=status,
            persons=of,
            collective=rdv.collectif,
            notes=moment.notes,
        )

    if rdv.collectif:
        # Strangers who share an hour: each is an appointment, and the status of the whole says
        # nothing of any of them.
        return [
            booking(
                f"{rdv.id}/{person.source_id}",
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
    return [booking(str(rdv.id), code_id(RDV, rdv.id), status, persons)]


def joint_status(statuses: list[RemoteStatus]) -> RemoteStatus:
    """Sum up the persons of one family; the RDV's own status is not to be trusted for that."""
    for status in (RemoteStatus.SEEN, RemoteStatus.UNKNOWN, RemoteStatus.NOSHOW):
        if status in statuses:
            return status
    if RemoteStatus.REVOKED in statuses:
        return RemoteStatus.REVOKED
    return RemoteStatus.EXCUSED


def _person(participation: _Participation) -> BookedPerson:
    user = participation.user
    return BookedPerson(
        source_id=str(participation.id),
        first_name=user.first_name if user else "",
        last_name=user.last_name if user else "",
        status=RemoteStatus(participation.status),
        dependent=user is not None and user.responsible_id is not None,
    )


def _set_aside(row: object, places: tuple[str, ...]) -> SetAside:
    number = rdv_id(row)
    return SetAside(None if number is None else str(number), places)


def _places(error: ValidationError) -> tuple[str, ...]:
    # Only where, never what: the value may be somebody's name.
    places = (".".join(map(str, one["loc"])) for one in error.errors(include_input=False))
    return tuple(dict.fromkeys(place or "row" for place in places))
