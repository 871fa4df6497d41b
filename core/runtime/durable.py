"""What the standard library leaves out of writing files for good."""

import os
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20


def sync_file(path: Path) -> None:
    """Make lasting what was written to a file.

    Raises:
        OSError: The disk refuses.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make lasting which files a folder holds: those made, renamed and removed in it.

    Windows has no such call, and needs none.

    Raises:
        OSError: The disk refuses.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_over(path: Path) -> None:
    """Write a file over itself, and flush it: what can be read of it is on disk then.

    A flush alone does not do that. After a flush that failed, the system counts what it holds in
    memory as written, shows it to every reader, and never writes it.

    Nobody else may change the file meanwhile. One that is missing is left so.

    Raises:
        OSError: The disk refuses.
    """
    try:
        file = path.open("r+b", buffering=0)
    except FileNotFoundError:
        return
    with file:
        at = 0
        while chunk := file.read(_CHUNK):
            file.seek(at)
            at += file.write(chunk)
            file.seek(at)
        os.fsync(file.fileno())
