"""What was not understood of the booking server's days, in ids, places and codes."""

from typing import Literal

from sync.contract.booking import BookingCapabilities, BookingHealth
from sync.contract.wire import Answer, Instant

NoteCode = Literal[
    "set_aside",
    "unmapped",
    "elsewhere",
    "zone_taken_from_post",
    "zone_differs",
    "zone_unknown",
    "offset_unexpected",
    "time_in_gap",
    "status_unknown",
    "mode_unknown",
    "motif_unreadable",
    "minutes_unreadable",
    "group_unreadable",
    "person_unreadable",
    "person_twice",
    "name_unreadable",
]
"""What is odd. Whose booking is `set_aside`, `unmapped` (its kind of appointment has no service
here) or `motif_unreadable` is not expected here, unless it was known before; one
that is `elsewhere` is expected at another place. All others were taken, as far as they could be
understood."""


class BookingNote(Answer):
    """One oddity of a day.

    Attributes:
        count: How many rows it is about.
        source_ids: Numbers of the first of them at the booking server.
        places: Where in the row it is, or which kind of appointment or place it names, by number.
    """

    code: NoteCode
    count: int
    source_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class BookingDayOut(Answer):
    """A day as it was last read.

    Attributes:
        read_at: When it was read whole; null if it never was.
        bookings: How many could be read then, whether or not they are expected here.
        held: Much of it was suddenly missing, and nothing is withdrawn until that is sure.
    """

    day: str
    read_at: Instant | None = None
    bookings: int = 0
    held: bool = False
    notes: tuple[BookingNote, ...] = ()


class BookingOut(Answer):
    """How the site and its booking server stand, for leads.

    Attributes:
        days: The days from today on that were read, or of which there is something to tell.
    """

    health: BookingHealth
    can: BookingCapabilities
    days: tuple[BookingDayOut, ...] = ()
