"""What the booking server lets the site know between two readings: where to look, nothing more."""

import threading
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

MOST: Final = 500
"""So many appointments are remembered by their numbers; of more, every day is looked at."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something may have changed there.

    Attributes:
        numbers: Appointments, by what their source calls them; looked for where they stand here.
        days: Days that were named.
        everywhere: Nobody can say where: today and all days ahead.
    """

    numbers: AbstractSet[str] = frozenset()
    days: AbstractSet[date] = frozenset()
    everywhere: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return self.everywhere or bool(self.numbers) or bool(self.days)


class Hints:
    """Gathers hints until somebody looks: ten thousand of them are a handful of days.

    They are in memory alone. What a kill loses, the next reading finds all the same.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: set[str] = set()
        self._days: set[date] = set()
        self._everywhere = False

    def add(self, hint: Hint) -> None:
        """Take a hint; any thread may call it."""
        with self._lock:
            self._numbers |= hint.numbers
            self._days |= hint.days
            self._everywhere |= hint.everywhere
            if len(self._numbers) + len(self._days) > MOST:
                self._everywhere = True
            if self._everywhere:
                self._numbers.clear()
                self._days.clear()

    def take(self) -> Hint:
        """Return all that was gathered, and begin anew."""
        with self._lock:
            found = Hint(frozenset(self._numbers), frozenset(self._days), self._everywhere)
            self._numbers.clear()
            self._days.clear()
            self._everywhere = False
        return found
