"""What SQLite's faults say, as its driver gives them."""

import re
from typing import Final

import sqlcipher3

READ_ONLY: Final = 8
"""The primary code SQLITE_READONLY."""
_PRIMARY: Final = 0xFF
_DAMAGE: Final = re.compile(r"not a database|malformed|hmac|corrupt", re.IGNORECASE)


def primary_code(error: BaseException | None) -> int:
    """Return the primary code of a fault; 0 where it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY


def is_damage(error: BaseException | None) -> bool:
    """Tell whether SQLite found damage, or a key that does not fit."""
    return isinstance(error, sqlcipher3.DatabaseError) and _DAMAGE.search(str(error)) is not None


def ends_connection(error: BaseException | None) -> bool:
    """Tell whether a connection serves for nothing more, while a new one may.

    One damaged page makes it refuse all others too; one that was opened while the disk was
    read-only stays so.
    """
    return is_damage(error) or primary_code(error) == READ_ONLY
