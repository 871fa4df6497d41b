"""Tells the server how this workstation feels."""

import logging
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import QObject, QTimer

from counterapp.ports import Tasks
from sync.client.site import SiteClient
from sync.contract.stations import DeviceState, HealthIn

HEALTH_MS: Final = 30_000
_log = logging.getLogger(__name__)


class HealthReports(QObject):
    """Sends this station's health at each change and every 30 s.

    Args:
        client: The site, as this station.
        tasks: Runs work away from the screen.
        scanner: Returns the state of the code reader.
        parent: The owner.
    """

    def __init__(
        self,
        client: SiteClient,
        tasks: Tasks,
        scanner: Callable[[], DeviceState],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._tasks = tasks
        self._scanner = scanner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.report)
        self._timer.start(HEALTH_MS)

    def report(self) -> None:
        """Send it now."""
        health = HealthIn(version=_version(), scanner=self._scanner())

        def failed(error: Exception) -> None:
            # The feed tells the agent that the server is away; this is for the log alone.
            _log.info("health not told: %s", type(error).__name__)

        self._tasks.run(lambda: self._client.health(health), done=lambda _: None, failed=failed)

    def stop(self) -> None:
        """Send no more."""
        self._timer.stop()


def _version() -> str:
    try:
        return version("guichet")
    except PackageNotFoundError:
        return ""
