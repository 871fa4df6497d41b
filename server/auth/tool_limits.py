"""How much other tools may ask, so that none of them takes from people's screens."""

from collections import Counter
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from core.model import StationId
from server.auth.buckets import Buckets

PER_SECOND: Final = 5.0
BURST: Final = 20.0
AT_ONCE: Final = 4
"""Requests of one tool that may be under way, open feeds among them."""
_MOST: Final = 256


class ToolLimits:
    """A bucket for each service account, and a count of what it has under way.

    For use in the event loop alone.
    """

    def __init__(self) -> None:
        self._buckets = Buckets(per_second=PER_SECOND, burst=BURST, most=_MOST)
        self._open: Counter[StationId] = Counter()

    def wait_s(self, account_id: StationId) -> int:
        """Let a tool ask, unless it has asked too much or has too much under way.

        Returns:
            Whole seconds until it may come again; 0 where it may ask now.
        """
        if self._open[account_id] >= AT_ONCE:
            return 1
        return self._buckets.wait_s(account_id)

    def counted(self, account_id: StationId, app: ASGIApp) -> ASGIApp:
        """Return what answers one request of a tool, counted while it is under way."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            self._open[account_id] += 1
            try:
                await app(scope, receive, send)
            finally:
                self._open[account_id] -= 1
                if not self._open[account_id]:
                    del self._open[account_id]

        return answer
