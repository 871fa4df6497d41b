"""Commands of people who arrive: check-in, walk-in, numbers, slips, leaving unserved."""

from sync.client.commands import Commands
from sync.contract.arrivals import (
    ArrivedOut,
    CheckInIn,
    GroupIn,
    SlipIn,
    SlipOut,
    SplitIn,
    SplitOut,
    UrgentIn,
    VisitCardOut,
    VisitOut,
    VisitPatch,
    WalkInIn,
)
from sync.contract.booking import BookingPageOut
from sync.contract.booking_links import BookingLinkIn, BookingLinkOut
from sync.contract.calls import LeaveIn
from sync.contract.kiosk_day import KioskDayOut
from sync.contract.site import LeaseIn, LeaseOut


class ArrivingCommands(Commands):
    """What kiosks and reception send; each raises `ApiError`."""

    def check_in(self, arrival: CheckInIn, key: str | None = None) -> ArrivedOut:
        """Say that someone with an appointment is here."""
        return self.post("/check-ins", arrival, ArrivedOut, key)

    def walk_in(self, arrival: WalkInIn, key: str | None = None) -> ArrivedOut:
        """Say that someone without an appointment is here."""
        return self.post("/walk-ins", arrival, ArrivedOut, key)

    def lease(self, wanted: LeaseIn, key: str | None = None) -> LeaseOut:
        """Ask for numbers that this station alone gives out."""
        return self.post("/number-leases", wanted, LeaseOut, key)

    def kiosk_day(self) -> KioskDayOut:
        """Read today's bookings as keyed hashes, for a kiosk that is cut off later."""
        return self.get("/kiosk-day", KioskDayOut)

    def report_slip(self, visit_id: str, slip: SlipIn, key: str | None = None) -> SlipOut:
        """Tell what became of a slip."""
        return self.post(f"/visits/{visit_id}/slip", slip, SlipOut, key)

    def visit(self, visit_id: str) -> VisitCardOut:
        """Read a visit; the names are there for reception and the agent who serves it."""
        return self.get(f"/visits/{visit_id}", VisitCardOut)

    def appointment_page(self, appointment_id: str) -> BookingPageOut:
        """Read the address of an appointment's page at its booking server."""
        return self.get(f"/appointments/{appointment_id}/page", BookingPageOut)

    def booking_link(
        self, visit_id: str, wanted: BookingLinkIn, key: str | None = None
    ) -> BookingLinkOut:
        """Make a link with which a person of a visit books again.

        Refused with `not_of_booking_server`, `booking_away`, `booking_refused`,
        `booking_rejected`.
        """
        return self.post(f"/visits/{visit_id}/booking-link", wanted, BookingLinkOut, key)

    def patch_visit(self, visit_id: str, patch: VisitPatch, key: str | None = None) -> VisitCardOut:
        """Change the fields that were set on `patch`."""
        return self.patch(f"/visits/{visit_id}", patch, VisitCardOut, key)

    def group(self, wanted: GroupIn, key: str | None = None) -> VisitCardOut:
        """Make one visit of several that wait; the answer is the one that leads."""
        return self.post("/visits/group", wanted, VisitCardOut, key)

    def split(self, visit_id: str, parting: SplitIn, key: str | None = None) -> SplitOut:
        """Give some persons of a visit one of their own."""
        return self.post(f"/visits/{visit_id}/split", parting, SplitOut, key)

    def make_urgent(self, visit_id: str, cause: UrgentIn, key: str | None = None) -> VisitCardOut:
        """Let somebody go ahead, for a reason; refused with `second_person_needed`."""
        return self.post(f"/visits/{visit_id}/urgent", cause, VisitCardOut, key)

    def leave(self, visit_id: str, reason: str | None = None, key: str | None = None) -> VisitOut:
        """Say that the visitor left."""
        return self._end(visit_id, "leave", reason, key)

    def send_away(
        self, visit_id: str, reason: str | None = None, key: str | None = None
    ) -> VisitOut:
        """Send the visitor away, for a reason."""
        return self._end(visit_id, "send-away", reason, key)

    def cancel(self, visit_id: str, reason: str | None = None, key: str | None = None) -> VisitOut:
        """Take back a visit that was opened by mistake."""
        return self._end(visit_id, "cancel", reason, key)

    def _end(self, visit_id: str, how: str, reason: str | None, key: str | None) -> VisitOut:
        body = LeaveIn() if reason is None else LeaveIn(reason=reason)
        return self.post(f"/visits/{visit_id}/{how}", body, VisitOut, key)
