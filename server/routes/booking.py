"""How the site and its booking server stand, and what was not understood, for leads."""

from server.doing import Wired
from server.nouns import Noun
from sync.contract.booking_report import BookingOut

router = Noun("/booking")


@router.get("")
def booking(wiring: Wired) -> BookingOut:
    """Return the booking server's state, and what of its days is odd: ids and codes, no names."""
    return wiring.booking.report()
