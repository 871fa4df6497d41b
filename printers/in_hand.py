"""Which slip a printer is being sent, kept on the disk so that a power cut leaves no doubt unsaid.

Between the first byte and the last word of a printer nobody knows what is on paper. A station that
ends there would print the slip again at its next start, if it did not find its id here.
"""

import logging
import re
from pathlib import Path
from typing import Final

from core.runtime.private_files import write_private

_log = logging.getLogger(__name__)

_SLIP_ID: Final = re.compile(r"[!-~]{1,200}")


class InHand:
    """Remembers the slip that is on its way to one printer.

    Args:
        path: Where it is kept; None keeps it in memory.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._left = _read(path) if path is not None else None
        self._kept = self._left is not None

    @property
    def left(self) -> str | None:
        """The slip that an earlier run was sending when it ended; None if it was sending none."""
        return self._left

    def take(self, slip_id: str) -> None:
        """Write down that a slip is about to be sent; it is on the disk when this returns."""
        if self._path is None:
            return
        self._kept = True
        try:
            write_private(self._path, slip_id)
        except OSError as error:
            # A full disk must not keep anybody from a slip; a kill just now could double it.
            _log.warning("%s is not kept: %s", self._path.name, error.strerror)

    def release(self) -> None:
        """Forget the slip: what became of it was told."""
        if self._path is None or not self._kept:
            return
        self._kept = False
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s stays: %s", self._path.name, error.strerror)


def _read(path: Path) -> str | None:
    try:
        text = path.read_bytes()[:300].decode("ascii", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("%s cannot be read: %s", path.name, error.strerror)
        return None
    return text if _SLIP_ID.fullmatch(text) else None
