"""Backups named by their moment, in one folder: how many are kept, and for how long."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

DAYS_KEPT: Final = 30
"""As long as visits are kept: what the site has forgotten must not live on in its backups."""
_FORMAT: Final = "site-%Y%m%dT%H%M%SZ.backup"
_NAME: Final = re.compile(r"site-\d{8}T\d{6}Z\.backup")


def backup_name(now: datetime) -> str:
    """Return the name of a backup that is made now, in UTC."""
    return now.astimezone(UTC).strftime(_FORMAT)


def expire(folder: Path, *, keep: int, now: datetime) -> None:
    """Remove backups by their names: all but the newest `keep`, and those over 30 days old.

    The kit beside a backup goes with it. The newest one stays in any case, and so does every
    other file.

    Raises:
        OSError: One cannot be removed.
    """
    found = sorted(
        (path for path in folder.iterdir() if _NAME.fullmatch(path.name)),
        key=lambda path: path.name,
        reverse=True,
    )
    oldest = backup_name(now - timedelta(days=DAYS_KEPT))
    for place, path in enumerate(found):
        if place > 0 and (place >= keep or path.name < oldest):
            path.unlink()
            Path(f"{path}.kit").unlink(missing_ok=True)
