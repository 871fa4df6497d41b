"""Leader and standby are killed over and over; what was shipped is there."""

import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Final

import pytest
from httpx2 import HTTPError

from core.runtime.ids import new_id
from server.standby.copy_folder import CopyFolder
from tests.server.live_server import LiveServer, live_server
from tests.server.standby_program import (
    StandbyProgram,
    command,
    key_of,
    pairing_code,
    wait_until,
)
from tests.support.database_files import opened, whole

pytestmark = [pytest.mark.sqlite, pytest.mark.soak, pytest.mark.timeout(7200)]

ROUNDS: Final = 25
KILLS: Final = 4
LOST_S: Final = 1.0


class Visitors:
    """People who take numbers one after the other, and when each was answered."""

    def __init__(self, server: LiveServer, token: str) -> None:
        self.answered: dict[str, float] = {}
        self._server = server
        self._token = token
        services = server.call("GET", "/site", token).json()["services"]
        self._service = next(one["id"] for one in services if one["code"] == "info")
        self._stop = Event()
        self._threads = [Thread(target=self._come, daemon=True) for _ in range(3)]
        for thread in self._threads:
            thread.start()

    def _come(self) -> None:
        while not self._stop.is_set():
            key = new_id()
            headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
            try:
                answer = self._server.http.post(
                    "/walk-ins", json={"service_id": self._service}, headers=headers
                )
            except HTTPError:
                return
            if answer.status_code == 201:
                self.answered[key] = monotonic()
            self._stop.wait(0.02)

    def end(self) -> Mapping[str, float]:
        """Let nobody come any more; return who was answered, and when."""
        self._stop.set()
        for thread in self._threads:
            thread.join(15)
        return self.answered


def keys_in(database: Path, key: bytes) -> set[str]:
    """Return the keys of the commands that a database has done."""
    with opened(database, key) as connection:
        return {row[0] for row in connection.execute("SELECT key FROM command")}


def one_round(base: Path, folder: Path, chance: random.Random) -> tuple[int, int, int]:
    """Kill a standby some times, then its leader; return answered, kept, and kills."""
    copy, kit = base / "copy", base / "kit.json"
    code = command("emergency-kit", "--data", str(folder), str(kit)).out
    kills, asked_at = 0, 0.0
    with live_server(folder) as server:
        token = server.pair(folder, "kiosk")
        arguments = ("--server", server.url, "--pair", pairing_code(folder))
        standby = StandbyProgram(copy, *arguments)
        standby.said("following")
        visitors = Visitors(server, token)
        try:
            for _ in range(chance.randrange(KILLS)):
                before = len(visitors.answered)
                some = chance.randrange(1, 60)
                wait_until(lambda b=before, s=some: len(visitors.answered) >= b + s, "visitors")  # type: ignore[misc]
                standby.kill()
                kills += 1
                standby = StandbyProgram(copy, *arguments)
            standby.said("following")
            before = len(visitors.answered)
            wait_until(lambda: len(visitors.answered) >= before + 50, "visitors")
            shipped_at = monotonic()
            shipped = set(visitors.answered)
            head = server.call("GET", "/healthz", None).json()["seq"]
            wait_until(lambda: seq_of(copy) >= head, "the standby has what was done")
            asked_at = monotonic()
            server.kill()
            kills += 1
        finally:
            answered = visitors.end()
            standby.kill()
    assert shipped_at <= asked_at
    key = key_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUICHET_KEY_DIR", str(base / "keys of the second PC"))
        promoted = command("promote", "--data", str(copy), "--kit", str(kit), stdin=code)
    assert promoted.code == 0, promoted.err
    kept = keys_in(copy / "site.sqlite", key)
    assert whole(copy / "site.sqlite", key)
    assert shipped <= kept, "what was shipped is there"
    lost = {name: at for name, at in answered.items() if name not in kept}
    assert all(at >= asked_at - LOST_S for at in lost.values()), "lost: of the last second alone"
    return len(answered), len(answered) - len(lost), kills


def seq_of(copy: Path) -> int:
    """Return how far a copy is that another process keeps."""
    looked = copy.with_name("looked at")
    shutil.rmtree(looked, ignore_errors=True)
    try:
        shutil.copytree(copy, looked, ignore=shutil.ignore_patterns("*.lock", "logs"))
        head = CopyFolder(looked).head
    except (OSError, shutil.Error):
        return 0
    return 0 if head is None else head.seq


def test_what_was_shipped_outlives_any_kill(fresh_site: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    total = [0, 0, 0]
    for number in range(ROUNDS):
        base = tmp_path / str(number)
        shutil.copytree(fresh_site, base)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
            patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
            found = one_round(base, base / "data", chance)
        total = [one + other for one, other in zip(total, found, strict=True)]
        shutil.rmtree(base)
        print(f"seed {seed}, round {number}: answered, kept, kills {total}")  # noqa: T201
    answered, kept, _ = total
    assert kept <= answered
