"""Between the network and the sandbox: lets faults meet calls, and dates every answer."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demonstration.booking_sandbox.faults import Calls, Fault, Misfortune

FAULT: Final = "guichet.fault"
"""Where the fault of a call stands in its scope, for the lists that lie."""

_PIECE: Final = 64
_PAGE: Final = "<!doctype html><title>Accès bloqué</title><p>Cette page a été bloquée."


class Failing:
    """ASGI middleware outside all others.

    Args:
        app: What answers when nothing goes wrong.
        misfortune: Says what goes wrong.
        now: The server's time, right or wrong.
    """

    def __init__(self, app: ASGIApp, misfortune: Misfortune, now: Callable[[], datetime]) -> None:
        self._app = app
        self._misfortune = misfortune
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or fail to."""
        calls = _calls(scope)
        fault = None if calls is None else self._misfortune.draw(calls, _page(scope))
        scope[FAULT] = fault
        await self._meet(fault, scope, receive, self._dated(send), send)

    async def _meet(
        self, fault: Fault | None, scope: Scope, receive: Receive, send: Send, wire: Send
    ) -> None:
        match None if fault is None else fault.kind:
            case "slow" if fault is not None:
                await asyncio.sleep(fault.seconds)
                await self._app(scope, receive, send)
            case "drip" if fault is not None:
                await self._app(scope, receive, _dripping(send, fault.seconds))
            case "half":
                answer = _Held()
                await self._app(scope, receive, answer)
                await answer.half(send)
                await _hang_up(wire, receive)
            case "drop_before":
                await _hang_up(wire, receive)
            case "drop_after":
                await self._app(scope, receive, _Held())
                await _hang_up(wire, receive)
            case "status" | "block_page" | "redirect" | "garbled" if fault is not None:
                await _instead(fault)(scope, receive, send)
            case _:
                await self._app(scope, receive, send)

    def _dated(self, send: Send) -> Send:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["date"] = format_datetime(self._now(), usegmt=True)
            await send(message)

        return dated


class _Held:
    """Takes an answer, and keeps it back."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    async def half(self, send: Send) -> None:
        """Send half of the answer, whose length says that more comes."""
        MutableHeaders(scope=self._start)["content-length"] = str(len(self._body))
        await send(self._start)
        half = self._body[: len(self._body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


def _dripping(send: Send, seconds: float) -> Send:
    async def dripping(message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or not body:
            await send(message)
            return
        for place in range(0, len(body), _PIECE):
            piece = body[place : place + _PIECE]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(seconds)
        last = {"type": "http.response.body", "more_body": message.get("more_body", False)}
        await send(last)

    return dripping


def _instead(fault: Fault) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    if fault.kind == "block_page":
        return HTMLResponse(_PAGE, fault.status, headers)
    if fault.kind == "redirect":
        return RedirectResponse(fault.location, 302)
    if fault.kind == "garbled":
        return Response(b'{"rdvs": [', 200, headers, "application/json")
    return JSONResponse({"errors": ["Unexpected internal error"]}, fault.status, headers)


async def _hang_up(send: Send, receive: Receive) -> None:
    """End the connection without a word more, as a machine that loses its power.

    ASGI has no message for this: uvicorn's own `send` belongs to the request, which holds it.

    Raises:
        RuntimeError: Another server than uvicorn runs the sandbox.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise RuntimeError("only uvicorn can hang up")
    transport.close()
    # Until then uvicorn would take a call without an answer for a mistake of ours.
    while (await receive())["type"] != "http.disconnect":
        pass


def _calls(scope: Scope) -> Calls | None:
    """Return what kind of call it is; None for those that direct the sandbox."""
    path = scope.get("path", "")
    if scope["type"] != "http" or path.startswith("/sandbox/"):
        return None
    if path.startswith("/oauth/"):
        return "token"
    if scope["method"] == "PATCH":
        return "write"
    return "list" if scope["method"] == "GET" and path.endswith("/rdvs") else "other"


def _page(scope: Scope) -> int:
    text = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("page", ["1"])[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
