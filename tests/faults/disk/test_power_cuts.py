"""Power cuts on the real store: what was answered is there, once, and nothing is damaged.

A day is played on a disk that writes down every write and flush in order; then the power is cut
at places of it, and the store is started on what the disk may hold (see `power_cut`).
"""

import signal
from pathlib import Path
from random import Random

import pytest

from core.runtime.ids import new_id
from tests.fakes.reception import Reception
from tests.faults.disk.cuts import (
    DATABASE,
    Found,
    cut,
    cut_at_the_end,
    disk_with_trace,
    record,
    started,
)
from tests.faults.disk.power_cut import read_trace

pytestmark = pytest.mark.slow


def days(count: int) -> list[object]:
    return [pytest.param(str(seed), 100, marks=pytest.mark.soak) for seed in range(2, 2 + count)]


def told(found: list[Found]) -> str:
    lost, damaged = sum(one.lost for one in found), sum(one.damaged is not None for one in found)
    promised = sum(one.promised for one in found)
    return f"{len(found)} cuts: {promised} answers, {lost} lost; damaged {damaged} times"


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("seed", "count"), [("1", 20), *days(12)])
def test_a_power_cut_takes_back_nothing_that_was_answered(
    tmp_path: Path, seed: str, count: int
) -> None:
    found = list(cut(record(tmp_path, seed), count, Random(seed), tmp_path / "cuts"))
    assert sum(one.promised for one in found) > 10 * count
    assert [one for one in found if one.lost or one.damaged] == [], told(found)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("seed", "count"), [("1", 6), *days(3)])
def test_flushes_that_fail_now_and_then_change_nothing_of_that(
    tmp_path: Path, seed: str, count: int
) -> None:
    found = list(cut(record(tmp_path, seed, ill=0.3), count, Random(seed), tmp_path / "cuts"))
    assert [one for one in found if one.lost or one.damaged] == [], told(found)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("seed", "count"), [("1", 30), *days(3)])
def test_the_simulator_sees_what_flushing_at_checkpoints_alone_would_lose(
    tmp_path: Path, seed: str, count: int
) -> None:
    found = list(cut(record(tmp_path, seed, "NORMAL"), count, Random(seed), tmp_path / "cuts"))
    assert any(one.lost for one in found), told(found)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_simulator_sees_the_damage_of_never_flushing(tmp_path: Path, seed: str) -> None:
    found = list(cut(record(tmp_path, seed, "OFF"), 100, Random(seed), tmp_path / "cuts"))
    assert any(one.lost for one in found), told(found)
    assert any(one.damaged for one in found), told(found)


@pytest.mark.parametrize(
    ("fault", "ends"),
    [
        ("unflushed", 1),
        pytest.param("killed", -signal.SIGKILL, marks=pytest.mark.soak),
        pytest.param("again", 0, marks=pytest.mark.soak),
    ],
)
def test_an_answer_that_is_given_again_after_a_fault_outlives_a_power_cut(
    tmp_path: Path, fault: str, ends: int
) -> None:
    disk = disk_with_trace(tmp_path)
    post = Reception(disk.folder / DATABASE)
    post.book(9, 0)
    post.store.close()
    files = {file.name: file.read_bytes() for file in disk.folder.iterdir()}
    key = new_id()
    assert started(disk, "one_check_in", key, fault) == ends
    disk.heal()
    assert started(disk, "one_check_in", key, "none") == 0
    assert disk.trace is not None
    found = cut_at_the_end(files, read_trace(disk.trace), 8, Random(fault), tmp_path)
    assert [one.promised for one in found] == [1] * 8
    assert [one for one in found if one.lost or one.damaged] == [], told(found)
