"""The sandbox's application: RDV Service Public as a reception uses it, and who directs it."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from demonstration.booking_sandbox.api import api_routes
from demonstration.booking_sandbox.as_rails import AsRails
from demonstration.booking_sandbox.calls import Sandbox
from demonstration.booking_sandbox.directing import directing_routes
from demonstration.booking_sandbox.failing import Failing
from demonstration.booking_sandbox.signing_in import sign_in_routes


def make_app(sandbox: Sandbox) -> ASGIApp:
    """Return the application."""
    app = Starlette(
        routes=[
            *api_routes(sandbox),
            *sign_in_routes(sandbox),
            *directing_routes(sandbox),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=500), Middleware(AsRails)],
        exception_handlers={HTTPException: _no_such_route, Exception: _broke},
    )
    # Outside of all that Starlette puts around its own, since it hangs up on the server below.
    return Failing(app, sandbox.misfortune, sandbox.now)


async def _no_such_route(request: Request, error: Exception) -> Response:
    del request
    status = error.status_code if isinstance(error, HTTPException) else 404
    return JSONResponse({"errors": ["no such route"]}, status)


async def _broke(request: Request, error: Exception) -> Response:
    del request, error
    return JSONResponse({"errors": ["Unexpected internal error"]}, 500)
