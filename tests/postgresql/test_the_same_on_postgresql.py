"""The tests of rules, commands and stations, run again on PostgreSQL."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SOME: Final = (
    "tests/core/test_commands_once.py",
    "tests/core/test_journal.py",
    "tests/core/test_leasing.py",
    "tests/core/test_who_is_first.py",
    "tests/commands/test_check_in.py",
    "tests/commands/test_outbox_retry.py",
)
ALL: Final = ("core", "commands", "server", "model", "fuzz", "client", "docs")

pytestmark = pytest.mark.xdist_group("postgresql")


def run_on_postgresql(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--database", "postgresql", "-q", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_some_of_the_tests_pass_on_postgresql(needs_postgresql: None) -> None:
    run_on_postgresql("-n", "0", *SOME)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_all_of_the_tests_pass_on_postgresql(needs_postgresql: None) -> None:
    folders = [f"tests/{name}" for name in ALL]
    run_on_postgresql("-n", "2", "-m", "not soak", "--dist", "loadgroup", *folders)
