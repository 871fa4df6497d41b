"""What every answer tells of itself beside its content."""

from collections.abc import Iterable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

CAREFUL: Final[tuple[Header, ...]] = (
    # Answers name people: nothing on the way or on a disk may keep one.
    (b"cache-control", b"no-store"),
    # Browsers have no part in this; one that is led here shall run and guess nothing.
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""What the answers of every server have in common."""


class AnswerHeaders:
    """Adds the same headers to each answer, also to refusals and to those of a fault.

    Args:
        app: What answers.
        more: Headers beside the careful ones.
    """

    def __init__(self, app: ASGIApp, more: Iterable[Header] = ()) -> None:
        self._app = app
        self._headers = (*CAREFUL, *more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
            await send(message)

        await self._app(scope, receive, send_with)
