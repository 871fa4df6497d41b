"""Keeps the names of today in memory, so that nobody who searches waits for them."""

from collections.abc import Iterable
from typing import Final

from core.model import EventKind
from core.store import Store
from core.store.name_index import CHANGES
from server.background import Background

_REST: Final = 4
"""Resting so many times as long as it worked, reading a day takes a fifth of a core."""


class Names:
    """Reads the names of today in the background, and forgets soon what is to be forgotten.

    Searches do not depend on it: they bring up to date what they need.

    Args:
        store: The site's data.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopping = False
        self._thread = Background((self.refresh,))

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self) -> None:
        """End soon, also in the middle of a day."""
        self._stopping = True
        self._thread.stop()

    def heard(self, kinds: Iterable[EventKind]) -> None:
        """Follow soon, if one of these events changed names; any thread may call it."""
        if not CHANGES.isdisjoint(kinds):
            self._thread.wake()

    def refresh(self) -> None:
        """Bring what is in memory up to date, and read today if it is not there."""
        with self._store.read() as reader:
            if reader.is_set_up():
                reader.names.refresh(reader)
                reader.names.read(reader, reader.today, self._rest)

    def _rest(self, worked_s: float) -> bool:
        if not self._stopping:
            self._store.names.wait(_REST * worked_s)
        return not self._stopping
