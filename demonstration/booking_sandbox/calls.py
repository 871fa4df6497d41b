"""What every route of the sandbox has in common: the ground it stands on, and who may call it."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demonstration.booking_sandbox.cascade import STATUSES
from demonstration.booking_sandbox.codes import CodeKey
from demonstration.booking_sandbox.failing import FAULT
from demonstration.booking_sandbox.faults import Fault, Misfortune
from demonstration.booking_sandbox.scenario import Agent, Rdv
from demonstration.booking_sandbox.shapes import PARIS, Json, wall_clock
from demonstration.booking_sandbox.state import NoSuchThing, State

_BODY_BYTES: Final = 64 * 1024


class Clock(Protocol):
    """The sandbox's time."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        ...


@dataclass(frozen=True)
class Sandbox:
    """The routes' common ground."""

    state: State
    clock: Clock
    code_key: CodeKey | None = None
    misfortune: Misfortune = field(default_factory=Misfortune)
    requests: "itertools.count[int]" = field(default_factory=itertools.count)

    def now(self) -> datetime:
        """Return what the booking server takes for the present moment."""
        return self.clock.now() + timedelta(seconds=self.misfortune.clock_ahead_s)

    def has_begun(self, rdv: Rdv) -> bool:
        """Whether an RDV is past, by its Paris-labelled clock, as the real server sees it."""
        starts = wall_clock(self.state.scenario, rdv).replace(tzinfo=PARIS)
        return starts <= self.now()


class Trouble(Exception):
    """An answer other than the wanted one."""

    def __init__(self, status: int, body: Json, **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose body was read.

    Attributes:
        agent: Who calls; None where nobody is asked who they are.
    """

    request: Request
    body: bytes
    agent: Agent | None = None

    @property
    def fault(self) -> Fault | None:
        """What goes wrong with it."""
        fault: Fault | None = self.request.scope.get(FAULT)
        return fault

    def number(self, name: str) -> int:
        """Return a number of the path; 0 where the path has none of this name."""
        value = self.request.path_params.get(name)
        return value if isinstance(value, int) else 0

    def json(self) -> object:
        """Return the body.

        Raises:
            Trouble: It is no JSON.
        """
        try:
            return json.loads(self.body or b"null")
        except (ValueError, RecursionError) as error:
            raise Trouble(400, {"errors": ["the body is not JSON"]}) from error

    def status(self, wrapper: str) -> str:
        """Return the status that the body sets, bare or inside `wrapper`.

        Raises:
            Trouble: Malformed, missing, or a value that the real server breaks on.
        """
        body = self.json()
        inner = body.get(wrapper, body) if isinstance(body, dict) else None
        status = inner.get("status") if isinstance(inner, dict) else None
        if status is None:
            raise Trouble(422, {"errors": [f"param is missing or empty: {wrapper}"]})
        if status not in STATUSES:
            raise Trouble(500, {"errors": ["Unexpected internal error"]})
        return str(status)


Answer = Json | Response
Handler = Callable[[Call], Answer]


def guarded(sandbox: Sandbox, path: str, handler: Handler, *methods: str) -> Route:
    """Return a route that asks for a token first."""

    def checked(call: Call) -> Answer:
        agent = sandbox.state.tokens.agent_of(token_of(call.request), sandbox.now())
        if agent is None:
            raise Trouble(
                401, {"errors": ["sign in to continue"]}, WWW_Authenticate='Bearer realm="api"'
            )
        return handler(Call(call.request, call.body, agent))

    return answered(path, checked, *methods)


def token_of(request: Request) -> str:
    """Return the token that a call brings, in either way; empty if none."""
    headers = request.headers
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else ""
    if not token and headers.get("client") and headers.get("uid"):
        token = headers.get("access-token", "")
    return token


def answered(path: str, handler: Handler, *methods: str) -> Route:
    """Return a route whose handler runs in a thread."""

    async def endpoint(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BODY_BYTES:
                return JSONResponse({"errors": ["too long"]}, 413)
        try:
            answer = await run_in_threadpool(handler, Call(request, bytes(body)))
        except Trouble as trouble:
            return JSONResponse(trouble.body, trouble.status, trouble.headers)
        except NoSuchThing as missing:
            return JSONResponse({"not_found": str(missing)}, 404)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return Route(path, endpoint, methods=list(methods) or ["GET"])
