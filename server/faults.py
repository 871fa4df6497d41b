"""Reasons why the program stops, each with its exit code and one sentence."""

from typing import Final

WRONG_USE: Final = 2
TOO_NEW: Final = 3
DAMAGED: Final = 4


class Stop(Exception):
    """The program cannot go on; `line` tells the administrator why, in one sentence."""

    def __init__(self, line: str, code: int = WRONG_USE) -> None:
        super().__init__(line)
        self.line = " ".join(line.split())
        self.code = code


class LockBusy(Exception):
    """Somebody else holds a lock of the data folder, and does not let go in time."""
