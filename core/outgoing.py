"""Where events are sent to, as frozen values: how far each of a post's other tools has come."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WebhookCursor:
    """How far the events of the journal were sent to one address.

    Attributes:
        name: As the settings call it; whoever is called so goes on where it was.
        url: Where the last event was sent.
        since: When it was set up: nothing from before that is sent.
        sent_seq: The last event that was taken, or passed over since nobody asked for its kind.
        sent_at: When the last one was taken.
        lost: Events that the journal did not keep until they could be sent, in all.
        lost_at: When that was last found out.
        gone_at: When the address said that it is not there any more (410); nothing is sent then.
    """

    name: str
    url: str
    since: datetime
    sent_seq: int
    sent_at: datetime | None = None
    lost: int = 0
    lost_at: datetime | None = None
    gone_at: datetime | None = None
