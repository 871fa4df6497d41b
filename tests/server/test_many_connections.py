"""Thousands of connections that want nothing, or never end: the others are served."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.model import EventKind
from core.ports import UnitOfWork
from core.runtime.clock import SimulatedClock
from core.things import Actor
from server.data_folder import DataFolder
from server.opening import open_store
from server.serving import raise_file_limit
from tests.server.live_server import LiveServer, feed_lines, live_server
from tests.server.site_support import MORNING

pytestmark = pytest.mark.slow

ROWS = 2500
STUCK = 20
_SLOW_HEAD = b"GET /v1/healthz HTTP/1.1\r\nHost: here\r\nx-slow: "
_SLOW_BODY = (
    b"POST /v1/stations/pair HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
    b"Content-Length: 60000\r\n\r\n{"
)


@pytest.fixture
def server(data_folder: Path) -> Iterator[LiveServer]:
    """Run a server whose journal is more than a connection holds by itself."""
    folder = DataFolder(data_folder)
    with open_store(folder, folder.key(), SimulatedClock(MORNING, 0)) as store:
        store.write(lambda uow: _reopen(uow, ROWS))
    with live_server(data_folder) as running:
        yield running


def _reopen(uow: UnitOfWork, times: int) -> None:
    for _ in range(times):
        uow.record(EventKind.SITE_REOPENED, Actor())


def connect(server: LiveServer) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    connection = socket.socket()
    # As little as the system allows, so that what is not read comes to the server's notice.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(10)
    connection.connect((host, int(port)))
    return connection


def resident_kib(server: LiveServer) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_who_wants_nothing_never_ends_or_does_not_read_keeps_nobody_from_being_served(
    server: LiveServer, data_folder: Path
) -> None:
    raise_file_limit()
    display = server.pair(data_folder, "display")
    counter = server.pair(data_folder, "counter")
    lead = server.sign_in(data_folder, counter, "lead")
    ask = (
        f"GET /v1/events?after=0 HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {display}\r\n"
        "Accept: text/event-stream\r\n\r\n"
    ).encode()
    before = resident_kib(server)
    with ExitStack() as held:
        for _ in range(2000):
            held.enter_context(connect(server))
        for start, count in ((_SLOW_HEAD, 100), (_SLOW_BODY, 100), (ask, STUCK)):
            for _ in range(count):
                held.enter_context(connect(server)).sendall(start)
        newest = int(server.call("GET", "/healthz", None).json()["seq"])
        headers = {"Authorization": f"Bearer {lead}", "Accept": "text/event-stream"}
        with server.http.stream("GET", "/events?after=0", headers=headers) as response:
            ids = (int(value) for name, value in feed_lines(response) if name == "id")
            assert [next(ids) for _ in range(newest)] == list(range(1, newest + 1))
            done = server.call("PUT", "/stations/self/health", counter, {"printer": "ok"})
            assert done.is_success
            assert next(ids) == newest + 1
        # An idle connection costs little; one that does not read 64 KiB, and what is under way.
        assert resident_kib(server) - before < 2200 * 20 + STUCK * 300
