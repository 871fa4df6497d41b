"""The first start of a display: pairs it with the server, again and again while that is away."""

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from core.model import StationKind
from display.board.page import DisplayWindow
from sync.client.errors import NotFound, Refused, Unreachable, WrongServer
from sync.client.identity import Identity, IdentityDamaged
from sync.client.pairing import PairingInvalid, enrol
from ui.messages import problem_text
from ui.station_options import StationOptions
from ui.tasks import QtTaskRunner

_log = logging.getLogger(__name__)

RETRY_MS: Final = 5_000


class Enrolling(QObject):
    """Finds out who this display is, off the Qt thread.

    Args:
        options: What the program was started with.
        window: Where it says what is missing.
        tasks: Runs the work.
        enrolled: Called once, with the identity.
        parent: The owner.
    """

    def __init__(
        self,
        options: StationOptions,
        window: DisplayWindow,
        tasks: QtTaskRunner,
        enrolled: Callable[[Identity], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._window = window
        self._tasks = tasks
        self._enrolled = enrolled

    def start(self) -> None:
        """Try now; while the server does not answer, every five seconds."""
        options = self._options
        self._tasks.run(
            lambda: enrol(
                options.profile,
                url=options.servers,
                string=options.pair,
                kind=StationKind.DISPLAY,
                name=options.name,
            ),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, identity: Identity | None) -> None:
        if identity is None:
            self._window.show_not_enrolled()
        else:
            self._window.show_connecting()
            self._enrolled(identity)

    def _failed(self, error: Exception) -> None:
        _log.warning("not enrolled: %s", type(error).__name__)
        match error:
            case WrongServer():
                self._window.show_not_enrolled(problem_text("fingerprint_mismatch"))
            case Refused():
                self._window.show_not_enrolled(problem_text(error.code))
            case PairingInvalid():
                self._window.show_not_enrolled(problem_text(error.code))
            case Unreachable():
                code = "server_not_found" if isinstance(error, NotFound) else "server_away"
                self._window.show_not_enrolled(problem_text(code))
                QTimer.singleShot(RETRY_MS, self, self.start)
            case IdentityDamaged():
                self._window.show_not_enrolled(problem_text("identity_damaged"))
            case OSError():
                self._window.show_not_enrolled(problem_text("profile_unwritable"))
            case _:
                raise error
