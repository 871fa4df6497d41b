"""What SQLite's file and library are looked at for, before and while they are used."""

from collections.abc import Callable
from typing import Final

import sqlcipher3
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from core.errors import DataDamaged, StoreUnavailable

SOUND_SINCE: Final = (3, 51, 3)
"""Older versions of SQLite have a rare fault in WAL mode that damages the file."""
_STEPS_BETWEEN: Final = 1000


def look_through(engine: Engine, stop: Callable[[], bool]) -> bool:
    """Look through the file for damage; return false where `stop` ended that before the end.

    A year of data takes some seconds, in which the interpreter is free for other threads.

    Args:
        engine: On the file.
        stop: Asked many times a second whether to leave off.

    Raises:
        DataDamaged: What SQLite found first.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise StoreUnavailable("the connection was lost")
        driver.set_progress_handler(stop, _STEPS_BETWEEN)
        try:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except OperationalError as error:
            if str(error.orig) == "interrupted":
                return False
            raise
        finally:
            driver.set_progress_handler(None, 0)
    if found != "ok":
        raise DataDamaged(str(found))
    return True


def require_sound_library() -> None:
    """Refuse a library that can damage a database in WAL mode.

    Raises:
        StoreUnavailable: It is too old.
    """
    if sqlcipher3.sqlite_version_info < SOUND_SINCE:
        wanted = ".".join(map(str, SOUND_SINCE))
        raise StoreUnavailable(
            f"SQLite {sqlcipher3.sqlite_version} can damage a database;"
            f" install a sqlcipher3 with {wanted} or newer"
        )
