"""What a booking server says of one day, in the site's words, whatever server it is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.model import AppointmentMode


class RemoteStatus(StrEnum):
    """What a booking server may hold of an appointment or of one of its persons."""

    UNKNOWN = "unknown"
    SEEN = "seen"
    NOSHOW = "noshow"
    EXCUSED = "excused"
    REVOKED = "revoked"

    @property
    def cancelled(self) -> bool:
        """Whether nobody is expected any more."""
        return self in {RemoteStatus.EXCUSED, RemoteStatus.REVOKED}


class Oddity(StrEnum):
    """What could not be understood of a row that was taken all the same."""

    ZONE_TAKEN_FROM_POST = "zone_taken_from_post"
    """The row names the booking server's own zone, which is what it names where nobody set one."""
    ZONE_DIFFERS = "zone_differs"
    """The row names another zone than the post's settings; which one was taken, these say too."""
    ZONE_UNKNOWN = "zone_unknown"
    """The row names a zone that does not exist; the post's was taken."""
    OFFSET_UNEXPECTED = "offset_unexpected"
    """The offset is neither the post's, nor the row's zone's, nor the booking server's."""
    TIME_IN_GAP = "time_in_gap"
    """The clock on the wall never shows this time: it was put forward over it."""
    STATUS_UNKNOWN = "status_unknown"
    """A person has a status without a meaning here; taken as not filled in, never written over."""
    MODE_UNKNOWN = "mode_unknown"
    """The kind of appointment has a place that has no meaning here; taken as in person."""
    MOTIF_UNREADABLE = "motif_unreadable"
    """The kind of appointment cannot be read."""
    MINUTES_UNREADABLE = "minutes_unreadable"
    """The booked length cannot be read, or is over a day."""
    GROUP_UNREADABLE = "group_unreadable"
    """Whether these are strangers cannot be read; taken as one family."""
    PERSON_UNREADABLE = "person_unreadable"
    """One of several people has no number, and is left out."""
    PERSON_TWICE = "person_twice"
    """One person is listed twice; the first is taken."""
    NAME_UNREADABLE = "name_unreadable"
    """A name is no text, and is left out."""


@dataclass(frozen=True, slots=True)
class BookedPerson:
    """One person of a booking.

    Attributes:
        source_id: The participation's number at the booking server.
        dependent: Somebody else answers for this person, as for a child.
    """

    source_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    status: RemoteStatus
    dependent: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment of the site: a person, a family, or one of the strangers of a collective one.

    Attributes:
        source_id: Stable name of this appointment at its source.
        day: The business day that it belongs to.
        code_id: What its signed code carries; below 2**48.
        reference: What a person types.
        starts_at: Aware, UTC.
        zone: IANA zone in which the wall clock of `starts_text` was read.
        starts_text: The time as the booking server wrote it.
        minutes: Booked length; None where the server does not say.
        motif_id: Kind of appointment at the booking server; None where that cannot be read.
        persons: The one who answers first, else by number.
        place_id: Where it is, at the booking server; None where there is no such place.
        agent_ids: Who holds it, at the booking server.
        page: Address of its page at the booking server, as that says; "" for none.
        notes: What could not be understood, for the lead's eyes.
    """

    source_id: str
    day: date
    code_id: int
    reference: str
    starts_at: datetime
    zone: str
    starts_text: str
    minutes: int | None
    motif_id: int | None
    motif_name: str
    mode: AppointmentMode
    status: RemoteStatus
    persons: tuple[BookedPerson, ...]
    collective: bool = False
    place_id: int | None = None
    agent_ids: tuple[int, ...] = ()
    page: str = ""
    notes: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be read; the rest of the day stands.

    Attributes:
        source_id: The number of the row, where at least that could be read.
        reasons: Places in the row, such as `participations.0.status`; never a value.
    """

    source_id: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Rows that were asked for by their numbers, wherever they are now."""

    bookings: tuple[Booking, ...]
    set_aside: tuple[SetAside, ...] = ()

    def sets_aside(self, source_id: str) -> bool:
        """Whether a row was there that could not be read, and may be this one."""
        return _sets_aside(self.set_aside, source_id)


@dataclass(frozen=True, slots=True)
class DayOfBookings:
    """Everything that the booking server holds of one day; complete, or it is not made.

    Once the engine hands it to the site, what stands there and is not told of here is gone.

    Attributes:
        moved: What stood on this day at the site and is on another one now.
    """

    day: date
    bookings: tuple[Booking, ...]
    set_aside: tuple[SetAside, ...] = ()
    moved: tuple[Booking, ...] = ()

    def tells_of(self, source_id: str) -> bool:
        """Whether an appointment is listed, or may be one of the rows that could not be read."""
        return any(
            booking.source_id == source_id for booking in (*self.bookings, *self.moved)
        ) or _sets_aside(self.set_aside, source_id)


def _sets_aside(rows: tuple[SetAside, ...], source_id: str) -> bool:
    whole = source_id.partition("/")[0]
    return any(row.source_id in {None, whole} for row in rows)
