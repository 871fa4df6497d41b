"""The real server on a disk that is full, read-only, slow, or fails to flush.

What must be seen: 503 with a code that says why, nothing half done, reads still answered, a
watchdog told; and all is well again by itself once the disk is, the same key done once.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from errno import EIO, EROFS
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from httpx2 import Response

from core.model import Role, StationKind
from core.runtime.clock import SystemClock
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import agents, stations
from server.__main__ import main
from server.data_folder import DataFolder
from server.opening import open_store
from tests.faults.disk.faulty_disk import FaultyDisk
from tests.server.live_server import LiveServer, live_server, run_apart, seqs
from tests.server.site_support import HASHED, PASSWORD, Json

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

_LONG_S: Final = 60.0
_COMMANDS: Final = ("init", "pairing-code", "backup")
FULL: Final = {"space": 0}


class Post:
    """A server on a faulty disk, a kiosk that calls it, and a lead who hears of everything."""

    def __init__(self, server: LiveServer, kiosk: str, lead: str) -> None:
        self.server, self.kiosk, self.lead = server, kiosk, lead
        site = server.call("GET", "/site", self.kiosk).json()
        self.life = next(one["id"] for one in site["services"] if one["code"] == "life_cert")

    def walk_in(self, key: str | None = None) -> Response:
        return self.server.http.post(
            "/walk-ins",
            json={"service_id": self.life},
            headers={"Authorization": f"Bearer {self.kiosk}", "Idempotency-Key": key or new_id()},
        )

    def health(self) -> Json:
        answer = self.server.call("GET", "/healthz", None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def until(self, store: str) -> None:
        """Wait until the watchdog is told a state of the store."""
        end = time.monotonic() + _LONG_S
        while self.health()["store"] != store:
            assert time.monotonic() < end, self.health()

    def until_tried(self, disk: FaultyDisk) -> None:
        """Wait until the server has tried the disk by itself."""
        end, tried = time.monotonic() + _LONG_S, disk.calls
        while disk.calls == tried:
            assert time.monotonic() < end
            self.health()

    def events(self) -> list[int]:
        """Return the seqs of the whole feed."""
        newest = int(self.health()["seq"])
        headers = {"Authorization": f"Bearer {self.lead}", "Accept": "text/event-stream"}
        with self.server.http.stream("GET", "/events?after=0", headers=headers) as response:
            return list(seqs(response, newest))


def number_of(answer: Response) -> str:
    return str(answer.json()["ticket"]["number"])


@pytest.fixture
def disk(data_folder: Path, tmp_path: Path) -> FaultyDisk:
    return FaultyDisk(data_folder, tmp_path / "control")


@contextmanager
def post_on(disk: FaultyDisk) -> Iterator[Post]:
    folder = DataFolder(disk.folder)
    kiosk, counter = stations.new_token(), stations.new_token()
    with open_store(folder, folder.key(), SystemClock()) as store:
        for token, kind in ((kiosk, StationKind.KIOSK), (counter, StationKind.COUNTER)):
            enrolled = stations.Enrol(token, kind, kind.value)
            store.write(partial(stations.enrol, actor=Actor(), command=enrolled))
        chef = agents.CreateAgent("chef", HASHED, (Role.LEAD,))
        store.write(partial(agents.create, actor=Actor(), command=chef))
    with live_server(disk.folder, environment=disk.environment) as server:
        credentials = {"username": chef.username, "password": PASSWORD}
        lead = server.call("POST", "/sessions", counter, credentials).json()["token"]
        yield Post(server, kiosk, lead)
        assert server.stop() == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        (FULL, {"store_full": "full"}),
        # To a file that is open already a read-only disk is one that fails.
        pytest.param(
            {"write_errno": EROFS},
            {"store_unavailable": "failing", "store_read_only": "read_only"},
            marks=pytest.mark.soak,
        ),
        pytest.param(
            {"write_errno": EIO}, {"store_unavailable": "failing"}, marks=pytest.mark.soak
        ),
        ({"sync_errno": EIO}, {"store_unavailable": "failing"}),
    ],
    ids=["full", "read_only", "write_fails", "flush_fails"],
)
def test_commands_are_refused_until_the_disk_is_well_and_then_done_once(
    disk: FaultyDisk, fault: dict[str, int], codes: dict[str, str]
) -> None:
    with post_on(disk) as post:
        first = post.walk_in()
        assert first.status_code == 201, first.text
        assert post.health()["store"] == "ok"
        with disk.failing(**fault):
            keys = [new_id() for _ in range(3)]
            for key in keys:
                refused = post.walk_in(key)
                assert refused.status_code == 503
                assert refused.json()["code"] in codes
                assert refused.headers["Retry-After"] == "2"
            post.until_tried(disk)
            told = post.health()
            assert told["status"] == "degraded"
            assert told["store"] in codes.values()
            read = post.server.call("GET", "/site", post.kiosk)
            assert read.status_code == 200
        post.until("ok")
        again = [post.walk_in(key) for key in keys for _ in range(2)]
        assert [one.status_code for one in again] == [201] * 6
        numbers = [number_of(one) for one in again]
        assert numbers == [f"K{number:03d}" for number in (2, 2, 3, 3, 4, 4)]
        assert post.events() == list(range(1, post.health()["seq"] + 1))
    assert main(["verify-journal", "--data", str(disk.folder)]) == 0


@pytest.mark.soak
def test_writes_that_the_system_cuts_short_are_completed(disk: FaultyDisk) -> None:
    with post_on(disk) as post, disk.failing(short_writes=1):
        assert [post.walk_in().status_code for _ in range(5)] == [201] * 5
        assert post.health()["store"] == "ok"


def test_a_slow_disk_delays_commands_and_nothing_else(disk: FaultyDisk) -> None:
    with post_on(disk) as post, ThreadPoolExecutor(12) as stations:
        keys = [new_id() for _ in range(12)]
        with disk.failing(sync_us=2_000_000):
            asked = [stations.submit(post.walk_in, key) for key in keys]
            post.until("slow")
            assert post.server.call("GET", "/site", post.kiosk).status_code == 200
            assert not all(one.done() for one in asked)
            answers = [one.result() for one in asked]
        assert {one.status_code for one in answers} == {201}
        assert len({number_of(one) for one in answers}) == 12
        # All that came during one flush shared the next.
        assert number_of(post.walk_in(keys[0])) == number_of(answers[0])
        post.walk_in()
        post.until("ok")


@pytest.mark.parametrize(
    "command",
    ["serve", *(pytest.param(one, marks=pytest.mark.soak) for one in _COMMANDS)],
)
def test_a_program_that_starts_on_a_full_disk_says_so_in_a_line(
    disk: FaultyDisk, command: str, tmp_path: Path
) -> None:
    arguments = {
        "serve": ("--data", "{}", "--port", "0", "--no-tls"),
        "init": ("init", "--data", "{}/new", "--name", "x", "--zone", "Europe/Lisbon"),
        "pairing-code": ("pairing-code", "--data", "{}", "--kind", "kiosk", "--name", "x"),
        "backup": ("backup", "--data", "{}", "{}/copy"),
    }[command]
    with disk.failing(**FULL):
        found = run_apart(
            *(part.replace("{}", str(disk.folder)) for part in arguments),
            environment=disk.environment,
        )
    assert found.returncode == 2, found.stderr
    assert found.stderr.startswith("guichet-server: ")
    assert found.stderr.count("\n") == 1
    assert main(["verify-journal", "--data", str(disk.folder)]) == 0
