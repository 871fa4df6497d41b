"""What the site asks of any booking server, and how such a server may fail it."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from sync.booking.rows import DayOfBookings, FoundRows, RemoteStatus


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a gateway does for the site as it is set up; screens show nothing else.

    Attributes:
        can_list_days: Days are read from it; where not, nothing has an age.
        expects_files: Appointments are brought as files, and a day without one is told.
        can_write_outcome: It is told what became of people.
        can_notify: It writes to people whose appointment is cancelled.
        has_time_zone: It says in which zone its times are.
        has_webhooks: It tells changes by itself.
        can_start_booking_url: It gives links with which a person books again.
        can_open_url: It has a page for each appointment.
    """

    can_list_days: bool = False
    expects_files: bool = False
    can_write_outcome: bool = False
    can_notify: bool = False
    has_time_zone: bool = False
    has_webhooks: bool = False
    can_start_booking_url: bool = False
    can_open_url: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeItem:
    """One outcome of one person, to be told to the booking server.

    Attributes:
        source_id: The appointment, as `Booking.source_id` named it.
        person_source_id: The person, as `BookedPerson.source_id` named it.
        day: The local day of the appointment.
        own: What the site may have written there itself, or a person gave up: it may be replaced.
        over_unread: A person gave up a value that has no meaning here: it may be replaced.
    """

    source_id: str
    person_source_id: str
    day: date
    target: RemoteStatus
    own: frozenset[RemoteStatus] = frozenset()
    over_unread: bool = False


class ThingKind(StrEnum):
    """What a booking server has of its own, and the site calls something else."""

    MOTIF = "motif"
    """A kind of appointment; here a service."""
    PLACE = "place"
    """Where appointments are; this site, or another one."""
    AGENT = "agent"
    """Who holds appointments; here somebody at a counter."""


@dataclass(frozen=True, slots=True)
class ForeignThing:
    """One thing of the booking server, by its number there."""

    kind: ThingKind
    id: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ForeignThings:
    """What a booking server has, as far as the site's account may see it.

    Attributes:
        things: By kind and name.
        unread: Kinds whose list is not served to this account.
    """

    things: tuple[ForeignThing, ...] = ()
    unread: tuple[ThingKind, ...] = ()


class OutcomeVerdict(StrEnum):
    """How an outcome stands at the booking server after `set_outcome`."""

    WRITTEN = "written"
    ALREADY_THERE = "already_there"


class BookingFault(Exception):
    """The booking server did not do what it was asked."""


class BookingUnreachable(BookingFault):
    """Nobody answers, or an answer says to come back later; trying again may help.

    Attributes:
        answered: Something did answer, so that an open line alone proves nothing.
    """

    def __init__(self, reason: str, *, answered: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answered = answered


class BookingBusy(BookingUnreachable):
    """The server asks for fewer calls.

    Attributes:
        retry_after_s: Seconds to wait; None where it does not say.
    """

    def __init__(self, retry_after_s: float | None) -> None:
        super().__init__("busy", answered=True)
        self.retry_after_s = retry_after_s


class BookingFailed(BookingFault):
    """The server answers, but failed on this one call; others may succeed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BookingRefused(BookingFault):
    """The site itself is refused, by the server or by something in between; no item is meant.

    Attributes:
        reason: `unauthorised`, `redirected`, `proxy`, `forbidden`, `not_found` or `refused`; or
            why one outcome after the other was refused.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BookingUnauthorised(BookingRefused):
    """The site's right to call was refused, also after a renewal; a person must sign in again."""

    def __init__(self) -> None:
        super().__init__("unauthorised")


CHANGED: Final = "changed_at_booking_server"


class BookingRejected(BookingFault):
    """The server will never accept this one outcome; a person must look.

    Attributes:
        reason: `forbidden`, `unknown_at_booking_server`, `invalid`, `changed_at_booking_server` or
            `answer_differs`.
        found: What the server holds instead, where that is the reason (`CHANGED`) and it was
            understood.
        proven: False where the answer would be the same if the whole site were refused: it is
            believed of this outcome once another one was written.
    """

    def __init__(
        self, reason: str, *, found: RemoteStatus | None = None, proven: bool = True
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.found = found
        self.proven = proven


BeforeWrite = Callable[[], None]
"""Notes durably that a value may be at the booking server from now on; raises `BookingUndone`."""


def noted_elsewhere() -> None:
    """For a caller who keeps no outbox: nothing is noted before a write."""


class BookingUndone(BookingFault):
    """What was to be told was undone meanwhile; nothing was written."""


class BookingUnsupported(BookingFault):
    """This gateway cannot do that, as its capabilities say."""


class BookingGateway(Protocol):
    """One booking server. Calls block, each for a bounded time; one thread uses it.

    A gateway keeps its own pace: its calls wait for their turn.
    """

    def capabilities(self) -> Capabilities:
        """Return what this server can do."""
        ...

    def list_day(self, day: date) -> DayOfBookings:
        """Read everything of one local day.

        Raises:
            BookingFault: The day could not be read whole; keep what is known.
        """
        ...

    def get(self, source_ids: AbstractSet[str]) -> FoundRows | None:
        """Look for appointments by their numbers, wherever they are now.

        Returns:
            What is there of them, and perhaps others; None where the server cannot be asked so.

        Raises:
            BookingFault: It is not known.
        """
        ...

    def set_outcome(
        self, item: OutcomeItem, before_write: BeforeWrite = noted_elsewhere
    ) -> OutcomeVerdict:
        """Write one outcome, unless somebody else decided otherwise meanwhile; safe to repeat.

        Args:
            item: What to write.
            before_write: Called right before the one call that writes, if there is one.

        Raises:
            BookingUndone: `before_write` said so.
            BookingFault: It was not written, or that is not known.
        """
        ...

    def line_is_open(self) -> bool:
        """Say cheaply, without a call, whether somebody listens at the other end."""
        ...

    def list_things(self) -> ForeignThings:
        """Read which kinds of appointment, places and agents there are.

        Raises:
            BookingFault: It is not known.
        """
        ...

    def open_url(self, source_id: str) -> str | None:
        """Return the page of an appointment at the booking server, for a person's browser.

        No call is made, and any thread may ask. None where none is known, as before the first
        reading after a start.
        """
        ...


GatewayFactory = Callable[[], BookingGateway]
