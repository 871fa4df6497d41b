"""How far events were sent to a post's other tools; not journaled, since nothing happened here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.outgoing import WebhookCursor
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class SetUpWebhooks:
    """Events are to go to these addresses, and to no others.

    Attributes:
        urls: By name.
        newest: The newest event; a new address is told what comes behind it.
    """

    urls: Mapping[str, str]
    newest: int


@dataclass(frozen=True, slots=True)
class NoteSent:
    """How far events were sent to one address.

    Attributes:
        lost: How many more the journal did not keep until they could be sent.
        gone: The address said that it is there no more.
    """

    name: str
    sent_seq: int
    sent_at: datetime | None = None
    lost: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class SendAgain:
    """An address that said that it is gone is back."""

    name: str


def set_up_webhooks(uow: UnitOfWork, _actor: Actor, command: SetUpWebhooks) -> Receipt:
    """Begin with new addresses, and forget those that were taken out.

    Who keeps the name goes on where it was, also at another address; whoever was taken out begins
    anew when it comes back. Receipt: webhooks.
    """
    uow.webhooks.keep_only(command.urls)
    for name, url in command.urls.items():
        known = uow.webhooks.find(name)
        if known is None:
            uow.webhooks.add(WebhookCursor(name, url, uow.now, command.newest))
        elif known.url != url:
            uow.webhooks.change(name, url=url, gone_at=None)
    return {"webhooks": len(command.urls)}


def note_sent(uow: UnitOfWork, _actor: Actor, command: NoteSent) -> Receipt:
    """Keep how far events were sent; of an address that was taken out meanwhile nothing is kept."""
    known = uow.webhooks.find(command.name)
    if known is None:
        return {"sent_seq": None}
    uow.webhooks.change(
        command.name,
        sent_seq=max(known.sent_seq, command.sent_seq),
        sent_at=command.sent_at or known.sent_at,
        lost=known.lost + command.lost,
        lost_at=uow.now if command.lost else known.lost_at,
        gone_at=uow.now if command.gone else known.gone_at,
    )
    return {"sent_seq": command.sent_seq}


def send_again(uow: UnitOfWork, _actor: Actor, command: SendAgain) -> Receipt:
    """Send again to an address that had said that it is gone, from where it was.

    Raises:
        NotFound: `webhook_unknown`.
    """
    known = uow.webhooks.get(command.name)
    uow.webhooks.change(known.name, gone_at=None)
    return {"sent_seq": known.sent_seq}
