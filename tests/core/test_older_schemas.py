"""Files of every schema that was ever released: brought forward with every row, or left alone."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import sqlcipher3
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from core.runtime.clock import SimulatedClock
from core.store import Store
from core.store.migrate import configuration, migrate, newest_revision
from core.store.schema import metadata
from core.store.sqlite import SqliteFile, open_engine
from tests.fakes.reception import KEY, TUESDAY_NINE

_DUMPS: Final = Path(__file__).parent / "data" / "schemas"
REVISIONS: Final = sorted(path.stem for path in _DUMPS.glob("*.sql"))
HEAD: Final = str(ScriptDirectory.from_config(configuration()).get_current_head())
Tables = Mapping[str, list[dict[str, Any]]]


def make_file(path: Path, revision: str) -> Tables:
    """Make an encrypted file of an older schema; return what is in it."""
    connection = sqlcipher3.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.executescript((_DUMPS / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.commit()
    connection.close()
    return tables_of(path)


def tables_of(path: Path) -> Tables:
    """Return every row of every table of ours."""
    connection = sqlcipher3.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    found: dict[str, list[dict[str, Any]]] = {}
    for (name,) in connection.execute(names).fetchall():
        cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of ours
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    connection.close()
    return found


def kept(before: Tables, after: Tables) -> bool:
    """Tell whether every value of every row is there still, where its column is."""
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        later = after[table]
        assert len(later) == len(rows), table
        for old, new in zip(rows, later, strict=True):
            changed = {
                name: new[name] for name in old.keys() & new.keys() if new[name] != old[name]
            }
            assert not changed, (table, changed)
    return True


def test_there_is_a_file_of_every_schema_but_the_newest() -> None:
    known = [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()]
    assert sorted(known[1:]) == REVISIONS
    assert known[0] == newest_revision()


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_row_of_an_older_file_is_kept(tmp_path: Path, revision: str) -> None:
    path, copy = tmp_path / "site.db", tmp_path / "before-update.backup"
    before = make_file(path, revision)
    assert all(before.values()), "a table without rows shows nothing"
    clock = SimulatedClock(TUESDAY_NINE, 0)
    with Store.on(SqliteFile(path, KEY, copy), clock) as store:
        assert store.looked_through
        with store.read() as reader:
            assert reader.verify_journal().intact
            context = MigrationContext.configure(reader.connection, opts={"compare_type": False})
            assert compare_metadata(context, metadata) == []
    assert kept(before, tables_of(path))
    assert tables_of(copy) == before
    assert copy.stat().st_mode & 0o077 == 0


def test_a_file_that_is_up_to_date_is_not_copied(tmp_path: Path) -> None:
    path, copy = tmp_path / "site.db", tmp_path / "before-update.backup"
    make_file(path, REVISIONS[-1])
    clock = SimulatedClock(TUESDAY_NINE, 0)
    Store.on(SqliteFile(path, KEY, copy), clock).close()
    copy.unlink()
    Store.on(SqliteFile(path, KEY, copy), clock).close()
    Store.on(SqliteFile(tmp_path / "new.db", KEY, copy), clock).close()
    assert not copy.exists()


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_migration_that_fails_leaves_the_older_file_as_it_was(
    tmp_path: Path, revision: str
) -> None:
    path = tmp_path / "site.db"
    before = make_file(path, revision)
    engine = open_engine(path, KEY, writes=True)

    @event.listens_for(engine, "before_cursor_execute")
    def fail(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        # All that changes the schema has been run by then.
        if statement.startswith("UPDATE alembic_version") and HEAD in statement:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        migrate(engine)
    engine.dispose()
    assert tables_of(path) == before
    schema_after = _schema(path)
    make_file(tmp_path / "again.db", revision)
    assert schema_after == _schema(tmp_path / "again.db")


def _schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlcipher3.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    found = [(str(name), str(sql)) for name, sql in connection.execute(query)]
    connection.close()
    return found


_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from core.store.sqlite import SqliteFile, open_engine
from core.store.migrate import migrate
from tests.fakes.reception import KEY
engine = open_engine(Path(sys.argv[1]), KEY, writes=True)
@event.listens_for(engine, "before_cursor_execute")
def kill(connection, cursor, statement, parameters, context, many):
    if statement.startswith("UPDATE alembic_version") and sys.argv[2] in statement:
        os.kill(os.getpid(), signal.SIGKILL)
migrate(engine)
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_migration_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    before = make_file(path, REVISIONS[0])
    child = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), HEAD],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
        timeout=60,
    )
    assert child.returncode == -signal.SIGKILL
    assert tables_of(path) == before
    with Store.open(path, key=KEY, clock=SimulatedClock(TUESDAY_NINE, 0)):
        pass
    assert kept(before, tables_of(path))
