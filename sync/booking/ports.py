"""What the engine asks of the site."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sync.booking.gateway import OutcomeItem
from sync.booking.rows import DayOfBookings, RemoteStatus


class SiteClock(Protocol):
    """The site's time, which may be simulated."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        ...


@dataclass(frozen=True, slots=True)
class PendingOutcome:
    """An outcome that the booking server does not know yet.

    Attributes:
        id: The outbox row's.
        created_at: When it happened here.
        attempts: How often it was tried, over all runs.
    """

    id: str
    item: OutcomeItem
    created_at: datetime
    attempts: int = 0


class SiteStore(Protocol):
    """The site's rows; every change is on disk when its call returns."""

    def today(self) -> date:
        """Return the site's business day."""
        ...

    def pending(self) -> Sequence[PendingOutcome]:
        """Return the oldest of what may be sent now, oldest first; the rest follows once it is."""
        ...

    def trying(self, item_id: str) -> None:
        """Note that it may be at the booking server from now on; called before it is written.

        Raises:
            BookingUndone: It must not be written any more.
        """
        ...

    def standing(self, day: date) -> AbstractSet[str]:
        """Return the source ids of what stands on a day, withdrawn ones apart."""
        ...

    def days_of(self, numbers: AbstractSet[str]) -> AbstractSet[date]:
        """Return on which days from today on appointments stand, by their source's numbers."""
        ...

    def take_day(self, day: DayOfBookings) -> None:
        """Compare a day with what is known, and take over what is new, changed, moved or gone."""
        ...

    def sent(self, item_id: str) -> None:
        """The booking server holds it."""
        ...

    def rejected(self, item_id: str, reason: str, found: RemoteStatus | None) -> None:
        """The booking server never will; a person must look."""
        ...

    def tried(self, item_id: str, reason: str, next_try_at: datetime) -> None:
        """It failed and will be tried again."""
        ...
