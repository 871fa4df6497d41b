"""A kill at any call of the system: the check-in is done or it is not, and its answer is kept."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.reception import Reception
from tests.faults.disk.cuts import DATABASE, ROOT
from tests.faults.disk.faulty_disk import FaultyDisk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def killed(folder: Path, every: int) -> list[dict[str, Any]]:
    """Kill a check-in at every so manieth call, in three ways; return what was found each time."""
    prepared, site = folder / "prepared", folder / "site"
    post = Reception(prepared / DATABASE)
    post.book(9, 0)
    post.store.close()
    shutil.copytree(prepared, site)
    disk = FaultyDisk(site, folder / "control")
    arguments = (str(disk.folder / DATABASE), str(prepared), str(every))
    found = subprocess.run(
        [sys.executable, "-m", "tests.faults.disk.kills", *arguments],
        cwd=ROOT,
        env=disk.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, (found.returncode, found.stderr, found.stdout[-500:])
    return [json.loads(line) for line in found.stdout.splitlines()]


@pytest.mark.parametrize(
    ("every", "least"), [(31, 7), pytest.param(1, 150, marks=pytest.mark.soak)]
)
def test_a_check_in_is_done_once_wherever_the_program_dies(
    tmp_path: Path, every: int, least: int
) -> None:
    found = killed(tmp_path, every)
    assert len(found) >= least
    for one in found:
        # Done or not, never half, and what was answered was done; its key does it once.
        assert one["again"] == (one["before"] == 1), one
        assert one["before"] == 1 or not one["answered"], one
        assert one["answered"] in ("", one["number"]), one
        assert (one["after"], one["intact"], one["check"]) == (1, True, "ok"), one
    assert [one["died"] for one in found] == [True] * (len(found) - 1) + [False]
    assert {one["before"] for one in found} == {0, 1}
