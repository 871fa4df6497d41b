"""How a site stands with its booking server, and what it is still to tell it."""

from typing import Annotated, Literal

from pydantic import Field

from core.model import OutboxState
from sync.contract.wire import Answer, Id, Instant, Request

BookingState = Literal["off", "ok", "late", "down", "refused", "superseded"]


class WebhooksHealth(Answer):
    """How the booking server's webhooks come, since this server started.

    Attributes:
        last_at: When the last one came that was signed; by the machine's clock.
        silent_since: Since when readings find what no webhook told of; null while they come.
        received: How many came that were signed.
        passed_over: How many of these have no meaning here, or came after a later one.
        refused: How many came that were not signed with a secret that is valid.
    """

    last_at: Instant | None = None
    silent_since: Instant | None = None
    received: int = 0
    passed_over: int = 0
    refused: int = 0


class BookingHealth(Answer):
    """How the site and its booking server stand.

    Attributes:
        state: `off` where no booking server is asked and no files are waited for; `superseded`
            where another server of the site has taken over, and this one neither reads nor tells.
        last_success_at: When it last did what it was asked, since this server started.
        reason: Why the state is not `ok`, as a code where that is known; `list_thinned` where much
            of a day was suddenly missing, and nothing is withdrawn until that is sure.
        held_days: The days of which that is so.
        oldest_unsent_s: How long the oldest outcome has waited to be told, in seconds.
        today_read_at: When today was last read whole, or brought as a file; null if it never was.
        ahead_until: The last of the days from tomorrow on that were all read; null if tomorrow
            was not.
        ahead_read_at: When the one of them was read that was read longest ago.
        webhooks: How its webhooks come; null where none are expected.
    """

    state: BookingState
    last_success_at: Instant | None = None
    oldest_unsent_s: int | None = None
    today_read_at: Instant | None = None
    ahead_until: str | None = None
    ahead_read_at: Instant | None = None
    reason: str | None = None
    held_days: tuple[str, ...] = ()
    webhooks: WebhooksHealth | None = None


GatewayName = Literal["none", "files", "rdv_service_public"]


class BookingCapabilities(Answer):
    """What the site's gateway does, as it is set up; screens show nothing else.

    Attributes:
        can_list_days: Days are read from a booking server; where not, nothing has an age.
        expects_files: Appointments are brought as files, and a day without one is told.
        can_write_outcome: The booking server is told what became of people.
        can_notify: It writes to people whose appointment is cancelled.
        has_time_zone: It says in which zone its times are.
        has_webhooks: It tells changes by itself.
        can_start_booking_url: It gives links with which a person books again.
        can_open_url: It has a page for each appointment.
    """

    gateway: GatewayName = "none"
    can_list_days: bool = False
    expects_files: bool = False
    can_write_outcome: bool = False
    can_notify: bool = False
    has_time_zone: bool = False
    has_webhooks: bool = False
    can_start_booking_url: bool = False
    can_open_url: bool = False


class BookingPageOut(Answer):
    """The page of an appointment at the booking server, for the browser of who is signed in there.

    Attributes:
        url: Null where none is known, as before the first reading after a start.
    """

    url: str | None = None


BookingServerWord = Literal["unknown", "seen", "noshow", "excused", "revoked"]
"""What a booking server may hold of a participation, in its words."""

FoundWord = Literal["unknown", "seen", "noshow", "excused", "revoked", "other"]
"""What it was found to hold; `other` is a word without a meaning here."""


class OutboxItemOut(Answer):
    """One outcome to be told to the booking server, and how far it is.

    Attributes:
        target: The outcome, in the booking server's words.
        business_day: Of the appointment; `starts_at` is its booked time.
        reason: Why it was not sent: a code. `dropped:` is followed by why a person decided so.
        found: What the booking server held instead, when it was last asked; `retry` may name it.
    """

    id: Id
    appointment_id: Id
    target: BookingServerWord
    business_day: str
    starts_at: Instant
    service_id: Id
    state: OutboxState
    created_at: Instant
    attempts: int
    next_try_at: Instant | None = None
    reason: str | None = None
    found: FoundWord | None = None


class OutboxRetryIn(Request):
    """Send a refused outcome again.

    Attributes:
        over: What the booking server holds and you have seen there (`found`): it is replaced.
    """

    over: FoundWord | None = None


class OutboxDropIn(Request):
    """Decide that an outcome is not to be sent.

    Attributes:
        reason: Why, as a code, such as `server_is_right`, `told_by_phone` or `mistake`.
    """

    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class OutboxOut(Answer):
    """The outbox, oldest first."""

    items: tuple[OutboxItemOut, ...]
    next: str | None = None
