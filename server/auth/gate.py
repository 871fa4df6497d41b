"""The gate before every route: finds out who calls, and whether the table lets them."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final, Protocol

from anyio.to_thread import run_sync
from fastapi import Depends, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import DataDamaged, StoreUnavailable
from core.model import AccountScope, AgentId, Role, SessionId, StationId, StationKind
from core.things import Actor
from server.auth.even import EvenRefusals
from server.auth.rights import RIGHTS, Right
from server.auth.strangers import Strangers
from server.auth.tool_limits import ToolLimits
from server.path_table import PathTable
from server.problems import http_problem, problem_response, unavailable_response

PREFIX: Final = "/v1/"
"""Nothing below it is open that the table of rights does not name."""

_SCOPE_KEY: Final = "guichet.caller"
_STRANGER_KEY: Final = "guichet.stranger"
_TOKEN: Final = re.compile(rb"(?i:bearer) ([A-Za-z0-9_\-]{20,200})")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a station, and the agent of its session where the token is a session's.

    Attributes:
        roles: The agent's; None for a station's own token.
        scopes: What a tool may do; empty for all but service accounts.
        locked: The session is locked: it is good for unlocking and signing out alone.
    """

    station_id: StationId
    kind: StationKind
    agent_id: AgentId | None = None
    session_id: SessionId | None = None
    roles: frozenset[Role] | None = None
    locked: bool = False
    scopes: frozenset[AccountScope] = frozenset()

    @property
    def actor(self) -> Actor:
        """Who stands in the journal."""
        return Actor(self.station_id, self.agent_id)

    def has(self, *roles: Role) -> bool:
        """Tell whether the agent has one of these roles."""
        return self.roles is not None and not self.roles.isdisjoint(roles)


class FindCaller(Protocol):
    """Finds the caller of a token."""

    def known(self, token: str) -> Caller | None:
        """Return a caller who was found before and has the same rights still, without waiting."""

    def find(self, token: str) -> Caller | None:
        """Return the caller; None for unknown, revoked and expired tokens. It may block."""


class Gate:
    """Answers 401, 403 and 429 before a route reads anything of the request."""

    def __init__(self, app: ASGIApp, *, callers: FindCaller, strangers: Strangers) -> None:
        self._app = app
        self._callers = callers
        self._strangers = strangers
        self._tools = ToolLimits()
        self._even: dict[float, ASGIApp] = {0.0: app}
        self._rights: PathTable[Right] = PathTable(
            (method, path, right) for (method, path), right in RIGHTS.items()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        found = self._rights.find(scope["method"], scope["path"])
        if found is None:
            await self._no_route(scope["path"])(scope, receive, send)
            return
        right, _ = found
        answer = await self._refusal(scope, right) or self._answering(right.even_s)
        caller = scope.get(_SCOPE_KEY)
        if isinstance(caller, Caller) and caller.kind is StationKind.SERVICE:
            answer = self._tools.counted(caller.station_id, answer)
        await answer(scope, receive, send)

    def _answering(self, even_s: float) -> ASGIApp:
        if even_s not in self._even:
            self._even[even_s] = EvenRefusals(self._app, even_s)
        return self._even[even_s]

    def _no_route(self, path: str) -> ASGIApp:
        methods = self._rights.methods(path)
        if methods:
            return http_problem(405, {"Allow": ", ".join(methods)})
        return http_problem(404)

    async def _refusal(self, scope: Scope, right: Right) -> ASGIApp | None:
        """Return what to answer to somebody who may not; else let routes know who calls."""
        token = None if right.free else token_of(scope)
        caller = None if token is None else self._callers.known(token)
        if caller is None:
            wait_s = self._strangers.wait_s(scope)
            if wait_s:
                return _too_many(wait_s, "Too many requests without a valid token")
            if right.free:
                scope[_STRANGER_KEY] = partial(self._strangers.give_back, scope)
                return None
            try:
                caller = None if token is None else await run_sync(self._callers.find, token)
            except (StoreUnavailable, DataDamaged) as error:
                return unavailable_response(error)
            if caller is None:
                return no_token()
            self._strangers.give_back(scope)
        if caller.locked and not right.when_locked:
            return problem_response(401, "session_locked", "This session is locked")
        if caller.kind is StationKind.SERVICE:
            wait_s = self._tools.wait_s(caller.station_id)
            if wait_s:
                return _too_many(wait_s, "Too many requests of this service account")
        if not right.holds(caller.kind, caller.roles, caller.scopes):
            return problem_response(403, "forbidden", "This token has no right to that")
        scope[_SCOPE_KEY] = caller
        return None


def _too_many(wait_s: int, title: str) -> JSONResponse:
    return problem_response(429, "too_many_requests", title, headers={"Retry-After": str(wait_s)})


def proven(scope: Scope) -> None:
    """Count a request without a token for nothing: it proved by itself where it comes from."""
    scope[_STRANGER_KEY]()


def no_token() -> JSONResponse:
    """Return what is answered without a token that is good for anything."""
    return problem_response(
        401, "unauthorised", "This needs a valid token", headers={"WWW-Authenticate": "Bearer"}
    )


def token_of(scope: Scope) -> str | None:
    """Return the token that a request brings, in a form that tokens have; None without one."""
    header = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    found = _TOKEN.fullmatch(header)
    return None if found is None else found[1].decode("ascii")


async def _present_caller(request: Request) -> Caller:
    caller = request.scope[_SCOPE_KEY]
    if not isinstance(caller, Caller):
        raise TypeError("the gate lets nobody through unnamed")
    return caller


Here = Annotated[Caller, Depends(_present_caller)]
"""The caller, for routes."""
