"""Writes a dump of every schema that was ever released, with rows in every table.

    python -m tests.core.data.make_schema_dumps

Run it when a migration is added: it writes the schema before the newest one. Dumps that are there
are left alone, since they stand for files at real sites.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, insert, select

from core.store.chain import ACTOR, GENESIS, IDS, digest_of, link, microseconds
from core.store.migrate import configuration
from core.store.sqlite import open_engine

FOLDER: Final = Path(__file__).with_name("schemas")
ROWS: Final = 2
_START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_KINDS: Final = ("visit.walked_in", "step.waiting", "step.called", "step.completed")
_TEXTS: Final[Mapping[str, str]] = {
    "zone": "Europe/Lisbon",
    "layer": "site",
    "part": "settings",
    "state": "waiting",
    "kind": "counter",
    "status": "booked",
}


def main() -> None:
    """Write the dumps that are missing."""
    FOLDER.mkdir(exist_ok=True)
    _newest, *older = ScriptDirectory.from_config(configuration()).walk_revisions()
    for revision in reversed([one.revision for one in older]):
        target = FOLDER / f"{revision}.sql"
        if not target.exists():
            target.write_text(_dump(revision), encoding="utf-8")
            sys.stdout.write(f"{target}\n")


def _dump(revision: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.db"
        engine = open_engine(path, None, writes=True)
        with engine.connect() as connection, connection.begin():
            command.upgrade(configuration(connection), revision)
        with engine.connect() as connection, connection.begin():
            _fill(connection)
        engine.dispose()
        plain = sqlite3.connect(path)
        lines = [line for line in plain.iterdump() if "sqlite_stat" not in line]
        plain.close()
    return "\n".join(lines) + "\n"


def _fill(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        if table.name == "event":
            _fill_journal(connection, table)
        elif table.name != "alembic_version":
            rows = 1 if table.name == "site" else ROWS
            for number in range(1, rows + 1):
                values = {column.name: _value(column, number) for column in table.columns}
                if table.name == "seal":
                    events = found.tables["event"]
                    values["hash"] = connection.execute(
                        select(events.c.hash).where(events.c.seq == number)
                    ).scalar_one()
                connection.execute(insert(table), values)


def _fill_journal(connection: Connection, table: Table) -> None:
    before = GENESIS
    for seq, kind in enumerate(_KINDS, 1):
        salt, facts = bytes([seq]) * 16, {"number": f"K{seq:03}"}
        row: dict[str, Any] = {
            "seq": seq,
            "at": microseconds(_START + timedelta(minutes=seq)),
            "kind": kind,
            **dict.fromkeys((*IDS, *ACTOR)),
            "visit_id": "visit-1",
            "facts": f'{{"number":"K{seq:03}"}}',
            "salt": salt,
            "digest": digest_of(salt, facts),
        }
        before = row["hash"] = link(row, before)
        connection.execute(insert(table), row)


def _value(column: Column[Any], number: int) -> Any:  # noqa: ANN401 - by the column's type
    for key in column.foreign_keys:
        return _value(key.column, number)
    name = column.name
    kind = column.type.python_type
    if kind is bytes:
        return bytes([number]) * 32
    if kind is bool:
        return False
    if kind is int:
        return microseconds(_START) + number if name.endswith("at") else number
    if kind is str:
        return _text(name, number)
    return _START.date() + timedelta(days=number)


def _text(name: str, number: int) -> str:
    if name in ("document", "definition", "facts", "audit", "catalogue"):
        return "{}"
    return _TEXTS.get(name, f"{name}-{number}")


if __name__ == "__main__":
    main()
