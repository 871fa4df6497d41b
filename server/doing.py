"""How a route carries out a command: once per idempotency key, however often it is sent."""

import asyncio
from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID, uuid5

from anyio.to_thread import run_sync
from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from core.errors import Refusal, StoreUnavailable, Unprocessable
from core.ports import UnitOfWork
from core.store.reader import Reader
from core.store.store import ANSWER_S
from core.things import Actor, Done, Receipt
from server.auth.gate import Caller, Here
from server.wiring import Wiring

T = TypeVar("T")
REPLAYED = "Idempotency-Replayed"
Work = Callable[[UnitOfWork], Receipt]


class KeyMissing(Refusal):
    """A command came without its idempotency key."""

    status = 400

    def __init__(self) -> None:
        super().__init__("idempotency_key_missing")


async def wired(request: Request) -> Wiring:
    """Return what the application was wired with."""
    wiring = request.app.state.wiring
    if not isinstance(wiring, Wiring):
        raise TypeError("the application was made without its wiring")
    return wiring


Wired = Annotated[Wiring, Depends(wired)]


def command_key(idempotency_key: str | None) -> str:
    """Return the key of a command, from its header.

    Raises:
        KeyMissing: There is none.
        Unprocessable: `idempotency_key_invalid`, it is no UUID.
    """
    if idempotency_key is None:
        raise KeyMissing
    try:
        return str(UUID(idempotency_key))
    except ValueError as error:
        raise Unprocessable("idempotency_key_invalid") from error


class Once:
    """One request's command, done once per idempotency key."""

    def __init__(self, request: Request, response: Response, wiring: Wiring, key: str) -> None:
        self.wiring = wiring
        self.key = key
        self._target = f"{request.method} {request.url.path}"
        self._response = response

    def do(self, actor: Actor, body: BaseModel | None, work: Work) -> Receipt:
        """Do the work once; a replay answers the first receipt and says so in a header.

        Raises:
            Refusal: The rules refuse it, now or when it came first.
            StoreUnavailable: It is not known whether it was done; the same key may be sent again.
        """
        print_ = self._fingerprint(actor, body)
        return self._told(self.wiring.store.command(self.key, actor, print_, work))

    def done(self, actor: Actor, body: BaseModel | None) -> Receipt | None:
        """Return the first receipt of a replay, and None of what was not done yet.

        Raises:
            Refusal: It was refused when it came first, or the key was another request's.
        """
        print_ = self._fingerprint(actor, body)
        found = self.wiring.store.answered(self.key, actor, print_)
        return None if found is None else self._told(found)

    def part(self, actor: Actor, name: str, body: BaseModel | None, work: Work) -> Receipt:
        """Do a part of the work once, under a key that stands for the request's and a name.

        Raises:
            Refusal: The rules refuse it.
            StoreUnavailable: As `do`.
        """
        print_ = self._fingerprint(actor, body)
        return self.wiring.store.command(self._key_of(name), actor, print_, work).receipt

    def part_done(self, actor: Actor, name: str, body: BaseModel | None) -> Receipt | None:
        """Return the receipt of a part that was done, or None.

        Raises:
            Refusal: It was refused.
        """
        print_ = self._fingerprint(actor, body)
        found = self.wiring.store.answered(self._key_of(name), actor, print_)
        return None if found is None else found.receipt

    def _key_of(self, part: str) -> str:
        return str(uuid5(UUID(self.key), part))

    async def answer(
        self,
        actor: Actor,
        body: BaseModel | None,
        work: Work,
        read: Callable[[Reader, Receipt], T],
    ) -> T:
        """Do the work once, and return what is read behind it: of a replay, as things stand now.

        Args:
            actor: Who asks.
            body: The request's.
            work: The command.
            read: Runs where the command ran, or in a thread; short, and reads alone.

        Raises:
            Refusal: As `do`.
            StoreUnavailable: As `do`.
        """
        print_ = self._fingerprint(actor, body)
        queued = self.wiring.store.submit_command(self.key, actor, print_, work, read)
        try:
            async with asyncio.timeout(ANSWER_S):
                done, found = await asyncio.wrap_future(queued)
        except TimeoutError as error:
            raise StoreUnavailable("the disk does not answer") from error
        self._told(done)
        if found is None:
            return await run_sync(self._read, read, done.receipt)
        return found

    def _fingerprint(self, actor: Actor, body: BaseModel | None) -> str:
        content = None if body is None else _plain(body)
        return self.wiring.secrets.fingerprint(self._target, actor.station_id, content)

    def _told(self, done: Done) -> Receipt:
        if done.replayed:
            self._response.headers[REPLAYED] = "true"
        return done.receipt

    def _read(self, read: Callable[[Reader, Receipt], T], receipt: Receipt) -> T:
        with self.wiring.store.read() as reader:
            return read(reader, receipt)


async def _once(
    request: Request,
    response: Response,
    wiring: Wired,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Once:
    # Not a plain function: each of those costs a way to another thread and back.
    return Once(request, response, wiring, command_key(idempotency_key))


DoingOnce = Annotated[Once, Depends(_once)]
"""Carries out the command of a route that needs no caller."""


class Doer:
    """Carries out one request's command for its caller."""

    def __init__(self, once: Once, caller: Caller) -> None:
        self._once = once
        self.wiring = once.wiring
        self.key = once.key
        self.caller: Caller = caller

    def do(self, body: BaseModel | None, work: Work) -> Receipt:
        """Do the work once, as `Once.do` does."""
        return self._once.do(self.caller.actor, body, work)

    def do_for_nobody(self, body: BaseModel | None, work: Work) -> Receipt:
        """Do the work once, as `do`; neither the agent nor the station is kept with its answer."""
        return self._once.do(Actor(), body, work)

    async def answer(
        self, body: BaseModel | None, work: Work, read: Callable[[Reader, Receipt], T]
    ) -> T:
        """Do the work once, and return what is read behind it, as `Once.answer` does."""
        return await self._once.answer(self.caller.actor, body, work, read)


async def _doer(once: DoingOnce, caller: Here) -> Doer:
    return Doer(once, caller)


Doing = Annotated[Doer, Depends(_doer)]
"""Carries out the command of a route."""


def _plain(body: BaseModel) -> object:
    """Return a body as JSON values; a password stands there as stars, which is enough."""
    return body.model_dump(mode="json", exclude_unset=True)
