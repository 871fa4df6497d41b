"""What each kind of token may see of the feed."""

from dataclasses import dataclass
from typing import Final, Protocol

from core.model import EventKind, Role, StationKind

_CALLS: Final = frozenset(
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
)
_COUNTERS: Final = frozenset(
    {
        EventKind.COUNTER_OPENED,
        EventKind.COUNTER_PAUSED,
        EventKind.COUNTER_RESUMED,
        EventKind.COUNTER_CLOSED,
        EventKind.COUNTER_DEGRADED,
    }
)
_SITE: Final = frozenset(
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
)
_OWN: Final = frozenset(
    {
        EventKind.HELP_ASKED,
        EventKind.HELP_ANSWERED,
        EventKind.SLIP_SENT,
        EventKind.SLIP_PRINTED,
        EventKind.SLIP_DOUBTFUL,
        EventKind.SLIP_FAILED,
        EventKind.SLIP_SHOWN,
        EventKind.VISIT_CHECKED_IN,
        EventKind.VISIT_WALKED_IN,
        EventKind.STATION_REVOKED,
    }
)
_OF_AGENTS: Final = frozenset(
    {
        EventKind.AGENT_SIGNED_IN,
        EventKind.AGENT_SIGNED_OUT,
        EventKind.AGENT_LOCKED,
        EventKind.AGENT_UNLOCKED,
        EventKind.AGENT_CREATED,
        EventKind.AGENT_CHANGED,
        EventKind.AGENT_NAME_REVEALED,
        EventKind.JOURNAL_READ,
    }
)

DISPLAY: Final = _CALLS | _COUNTERS | _SITE
KIOSK: Final = _COUNTERS | _SITE


@dataclass(frozen=True, slots=True)
class Audience:
    """Who listens: a station, and the roles of the agent who is signed in there (None: nobody)."""

    kind: StationKind
    station_id: str
    roles: frozenset[Role] | None = None

    def ends(self, event: "Seen") -> bool:
        """Tell whether an event takes the listener's token away."""
        return event.kind is EventKind.STATION_REVOKED and event.station_id == self.station_id


class Seen(Protocol):
    """What decides who may see an event."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def station_id(self) -> str | None: ...


def visible(event: Seen, audience: Audience) -> bool:
    """Tell whether an audience may see an event.

    Displays see calls, counters and the site's state; kiosks see counters, the site's state and
    what concerns themselves; staff see all but what agents do at their sign-in, which is for
    leads, administrators and auditors.
    """
    if audience.kind is StationKind.DISPLAY:
        return event.kind in DISPLAY
    if audience.kind is StationKind.KIOSK:
        own = event.station_id == audience.station_id and event.kind in _OWN
        return own or event.kind in KIOSK
    if event.kind in _OF_AGENTS:
        roles = audience.roles or frozenset()
        return bool(roles & {Role.LEAD, Role.ADMIN, Role.AUDITOR})
    return True
