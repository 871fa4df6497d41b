"""A site whose application runs in this process, and crashes by being abandoned where it stands."""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine, MutableMapping
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import Any, Final, TypeVar

from fastapi import FastAPI

from core.ports import Clock
from server.app import make_app
from server.wiring import Wiring
from tests.faults.history import Answer, Json
from tests.faults.storages import Storage
from tests.faults.wire import Lost, Request

T = TypeVar("T")
_SLOW_S: Final = 20.0
Message = MutableMapping[str, Any]


class Loop:
    """An event loop in a thread of its own, for the applications of many runs."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start work in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def close(self) -> None:
        """End the loop; what still runs in it is cancelled."""
        self.submit(_cancel_all()).result(_SLOW_S)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class AsgiSite:
    """The application on its store; it may crash and come back.

    Args:
        storage: Where its data are.
        clock: One for all its lives.
        loop: Where its application runs.
    """

    def __init__(self, storage: Storage, clock: Clock, loop: Loop) -> None:
        self._storage = storage
        self._clock = clock
        self._loop = loop
        self._life = 0
        self._lock = threading.Lock()
        self._waiting: set[Future[Any]] = set()
        self._streams: set[_AsgiStream] = set()
        self._lives: list[Wiring] = []
        self._app: FastAPI | None = None
        self._start()

    def send(self, request: Request) -> Answer:
        """Call the application; `Lost` if it crashes meanwhile."""
        with self._lock:
            life, app = self._life, self._app
            if app is None:
                raise Lost  # nobody listens
            future = self._loop.submit(_call(app, request))
            self._waiting.add(future)
        try:
            answer = future.result(_SLOW_S)
        except (CancelledError, TimeoutError) as error:
            raise Lost from error
        finally:
            with self._lock:
                self._waiting.discard(future)
        with self._lock:
            if life != self._life:
                raise Lost  # it came out of a process that is dead
        return answer

    def follow(self, token: str, after: int) -> "_AsgiStream":
        """Open the feed."""
        with self._lock:
            if self._app is None:
                raise Lost
            stream = _AsgiStream(self._loop, self._app, token, after)
            self._streams.add(stream)
        return stream

    def crash(self) -> None:
        """Die at once, and start again on what was durable at that instant."""
        self._die()
        self._storage.crash(self._lives[-1].store)
        self._start()

    def restart(self) -> None:
        """Stop as a signal does: what was begun is ended; then start again."""
        self._die()
        self._lives[-1].store.close()
        self._start()

    def close(self) -> None:
        """End every life that this site had."""
        self._die()
        for wiring in self._lives:
            self._loop.submit(wiring.hub.stop()).result(_SLOW_S)
            wiring.store.close()

    def _start(self) -> None:
        store = self._storage.open(self._clock)
        wiring = Wiring(self._storage.folder, store, self._clock, authority=None)
        # Only the feed runs beside the routes: waits and purges take time and change nothing here.
        self._loop.submit(wiring.hub.start()).result(_SLOW_S)
        store.on_commit(wiring.committed)
        with self._lock:
            self._lives.append(wiring)
            self._app = make_app(wiring)

    def _die(self) -> None:
        with self._lock:
            self._life += 1
            waiting, streams = list(self._waiting), list(self._streams)
            self._streams.clear()
            self._app = None
        for future in waiting:
            future.cancel()
        for stream in streams:
            stream.close()


class _AsgiStream:
    """The feed out of the application, line by line."""

    def __init__(self, loop: Loop, app: FastAPI, token: str, after: int) -> None:
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._rest = ""
        request = Request("GET", "/events", token)
        headers = [(b"accept", b"text/event-stream"), (b"last-event-id", str(after).encode())]
        self._task = loop.submit(self._run(app, request, headers))

    def line(self) -> str | None:
        """Return the next line; None at the end."""
        return self._lines.get()

    def close(self) -> None:
        """Let go of the feed."""
        self._task.cancel()
        self._lines.put(None)

    async def _run(
        self, app: FastAPI, request: Request, headers: list[tuple[bytes, bytes]]
    ) -> None:
        try:
            await app(_scope(request, headers), _receive(b""), self._take)
        finally:
            self._lines.put(None)

    async def _take(self, message: Message) -> None:
        *lines, self._rest = (self._rest + message.get("body", b"").decode()).split("\n")
        for line in lines:
            self._lines.put(line)


async def _call(app: FastAPI, request: Request) -> Answer:
    status, replayed, content = 0, False, b""
    body = b"" if request.body is None else json.dumps(request.body).encode()

    async def take(message: Message) -> None:
        nonlocal status, replayed, content
        if message["type"] == "http.response.start":
            status = message["status"]
            replayed = (b"idempotency-replayed", b"true") in message["headers"]
        else:
            content += message.get("body", b"")

    try:
        await app(_scope(request, _headers(request, body)), _receive(body), take)
    except Exception:
        # A server answers 500 and goes on: that is for the checker to find.
        if status < 500:
            raise
    return Answer(status, _parsed(content), replayed)


def _headers(request: Request, body: bytes) -> list[tuple[bytes, bytes]]:
    headers = [(b"accept", b"application/json"), (b"content-length", str(len(body)).encode())]
    if body:
        headers.append((b"content-type", b"application/json"))
    if request.key:
        headers.append((b"idempotency-key", request.key.encode()))
    return headers


def _scope(request: Request, headers: list[tuple[bytes, bytes]]) -> Message:
    path, _, query = request.path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": f"/v1{path}",
        "raw_path": f"/v1{path}".encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [*headers, (b"authorization", f"Bearer {request.token}".encode())],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8460),
    }


def _receive(body: bytes) -> Callable[[], Coroutine[Any, Any, Message]]:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if not sent:
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}
        await asyncio.Event().wait()  # nobody hangs up; a crash cancels
        return {"type": "http.disconnect"}

    return receive


def _parsed(content: bytes) -> Json:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode(errors="replace")
