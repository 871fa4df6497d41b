"""Opening the file: its schema, newer ones, damage, wrong keys; and what a kill leaves behind."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from core.errors import DataDamaged, DataTooNew, StoreUnavailable
from core.store import Store
from core.store.engine import READERS
from core.store.migrate import migrate
from core.store.schema import metadata
from core.store.sqlite import open_engine
from tests.fakes.reception import KEY, Reception

pytestmark = pytest.mark.sqlite


def test_migrations_from_nothing_give_the_schema_of_the_tables(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "site.db", None, writes=True)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def indexes_of(engine: Engine) -> dict[str, str]:
    """Return the statements that made the indexes of a file."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    with engine.connect() as connection:
        rows = connection.execute(query)
        return {row.name: " ".join(str(row.sql).split()) for row in rows}


def test_partial_indexes_are_made_by_the_migrations(tmp_path: Path) -> None:
    migrated = open_engine(tmp_path / "migrated.db", None, writes=True)
    migrate(migrated)
    declared = open_engine(tmp_path / "declared.db", None, writes=True)
    with declared.begin() as connection:
        metadata.create_all(connection)
    found, meant = indexes_of(migrated), indexes_of(declared)
    found.pop("sqlite_autoindex_alembic_version_1")
    assert found == meant
    assert "state = 'waiting'" in found["ix_step_waiting"]
    migrated.dispose()
    declared.dispose()


def test_opening_twice_changes_nothing(reception: Reception) -> None:
    reception.walk_in()
    reception.store.close()
    store = Store.open(reception.path, key=KEY, clock=reception.clock)
    with store, store.read() as reader:
        assert len(reader.queue()) == 1


def test_a_newer_schema_is_refused(reception: Reception) -> None:
    reception.store.close()
    engine = open_engine(reception.path, KEY, writes=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    engine.dispose()
    with pytest.raises(DataTooNew, match="9999_future"):
        Store.open(reception.path, key=KEY, clock=reception.clock)


@pytest.mark.parametrize("key", [bytes(32), None])
def test_a_key_that_does_not_fit_is_told(reception: Reception, key: bytes | None) -> None:
    reception.store.close()
    with pytest.raises(DataDamaged):
        Store.open(reception.path, key=key, clock=reception.clock)


def test_flipped_bytes_are_found(reception: Reception) -> None:
    for _ in range(40):
        reception.walk_in()
    reception.store.close()
    content = bytearray(reception.path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    reception.path.write_bytes(content)
    with pytest.raises(DataDamaged):
        Store.open(reception.path, key=KEY, clock=reception.clock)


def test_what_is_no_database_is_found(reception: Reception, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(b"not a database at all" * 300)
    with pytest.raises(DataDamaged):
        Store.open(path, key=None, clock=reception.clock)


def test_a_place_that_cannot_be_written_is_told(reception: Reception, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable):
        Store.open(tmp_path / "file" / "site.db", key=None, clock=reception.clock)


def test_a_closed_store_says_so(reception: Reception) -> None:
    reception.store.close()
    reception.store.close()
    with pytest.raises(StoreUnavailable):
        reception.walk_in()


def test_a_lock_held_by_another_process_is_told_and_passes(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.sqlite.BUSY_TIMEOUT_MS", 50)
    with Store.open(reception.path, key=KEY, clock=reception.clock) as hurried:
        engine = open_engine(reception.path, KEY, writes=True)
        with engine.begin(), pytest.raises(StoreUnavailable, match="locked"):
            hurried.write(lambda uow: uow.now)
        hurried.write(lambda uow: uow.now)
        engine.dispose()


_WRITING = """
import sys
from contextlib import ExitStack
from pathlib import Path
from tests.fakes.reception import Reception
site = Reception(Path(sys.argv[1]))
while True:
    done = site.walk_in()
    print(done["visit_id"], done["number"], flush=True)
"""


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(60, marks=pytest.mark.slow),
        *(pytest.param(1 + 3 * n, marks=pytest.mark.soak) for n in range(100)),
    ],
)
def test_a_kill_loses_no_answered_command(tmp_path: Path, after: int) -> None:
    path = tmp_path / "site.db"
    answered: list[tuple[str, str]] = []
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITING, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert child.stdout is not None
    for line in child.stdout:
        visit_id, number = line.split()
        answered.append((visit_id, number))
        if len(answered) == after:
            child.send_signal(signal.SIGKILL)
            break
    # What was written between the kill and its effect was answered too.
    answered += [(one, two) for one, two in (line.split() for line in child.stdout)]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    engine = open_engine(path, KEY, writes=False)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, number FROM visit"))
        found = {row.id: row.number for row in rows}
    engine.dispose()
    assert len(found) - len(answered) in {0, 1}
    assert all(found[visit_id] == number for visit_id, number in answered)
    assert len(set(found.values())) == len(found)


def test_more_readers_than_connections_are_told_to_come_again(
    reception: Reception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.sqlite.BUSY_TIMEOUT_MS", 20)
    path = tmp_path / "crowded.db"
    with Store.open(path, key=KEY, clock=reception.clock) as store, ExitStack() as held:
        for _ in range(2 * READERS):
            held.enter_context(store.read())
        with pytest.raises(StoreUnavailable, match="in use"):
            store.seq()


def test_a_library_that_can_damage_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlcipher3.sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreUnavailable, match=r"can damage a database.* 3\.51\.3 or newer"):
        open_engine(tmp_path / "site.db", None, writes=True)
