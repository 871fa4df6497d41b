"""Builds the application: routes, their rights, and what surrounds them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from server.about import product_version
from server.bodies import BodyLimit
from server.gate import Gate
from server.problems import install_problems
from server.rights import RIGHTS
from server.routes import (
    alerts,
    appointments,
    arrivals,
    board,
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

PREFIX = "/v1"
_NOUNS = (
    alerts,
    appointments,
    arrivals,
    board,
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
        # Added last, it comes first: nothing of a request is read before it is known who calls.
        app.add_middleware(Gate, find_caller=wiring.find_caller)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """Return the routes of the interface; to work out what each takes needs a good while."""
    router = APIRouter(prefix=PREFIX)
    for noun in _NOUNS:
        router.include_router(noun.router)
    # Includes only what is said here of all answers, none of the routes that describe it.
    holder = FastAPI(
        openapi_url=None, responses={"4XX": {"model": Problem}, "503": {"model": Problem}}
    )
    holder.include_router(router)
    return list(holder.routes)


def _check_rights() -> None:
    routes = {
        (method, f"{PREFIX}{route.path}")
        for noun in _NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    if routes != set(RIGHTS):
        odd = sorted(routes ^ set(RIGHTS))
        raise ValueError(f"routes and rights differ: {odd}")
