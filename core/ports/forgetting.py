"""What is forgotten beside visits and bookings, as the purge asks for it."""

from datetime import date, datetime
from typing import Protocol


class Forgetting(Protocol):
    """Forgets at most `limit` things of a kind; each method returns how many."""

    def difficulty_texts(self, before: datetime, limit: int) -> int:
        """Forget what was written of difficulties that were told before a moment."""

    def difficulties(self, before: datetime, limit: int) -> int:
        """Forget difficulties that were told before a moment, whole."""

    def pairing_codes(self, before: datetime, limit: int) -> int:
        """Forget pairing codes that expired before a moment."""

    def help_calls(self, before: datetime, limit: int) -> int:
        """Forget calls for help that began before a moment."""

    def alerts(self, before: datetime, limit: int) -> int:
        """Forget discreet alerts that were raised before a moment."""

    def messages(self, before: datetime, limit: int) -> int:
        """Forget messages that ended before a moment."""

    def leases(self, before: date, limit: int) -> int:
        """Forget leases of days before one, and what was free of their letters."""

    def agent_marks(self, before: datetime, limit: int) -> int:
        """Forget who closed days and changed settings before a moment."""
