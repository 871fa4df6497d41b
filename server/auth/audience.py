"""What each kind of token may see of the feed: one table of events by what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from core.model import EventKind, Role, StationKind


class About(Enum):
    """What an event is about."""

    CALLS = "calls"
    VISITS = "visits"
    BOOKINGS = "bookings"
    SLIPS = "slips"
    COUNTERS = "counters"
    AGENTS = "agents"
    DEVICES = "devices"
    HELP = "help"
    SITE = "site"
    KEEPING = "keeping"


_KINDS: Final[Mapping[About, frozenset[EventKind]]] = {
    About.CALLS: frozenset(
        {
            EventKind.STEP_CALLED,
            EventKind.STEP_RECALLED,
            EventKind.STEP_CALL_UNDONE,
            EventKind.STEP_STARTED,
            EventKind.STEP_PARKED,
            EventKind.STEP_RESUMED,
            EventKind.STEP_TRANSFERRED,
            EventKind.STEP_COMPLETED,
            EventKind.STEP_NO_SHOW,
        }
    ),
    About.VISITS: frozenset(
        {
            EventKind.VISIT_CHECKED_IN,
            EventKind.VISIT_WALKED_IN,
            EventKind.VISIT_GROUPED,
            EventKind.VISIT_SPLIT,
            EventKind.VISIT_CHANGED,
            EventKind.VISIT_URGENT,
            EventKind.VISIT_CARRIED_OVER,
            EventKind.VISIT_TAKEN_UP,
            EventKind.VISIT_LEFT,
            EventKind.VISIT_SENT_AWAY,
            EventKind.VISIT_CANCELLED,
            EventKind.STEP_WAITING,
            EventKind.STEP_RETURNED,
            EventKind.STEP_REOPENED,
        }
    ),
    About.BOOKINGS: frozenset(
        {
            EventKind.APPOINTMENT_IMPORTED,
            EventKind.APPOINTMENT_CHANGED,
            EventKind.APPOINTMENT_WITHDRAWN,
            EventKind.APPOINTMENT_NO_SHOW,
            EventKind.APPOINTMENT_EXCUSED,
            EventKind.APPOINTMENT_REVOKED,
            EventKind.APPOINTMENT_REOPENED,
            EventKind.BOOKING_SIGNED_IN,
            EventKind.BOOKING_SIGNED_OUT,
            EventKind.OUTBOX_SENT,
            EventKind.OUTBOX_REJECTED,
            EventKind.OUTBOX_RETRIED,
            EventKind.OUTBOX_DROPPED,
        }
    ),
    About.SLIPS: frozenset(
        {
            EventKind.SLIP_SENT,
            EventKind.SLIP_PRINTED,
            EventKind.SLIP_DOUBTFUL,
            EventKind.SLIP_FAILED,
            EventKind.SLIP_SHOWN,
        }
    ),
    About.COUNTERS: frozenset(
        {
            EventKind.COUNTER_OPENED,
            EventKind.COUNTER_PAUSED,
            EventKind.COUNTER_RESUMED,
            EventKind.COUNTER_CLOSED,
            EventKind.COUNTER_DEGRADED,
        }
    ),
    About.AGENTS: frozenset(
        {
            EventKind.AGENT_SIGNED_IN,
            EventKind.AGENT_SIGNED_OUT,
            EventKind.AGENT_LOCKED,
            EventKind.AGENT_UNLOCKED,
            EventKind.AGENT_SIGN_IN_REFUSED,
            EventKind.AGENT_PIN_SET,
            EventKind.AGENT_PIN_REFUSED,
            EventKind.AGENT_INVITED,
            EventKind.AGENT_CREATED,
            EventKind.AGENT_CHANGED,
            EventKind.AGENT_IDENTITY_CHANGED,
            EventKind.AGENT_NAME_REVEALED,
            EventKind.AGENT_SEARCHED,
            EventKind.AGENT_EXPORTED,
            EventKind.BOOKING_LINK_MADE,
            EventKind.JOURNAL_READ,
            EventKind.SITE_KEY_CHANGED,
            EventKind.PERSON_EXPORTED,
            EventKind.PERSON_ERASED,
        }
    ),
    About.DEVICES: frozenset(
        {
            EventKind.STATION_ENROLLED,
            EventKind.STATION_REVOKED,
            EventKind.STATION_RENEWED,
            EventKind.STATION_HEALTH,
        }
    ),
    About.HELP: frozenset(
        {
            EventKind.HELP_ASKED,
            EventKind.HELP_ANSWERED,
            EventKind.ALERT_RAISED,
            EventKind.ALERT_COMING,
            EventKind.ALERT_ENDED,
        }
    ),
    About.SITE: frozenset(
        {
            EventKind.DISPLAY_MESSAGE,
            EventKind.SITE_CLOSED_EARLY,
            EventKind.SITE_REOPENED,
            EventKind.SITE_CRISIS_STARTED,
            EventKind.SITE_CRISIS_ENDED,
            EventKind.SITE_FROZEN,
            EventKind.SITE_THAWED,
            EventKind.SITE_SETTINGS_CHANGED,
            EventKind.SITE_CLOCK_CHANGED,
            EventKind.DAY_CLOSED,
        }
    ),
    About.KEEPING: frozenset({EventKind.SITE_CLOCK_DOUBTED, EventKind.PURGE_DONE}),
}
ABOUT: Final[Mapping[EventKind, About]] = {
    kind: about for about, kinds in _KINDS.items() for kind in kinds
}
"""What every kind is about; one that is missing here is told to nobody."""

_SCREENS: Final = frozenset({About.COUNTERS, About.SITE})
_OWN_NOTHING: Final = frozenset({StationKind.DISPLAY, StationKind.SERVICE})
_DESKS: Final = frozenset(About) - {About.AGENTS}
_OFFICE: Final = _SCREENS | {About.AGENTS, About.DEVICES, About.KEEPING}

OF_STATIONS: Final[Mapping[StationKind, frozenset[About]]] = {
    StationKind.DISPLAY: _SCREENS | {About.CALLS},
    StationKind.KIOSK: _SCREENS,
    StationKind.COUNTER: _DESKS,
    StationKind.STANDBY: frozenset(),
    StationKind.SERVICE: _SCREENS | {About.CALLS},
}
"""What a device sees of everybody, without facts and without ids of visits.

A desk follows by its own token, also while nobody is signed in there: that something happened, and
to nobody in particular. What it shows it reads with the agent's token.
"""

OF_ROLES: Final[Mapping[Role, frozenset[About]]] = {
    Role.RECEPTION: _DESKS,
    Role.MEDIATOR: _DESKS,
    Role.AGENT: _DESKS,
    Role.LEAD: frozenset(About),
    Role.ADMIN: _OFFICE | {About.BOOKINGS},
    Role.AUDITOR: _OFFICE,
    Role.STATISTICIAN: _SCREENS,
}

_OWN: Final = frozenset(
    {
        EventKind.HELP_ASKED,
        EventKind.HELP_ANSWERED,
        EventKind.VISIT_CHECKED_IN,
        EventKind.VISIT_WALKED_IN,
        EventKind.STATION_REVOKED,
        EventKind.STATION_HEALTH,
        *_KINDS[About.SLIPS],
    }
)
"""What a device sees in full where it did it, or where it is about itself."""


class Seen(Protocol):
    """What decides who may see an event."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def station_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Audience:
    """Who listens: a station, and the roles of the agent who is signed in there (None: nobody)."""

    kind: StationKind
    station_id: str
    roles: frozenset[Role] | None = None

    def ends(self, event: Seen) -> bool:
        """Tell whether an event takes the listener's token away."""
        return event.kind is EventKind.STATION_REVOKED and event.station_id == self.station_id

    def owns(self, event: Seen) -> bool:
        """Tell whether an event is of the device itself; displays and tools have none."""
        own = event.station_id == self.station_id and event.kind in _OWN
        return own and self.kind not in _OWN_NOTHING

    def sees_facts(self, event: Seen) -> bool:
        """Tell whether an event is told with its facts and ids, as staff are told it."""
        return self.roles is not None or self.owns(event)


def visible(event: Seen, audience: Audience) -> bool:
    """Tell whether an audience may see an event, by the table and by whose it is."""
    about = ABOUT.get(event.kind)
    if audience.roles is not None:
        return any(about in OF_ROLES[role] for role in audience.roles)
    return about in OF_STATIONS[audience.kind] or audience.owns(event)
