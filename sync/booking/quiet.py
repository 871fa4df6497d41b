"""The gateways of a site without a booking server: there is nobody to ask, and nobody to tell."""

from collections.abc import Set as AbstractSet
from datetime import date

from sync.booking.gateway import (
    BeforeWrite,
    BookingUnsupported,
    Capabilities,
    ForeignThings,
    OutcomeItem,
    OutcomeVerdict,
    noted_elsewhere,
)
from sync.booking.rows import DayOfBookings, FoundRows


class NoGateway:
    """A post that takes no appointments from elsewhere, or types them in."""

    def capabilities(self) -> Capabilities:
        """Return that nothing can be done."""
        return Capabilities()

    def list_day(self, day: date) -> DayOfBookings:
        """Read nothing: an empty day would withdraw what is there.

        Raises:
            BookingUnsupported: Always.
        """
        raise BookingUnsupported("list_day")

    def get(self, source_ids: AbstractSet[str]) -> FoundRows | None:
        """Return None: nobody can be asked."""
        del source_ids
        return None

    def set_outcome(
        self, item: OutcomeItem, before_write: BeforeWrite = noted_elsewhere
    ) -> OutcomeVerdict:
        """Write nothing.

        Raises:
            BookingUnsupported: Always.
        """
        raise BookingUnsupported("set_outcome")

    def line_is_open(self) -> bool:
        """Say that nobody listens."""
        return False

    def list_things(self) -> ForeignThings:
        """Return nothing: there are none."""
        return ForeignThings()

    def open_url(self, source_id: str) -> str | None:
        """Return None: there is no page."""
        del source_id
        return None


class FileGateway(NoGateway):
    """A post whose appointments are brought as files, day by day.

    Nothing is pulled; outcomes stay with the visits, from which a list of presences is made.
    """

    def capabilities(self) -> Capabilities:
        """Return that files are waited for, and no more."""
        return Capabilities(expects_files=True)
