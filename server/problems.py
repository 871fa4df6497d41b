"""Every refusal as an RFC 9457 problem, and no other answer to any input."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from core.errors import (
    DataDamaged,
    Fact,
    NotActive,
    Refusal,
    SettingsInvalid,
    StoreUnavailable,
)
from core.runtime.logs import describe_error

MEDIA_TYPE: Final = "application/problem+json"
_log = logging.getLogger(__name__)

_PLACES_SHOWN: Final = 20
_CODES: Final[Mapping[int, str]] = {
    400: "malformed",
    401: "unauthorised",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


class ProblemResponse(JSONResponse):
    """A problem; what UTF-8 cannot carry, such as a lone surrogate, goes out escaped."""

    media_type = MEDIA_TYPE

    def render(self, content: object) -> bytes:
        """Write the problem as JSON in ASCII."""
        return json.dumps(content, separators=(",", ":")).encode("ascii")


def problem_response(
    status: int,
    code: str,
    title: str,
    *,
    headers: Mapping[str, str] | None = None,
    facts: Mapping[str, Fact | list[str]] | None = None,
) -> JSONResponse:
    """Return a problem; `facts` stand beside its own fields and never replace them."""
    own = {"type": "about:blank", "title": title, "status": status, "code": code}
    return ProblemResponse({**(facts or {}), **own}, status, headers=dict(headers or {}))


def http_problem(status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the problem of a bare status, such as 404 for a path that is none."""
    code = _CODES.get(status, f"http_{status}")
    return problem_response(status, code, HTTPStatus(status).phrase, headers=headers)


def refusal_response(refusal: Refusal) -> JSONResponse:
    """Return the problem of a refusal; a throttled one says when to come back."""
    headers = {}
    retry = refusal.facts.get("retry_after_s")
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(retry if isinstance(retry, int) else 60)
    if refusal.replayed:
        headers["Idempotency-Replayed"] = "true"
    title = refusal.code.replace("_", " ").capitalize()
    return problem_response(
        refusal.status, refusal.code, title, headers=headers, facts=refusal.facts
    )


def unavailable_response(fault: StoreUnavailable | DataDamaged) -> JSONResponse:
    """Return the problem of a store that fails; the same key may be sent again.

    Whether a command was done is not known: a new start may find it done.
    """
    _log.error("%s: %s", fault.code, describe_error(fault))
    title = "The store is unavailable"
    return problem_response(503, fault.code, title, headers={"Retry-After": "2"})


def install_problems(app: FastAPI) -> None:
    """Make `app` answer every error as a problem."""
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(SettingsInvalid)(_settings_invalid)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_http)
    for fault in (StoreUnavailable, DataDamaged):
        app.exception_handler(fault)(_unavailable)
    app.exception_handler(Exception)(_bug)


def _refused(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Refusal):
        raise error
    return refusal_response(error)


def _settings_invalid(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, SettingsInvalid):
        raise error
    return problem_response(
        422,
        "settings_invalid",
        "Some settings are refused",
        facts={"mistakes": list(error.mistakes)},
    )


def _invalid(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    mistakes = error.errors()
    if any(mistake["type"] == "json_invalid" for mistake in mistakes):
        return problem_response(400, "malformed", "The body is not JSON")
    # Places and kinds only: the values may hold a name, and must not come back or be logged.
    places = [f"{'.'.join(map(str, mistake['loc']))}: {mistake['type']}" for mistake in mistakes]
    return problem_response(
        422,
        "invalid_request",
        "Some values are refused",
        facts={"places": [place[:120] for place in places[:_PLACES_SHOWN]]},
    )


def _http(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return http_problem(error.status_code, error.headers)


def _unavailable(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, NotActive):
        return standby_response()
    if not isinstance(error, (StoreUnavailable, DataDamaged)):
        raise error
    return unavailable_response(error)


def standby_response() -> JSONResponse:
    """Return what a server answers that has no right to write: look for the active one."""
    return problem_response(
        503, "standby", "Another server of the site is active", headers={"Retry-After": "1"}
    )


def _bug(request: Request, error: Exception) -> JSONResponse:
    _log.error(
        "bug in %s: %s", request.scope.get("path_template", "a route"), describe_error(error)
    )
    return problem_response(500, "internal_error", "The server failed")
