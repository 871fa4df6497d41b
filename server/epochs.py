"""The epoch of a server's data, and whether another server of the site has a later one.

After a standby took over, or a backup was restored on another PC, the server of before may come
back. It must not answer stations that have seen the later one: what is done here would be lost.
"""

import logging
from threading import Lock
from typing import Final

from anyio.to_thread import run_sync
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import DataDamaged, StoreUnavailable
from server.auth.gate import PREFIX, FindCaller, token_of
from server.auth.strangers import Strangers
from server.problems import problem_response
from sync.contract.wire import EPOCH_HEADER

_NAME: Final = EPOCH_HEADER.lower().encode("ascii")
_DIGITS: Final = 10
_log = logging.getLogger(__name__)


class Epochs:
    """The server's own epoch, and the latest that its stations have seen.

    Data are restored only while no server runs on them, so that its own never changes.
    """

    def __init__(self, own: int) -> None:
        self.own = own
        self._lock = Lock()
        self._newest = own

    @property
    def header(self) -> tuple[bytes, bytes]:
        """What each answer tells: the server's own epoch."""
        return _NAME, str(self.own).encode("ascii")

    @property
    def superseded(self) -> bool:
        """Whether a station has seen a server with a later epoch."""
        return self._newest > self.own

    def seen(self, epoch: int) -> None:
        """Note what a station of this site has seen."""
        with self._lock:
            if epoch <= self._newest:
                return
            self._newest = epoch
        _log.error(
            "another server of this site has taken over: a station has seen epoch %d, this server"
            " is at %d; stop this one, or restore its data from the other",
            epoch,
            self.own,
        )


class EpochGate:
    """Answers 503 `superseded` to who has seen a later epoch than the server's own."""

    def __init__(
        self, app: ASGIApp, *, epochs: Epochs, callers: FindCaller, strangers: Strangers
    ) -> None:
        self._app = app
        self._epochs = epochs
        self._callers = callers
        self._strangers = strangers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        seen = _seen(scope)
        if seen <= self._epochs.own:
            await self._app(scope, receive, send)
            return
        # Before the token is looked at: one of later on is not known here, and is none the worse.
        if await self._is_known(scope):
            self._epochs.seen(seen)
        refusal = problem_response(503, "superseded", "Another server of this site has taken over")
        await refusal(scope, receive, send)

    async def _is_known(self, scope: Scope) -> bool:
        token = token_of(scope)
        if token is None:
            return False
        if self._callers.known(token) is not None:
            return True
        if self._strangers.wait_s(scope):
            return False
        try:
            return await run_sync(self._callers.find, token) is not None
        except (StoreUnavailable, DataDamaged):
            return False


def _seen(scope: Scope) -> int:
    """Return the latest epoch that a station says it saw; 0 where it says none, or nonsense."""
    text = next((value for name, value in scope["headers"] if name == _NAME), b"")
    return int(text) if text.isdigit() and len(text) <= _DIGITS else 0
