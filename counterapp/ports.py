"""What the presenters need from the world: threads, timers, and the site server."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from core.model import AppointmentStatus
from sync.contract.arrivals import (
    AppointmentsOut,
    ArrivedOut,
    CheckInIn,
    SlipIn,
    SlipOut,
    VisitCardOut,
    VisitPatch,
    WalkInIn,
)
from sync.contract.booking import BookingPageOut
from sync.contract.booking_links import BookingLinkIn, BookingLinkOut
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.calls import (
    CalledOut,
    CallIn,
    FinishIn,
    ParkIn,
    QueueOut,
    StepActionOut,
    TransferIn,
)
from sync.contract.sign_in import SignInBegunOut
from sync.contract.site import CounterOpenIn, CounterOut, CounterPauseIn, SiteOut
from sync.contract.stations import (
    HelpOut,
    HelpsOut,
    LockOut,
    SessionOut,
    StationsOut,
)

T = TypeVar("T")
Now = Callable[[], datetime]
Expired = Callable[[], None]


class Tasks(Protocol):
    """Runs work away from the screen and brings its outcome back to it."""

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Start `work`; later call exactly one of `done` and `failed`."""


class Timers(Protocol):
    """Calls back later, on the thread of the screen."""

    def after(self, delay_ms: int, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` once in `delay_ms` milliseconds; the answer cancels it."""


class ProviderSite(Protocol):
    """What a workplace may ask while somebody signs in with the site's provider."""

    def begin_provider_sign_in(self, port: int, /) -> SignInBegunOut: ...
    def finish_provider_sign_in(
        self, state: str, code: str, issuer: str | None, /
    ) -> SessionOut: ...


class BookingSite(Protocol):
    """What an agent may ask that makes the site ask its booking server."""

    def begin_booking_sign_in(self, port: int, /) -> SignInBegunOut: ...
    def finish_booking_sign_in(self, state: str, code: str, /) -> BookingSignInOut: ...
    def booking_link(self, visit_id: str, wanted: BookingLinkIn, /) -> BookingLinkOut: ...


class StationSite(Protocol):
    """What a workplace may ask before anybody signs in."""

    def with_patience(self, read_s: float, /) -> ProviderSite: ...

    def site(self) -> SiteOut: ...
    def sign_in(self, username: str, password: str) -> SessionOut: ...
    def choose_password(self, username: str, code: str, password: str, /) -> SessionOut: ...


class AgentSite(Protocol):
    """What a signed-in agent may ask; each command takes its idempotency key.

    Every call may raise `Refused`, `Unauthorised` or `Unreachable` of `sync.client.errors`.
    """

    def with_patience(self, read_s: float, /) -> BookingSite: ...

    def site(self) -> SiteOut: ...
    def sign_out(self) -> None: ...
    def lock(self) -> LockOut: ...
    def unlock(self, password: str, /) -> LockOut: ...
    def unlock_by_pin(self, pin: str, /) -> LockOut: ...
    def set_pin(self, pin: str, password: str, /) -> None: ...
    def change_password(self, old: str, new: str, /) -> None: ...
    def queue(
        self,
        counter_id: str | None = None,
        /,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> QueueOut: ...
    def visit(self, visit_id: str, /) -> VisitCardOut: ...
    def appointment_page(self, appointment_id: str, /) -> BookingPageOut: ...
    def patch_visit(self, visit_id: str, patch: VisitPatch, /) -> VisitCardOut: ...
    def open_counter(
        self, counter_id: str, opening: CounterOpenIn | None = None, /, *, key: str | None
    ) -> CounterOut: ...
    def pause_counter(
        self, counter_id: str, pause: CounterPauseIn, /, *, key: str | None
    ) -> CounterOut: ...
    def close_counter(self, counter_id: str, /, *, key: str | None) -> CounterOut: ...
    def call_next(self, counter_id: str, /, *, key: str | None) -> CalledOut: ...
    def call(self, counter_id: str, chosen: CallIn, /, *, key: str | None) -> CalledOut: ...
    def recall(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...
    def undo(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...
    def start(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...
    def absent(self, step_id: str, /, *, confirm: bool, key: str | None) -> StepActionOut: ...
    def park(
        self, step_id: str, parking: ParkIn | None = None, /, *, key: str | None
    ) -> StepActionOut: ...
    def resume(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...
    def transfer(
        self, step_id: str, target: TransferIn, /, *, key: str | None
    ) -> StepActionOut: ...
    def finish(
        self, step_id: str, ending: FinishIn | None = None, /, *, key: str | None
    ) -> StepActionOut: ...
    def come_back(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...
    def reopen(self, step_id: str, /, *, key: str | None) -> StepActionOut: ...


class ReceptionSite(AgentSite, Protocol):
    """What reception may ask besides."""

    def appointments(
        self,
        day: str | None = None,
        q: str | None = None,
        status: AppointmentStatus | None = None,
        /,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> AppointmentsOut: ...
    def check_in(self, arrival: CheckInIn, /, *, key: str | None) -> ArrivedOut: ...
    def walk_in(self, arrival: WalkInIn, /, *, key: str | None) -> ArrivedOut: ...
    def report_slip(self, visit_id: str, slip: SlipIn, /, *, key: str | None) -> SlipOut: ...
    def stations(self) -> StationsOut: ...
    def helps(self) -> HelpsOut: ...
    def answer_help(self, help_id: str, /, *, key: str | None) -> HelpOut: ...
