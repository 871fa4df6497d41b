"""A copy of the database while it is in use, encrypted as it is."""

import contextlib
from pathlib import Path
from typing import Final

import sqlcipher3

from core.errors import StoreUnavailable

_WAIT_S: Final = 5.0
"""How long whoever writes is waited for."""


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
            sqlcipher3.connect(str(source), isolation_level=None, timeout=_WAIT_S)
        ) as connection:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlcipher3.dbapi2.Error as error:
        raise StoreUnavailable(str(error)) from error
