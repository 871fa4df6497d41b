"""How far the events have come that a post's other tools are sent."""

from server.doing import Wired
from server.nouns import Noun
from sync.contract.outgoing import WebhooksOut

router = Noun("/webhooks")


@router.get("")
def webhooks(wiring: Wired) -> WebhooksOut:
    """List every address in the settings: whether it takes what it is sent, and what is behind."""
    with wiring.store.read() as reader:
        return WebhooksOut(items=wiring.events_out.states(reader))
