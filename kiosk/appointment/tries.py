"""A limit on guessing references at one kiosk."""

from collections import deque
from collections.abc import Callable
from typing import Final

TRIES: Final = 5
WINDOW_S: Final = 180.0


class TryLimit:
    """Allows five wrong references in three minutes; further ones are answered without asking."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._wrong: deque[float] = deque()

    def note_wrong(self) -> None:
        """A typed reference was refused."""
        self._wrong.append(self._monotonic())

    @property
    def exceeded(self) -> bool:
        """Whether the kiosk now answers by itself."""
        oldest = self._monotonic() - WINDOW_S
        while self._wrong and self._wrong[0] < oldest:
            self._wrong.popleft()
        return len(self._wrong) >= TRIES
