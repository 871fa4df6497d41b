"""Who may call what: one table, from which routes, tests and documentation take it.

A station's token speaks for the device, a session's token for the agent who signed in at one, a
service account's for another tool of the post, which may do what its scopes name.
A route that is not in the table is closed to everyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.model import DEVICES, AccountScope, Role, StationKind


@dataclass(frozen=True, slots=True)
class Right:
    """Which station tokens, which roles of session tokens and which scopes of tools open a route.

    Attributes:
        stations: Kinds of devices; a service account opens nothing by its kind.
        free: No token is asked for.
        when_locked: Also for a session that is locked.
        even_s: Refusals are all answered so many seconds after their request; 0 as they come.
    """

    stations: frozenset[StationKind] = frozenset()
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[AccountScope] = frozenset()
    free: bool = False
    when_locked: bool = False
    even_s: float = 0.0

    def holds(
        self,
        kind: StationKind,
        roles: frozenset[Role] | None,
        scopes: frozenset[AccountScope] = frozenset(),
    ) -> bool:
        """Tell whether a token opens the route.

        Args:
            kind: Of the station.
            roles: Of the agent, where it is a session's token; else None.
            scopes: Of the account, where the station is a service account.
        """
        if kind is StationKind.SERVICE:
            return bool(scopes & self.scopes)
        return kind in self.stations if roles is None else bool(roles & self.roles)


def _right(*who: StationKind | Role | AccountScope, even_s: float = 0.0) -> Right:
    return Right(
        frozenset(one for one in who if isinstance(one, StationKind)),
        frozenset(one for one in who if isinstance(one, Role)),
        frozenset(one for one in who if isinstance(one, AccountScope)),
        even_s=even_s,
    )


_KIOSK, _COUNTER, _DISPLAY = StationKind.KIOSK, StationKind.COUNTER, StationKind.DISPLAY
_STANDBY = StationKind.STANDBY
_RECEPTION, _MEDIATOR, _AGENT = Role.RECEPTION, Role.MEDIATOR, Role.AGENT
_LEAD, _ADMIN, _AUDITOR = Role.LEAD, Role.ADMIN, Role.AUDITOR
_STATISTICIAN = Role.STATISTICIAN

_FREE = Right(free=True)
_ANY_STATION = _right(_KIOSK, _COUNTER, _DISPLAY)
# A standby is none of them: it sees ciphertext alone.
_ANYONE = (_KIOSK, _COUNTER, _DISPLAY, *Role)
# What services and counters are called: without it no other answer can be read.
_READERS = (
    AccountScope.BOARD,
    AccountScope.EVENTS,
    AccountScope.LIVE,
    AccountScope.STATISTICS,
    AccountScope.IMPORT,
)
_OWN_SESSION = Right(roles=frozenset(Role), when_locked=True)
# Well above what the slowest of their refusals takes: a look and a write, or Argon2id with others.
_LOOKED_UP_S = 0.2
_PASSWORD_S = 0.5
_SIGNED_S = 0.05
_STAFF = _right(_RECEPTION, _MEDIATOR, _AGENT, _LEAD)
_DESK = _right(_RECEPTION, _AGENT, _LEAD)
_CALLER = _right(_AGENT, _RECEPTION)
_FRONT = _right(_RECEPTION, _MEDIATOR, _LEAD)

RIGHTS: Final[Mapping[tuple[str, str], Right]] = {
    ("GET", "/v1/healthz"): _FREE,
    ("GET", "/v1/authority"): _FREE,
    ("POST", "/v1/stations/pair"): Right(free=True, even_s=_LOOKED_UP_S),
    ("POST", "/v1/pairing-codes"): _right(_ADMIN),
    ("GET", "/v1/stations"): _right(_RECEPTION, _MEDIATOR, _LEAD, _ADMIN),
    ("DELETE", "/v1/stations/{station_id}"): _right(_ADMIN),
    ("PUT", "/v1/stations/self/health"): _right(*DEVICES, *Role, AccountScope.HEALTH),
    ("GET", "/v1/service-accounts"): _right(_ADMIN),
    ("POST", "/v1/service-accounts"): _right(_ADMIN),
    ("POST", "/v1/service-accounts/{account_id}/token"): _right(_ADMIN),
    ("DELETE", "/v1/service-accounts/{account_id}"): _right(_ADMIN),
    ("GET", "/v1/agents"): _right(_ADMIN),
    ("POST", "/v1/agents"): _right(_ADMIN),
    ("PATCH", "/v1/agents/{agent_id}"): _right(_ADMIN),
    ("POST", "/v1/agents/{agent_id}/invitation"): _right(_ADMIN),
    ("PUT", "/v1/agents/{agent_id}/identity"): _right(_ADMIN),
    ("DELETE", "/v1/agents/{agent_id}/identity"): _right(_ADMIN),
    ("POST", "/v1/sessions"): _right(_COUNTER, even_s=_PASSWORD_S),
    ("POST", "/v1/sessions/oidc"): _right(_COUNTER),
    ("POST", "/v1/sessions/oidc/code"): _right(_COUNTER),
    ("POST", "/v1/sessions/invited"): _right(_COUNTER, even_s=_PASSWORD_S),
    ("PUT", "/v1/sessions/self/password"): _right(*Role),
    ("PUT", "/v1/sessions/self/pin"): _right(*Role),
    ("DELETE", "/v1/sessions/self"): _OWN_SESSION,
    ("POST", "/v1/sessions/self/lock"): _right(*Role),
    ("POST", "/v1/sessions/self/unlock"): replace(_OWN_SESSION, even_s=_PASSWORD_S),
    ("GET", "/v1/site"): _right(*_ANYONE, *_READERS),
    ("GET", "/v1/site/day"): _STAFF,
    ("POST", "/v1/site/message"): _right(_LEAD),
    ("POST", "/v1/site/early-close"): _right(_LEAD),
    ("POST", "/v1/site/crisis"): _right(_LEAD),
    ("POST", "/v1/site/freeze"): _right(_LEAD),
    ("GET", "/v1/site/day-close"): _right(_LEAD),
    ("POST", "/v1/site/day-close"): _right(_LEAD),
    ("GET", "/v1/settings"): _right(_ADMIN),
    ("PUT", "/v1/settings"): _right(_ADMIN),
    ("GET", "/v1/settings/versions"): _right(_ADMIN),
    ("POST", "/v1/settings/restore"): _right(_ADMIN),
    ("GET", "/v1/settings/catalogue"): _right(_ADMIN),
    ("PUT", "/v1/settings/catalogue"): _right(_ADMIN),
    ("GET", "/v1/settings/export"): _right(_ADMIN),
    ("POST", "/v1/settings/import"): _right(_ADMIN),
    ("GET", "/v1/appointments"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/appointments"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/appointments/import"): _right(_RECEPTION, _LEAD, AccountScope.IMPORT),
    ("GET", "/v1/presence.csv"): _right(_LEAD, _ADMIN),
    ("GET", "/v1/day-list.pdf"): _right(_RECEPTION, _LEAD),
    ("GET", "/v1/gate-list"): _right(_RECEPTION, _MEDIATOR, _AGENT, _LEAD),
    ("GET", "/v1/appointments/{appointment_id}/page"): _DESK,
    ("POST", "/v1/appointments/{appointment_id}/no-show"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/appointments/{appointment_id}/excuse"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/appointments/{appointment_id}/revoke"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/appointments/{appointment_id}/reopen"): _right(_RECEPTION, _LEAD),
    ("POST", "/v1/booking-webhook"): Right(free=True, even_s=_SIGNED_S),
    ("POST", "/v1/check-ins"): _right(_KIOSK, _RECEPTION, _LEAD, even_s=_LOOKED_UP_S),
    ("POST", "/v1/walk-ins"): _right(_KIOSK, _RECEPTION, _MEDIATOR, _LEAD),
    ("POST", "/v1/number-leases"): _right(_KIOSK),
    ("POST", "/v1/number-leases/on-paper"): _FRONT,
    ("GET", "/v1/number-leases/on-paper"): _FRONT,
    ("GET", "/v1/number-leases/on-paper.pdf"): _FRONT,
    ("GET", "/v1/kiosk-day"): _right(_KIOSK),
    ("GET", "/v1/visits/{visit_id}"): _DESK,
    ("GET", "/v1/visits/{visit_id}/attestation.pdf"): _right(_RECEPTION, _AGENT),
    ("PATCH", "/v1/visits/{visit_id}"): _DESK,
    ("POST", "/v1/visits/group"): _DESK,
    ("POST", "/v1/visits/{visit_id}/split"): _DESK,
    ("POST", "/v1/visits/{visit_id}/urgent"): _right(_LEAD),
    ("POST", "/v1/visits/{visit_id}/slip"): _right(_KIOSK, _COUNTER, _RECEPTION, _AGENT, _LEAD),
    ("POST", "/v1/visits/{visit_id}/booking-link"): _DESK,
    ("POST", "/v1/visits/{visit_id}/leave"): _DESK,
    ("POST", "/v1/visits/{visit_id}/send-away"): _DESK,
    ("POST", "/v1/visits/{visit_id}/cancel"): _right(_RECEPTION, _LEAD),
    ("GET", "/v1/queue"): _STAFF,
    ("POST", "/v1/counters/{counter_id}/open"): _CALLER,
    ("POST", "/v1/counters/{counter_id}/pause"): _CALLER,
    ("POST", "/v1/counters/{counter_id}/close"): _right(_AGENT, _RECEPTION, _LEAD),
    ("POST", "/v1/counters/{counter_id}/degrade"): _right(_AGENT, _RECEPTION, _LEAD),
    ("POST", "/v1/counters/{counter_id}/call-next"): _CALLER,
    ("POST", "/v1/counters/{counter_id}/call"): _CALLER,
    ("POST", "/v1/steps/{step_id}/recall"): _CALLER,
    ("POST", "/v1/steps/{step_id}/undo"): _CALLER,
    ("POST", "/v1/steps/{step_id}/start"): _DESK,
    ("POST", "/v1/steps/{step_id}/absent"): _DESK,
    ("POST", "/v1/steps/{step_id}/park"): _DESK,
    ("POST", "/v1/steps/{step_id}/resume"): _DESK,
    ("POST", "/v1/steps/{step_id}/transfer"): _DESK,
    ("POST", "/v1/steps/{step_id}/finish"): _DESK,
    ("POST", "/v1/steps/{step_id}/return"): _DESK,
    ("POST", "/v1/steps/{step_id}/reopen"): _DESK,
    ("GET", "/v1/steps/{step_id}/why"): _DESK,
    ("GET", "/v1/board"): _right(_DISPLAY, _COUNTER, *Role, AccountScope.BOARD),
    ("GET", "/v1/events"): _right(*_ANYONE, AccountScope.EVENTS),
    ("GET", "/v1/copy"): _right(_STANDBY),
    ("POST", "/v1/help"): _right(_KIOSK),
    ("GET", "/v1/help"): _FRONT,
    ("POST", "/v1/help/{help_id}/answer"): _FRONT,
    ("GET", "/v1/alerts"): _STAFF,
    ("POST", "/v1/alerts"): _STAFF,
    ("POST", "/v1/alerts/{alert_id}/coming"): _STAFF,
    ("POST", "/v1/alerts/{alert_id}/end"): _STAFF,
    ("POST", "/v1/satisfaction"): _right(_KIOSK),
    ("GET", "/v1/difficulties"): _right(_LEAD, _ADMIN),
    ("POST", "/v1/difficulties"): _right(*Role),
    ("GET", "/v1/live"): _right(_LEAD, _STATISTICIAN, AccountScope.LIVE),
    ("GET", "/v1/statistics"): _right(_LEAD, _STATISTICIAN, AccountScope.STATISTICS),
    ("GET", "/v1/statistics/quality-sheet.pdf"): _right(
        _LEAD, _STATISTICIAN, AccountScope.STATISTICS
    ),
    ("GET", "/v1/journal"): _right(_AUDITOR),
    ("POST", "/v1/persons/find"): _right(_ADMIN),
    ("POST", "/v1/persons/export"): _right(_ADMIN),
    ("POST", "/v1/persons/erase"): _right(_ADMIN),
    ("GET", "/v1/booking"): _right(_LEAD, _ADMIN),
    ("GET", "/v1/booking/matches"): _right(_ADMIN),
    ("PUT", "/v1/booking/matches"): _right(_ADMIN),
    ("GET", "/v1/webhooks"): _right(_LEAD, _ADMIN),
    # At which server, only the administrator says. Who leads the day has an account there, and
    # signs in when the right has lapsed, while the administrator is away.
    ("GET", "/v1/booking/sign-in"): _right(_LEAD, _ADMIN),
    ("POST", "/v1/booking/sign-in"): _right(_LEAD, _ADMIN),
    ("POST", "/v1/booking/sign-in/code"): _right(_LEAD, _ADMIN),
    ("DELETE", "/v1/booking/sign-in"): _right(_ADMIN),
    ("GET", "/v1/outbox"): _right(_LEAD, AccountScope.OUTBOX),
    ("POST", "/v1/outbox/{item_id}/retry"): _right(_LEAD),
    ("POST", "/v1/outbox/{item_id}/drop"): _right(_LEAD),
}
