"""A copy of the database while it is in use, encrypted as it is; and what a restore needs."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from core.errors import DataDamaged, StoreUnavailable

_WAIT_S: Final = 5.0
"""How long whoever writes is waited for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Whose data a file holds.

    Attributes:
        site_id: None where it holds no site.
        epoch: How high the epoch was; 0 without a site.
    """

    site_id: str | None
    epoch: int


def replace_copy(source: Path, target: Path, *, key: bytes) -> None:
    """Copy a database to a file of this user alone, in place of an earlier copy.

    Raises:
        StoreUnavailable: The copy cannot be made; the earlier one is still there.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        back_up(source, part, key=key)
        part.replace(target)
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}") from error


def back_up(source: Path, target: Path, *, key: bytes) -> None:
    """Copy a database, consistent and whole, under the same key, and look the copy through.

    Args:
        source: The file in use.
        target: The file to make; it must not exist.
        key: 32 bytes.

    Raises:
        StoreUnavailable: The copy cannot be made.
        DataDamaged: The copy is not as it should be.
    """
    try:
        with _opened(source, key) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        with _opened(target, key) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlcipher3.dbapi2.Error as error:
        raise StoreUnavailable(str(error)) from error
    if found != "ok":
        raise DataDamaged(str(found))


def settle(path: Path, *, key: bytes) -> Settled:
    """Bring what SQLite's log holds into the file, so that the file alone is the whole database.

    Nobody else may have it open.

    Raises:
        StoreUnavailable: The file cannot be opened, or is no database under this key.
    """
    try:
        with _opened(path, key) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'site'").fetchone()
            site = connection.execute("SELECT id, epoch FROM site").fetchone() if named else None
    except sqlcipher3.dbapi2.Error as error:
        raise StoreUnavailable(str(error)) from error
    return Settled(None, 0) if site is None else Settled(*site)


@contextlib.contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    with contextlib.closing(
        sqlcipher3.connect(str(path), isolation_level=None, timeout=_WAIT_S)
    ) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection
