"""The sandbox's routes: those of RDV Service Public that a reception uses, and two of its own."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demonstration.booking_sandbox.cascade import STATUSES
from demonstration.booking_sandbox.codes import CodeKey, issue_codes
from demonstration.booking_sandbox.listing import BadQuery, cut, select
from demonstration.booking_sandbox.scenario import Rdv
from demonstration.booking_sandbox.shapes import (
    AGENT,
    PARIS,
    Json,
    motif_json,
    organisation_json,
    place_json,
    rdv_json,
    wall_clock,
)
from demonstration.booking_sandbox.state import State

_BODY_BYTES: Final = 64 * 1024
_ACCESS_LIVES_S: Final = 7200


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
    requests: "itertools.count[int]" = field(default_factory=itertools.count)

    def has_begun(self, rdv: Rdv) -> bool:
        """Whether an RDV is past, by its Paris-labelled clock, as the real server sees it."""
        starts = wall_clock(self.state.scenario, rdv).replace(tzinfo=PARIS)
        return starts <= self.clock.now()


class Trouble(Exception):
    """An answer other than the wanted one."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


def make_app(sandbox: Sandbox) -> Starlette:
    """Return the application."""
    api = _Api(sandbox)
    routes = [
        Route("/api/v1/organisations/{organisation:int}/rdvs", _guarded(sandbox, api.rdvs)),
        Route("/api/v1/rdvs", _guarded(sandbox, api.rdvs)),
        Route(
            "/api/v1/participations/{participation:int}",
            _guarded(sandbox, api.set_participation),
            methods=["PATCH"],
        ),
        Route(
            "/api/v1/rdvs/{rdv:int}/update_status",
            _guarded(sandbox, api.set_rdv),
            methods=["PATCH"],
        ),
        Route("/api/v1/agents/me", _guarded(sandbox, api.me)),
        Route("/api/v1/organisations", _guarded(sandbox, api.organisations)),
        Route("/api/v1/organisations/{organisation:int}", _guarded(sandbox, api.organisation)),
        Route("/api/v1/organisations/{organisation:int}/motifs", _guarded(sandbox, api.motifs)),
        Route("/api/v1/lieux", _guarded(sandbox, api.places)),
        Route("/oauth/token", _answered(api.token), methods=["POST"]),
        Route("/sandbox/log", _guarded(sandbox, api.log)),
        Route("/sandbox/codes", _guarded(sandbox, api.codes)),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        exception_handlers={HTTPException: _no_such_route, Exception: _broke},
    )


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose body was read."""

    request: Request
    body: bytes

    def number(self, name: str) -> int | None:
        """Return a number of the path."""
        value = self.request.path_params.get(name)
        return value if isinstance(value, int) else None

    def status(self, wrapper: str) -> str:
        """Return the status that the body sets, bare or inside `wrapper`.

        Raises:
            Trouble: Malformed, missing, or a value that the real server breaks on.
        """
        try:
            body = json.loads(self.body or b"null")
        except (ValueError, RecursionError) as error:
            raise Trouble(400, {"errors": ["the body is not JSON"]}) from error
        inner = body.get(wrapper, body) if isinstance(body, dict) else None
        status = inner.get("status") if isinstance(inner, dict) else None
        if status is None:
            raise Trouble(422, {"errors": [f"param is missing or empty: {wrapper}"]})
        if status not in STATUSES:
            raise Trouble(500, {"errors": ["Unexpected internal error"]})
        return str(status)


Handler = Callable[[Call], Json]


class _Api:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._state = sandbox.state
        self._scenario = sandbox.state.scenario

    def rdvs(self, call: Call) -> Json:
        organisation = call.number("organisation")
        query = call.request.query_params
        if organisation is None and query.get("organisation_id", "").isdigit():
            organisation = int(query["organisation_id"])
        # Of an unknown organisation the real server lists nothing, and says 200.
        ours = organisation in {None, self._scenario.organisation.id}
        try:
            found = select(self._scenario, self._state.rdvs() if ours else [], query)
            page = cut(self._scenario, found, query.get("page"), next(self._sandbox.requests))
        except BadQuery as error:
            raise Trouble(422, {"errors": [f"bad value: {error}"]}) from error
        return {
            "rdvs": [rdv_json(self._scenario, now) for now in page.rows],
            "meta": page.meta(),
        }

    def set_participation(self, call: Call) -> Json:
        status = call.status("participation")
        changed = self._state.set_participation(
            call.number("participation") or 0,
            status,
            self._sandbox.clock.now(),
            self._sandbox.has_begun,
        )
        if changed is None:
            raise Trouble(404, {"not_found": "participation"})
        now = next(one for one in self._state.rdvs() if one.rdv.id == changed)
        return {"rdv": rdv_json(self._scenario, now)}

    def set_rdv(self, call: Call) -> Json:
        status = call.status("rdv")
        if not self._state.set_rdv(call.number("rdv") or 0, status, self._sandbox.clock.now()):
            raise Trouble(404, {"not_found": "rdv"})
        return {"status": status}

    def me(self, call: Call) -> Json:
        del call
        return {"agent": AGENT}

    def organisations(self, call: Call) -> Json:
        del call
        return _whole("organisations", [organisation_json(self._scenario.organisation)])

    def organisation(self, call: Call) -> Json:
        self._check_organisation(call)
        return {"organisation": organisation_json(self._scenario.organisation)}

    def motifs(self, call: Call) -> Json:
        self._check_organisation(call)
        organisation = self._scenario.organisation
        return _whole(
            "motifs", [motif_json(motif, organisation) for motif in self._scenario.motifs]
        )

    def places(self, call: Call) -> Json:
        del call
        return _whole("lieux", [place_json(self._scenario.place, self._scenario.organisation)])

    def token(self, call: Call) -> Json:
        form = parse_qs(call.body.decode("utf-8", "replace"))
        if form.get("grant_type") != ["refresh_token"]:
            raise Trouble(400, {"error": "unsupported_grant_type"})
        pair = self._state.renew_token(form.get("refresh_token", [""])[0])
        if pair is None:
            raise Trouble(400, {"error": "invalid_grant"})
        access, refresh = pair
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": _ACCESS_LIVES_S,
            "refresh_token": refresh,
            "scope": "write",
            "created_at": int(self._sandbox.clock.now().timestamp()),
        }

    def log(self, call: Call) -> Json:
        del call
        return {
            "items": [
                {
                    "seq": one.seq,
                    "at": one.at,
                    "kind": one.kind,
                    "id": one.id,
                    "rdv": one.rdv_id,
                    "before": one.before,
                    "status": one.status,
                }
                for one in self._state.written()
            ]
        }

    def codes(self, call: Call) -> Json:
        del call
        if self._sandbox.code_key is None:
            raise Trouble(404, {"errors": ["started without --code-key"]})
        return {"items": issue_codes(self._state, self._sandbox.code_key)}

    def _check_organisation(self, call: Call) -> None:
        if call.number("organisation") != self._scenario.organisation.id:
            raise Trouble(404, {"not_found": "organisation"})


def _whole(plural: str, rows: list[Json]) -> Json:
    meta = {"current_page": 1, "next_page": None, "prev_page": None, "total_pages": 1}
    return {plural: rows, "meta": {**meta, "total_count": len(rows)}}


def _guarded(sandbox: Sandbox, handler: Handler) -> Callable[[Request], object]:
    """Return an endpoint that asks for a token first."""

    def checked(call: Call) -> Json:
        headers = call.request.headers
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        token = bearer.strip() if scheme.lower() == "bearer" else ""
        if not token and headers.get("client") and headers.get("uid"):
            token = headers.get("access-token", "")
        if not token or not sandbox.state.knows_token(token):
            raise Trouble(401, {"errors": ["sign in to continue"]})
        return handler(call)

    return _answered(checked)


def _answered(handler: Handler) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BODY_BYTES:
                return JSONResponse({"errors": ["too long"]}, 413)
        try:
            answer = await run_in_threadpool(handler, Call(request, bytes(body)))
        except Trouble as trouble:
            return JSONResponse(trouble.body, trouble.status)
        return JSONResponse(answer)

    return endpoint


async def _no_such_route(request: Request, error: Exception) -> Response:
    del request
    status = error.status_code if isinstance(error, HTTPException) else 404
    return JSONResponse({"errors": ["no such route"]}, status)


async def _broke(request: Request, error: Exception) -> Response:
    del request, error
    return JSONResponse({"errors": ["Unexpected internal error"]}, 500)
