"""One of two servers on one database: serves while it has the seat, and stands by otherwise."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from core.errors import NotActive, StoreUnavailable
from core.runtime.logs import describe_error
from core.store import Store
from server.about import product_version
from server.headers import AnswerHeaders
from server.problems import problem_response, standby_response
from server.wiring import Wiring
from sync.contract.booking import BookingHealth
from sync.contract.stations import HealthOut

if TYPE_CHECKING:
    from core.store.postgresql import Postgresql, Seat

ASK_EVERY_S: Final = 0.3
"""How often the seat is asked for, and how often its holder looks whether it still has it."""

_AFTER_A_FAULT_S: Final = 5.0
_TELL_EVERY_S: Final = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Term:
    """What a server is while it is the active one; each term has a store of its own."""

    store: Store
    wiring: Wiring
    app: FastAPI


class Succession:
    """The application of a server whose site stands in a database that others may serve, too.

    Every call but `GET /v1/healthz` is answered 503 `standby` while another server has the seat,
    or while the database is away. A term ends with the connection that holds the seat: what the
    server kept in memory ends with it, so that a later term starts from the data alone.

    Args:
        database: Where the data stand.
        begin: Opens the data under a seat; raises what keeps this server from serving them.
        now: The site's time.
    """

    def __init__(
        self,
        database: "Postgresql",
        begin: Callable[["Seat"], Term],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._begin = begin
        self._now = now
        self._seat = database.seat()
        self._first: Term | None = None
        self._serving: Term | None = None
        self._address: str | None = None
        self._told_at = float("-inf")
        self._away = False
        self._settled = asyncio.Event()

    def prepare(self) -> bool:
        """Take the seat if it is free, before anybody is served; say whether it was.

        Raises:
            StoreUnavailable: The database cannot be reached.
            Stop: The data cannot be served.
        """
        if self._seat.take():
            self._first = self._begin(self._seat)
        return self._first is not None

    def close(self) -> None:
        """Leave the seat to others, also where nothing was ever served; closing twice is fine."""
        if self._first is not None:
            self._first.store.close()
        self._seat.close()

    def advertise(self, address: str | None) -> None:
        """Let stations be told where they find this server; None tells nothing."""
        self._address = address

    def end_feeds(self) -> None:
        """Let every subscriber finish; called in the event loop."""
        if self._serving is not None:
            self._serving.wiring.end_feeds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the active server does, or as one that stands by."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._serving is not None:
            await self._serving.app(scope, receive, send)
        else:
            await AnswerHeaders(self._standing_by(scope))(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        task = asyncio.create_task(self._follow())
        await self._settled.wait()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _follow(self) -> None:
        term = self._first
        try:
            while True:
                if term is not None:
                    await self._serve(term)
                self._settled.set()
                term = await self._take_over()
                if term is None:
                    await asyncio.sleep(ASK_EVERY_S)
        finally:
            self._settled.set()
            self._seat.close()

    async def _take_over(self) -> Term | None:
        """Ask for the seat once; return the term that begins if it was given."""
        try:
            if await run_sync(self._seat.take):
                return await run_sync(self._begin, self._seat)
            await self._tell()
            self._away = False
        except StoreUnavailable as error:
            if not self._away:
                _log.warning("the database is away: %s", error)
            self._away = True
            if self._seat.taken:
                self._anew()
        except Exception as error:  # noqa: BLE001 - another server may be able to serve these data
            _log.critical("cannot take over: %s", describe_error(error))
            self._anew()
            await asyncio.sleep(_AFTER_A_FAULT_S)
        return None

    async def _serve(self, term: Term) -> None:
        """Serve until the seat is lost."""
        try:
            async with term.wiring.running():
                self._serving, self._away = term, False
                self._settled.set()
                _log.info("this server is active")
                try:
                    await self._hold(term)
                finally:
                    self.end_feeds()
                    self._serving = None
        except StoreUnavailable as error:
            _log.warning("this server is active no more: %s", error)
        except Exception as error:  # noqa: BLE001 - it stands by, and may try again
            _log.critical("this server cannot serve: %s", describe_error(error))
            await asyncio.sleep(_AFTER_A_FAULT_S)
        finally:
            # A stop waits for what was begun: it is answered, or was not done.
            await run_sync(term.store.close)
            self._anew()

    async def _hold(self, term: Term) -> None:
        """Look again and again whether the seat is held.

        Raises:
            NotActive: It is not.
        """
        well = True
        while True:
            try:
                await asyncio.wrap_future(term.store.submit(lambda _: None))
                await self._tell()
                well = True
            except NotActive:
                raise
            except StoreUnavailable as error:
                # The next look tells whether the seat went with the connection.
                if well:
                    _log.warning("the database does not answer as it should: %s", error)
                well = False
            await asyncio.sleep(ASK_EVERY_S)

    async def _tell(self) -> None:
        now_s = asyncio.get_running_loop().time()
        if self._address is not None and now_s >= self._told_at + _TELL_EVERY_S:
            self._told_at = now_s
            try:
                await run_sync(self._seat.tell, self._address, self._now())
            except Exception as error:  # noqa: BLE001 - whoever is not told of still serves
                _log.error("stations are not told of this server: %s", describe_error(error))

    def _anew(self) -> None:
        self._seat.close()
        self._seat = self._database.seat()

    def _standing_by(self, scope: Scope) -> JSONResponse:
        if scope.get("method") != "GET" or scope.get("path") != "/v1/healthz":
            return standby_response()
        if self._away or self._seat.seq is None:
            return problem_response(
                503, "store_unavailable", "The store is unavailable", headers={"Retry-After": "2"}
            )
        health = HealthOut(
            status="standby",
            version=product_version(),
            seq=self._seat.seq,
            booking=BookingHealth(state="off"),
        )
        return JSONResponse(health.model_dump(mode="json"))
