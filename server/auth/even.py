"""Refusals that all take the same time, so that how long one took tells nothing of its cause."""

import asyncio
from math import ceil
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TELLING: Final = frozenset({401, 403, 404, 409, 410, 429})


class EvenRefusals:
    """Holds each refusal back until a fixed time after its request came.

    What takes longer than that waits for the next multiple. Nobody's thread waits: many refusals
    at once cost the server nothing but memory. What succeeds goes at once, and so does what is
    wrong with a request by itself: its sender knows that.

    Args:
        app: What answers.
        even_s: The time in seconds, well above what any of the refusals takes.
    """

    def __init__(self, app: ASGIApp, even_s: float) -> None:
        self._app = app
        self._even_s = even_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        came = monotonic()

        async def send_evenly(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in _TELLING:
                spent = monotonic() - came
                await asyncio.sleep(self._even_s * max(1, ceil(spent / self._even_s)) - spent)
            await send(message)

        await self._app(scope, receive, send_evenly)
