"""Builds the application: routes, their rights, and what surrounds them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from inspect import signature
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from server.about import product_version
from server.bodies import BodyLimit
from server.epochs import EpochGate
from server.gate import PREFIX, Gate
from server.path_table import PathTable
from server.problems import install_problems
from server.rights import RIGHTS
from server.routes import (
    alerts,
    appointments,
    arrivals,
    board,
    copy,
    counters,
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
    queue,
    sessions,
    settings,
    site,
    site_day,
    stations,
    statistics,
    steps,
    visits,
)
from server.wiring import Wiring
from sync.contract.wire import Problem

_BASE: Final = PREFIX.rstrip("/")
_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem},
    "503": {"model": Problem},
}
_NOUNS = (
    alerts,
    appointments,
    arrivals,
    board,
    copy,
    counters,
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
    queue,
    sessions,
    settings,
    site,
    site_day,
    stations,
    statistics,
    steps,
    visits,
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

    app = FastAPI(
        title="Guichet site server",
        version=product_version(),
        docs_url=None,
        redoc_url=None,
        # A redirect would lead where the caller's own Host header points.
        redirect_slashes=False,
        lifespan=lifespan,
        routes=_routes(),
        separate_input_output_schemas=False,
    )
    _check_rights()
    install_problems(app)
    app.add_middleware(BodyLimit)
    if wiring is not None:
        app.state.wiring = wiring
        # What is added last comes first: nothing of a request is read before it is known who calls.
        app.add_middleware(Gate, callers=wiring.callers)
        app.add_middleware(EpochGate, epochs=wiring.epochs, callers=wiring.callers)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """Return the routes of the interface; to work out what each takes needs a good while."""
    described = [
        _mounted(route)
        for noun in _NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute)
    ]
    return [_AtOnce(described), *described]


def _mounted(route: APIRoute) -> APIRoute:
    """Return a route as it stands in the interface, with all that was said where it was written."""
    said = {
        name: getattr(route, name)
        for name in signature(APIRoute.__init__).parameters
        if name != "self" and hasattr(route, name)
    }
    said |= {"path": f"{_BASE}{route.path}", "responses": {**_REFUSALS, **route.responses}}
    return APIRoute(**said)


class _AtOnce(BaseRoute):
    """Finds the route of a request in one look; the others behind it only describe themselves."""

    def __init__(self, routes: Sequence[APIRoute]) -> None:
        self._table: PathTable[APIRoute] = PathTable(
            (method, route.path, route) for route in routes for method in route.methods or ()
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether there is such a route, and what it finds in the path."""
        found = self._table.find(scope["method"], scope["path"]) if "method" in scope else None
        if found is None:
            return Match.NONE, {}
        route, params = found
        return Match.FULL, {"endpoint": route.endpoint, "path_params": params, "route": route}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that was found answer."""
        await scope["route"].handle(scope, receive, send)


def _check_rights() -> None:
    routes = {
        (method, f"{_BASE}{route.path}")
        for noun in _NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    if routes != set(RIGHTS):
        odd = sorted(routes ^ set(RIGHTS))
        raise ValueError(f"routes and rights differ: {odd}")
