"""Callers who do not read: what is held for them is bounded, and they are cut off."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from server.protocol import MOST_HELD, BoundedProtocol
from tests.fakes.certificates import Certificate, make_certificate

CHUNK = bytes(16 * 1024)
_ASK = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


class Endless:
    """An application that has more to tell than anybody takes."""

    def __init__(self) -> None:
        self.sent = 0
        self.ended = asyncio.Event()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(self._until_gone(receive))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": CHUNK, "more_body": True})
            self.sent += len(CHUNK)
            await asyncio.sleep(0)
        self.ended.set()

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


class Impatient(BoundedProtocol):
    """Waits for a moment only, and can be looked into."""

    stuck_s = 0.1
    held = 0

    def pause_writing(self) -> None:
        super().pause_writing()
        Impatient.held = max(Impatient.held, self.transport.get_write_buffer_size())


@asynccontextmanager
async def served(
    app: Any,  # noqa: ANN401 - any application
    certificate: Certificate | None,
) -> AsyncIterator[tuple[str, int]]:
    config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(
        lambda: Impatient(config=config, server_state=state, app_state={}),
        "127.0.0.1",
        0,
        ssl=None if certificate is None else certificate.context,
    )
    async with listener, asyncio.timeout(20):
        host, port = listener.sockets[0].getsockname()
        yield host, port


@pytest.fixture(params=["plain", "tls"])
def certificate(request: pytest.FixtureRequest, tmp_path: Path) -> Certificate | None:
    return make_certificate(tmp_path, "site") if request.param == "tls" else None


def caller(certificate: Certificate | None) -> ssl.SSLContext | None:
    """Return what a caller needs; who answers does not matter here."""
    if certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def test_who_reads_nothing_is_cut_off_and_little_is_held_for_them(
    certificate: Certificate | None,
) -> None:
    async def scene() -> None:
        app = Endless()
        async with served(app, certificate) as (host, port):
            _, writer = await asyncio.open_connection(
                host, port, limit=1024, ssl=caller(certificate)
            )
            writer.write(_ASK)
            await app.ended.wait()
            assert Impatient.held <= MOST_HELD + 2 * len(CHUNK)
            writer.close()

    asyncio.run(scene())


def test_who_reads_slowly_is_kept(
    monkeypatch: pytest.MonkeyPatch, certificate: Certificate | None
) -> None:
    monkeypatch.setattr(Impatient, "stuck_s", 0.5)

    async def scene() -> None:
        app = Endless()
        async with served(app, certificate) as (host, port):
            reader, writer = await asyncio.open_connection(
                host, port, limit=64 * 1024, ssl=caller(certificate)
            )
            writer.write(_ASK)
            loop = asyncio.get_running_loop()
            begun = loop.time()
            taken = 0
            # Three times as long as somebody who takes nothing is borne with.
            while loop.time() < begun + 3 * Impatient.stuck_s:
                taken += len(await reader.read(256 * 1024))
                await asyncio.sleep(Impatient.stuck_s / 10)
            assert not app.ended.is_set()
            assert taken > MOST_HELD
            writer.close()
            await app.ended.wait()

    asyncio.run(scene())
