"""Copies of the database, encrypted as it is or anew; and what a restore needs."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from core.errors import DataDamaged, StoreUnavailable
from core.store.engine import faults

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


def reencrypt(source: Path, target: Path, *, key: bytes, new: bytes) -> None:
    """Copy a database under another key, and look the copy through.

    Nobody else may have it open: what they wrote meanwhile would be missing.

    Args:
        source: The file.
        target: The file to make; it must not exist, or be empty.
        key: 32 bytes, of the source.
        new: 32 bytes, of the copy.

    Raises:
        StoreUnavailable: The copy cannot be made.
        DataDamaged: The copy is not as it should be.
    """
    with faults():
        with _opened(source, key) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{new.hex()}'"))
            connection.execute("SELECT sqlcipher_export('fresh')")
            connection.execute(f"PRAGMA fresh.user_version = {int(version)}")
            connection.execute("DETACH DATABASE fresh")
        with _opened(target, new) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            torn = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if found != "ok" or torn:
        raise DataDamaged(str(found))


def fitting_key(path: Path, keys: Sequence[bytes]) -> bytes:
    """Return the key that opens a database; the first one where none does, or there is no file."""
    for key in keys if len(keys) > 1 and path.exists() else ():
        with contextlib.suppress(sqlcipher3.dbapi2.Error), _opened(path, key) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
            return key
    return keys[0]


def settle(path: Path, *, key: bytes) -> Settled:
    """Bring what SQLite's log holds into the file, so that the file alone is the whole database.

    Nobody else may have it open.

    Raises:
        StoreUnavailable: The file cannot be opened.
        DataDamaged: It is damaged, or no database under this key.
    """
    with faults(), _opened(path, key) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'site'").fetchone()
        site = connection.execute("SELECT id, epoch FROM site").fetchone() if named else None
    return Settled(None, 0) if site is None else Settled(*site)


@contextlib.contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    with contextlib.closing(
        sqlcipher3.connect(str(path), isolation_level=None, timeout=_WAIT_S)
    ) as connection:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection
