"""Enrolment, sessions, health and the feed."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, model_validator

from core.model import EventKind, Role, SlipState, StationKind, StoreState
from sync.contract.accounts import Pin
from sync.contract.booking import BookingHealth
from sync.contract.calls import BoardItem
from sync.contract.outgoing import EventsOutHealth
from sync.contract.wire import Answer, Id, Instant, Request, Text


class PairIn(Request):
    """A new station presents its code; a fingerprint that follows it is ignored here.

    The station has checked the fingerprint against the certificate before it sends this.
    """

    code: Annotated[str, Field(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}(-[0-9A-Z-]{1,80})?$")]
    kind: StationKind
    name: Annotated[Text, Field(min_length=1, max_length=80)]


class SiteName(Answer):
    """Which site a station belongs to."""

    id: Id
    name: str
    zone: str


class PairedOut(Answer):
    """A station's identity; the token is shown once."""

    station_id: Id
    token: Annotated[str, Field(repr=False)]
    site: SiteName


class PairingCodeIn(Request):
    """Ask for a pairing string."""

    kind: StationKind
    name: Annotated[Text, Field(min_length=1, max_length=80)]


class PairingCodeOut(Answer):
    """A pairing string: code and certificate fingerprint together."""

    pairing: Annotated[str, Field(repr=False)]
    expires_at: Instant


class SessionIn(Request):
    """An agent signs in at a counter station."""

    username: Annotated[Text, Field(min_length=1, max_length=64)]
    password: SecretStr = Field(min_length=1, max_length=256)


class AgentOut(Answer):
    """The agent of a session; the name is the agent's own, for the agent's own screen."""

    id: Id
    username: str


class SessionOut(Answer):
    """A session; its token goes with each action of the agent.

    Attributes:
        has_pin: The agent has a PIN at this station, which unlocks the session.
        lock_after_min: After so many minutes without a touch the screen is to be locked.
    """

    token: Annotated[str, Field(repr=False)]
    agent: AgentOut
    roles: tuple[Role, ...]
    expires_at: Instant
    has_pin: bool = False
    lock_after_min: int = 5


class UnlockIn(Request):
    """The agent of a locked session is back, and shows it by one of the two."""

    password: SecretStr | None = Field(default=None, min_length=1, max_length=256)
    pin: Pin | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "UnlockIn":
        if (self.password is None) is (self.pin is None):
            raise ValueError("either password or pin")
        return self


class LockOut(Answer):
    """Whether a session is locked: only unlocking and signing out work then."""

    locked: bool


PaperState = Literal["ok", "low", "out", "unknown"]
DeviceState = Literal["ok", "warning", "error", "absent", "unknown"]


class RollState(Request):
    """How much paper has left a printer's roll since it was changed.

    Attributes:
        slips: How many were printed on it.
        used_mm: Length that left it, cuts included, in millimetres.
        left_mm: What should still be there, by the length of a new one.
    """

    slips: Annotated[int, Field(ge=0, le=1_000_000)]
    used_mm: Annotated[int, Field(ge=0, le=1_000_000_000)]
    left_mm: Annotated[int, Field(ge=0, le=1_000_000_000)]


class HealthIn(Request):
    """How a station feels; sent at each change and every 30 s.

    Attributes:
        rejected: Arrivals that the server refused for good, although visitors hold the numbers.
        second_printer: The one that stands in for the first.
        roll: How much paper the printer has used; None where it has none.
    """

    printer: DeviceState = "unknown"
    paper: PaperState = "unknown"
    scanner: DeviceState = "unknown"
    sound: DeviceState = "unknown"
    version: Annotated[Text, Field(max_length=40)] = ""
    clock: Instant | None = None
    rejected: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    second_printer: DeviceState = "absent"
    roll: RollState | None = None


class StationOut(Answer):
    """An enrolled device and its last health."""

    id: Id
    kind: StationKind
    name: str
    revoked: bool = False
    last_seen_at: Instant | None = None
    printer: DeviceState = "unknown"
    paper: PaperState = "unknown"
    scanner: DeviceState = "unknown"
    sound: DeviceState = "unknown"
    version: str = ""
    rejected: int = 0
    second_printer: DeviceState = "absent"
    roll: RollState | None = None


class StationsOut(Answer):
    """Every enrolled device."""

    items: tuple[StationOut, ...]
    next: str | None = None


class HelpIn(Request):
    """Someone at a kiosk needs a person."""

    page: Annotated[str, Field(pattern=r"^[a-z_]{0,40}$")] = ""


class HelpOut(Answer):
    """A call for help and whether somebody came."""

    id: Id
    station_id: Id
    asked_at: Instant
    answered_at: Instant | None = None


class HelpsOut(Answer):
    """Calls for help that nobody answered yet, oldest first."""

    items: tuple[HelpOut, ...]
    next: str | None = None


class EventOut(Answer):
    """One row of the journal as the token may see it: ids, numbers, states, never a name."""

    seq: int
    at: Instant
    kind: EventKind
    visit_id: Id | None = None
    step_id: Id | None = None
    counter_id: Id | None = None
    station_id: Id | None = None
    appointment_id: Id | None = None
    call: BoardItem | None = None
    slip: SlipState | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class ClockOut(Answer):
    """The server's time, on the feed every 2 s as an event named `clock`, without an id.

    Attributes:
        epoch: Raised by each restore, and where a standby takes over: seqs of another epoch count
            other events.
    """

    now: Instant
    epoch: int | None = None


class EventsOut(Answer):
    """A page of the feed; ask again with `after=next`. `now` and `epoch` are as in `ClockOut`."""

    items: tuple[EventOut, ...]
    next: int
    now: Instant | None = None
    epoch: int | None = None


ClockState = Literal["ok", "jumped", "behind", "ahead"]


class ClockHealth(Answer):
    """Whether the machine's clock can be believed.

    Attributes:
        state: `jumped` within the last hour; `behind` or `ahead` of what can be, at a start or by
            a jump that was not followed.
        by_s: How far, in seconds; below zero for back.
        since: When that was seen.
    """

    state: ClockState = "ok"
    by_s: int | None = None
    since: Instant | None = None


class DataState(StrEnum):
    """What the server knows of its data since it started."""

    CHECKING = "checking"
    SOUND = "sound"
    DOUBTFUL = "doubtful"
    DAMAGED = "damaged"


class DataHealth(Answer):
    """Whether the data were looked through: file, journal and seals.

    Attributes:
        state: `doubtful` where the data hold and seals do not prove it; `damaged` where nothing
            more is written.
        checked_at: When that was found; None until the first look is over.
    """

    state: DataState
    checked_at: Instant | None = None


class StandbyHealth(Answer):
    """How the best copy of the data on a standby stands.

    Attributes:
        state: `off` (no standby is enrolled), `ok` (at most 5 s behind), `late`, or `away` (more
            than a minute behind, or not heard in the first minute of the server).
        behind_s: What was done in the last so many seconds it may lack; 0 if it lacks nothing.
    """

    state: Literal["off", "ok", "late", "away"]
    behind_s: int | None = None


class HealthOut(Answer):
    """For watchdogs; a server that stands by is well, and would take over from the active one.

    `store` tells how the site's disk takes what is written: `slow` is more than a second for a
    flush; `full`, `read_only` and `failing` refuse commands until the disk is well; `damaged`
    stays until the server is started anew, which looks through the whole file.

    Attributes:
        superseded: A station has seen later data of the site on another server: stop this one.
    """

    status: Literal["ok", "degraded", "standby"]
    version: str
    seq: int
    store: StoreState = StoreState.OK
    booking: BookingHealth
    data: DataHealth | None = None
    standby: StandbyHealth = StandbyHealth(state="off")
    superseded: bool = False
    clock: ClockHealth = ClockHealth()
    events_out: EventsOutHealth = EventsOutHealth()
