"""What a post's other tools are told of, one event at a time: ids and numbers, never a name."""

from typing import Literal

from core.model import EventKind
from sync.contract.wire import Answer, Id, Instant


class OutgoingData(Answer):
    """Whom an event is about, as ids; those that an event has nothing to do with are null.

    Attributes:
        seq: Of the event in the site's journal: events follow one another by it.
        epoch: Raised each time the site's data are restored: seqs begin anew behind the restored.
        number: The ticket's, as it was called.
    """

    seq: int
    epoch: int
    number: str | None = None
    service_id: Id | None = None
    counter_id: Id | None = None
    station_id: Id | None = None
    visit_id: Id | None = None
    step_id: Id | None = None
    call_id: Id | None = None
    appointment_id: Id | None = None


class OutgoingEvent(Answer):
    """One event, as it is sent, and as it stands in a line of a day's file.

    Attributes:
        id: Stable, however often it is sent: whoever has seen it before passes it over.
        timestamp: When it happened, by the site's clock.
    """

    id: str
    type: EventKind
    timestamp: Instant
    data: OutgoingData


WebhookState = Literal[
    "sending", "waiting", "gone", "no_secret", "address_refused", "superseded", "starting"
]


class WebhookOut(Answer):
    """How an address stands that events are sent to.

    Attributes:
        name: As the settings call it.
        state: `sending` while all is taken; `waiting` for the next try after one that failed;
            `gone` once the address said so (410); `no_secret` until one is shared.
        behind: Events of the journal behind the last that was taken, whatever their kind.
        oldest_unsent_at: When the first of these happened; null where there is none.
        sent_at: When the last one was taken.
        failing_since: Since when tries fail, since this server started.
        reason: Why the last one failed: a code.
        next_try_at: When it is tried again.
        lost: Events that the journal did not keep until they could be sent, in all.
        lost_at: When that was last found out.
    """

    name: str
    state: WebhookState
    behind: int
    oldest_unsent_at: Instant | None = None
    sent_at: Instant | None = None
    failing_since: Instant | None = None
    reason: str | None = None
    next_try_at: Instant | None = None
    lost: int = 0
    lost_at: Instant | None = None


class WebhooksOut(Answer):
    """Every address that events are sent to."""

    items: tuple[WebhookOut, ...]


class EventsOutHealth(Answer):
    """How events go out, in numbers.

    Attributes:
        webhooks: Addresses in the settings.
        failing: How many of these take nothing now.
        lost: Events that could not be sent before the journal ended, in all.
    """

    webhooks: int = 0
    failing: int = 0
    lost: int = 0
