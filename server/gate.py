"""The gate before every route: finds out who calls, and whether the table lets them."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from anyio.to_thread import run_sync
from fastapi import Depends, Request
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import DataDamaged, StoreUnavailable
from core.model import AgentId, Role, SessionId, StationId, StationKind
from core.runtime.logs import describe_error
from core.things import Actor
from server.problems import problem_response
from server.rights import RIGHTS, Right

_log = logging.getLogger(__name__)
_SCOPE_KEY: Final = "guichet.caller"
_TOKEN: Final = re.compile(rb"(?i:bearer) ([A-Za-z0-9_\-]{20,200})")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a station, and the agent of its session where the token is a session's.

    Attributes:
        roles: The agent's; None for a station's own token.
        locked: The session is locked: it is good for unlocking and signing out alone.
    """

    station_id: StationId
    kind: StationKind
    agent_id: AgentId | None = None
    session_id: SessionId | None = None
    roles: frozenset[Role] | None = None
    locked: bool = False

    @property
    def actor(self) -> Actor:
        """Who stands in the journal."""
        return Actor(self.station_id, self.agent_id)

    def has(self, *roles: Role) -> bool:
        """Tell whether the agent has one of these roles."""
        return self.roles is not None and not self.roles.isdisjoint(roles)


FindCaller = Callable[[str], Caller | None]
"""Finds the caller of a token; None for unknown, revoked and expired ones. It may block."""


class Gate:
    """Answers 401 and 403 before a route reads anything of the request."""

    def __init__(self, app: ASGIApp, *, find_caller: FindCaller) -> None:
        self._app = app
        self._find_caller = find_caller
        self._table = _compile(RIGHTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        right = self._right(scope["method"], scope["path"])
        if right is None or right.free:
            # What is not in the table is no route either, and the application answers 404 or 405.
            await self._app(scope, receive, send)
            return
        refusal = None
        try:
            caller = await self._caller(scope)
        except (StoreUnavailable, DataDamaged) as error:
            _log.error("no caller can be found: %s", describe_error(error))
            refusal = problem_response(
                503, "store_unavailable", "The store is unavailable", headers={"Retry-After": "2"}
            )
        else:
            if caller is None:
                refusal = problem_response(
                    401,
                    "unauthorised",
                    "This needs a valid token",
                    headers={"WWW-Authenticate": "Bearer"},
                )
            elif caller.locked and not right.when_locked:
                refusal = problem_response(401, "session_locked", "This session is locked")
            elif not right.holds(caller.kind, caller.roles):
                refusal = problem_response(403, "forbidden", "This token has no right to that")
            else:
                scope[_SCOPE_KEY] = caller
        await (refusal or self._app)(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller | None:
        header = dict(scope["headers"]).get(b"authorization", b"")
        found = _TOKEN.fullmatch(header)
        if found is None:
            return None
        return await run_sync(self._find_caller, found[1].decode("ascii"))

    def _right(self, method: str, path: str) -> Right | None:
        return next(
            (right for name, pattern, right in self._table if name == method and pattern(path)),
            None,
        )


def _compile(
    table: Mapping[tuple[str, str], Right],
) -> Sequence[tuple[str, Callable[[str], object], Right]]:
    # Paths without a parameter come first: `self` is no id.
    rows = sorted(table.items(), key=lambda row: ("{" in row[0][1], row[0]))
    return [(method, compile_path(path)[0].match, right) for (method, path), right in rows]


def _present_caller(request: Request) -> Caller:
    caller = request.scope[_SCOPE_KEY]
    if not isinstance(caller, Caller):
        raise TypeError("the gate lets nobody through unnamed")
    return caller


Here = Annotated[Caller, Depends(_present_caller)]
"""The caller, for routes."""
