"""What two database files have in common."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlcipher3


@contextmanager
def opened(database: Path, key: bytes) -> Iterator[Any]:
    """Open a database beside the store."""
    with closing(sqlcipher3.connect(str(database), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection


def tables(database: Path, key: bytes) -> Mapping[str, str]:
    """Return a digest of the rows of each table."""
    with opened(database, key) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        found = {}
        for (name,) in connection.execute(query).fetchall():
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            found[name] = sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
        return found


def whole(database: Path, key: bytes) -> bool:
    """Tell whether a file is sound, every page of it."""
    with opened(database, key) as connection:
        sound: bool = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        hmacs: bool = connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        return sound and hmacs
