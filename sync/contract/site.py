"""What a station must know of its site: services, counters, hours, messages."""

from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from core.business_days import Days
from core.model import Closed, CounterKind, CounterState, LatePolicy
from sync.contract.booking import BookingCapabilities, BookingHealth
from sync.contract.wire import Answer, Id, Instant, Labels, Request, TicketNumber


class DocumentOut(Answer):
    """A paper to bring along."""

    code: str
    labels: Labels


class ServiceOut(Answer):
    """What a person comes for; `walk_in_open` says whether a kiosk may offer it now.

    `sensitive` services are never named on a display, on paper or by voice. Those of a crisis are
    `walk_in` only while it lasts.
    """

    id: Id
    code: str
    number: Annotated[int, Field(ge=1, le=65535)]
    labels: Labels
    letter: str
    icon: str
    typical_min: int
    walk_in: bool
    walk_in_open: bool
    opens_at: Instant | None = None
    closed_because: Closed | None = None
    sensitive: bool
    check_in_opens_min: int
    grace_min: int
    late_policy: LatePolicy
    documents: tuple[DocumentOut, ...] = ()
    flow: tuple[Id, ...] = ()
    stream: str = "general"
    online_url: str = ""
    wait: "EstimateOut | None" = None


class EstimateOut(Answer):
    """How long a person will wait, as a range; both bounds are null while it is unknown.

    Attributes:
        p50_s: Half of all people wait no longer, in whole seconds.
        p90_s: Nine in ten wait no longer.
        ahead: People with an earlier rank whom the same counters serve; null while no counter
            takes the service, as before the first one opens.
        unlikely: More often than not their turn would come after closing.
    """

    p50_s: int | None
    p90_s: int | None
    ahead: int | None
    unlikely: bool = False


class CounterOut(Answer):
    """A numbered place where people are served, as it stands now.

    Attributes:
        offered: Services that it takes now: without those whose equipment is down, and in a crisis
            with those of the crisis.
        degraded: Equipment that is down.
        busy_since: Since when somebody is called there or served.
        free_at: When the time box of a self-service desk is over.
    """

    id: Id
    number: str
    name: Labels
    kind: CounterKind
    zone: str
    state: CounterState
    services: tuple[Id, ...]
    offered: tuple[Id, ...]
    agent_id: Id | None = None
    pause_reason: str | None = None
    pause_until: Instant | None = None
    stream: str = "general"
    time_box_min: int | None = None
    equipment: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    busy_since: Instant | None = None
    free_at: Instant | None = None


class OpeningOut(Answer):
    """Whether the site is open, and until when. A site without a calendar is always open.

    Attributes:
        closed_because: Why it is closed; null while it is open.
        labels: Name of the holiday or of the exceptional day, where it has one.
    """

    open: bool
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    last_ticket_at: Instant | None = None
    closed_because: Closed | None = None
    labels: Labels = Field(default_factory=dict)


class SwitchesOut(Answer):
    """What a lead has switched.

    Attributes:
        crisis: Ordinary walk-ins pause, and the crisis services are offered.
        drill: The crisis is a rehearsal.
        frozen: Nobody is called, and kiosks give no ticket to walk-ins.
        day_closed: A person closed this business day.
        closes_early_at: When it ends before its hours.
    """

    crisis: bool = False
    drill: bool = False
    frozen: bool = False
    day_closed: bool = False
    closes_early_at: Instant | None = None


class CodeKeyOut(Answer):
    """A public key that signed appointment codes are checked with (Ed25519, base64)."""

    key_id: Annotated[int, Field(ge=0, le=255)]
    public_key: str


class MessageOut(Answer):
    """A line of the post for its screens."""

    texts: Labels
    level: Literal["info", "warning", "crisis"] = "info"


class VocabularyOut(Answer):
    """What the post calls a meeting (appointment, summons) and who comes (visitor, user)."""

    meeting: str = "appointment"
    person: str = "visitor"


class PartnerOut(Answer):
    """Somebody near by who helps with what this post does not do."""

    code: str
    labels: Labels
    texts: Labels
    url: str = ""


class ReferenceRule(Answer):
    """How a typed reference looks at this site; `ask_time` for short sequential ones."""

    min_length: int
    max_length: int
    letters: bool
    ask_time: bool


class SiteOut(Answer):
    """The site as any of its stations may see it.

    Attributes:
        on_time_before_min: Someone who comes earlier than this before the booked time is early.
        day_starts_at: When a business day begins, on the site's wall clock.
        sign_in_with: What the provider is called with which agents may sign in; "" for none.
        booking: How old the appointments are, and how the booking server stands.
        booking_can: What the booking server does for the site, as that is set up.
        file_presets: Names of the presets with which files of appointments may be brought.
        addresses: Base URLs under which servers of this site may be found; none tells nothing.
    """

    id: Id
    name: str
    zone: str
    languages: tuple[str, ...]
    business_day: str
    now: Instant
    opening: OpeningOut
    services: tuple[ServiceOut, ...]
    counters: tuple[CounterOut, ...]
    messages: tuple[MessageOut, ...] = ()
    theme: str = "light"
    reference: ReferenceRule
    code_keys: tuple[CodeKeyOut, ...] = ()
    on_time_before_min: Annotated[int, Field(ge=0)] = 15
    waiting_room: str = ""
    privacy_url: str = ""
    brand_pack: str = ""
    vocabulary: VocabularyOut = VocabularyOut()
    case_link: str = ""
    partners: tuple[PartnerOut, ...] = ()
    switches: SwitchesOut = SwitchesOut()
    booking: BookingHealth = BookingHealth(state="off")
    booking_can: BookingCapabilities = BookingCapabilities()
    file_presets: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    sign_in_with: str = ""
    day_starts_at: Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")] = "00:00"

    def days(self) -> Days:
        """Return the site's business days."""
        return Days(ZoneInfo(self.zone), time.fromisoformat(self.day_starts_at))


class LeaseIn(Request):
    """Ask for numbers of one letter; the server may give fewer."""

    letter: Annotated[str, Field(pattern=r"^[FHKMPRWXY]$")]
    count: Annotated[int, Field(ge=1, le=200)]
    reserve: bool = False


class LeaseOut(Answer):
    """Numbers that this station alone may give out, on this business day and epoch."""

    lease_id: Id
    letter: str
    numbers: tuple[TicketNumber, ...]
    reserve: bool = False
    business_day: str
    epoch: int
    expires_at: Instant


class CounterOpenIn(Request):
    """Open a counter; no services means all that it is equipped for."""

    services: tuple[Id, ...] | None = None


class CounterPauseIn(Request):
    """Stop calling for a while."""

    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    until: Instant | None = None


class DegradeIn(Request):
    """Equipment of a counter fails, or works again; services that need it are not called there."""

    equipment: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    working: bool = False
    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = None


ServiceOut.model_rebuild()
