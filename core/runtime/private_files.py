"""Files that only this user may read."""

import os
import secrets
import stat
from pathlib import Path
from typing import IO, Final

from core.runtime.durable import sync_folder

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file that only this user may read, whole or not at all.

    Raises:
        OSError: The folder is missing or cannot be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def others_read(file: IO[bytes]) -> bool:
    """Tell whether somebody else than this user and the system's administrator reads a file.

    Windows says nothing of that by a file's mode: False there.
    """
    if os.name != "posix":
        return False
    state, user = os.fstat(file.fileno()), os.geteuid()
    return bool(state.st_mode & _OTHERS) or (user != 0 and state.st_uid not in (0, user))
