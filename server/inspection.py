"""Looks through the whole of the data beside the work: soon after the start, and once a day."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from core.errors import DataDamaged
from core.ports import Clock
from core.runtime.logs import describe_error
from core.store import Store
from server.seal_file import SealFile
from server.sealing import SealKey
from server.soundness import look_at_all
from sync.contract.stations import DataHealth, DataState

EVERY_S: Final = 24 * 3600.0
AGAIN_S: Final = 600.0
_REST: Final = 19
"""Resting so many times as long as it worked, the walk takes a twentieth of one core."""

_log = logging.getLogger(__name__)


class Inspection:
    """Looks for damage in the file, then walks the journal from its first row to its last.

    Where it finds some, the store writes no more: what is damaged is not built upon. A mark in the
    folder lets the next start look through everything before it answers anybody.

    Args:
        store: The site's data.
        key: Knows genuine seals.
        files: Seals outside the database.
        mark: The file that says that damage was found.
        clock: The site's clock.
    """

    def __init__(
        self, store: Store, key: SealKey, files: Sequence[SealFile], mark: Path, clock: Clock
    ) -> None:
        self._store = store
        self._key = key
        self._files = files
        self._mark = mark
        self._clock = clock
        self._opened = store.looked_through
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="inspection", daemon=True)
        self._health = DataHealth(state=DataState.CHECKING)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self) -> None:
        """End soon, also in the middle."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def health(self) -> DataHealth:
        """Return what is known of the data."""
        return self._health

    def _run(self) -> None:
        while not self._stopped.is_set():
            pause = EVERY_S
            try:
                self._inspect()
            except DataDamaged as error:
                self._damaged(str(error))
                return
            except Exception as error:  # noqa: BLE001 - tried again: a full or busy disk passes
                _log.error("the data cannot be looked through: %s", describe_error(error))
                pause = AGAIN_S
            self._stopped.wait(pause)

    def _inspect(self) -> None:
        # Opening a small file has looked through it just now.
        if not self._opened and not self._store.look_through(self._stopped.is_set):
            return
        self._opened = False
        found = look_at_all(
            self._store, self._key, self._files, self._stopped.is_set, self._breathe
        )
        if found is None:
            return
        for fault in found.faults:
            _log.error("seals of the journal: %s", fault)
        _log.info("data looked through: %d rows of the journal hold", found.rows)
        self._note(DataState.DOUBTFUL if found.faults else DataState.SOUND)

    def _breathe(self, worked_s: float) -> None:
        self._stopped.wait(_REST * worked_s)

    def _damaged(self, reason: str) -> None:
        self._store.refuse(reason)
        self._note(DataState.DAMAGED)
        _log.critical("the data are damaged, nothing more is written: %s", reason)
        try:
            self._mark.write_text(f"{reason}\n", encoding="utf-8")
        except OSError as error:
            _log.error("the data cannot be marked as damaged: %s", describe_error(error))

    def _note(self, state: DataState) -> None:
        self._health = DataHealth(state=state, checked_at=self._clock.now())
