"""A copy of the database while it is in use, encrypted as it is."""

import contextlib
from pathlib import Path

import sqlcipher3

from core.errors import StoreUnavailable
from core.store.sqlite import BUSY_TIMEOUT_MS


def back_up(source: Path, target: Path, *, key: bytes) -> None:
    """Copy a database, consistent and whole, under the same key.

    Args:
        source: The file in use.
        target: The file to make; it must not exist.
        key: 32 bytes.

    Raises:
        StoreUnavailable: The copy cannot be made.
    """
    try:
        with contextlib.closing(
            sqlcipher3.connect(str(source), isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        ) as connection:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlcipher3.dbapi2.Error as error:
        raise StoreUnavailable(str(error)) from error
