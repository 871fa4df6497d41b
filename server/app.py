"""Builds the application: routes, their rights, and what surrounds them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from server.about import product_version
from server.auth.gate import Gate
from server.auth.rights import RIGHTS
from server.auth.strangers import Strangers
from server.bodies import BodyLimit
from server.epochs import EpochGate
from server.events_out.described import outgoing
from server.headers import AnswerHeaders, Header
from server.nouns import Written
from server.path_table import PathTable
from server.problems import install_problems
from server.routes import (
    agents,
    alerts,
    appointments,
    arrivals,
    attestations,
    authority,
    board,
    booking,
    booking_links,
    booking_sign_in,
    booking_webhook,
    copy,
    counters,
    day_list,
    events,
    feedback,
    gate_list,
    groups,
    health,
    helping,
    importing,
    journal,
    kiosk_day,
    leases,
    live,
    outbox,
    persons,
    presence,
    queue,
    service_accounts,
    sessions,
    sessions_oidc,
    settings,
    site,
    site_day,
    stations,
    statistics,
    steps,
    visits,
    webhooks,
)
from server.wiring import Wiring

_NOUNS = (
    agents,
    alerts,
    appointments,
    arrivals,
    attestations,
    authority,
    board,
    booking,
    booking_webhook,
    booking_links,
    booking_sign_in,
    copy,
    counters,
    day_list,
    events,
    feedback,
    gate_list,
    groups,
    health,
    helping,
    importing,
    kiosk_day,
    journal,
    leases,
    live,
    outbox,
    persons,
    presence,
    queue,
    service_accounts,
    sessions,
    sessions_oidc,
    settings,
    site,
    site_day,
    stations,
    statistics,
    steps,
    visits,
    webhooks,
)


def make_app(wiring: Wiring | None) -> FastAPI:
    """Return the application; without a wiring it only describes itself.

    Raises:
        ValueError: A route has no rights, or rights have no route.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if wiring is None:
            yield
            return
        async with wiring.running():
            yield

    app = _Interface(
        title="Guichet site server",
        version=product_version(),
        docs_url=None,
        redoc_url=None,
        # A redirect would lead where the caller's own Host header points.
        redirect_slashes=False,
        lifespan=lifespan,
        routes=[_AtOnce(_written())],
        answer_headers=() if wiring is None else (wiring.epochs.header,),
        separate_input_output_schemas=False,
    )
    _check_rights()
    install_problems(app)
    app.add_middleware(BodyLimit)
    if wiring is not None:
        app.state.wiring = wiring
        # What is added last comes first: nothing of a request is read before it is known who calls.
        callers, strangers = wiring.callers, Strangers()
        app.add_middleware(Gate, callers=callers, strangers=strangers)
        app.add_middleware(EpochGate, epochs=wiring.epochs, callers=callers, strangers=strangers)
    return app


def work_out_routes() -> None:
    """Work out what every route takes, which otherwise waits for its first request."""
    for written in _written():
        _ = written.route


def _written() -> list[Written]:
    return [written for noun in _NOUNS for written in noun.router.routes]


class _Interface(FastAPI):
    """Serves routes that are worked out one by one; to describe it they all must be."""

    def __init__(self, *, answer_headers: Sequence[Header], **described: Any) -> None:  # noqa: ANN401 - FastAPI's own
        super().__init__(**described)
        self._answer_headers = answer_headers

    def build_middleware_stack(self) -> ASGIApp:
        """Return all that surrounds the routes, the headers of answers outermost."""
        return AnswerHeaders(super().build_middleware_stack(), self._answer_headers)

    def openapi(self) -> dict[str, Any]:
        """Return the interface as OpenAPI."""
        if self.openapi_schema is None:
            self.openapi_schema = get_openapi(
                title=self.title,
                version=self.version,
                routes=[written.route for written in _written()],
                webhooks=outgoing.routes,
                separate_input_output_schemas=self.separate_input_output_schemas,
            )
        return self.openapi_schema


class _AtOnce(BaseRoute):
    """Finds the route of a request in one look."""

    def __init__(self, routes: Sequence[Written]) -> None:
        self._table = PathTable((route.method, route.path, route) for route in routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether there is such a route, and what it finds in the path."""
        found = self._table.find(scope["method"], scope["path"]) if "method" in scope else None
        if found is None:
            return Match.NONE, {}
        written, params = found
        route = written.route
        return Match.FULL, {"endpoint": route.endpoint, "path_params": params, "route": route}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that was found answer."""
        await scope["route"].handle(scope, receive, send)


def _check_rights() -> None:
    routes = {(written.method, written.path) for written in _written()}
    if routes != set(RIGHTS):
        odd = sorted(routes ^ set(RIGHTS))
        raise ValueError(f"routes and rights differ: {odd}")
