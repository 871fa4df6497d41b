"""Everything that a station may ask of its site server, typed."""

from dataclasses import replace

from core.model import AppointmentStatus
from sync.client.accounts import AccountCommands
from sync.client.arriving import ArrivingCommands
from sync.client.authority import learn_authority
from sync.client.day import DayCommands
from sync.client.knowing import KnowingCommands
from sync.client.leading import LeadingCommands
from sync.client.persons import PersonsCommands
from sync.client.printing import PrintingCommands
from sync.client.service_accounts import ServiceAccountCommands
from sync.client.serving import ServingCommands
from sync.contract.arrivals import AppointmentIn, AppointmentOut, AppointmentsOut, VerdictIn
from sync.contract.booking import OutboxDropIn, OutboxItemOut, OutboxOut, OutboxRetryIn
from sync.contract.calls import BoardOut, QueueOut
from sync.contract.site import SiteOut
from sync.contract.stations import (
    EventsOut,
    HealthIn,
    HealthOut,
    HelpIn,
    HelpOut,
    HelpsOut,
    PairingCodeIn,
    PairingCodeOut,
    StationsOut,
)


class SiteClient(
    ArrivingCommands,
    ServingCommands,
    DayCommands,
    LeadingCommands,
    KnowingCommands,
    AccountCommands,
    PersonsCommands,
    PrintingCommands,
    ServiceAccountCommands,
):
    """The site's interface for one token; every call blocks, and raises `ApiError`.

    A command whose answer was lost is sent again under the same key, so that it is done once. A
    `key` that the caller brings makes the same true across calls of these methods.
    """

    def with_session(self, token: str) -> "SiteClient":
        """Return a client of the same server that speaks for a signed-in agent."""
        return SiteClient(
            self.connection.with_token(token),
            self._patience,
            pause=self._pause,
            monotonic=self._monotonic,
        )

    def with_patience(self, read_s: float) -> "SiteClient":
        """Return a client of the same server that waits longer for each answer, in seconds."""
        timeouts = replace(self.connection.timeouts, read_s=read_s)
        return SiteClient(
            self.connection.with_timeouts(timeouts),
            self._patience,
            pause=self._pause,
            monotonic=self._monotonic,
        )

    def site(self) -> SiteOut:
        """Read services, counters, opening, messages; learn the site's addresses and authority."""
        site = self.get("/site", SiteOut)
        self.connection.route.learn(site.addresses)
        learn_authority(self.connection)
        return site

    def board(self, zone: str | None = None) -> BoardOut:
        """Read what a display shows: one zone of the waiting room, or all."""
        return self.get("/board", BoardOut, {"zone": zone})

    def queue(
        self, counter_id: str | None = None, *, limit: int | None = None, after: str | None = None
    ) -> QueueOut:
        """Read the queue in calling order, for one counter or all.

        Args:
            counter_id: Only what this counter may call.
            limit: Items of a page, 1–500.
            after: `QueueOut.next` of the page before.
        """
        return self.get(
            "/queue", QueueOut, {"counter_id": counter_id, "limit": limit, "after": after}
        )

    def events(self, after: int, *, limit: int | None = None) -> EventsOut:
        """Read a page of the feed at once; refused with `feed_restarted`."""
        return self.get("/events", EventsOut, {"after": after, "limit": limit, "wait_s": 0})

    def appointments(
        self,
        day: str | None = None,
        q: str | None = None,
        status: AppointmentStatus | None = None,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> AppointmentsOut:
        """Read bookings by time.

        Args:
            day: `2026-11-24`; today when absent.
            q: A reference, or the beginning of a name, accents aside.
            status: Only these.
            limit: Items of a page, 1–500.
            after: `AppointmentsOut.next` of the page before.
        """
        query = {"day": day, "q": q, "status": status, "limit": limit, "after": after}
        return self.get("/appointments", AppointmentsOut, query)

    def add_appointment(self, typed: AppointmentIn, key: str | None = None) -> AppointmentOut:
        """Type an appointment in; the server makes its reference."""
        return self.post("/appointments", typed, AppointmentOut, key)

    def no_show(self, appointment_id: str, key: str | None = None) -> AppointmentOut:
        """Nobody came for this booking."""
        return self._judge(appointment_id, "no-show", VerdictIn(), key)

    def excuse(
        self, appointment_id: str, *, confirm: bool = False, key: str | None = None
    ) -> AppointmentOut:
        """The visitor cancelled; `confirm` for a future one, since the person is written to."""
        return self._judge(appointment_id, "excuse", VerdictIn(confirm=confirm), key)

    def revoke_appointment(
        self, appointment_id: str, *, confirm: bool = False, key: str | None = None
    ) -> AppointmentOut:
        """The office cancelled; `confirm` for a future one, since the person is written to."""
        return self._judge(appointment_id, "revoke", VerdictIn(confirm=confirm), key)

    def reopen_appointment(self, appointment_id: str, key: str | None = None) -> AppointmentOut:
        """Take back what was said of this booking, the same day."""
        return self._judge(appointment_id, "reopen", VerdictIn(), key)

    def _judge(
        self, appointment_id: str, verdict: str, body: VerdictIn, key: str | None
    ) -> AppointmentOut:
        return self.post(f"/appointments/{appointment_id}/{verdict}", body, AppointmentOut, key)

    def health(self, state: HealthIn) -> None:
        """Say how this station feels."""
        self.put("/stations/self/health", state)

    def stations(self) -> StationsOut:
        """Read every enrolled device."""
        return self.get("/stations", StationsOut)

    def revoke_station(self, station_id: str, key: str | None = None) -> None:
        """Let a device's token die at once."""
        self.delete(f"/stations/{station_id}", key)

    def pairing_code(self, wanted: PairingCodeIn, key: str | None = None) -> PairingCodeOut:
        """Ask for the string that enrols a new device."""
        return self.post("/pairing-codes", wanted, PairingCodeOut, key)

    def help(self, call: HelpIn | None = None, key: str | None = None) -> HelpOut:
        """Call a person to this kiosk."""
        return self.post("/help", call or HelpIn(), HelpOut, key)

    def helps(self) -> HelpsOut:
        """Read the calls for help that nobody answered yet."""
        return self.get("/help", HelpsOut)

    def answer_help(self, help_id: str, key: str | None = None) -> HelpOut:
        """Somebody goes there."""
        return self.post(f"/help/{help_id}/answer", None, HelpOut, key)

    def outbox(self, *, limit: int | None = None, after: str | None = None) -> OutboxOut:
        """Read what the booking server is still to be told."""
        return self.get("/outbox", OutboxOut, {"limit": limit, "after": after})

    def retry_outcome(
        self, item_id: str, retry: OutboxRetryIn | None = None, key: str | None = None
    ) -> OutboxItemOut:
        """Try an outcome again that the booking server refused."""
        return self.post(f"/outbox/{item_id}/retry", retry, OutboxItemOut, key)

    def drop_outcome(
        self, item_id: str, drop: OutboxDropIn, key: str | None = None
    ) -> OutboxItemOut:
        """Give up telling an outcome that the booking server refused."""
        return self.post(f"/outbox/{item_id}/drop", drop, OutboxItemOut, key)

    def healthz(self) -> HealthOut:
        """Read how the server feels; needs no token."""
        return self.get("/healthz", HealthOut)
