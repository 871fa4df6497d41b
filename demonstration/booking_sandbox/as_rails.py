"""What Rails puts around every answer: its headers, and a short answer to who has it already."""

import hashlib
import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS: Final = {
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
    "vary": "Accept",
    "x-runtime": "0.041592",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}
_UNCHANGED: Final = 304


class AsRails:
    """ASGI middleware: `Rack::ETag`, `Rack::ConditionalGet` and the default headers.

    An ETag is the digest of a body. Who shows the one of the present body is told that nothing
    changed, and gets no body; the server has made it all the same.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match")
        start: Message = {}
        body = b""

        async def held(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                await send(_marked(start, scope["method"], body, known))
                sent = b"" if start["status"] == _UNCHANGED else body
                await send({"type": "http.response.body", "body": sent})

        await self._app(scope, receive, held)


def _marked(start: Message, method: str, body: bytes, known: str | None) -> Message:
    headers = MutableHeaders(scope=start)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers["x-request-id"] = secrets.token_hex(16)
    if method != "GET" or start["status"] != 200:
        headers.setdefault("cache-control", "no-cache")
        return start
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers["etag"] = etag
    headers.setdefault("cache-control", "max-age=0, private, must-revalidate")
    if known == etag:
        start["status"] = _UNCHANGED
        del headers["content-length"]
        del headers["content-type"]
    return start
