"""What a request's body may be: JSON, and no larger than its route needs."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import problem_response

_JSON: Final = "application/json"
_FORM: Final = "multipart/form-data"
SMALL: Final = 64 * 1024
MEDIUM: Final = 256 * 1024
LARGE: Final = 10 * 1024 * 1024
_LARGE_PATHS: Final = frozenset(
    {
        "/v1/settings",
        "/v1/settings/catalogue",
        "/v1/settings/import",
        "/v1/appointments/import",
    }
)
_MEDIUM_PATHS: Final = frozenset({"/v1/booking-webhook"})
"""One appointment with hundreds of people."""

_FORM_PATHS: Final = frozenset({"/v1/appointments/import"})
"""Where a file comes in, as a form."""


class BodyLimit:
    """Refuses bodies that are too large or not JSON, while they stream in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413 or 415."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = _limit(scope["path"])
        length = headers.get(b"content-length", b"")
        has_body = b"transfer-encoding" in headers or length not in (b"", b"0")
        if length.isdigit() and int(length[:12]) > limit:
            await _refuse_large(scope, receive, send, limit)
            return
        wanted = _FORM if scope["path"] in _FORM_PATHS else _JSON
        if has_body and not _is_kind(wanted, headers.get(b"content-type", b"")):
            response = problem_response(415, "unsupported_media_type", f"Send {wanted}")
            await response(scope, receive, send)
            return
        await self._stream(scope, receive, send, limit)

    async def _stream(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise HTTPException(413)  # the framework lets this one through to the handlers
            return message

        await self._app(scope, counted, send)


async def _refuse_large(scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    response = problem_response(
        413, "body_too_large", "The body is too large", facts={"limit": limit}
    )
    response.headers["connection"] = "close"
    await response(scope, receive, send)


def _limit(path: str) -> int:
    if path in _LARGE_PATHS:
        return LARGE
    return MEDIUM if path in _MEDIUM_PATHS else SMALL


def _is_kind(wanted: str, content_type: bytes) -> bool:
    kind, _, rest = content_type.decode("latin-1").partition(";")
    if kind.strip().lower() != wanted:
        return False
    charset = rest.lower().replace('"', "").replace(" ", "")
    return wanted == _FORM or charset in ("", "charset=utf-8")
