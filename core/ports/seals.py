"""Seals of the journal, as a command asks for them."""

from typing import Protocol

from core.seals import Seal


class Seals(Protocol):
    """Seals of the journal, beside it."""

    def add(self, seal: Seal) -> None:
        """Keep a new seal."""
