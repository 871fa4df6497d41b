"""Work that is done beside the routes, soon after something changed."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Final

from core.runtime.logs import describe_error

_EVERY_S: Final = 5.0
_BREATH_S: Final = 0.25
_log = logging.getLogger(__name__)


class Background:
    """Runs jobs in one thread: soon after its start and `wake`, and every five seconds anyway."""

    def __init__(self, jobs: Sequence[Callable[[], None]]) -> None:
        self._jobs = jobs
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something changed; any thread may call it."""
        self._woken.set()

    def stop(self) -> None:
        """End after the job that is under way."""
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        # Whoever waited for the server to start is answered first.
        self._stopped.wait(_BREATH_S)
        while not self._stopped.is_set():
            self._woken.clear()
            for job in self._jobs:
                try:
                    job()
                except Exception as error:  # noqa: BLE001 - one job never stops the others
                    _log.error("background work: %s", describe_error(error))
            # Many commands a second are one change here.
            self._stopped.wait(_BREATH_S)
            self._woken.wait(_EVERY_S)
