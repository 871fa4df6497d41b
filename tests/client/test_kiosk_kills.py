"""A kiosk that is killed at any moment gives no number twice and forgets none."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from tests.fakes.site_rules import TOKEN
from tests.fakes.site_server import SiteServer

ROOT = Path(__file__).parents[2]
FAULTS = ("lose", "cut", "drop", "503 store_unavailable", "delay")


def run_until_killed(profile: Path, site: SiteServer, first: int, after: int) -> list[str]:
    """Start a kiosk, kill it after so many numbers, and return those that it showed."""
    command = [sys.executable, "-m", "tests.fakes.kiosk_process", str(profile), site.url]
    shown: list[str] = []
    with subprocess.Popen(
        [*command, str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            shown.append(line.strip())
            if len(shown) > after:
                process.kill()
                break
        shown += [line.strip() for line in process.stdout]
    return [number for number in shown if number != "ready"]


@pytest.mark.parametrize(
    ("seed", "kills"),
    [
        pytest.param(20261124, 6, marks=pytest.mark.slow),
        *(
            pytest.param(seed, 20, marks=[pytest.mark.soak, pytest.mark.timeout(600)])
            for seed in range(5)
        ),
    ],
)
def test_a_kiosk_killed_again_and_again_gives_each_number_once_and_tells_all(
    site: SiteServer, tmp_path: Path, seed: int, kills: int
) -> None:
    dice = random.Random(seed)
    profile = tmp_path / "kiosk"
    shown: list[str] = []
    for run in range(kills):
        for path in ("/v1/walk-ins", "/v1/check-ins"):
            for _ in range(dice.randrange(8)):
                site.fault(path, dice.choice(FAULTS), seconds=0.05)
        shown += run_until_killed(profile, site, run * 10_000, dice.randrange(1, 40))
    assert len(shown) > 30
    assert len(set(shown)) == len(shown)

    site.clear_faults()
    settled = threading.Event()
    desk = KioskDesk.open(
        profile,
        Connection(site.url, TOKEN),
        on_state=lambda s: settled.set() if not s.pending else None,
    )
    if desk.state().pending:
        assert settled.wait(30)
    assert desk.state().rejected == 0
    desk.close()
    told = site.numbers()
    assert len(set(told)) == len(told)
    assert set(shown) <= set(told)
    # A kill between the disk and the screen leaves a number that nobody saw, one a run at most.
    assert len(told) - len(shown) <= kills
