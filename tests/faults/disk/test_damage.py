"""Bytes that change on the disk: found, told in a line, and never taken for what was written."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import TextClause, text

from core.errors import AnswersMissing, DataDamaged
from core.model import EventKind, StoreState
from core.ports import UnitOfWork
from core.runtime.clock import SimulatedClock, SystemClock
from core.store import Store
from core.store.unit_of_work import SqlUnitOfWork
from core.things import Actor
from server.__main__ import main
from server.data_folder import DataFolder
from server.opening import open_store
from tests.fakes.reception import KEY, TUESDAY_NINE, Reception
from tests.faults.disk.cuts import DATABASE, state_of

PAGE: Final = 4096
Damage = Callable[[bytearray, Random], None]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a killed server leaves: people in the database, and ten more in SQLite's log alone."""
    base = tmp_path_factory.mktemp("left")
    post = Reception(base / "running" / DATABASE)
    for _ in range(30):
        post.walk_in()
    post.store.close()
    with Store.open(post.path, key=KEY, clock=post.clock) as post.store:
        for _ in range(10):
            post.walk_in()
        shutil.copytree(post.path.parent, base / "left")
    return base / "left"


def recorded(uow: UnitOfWork) -> None:
    uow.record(EventKind.STATION_HEALTH, Actor())


def read_anew(uow: UnitOfWork, query: TextClause) -> None:
    """Read on the writer's connection, which knows the whole file since it was looked through."""
    assert isinstance(uow, SqlUnitOfWork)
    uow._connection.execute(text("PRAGMA shrink_memory"))
    uow._connection.execute(query).all()


def flip(content: bytearray, random: Random) -> None:
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def zero_a_page(content: bytearray, random: Random) -> None:
    start = random.randrange(0, len(content), PAGE)
    content[start : start + PAGE] = bytes(len(content[start : start + PAGE]))


def swap_two_pages(content: bytearray, random: Random) -> None:
    one, other = random.sample(range(0, len(content) - PAGE, PAGE), 2)
    kept = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = kept


def cut_off(content: bytearray, random: Random) -> None:
    del content[random.randrange(1, len(content)) :]


def cut_off_after_a_page(content: bytearray, random: Random) -> None:
    del content[random.randrange(PAGE, len(content), PAGE) :]


def replace(content: bytearray, random: Random) -> None:
    content[:] = random.randbytes(len(content))


def damaged(left: Path, target: Path, name: str, damage: Damage, seed: int) -> Path:
    """Return a copy of the data in which one file is damaged."""
    shutil.copytree(left, target)
    content = bytearray((target / name).read_bytes())
    damage(content, Random(seed))
    (target / name).write_bytes(content)
    return target


@pytest.mark.parametrize(
    "seeds", [range(4), pytest.param(range(4, 300), marks=pytest.mark.soak)], ids=["some", "many"]
)
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "damage", [flip, zero_a_page, swap_two_pages, cut_off, cut_off_after_a_page, replace]
)
@pytest.mark.parametrize("name", [DATABASE, f"{DATABASE}-wal"])
def test_damage_is_found_at_start_or_touches_nothing(
    tmp_path: Path, left: Path, name: str, damage: Damage, seeds: range
) -> None:
    whole = state_of(shutil.copytree(left, tmp_path / "whole"))
    found = 0
    for seed in seeds:
        folder = damaged(left, tmp_path / str(seed), name, damage, seed)
        try:
            # A page of which the log holds a newer version is not read any more.
            assert state_of(folder) == whole, f"seed {seed}"
        except DataDamaged:
            found += 1
        shutil.rmtree(folder)
    assert found


def test_a_log_that_is_cut_short_in_its_middle_is_told(tmp_path: Path, left: Path) -> None:
    folder = shutil.copytree(left, tmp_path / "cut")
    log = folder / f"{DATABASE}-wal"
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    with pytest.raises(AnswersMissing) as told:
        state_of(folder)
    assert told.value.newest < told.value.answered


def test_an_older_copy_in_the_place_of_the_data_is_told(tmp_path: Path, left: Path) -> None:
    folder = shutil.copytree(left, tmp_path / "older")
    (folder / f"{DATABASE}-wal").unlink()
    with pytest.raises(AnswersMissing):
        state_of(folder)


def test_the_log_of_another_site_is_told(tmp_path: Path, left: Path) -> None:
    other = Reception(tmp_path / "other" / DATABASE, anew=True)
    folder = shutil.copytree(left, tmp_path / "mixed")
    shutil.copy(f"{other.path}-wal", folder / f"{DATABASE}-wal")
    other.store.close()
    with pytest.raises(DataDamaged):
        state_of(folder)


def test_rubbish_in_the_shared_memory_of_a_killed_server_is_no_damage(
    tmp_path: Path, left: Path
) -> None:
    whole = state_of(shutil.copytree(left, tmp_path / "whole"))
    folder = damaged(left, tmp_path / "rubbish", f"{DATABASE}-shm", replace, 1)
    assert state_of(folder) == whole


def test_damage_that_appears_while_a_server_runs_is_told_and_the_rest_goes_on(
    tmp_path: Path, left: Path
) -> None:
    folder = shutil.copytree(left, tmp_path / "running")
    state_of(folder)
    store = Store.open(folder / DATABASE, key=KEY, clock=SimulatedClock(TUESDAY_NINE, 0))
    with store:
        query = text("SELECT * FROM visit NOT INDEXED")
        with store.read() as reader:
            page = reader.connection.execute(
                text("SELECT rootpage FROM sqlite_master WHERE name = 'visit'")
            ).scalar_one()
        with (folder / DATABASE).open("r+b") as file:
            file.seek((page - 1) * PAGE + PAGE // 2)
            file.write(b"rubbish")
        assert store.state == StoreState("ok")
        for _ in range(3):
            with pytest.raises(DataDamaged), store.read() as reader:
                reader.connection.execute(query).all()
            assert store.state == StoreState("damaged")
            assert store.seq() > 0
        with pytest.raises(DataDamaged):
            store.write(lambda uow: read_anew(uow, query))
        before = store.seq()
        store.write(recorded)
        assert store.seq() == before + 1
    with pytest.raises(DataDamaged):
        state_of(folder)


@pytest.mark.slow
def test_the_way_out_that_the_line_names_leads_out(
    data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(data_folder))
    older = tmp_path / "older"
    assert main(["backup", *data, str(older)]) == 0
    folder = DataFolder(data_folder)
    with open_store(folder, folder.key(), SystemClock()) as store:
        store.write(recorded)
    capsys.readouterr()
    shutil.copy(older, folder.database)
    assert main(["verify-journal", *data]) == 4
    line = capsys.readouterr().err
    assert line.startswith("guichet-server: ")
    assert line.count("\n") == 1
    assert "`backup` and restore what there is" in line
    there_is = tmp_path / "there-is"
    assert main(["backup", *data, str(there_is)]) == 0
    assert main(["restore", *data, str(there_is)]) == 0
    assert main(["verify-journal", *data]) == 0
