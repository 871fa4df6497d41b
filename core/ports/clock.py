"""The one clock of a site."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one clock of a site."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards; only differences mean anything."""
