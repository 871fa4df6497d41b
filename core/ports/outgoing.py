"""How far events were sent, as the rules ask for it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.outgoing import WebhookCursor
from core.ports.rows import Rows


class Webhooks(Rows[WebhookCursor], Protocol):
    """How far events were sent to each address, by its name."""

    def all(self) -> Sequence[WebhookCursor]:
        """Return how far all of them are, by name."""

    def keep_only(self, names: Collection[str]) -> None:
        """Forget how far all others are."""
