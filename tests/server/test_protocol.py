"""HTTP at its edges: heads without end, requests that are never finished, and what is no HTTP."""

import asyncio
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from uvicorn.server import ServerState

from server.app import make_app
from server.protocol import MOST_HEAD, BoundedProtocol
from tests.server.live_server import LiveServer, live_server
from tests.server.site_support import SiteUnderTest

pytestmark = pytest.mark.slow

START = b"GET /v1/healthz HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture
def live(data_folder: Path) -> Iterator[LiveServer]:
    """Run the real program."""
    with live_server(data_folder) as running:
        yield running


def _exchange(live: LiveServer, start: bytes, more: bytes, times: int) -> tuple[int, bytes]:
    """Send a start, then more and more; return how many times it was taken, and the answer."""
    host, port = live.url.removeprefix("http://").split(":")
    taken = 0
    answer = b""
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        try:
            connection.sendall(start)
            for _ in range(times):
                connection.sendall(more)
                taken += 1
        except ConnectionError:
            pass
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionError:
            pass
    return taken, answer


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (START, b"x-one: " + b"a" * 1000 + b"\r\n"),
        (START + b"x-one: ", b"a" * 1000),
        (b"GET /v1/", b"a" * 1000),
        (b"", b"\r\n" * 500),
        (
            (
                b"POST /v1/stations/pair HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n"
                b"Content-Type: application/json\r\n\r\n1;"
            ),
            b"a" * 1000,
        ),
    ],
    ids=["headers", "one header", "path", "empty lines", "chunk extension"],
)
def test_heads_without_end_are_cut_off(live: LiveServer, start: bytes, more: bytes) -> None:
    taken, _ = _exchange(live, start, more, 60_000)
    assert taken < 60_000
    assert live.call("GET", "/healthz", None).status_code == 200


def test_too_large_a_head_is_told(live: LiveServer) -> None:
    _, answer = _exchange(live, START + b"x-one: ", b"a" * (MOST_HEAD + 1), 1)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431 ")
    assert b"content-type: application/problem+json" in head
    assert b"\r\nx-content-type-options: nosniff" in head
    assert json.loads(body)["code"] == "head_too_large"


@pytest.mark.parametrize("sent", [b"FOO /v1/healthz HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00"])
def test_what_is_no_http_gets_a_problem(live: LiveServer, sent: bytes) -> None:
    _, answer = _exchange(live, sent, b"", 0)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["code"] == "malformed"


def test_a_request_that_is_never_finished_is_dropped_and_an_idle_connection_is_not() -> None:
    class Quick(BoundedProtocol):
        slowest_s = 0.05

    async def attack() -> None:
        config = uvicorn.Config(make_app(None), lifespan="off", ws="none", log_config=None)
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        listener = await loop.create_server(
            lambda: Quick(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        async with listener, asyncio.timeout(10):
            host, port = listener.sockets[0].getsockname()
            idle_reader, idle_writer = await asyncio.open_connection(host, port)
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(START)
            assert await reader.read() == b""
            idle_writer.write(b"GET /v1/nothing HTTP/1.1\r\nHost: here\r\n\r\n")
            assert (await idle_reader.readline()).startswith(b"HTTP/1.1 404 ")
            for one in (writer, idle_writer):
                one.close()
                await one.wait_closed()

    asyncio.run(attack())


def test_a_slash_too_many_is_no_redirect(site: SiteUnderTest) -> None:
    answer = site.http.get(
        "/v1/healthz/", headers={"Host": "elsewhere.example"}, follow_redirects=False
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_papers_and_needs_are_bounded_and_unknown_papers_not_repeated(site: SiteUnderTest) -> None:
    visit = f"/visits/{site.walk_in()['visit']['id']}"
    named = site.call("PATCH", visit, {"documents": {"Éloïse Martin": True}})
    assert (named.status_code, named.json()["code"]) == (422, "document_unknown")
    assert "Martin" not in named.text
    for body in (
        {"needs": ["quiet"] * 17},
        {"documents": {f"paper_{i}": True for i in range(65)}},
        {"documents": {"a\nb": True}},
    ):
        assert site.call("PATCH", visit, body).json()["code"] == "invalid_request"


def test_watchdogs_need_no_token(site: SiteUnderTest) -> None:
    answer = site.call("GET", "/healthz", as_=None).json()
    assert answer["status"] == "ok"
    assert answer["booking"]["state"] == "off"
    assert answer["seq"] > 0
    assert site.http.get("/openapi.json").status_code == 200
