"""An automation port for tests and the demonstration: off unless `--driver PATH` is given.

Only the user of the program can connect. Steps are real mouse and key events on widgets that a
person could reach: visible and enabled. One JSON object a line; see `ui.driver_client`.
"""

import json
import logging
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from ui.crash import KnownFault
from ui.driver_steps import Refusal, Steps, Waiting

_log = logging.getLogger(__name__)

_LINE_LIMIT: Final = 64 * 1024


class DriverServer(QObject):
    """Listens on a local socket and carries out the steps, one after the other."""

    def __init__(self, app: QApplication, path: Path) -> None:
        """Start to listen.

        Raises:
            KnownFault: The path cannot be used as a socket.
        """
        super().__init__(app)
        self._app = app
        self._steps = Steps(app)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        if not self._server.listen(str(path)):
            raise KnownFault(f"--driver {path}: {self._server.errorString()}")
        self._server.newConnection.connect(self._greet)

    def stop(self) -> None:
        """Close the port."""
        self._server.close()

    @Slot()
    def _greet(self) -> None:
        while (link := self._server.nextPendingConnection()) is not None:
            _Link(link, self._steps, self._app, self)


class _Link(QObject):
    """One connection: lines in, lines out."""

    def __init__(
        self, link: QLocalSocket, steps: Steps, app: QApplication, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._steps = steps
        self._app = app
        self._pending: list[bytes] = []
        self._busy = False
        link.setParent(self)
        link.readyRead.connect(self._read)
        link.disconnected.connect(self.deleteLater)
        self._read()

    @Slot()
    def _read(self) -> None:
        while self._link.canReadLine():
            self._pending.append(bytes(self._link.readLine(_LINE_LIMIT).data()))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._pending:
            return
        self._busy = True
        try:
            self._take(self._pending.pop(0))
        except Refusal as refusal:
            self._answer({"ok": False, "error": str(refusal)})

    def _take(self, line: bytes) -> None:
        try:
            step = json.loads(line)
        except ValueError as error:
            raise Refusal(f"not JSON: {error}") from error
        if not isinstance(step, dict):
            raise Refusal("not an object")
        if step.get("do") == "quit":
            self._answer({"ok": True})
            self._link.flush()
            self._app.quit()
            return
        outcome = self._steps.carry_out(step)
        if isinstance(outcome, Waiting):
            outcome.ended.connect(self._answer)
            outcome.setParent(self)
            outcome.start()
        else:
            self._answer({"ok": True, **outcome})

    @Slot(dict)
    def _answer(self, answer: dict[str, Any]) -> None:
        self._busy = False
        if self._link.state() == QLocalSocket.LocalSocketState.ConnectedState:
            self._link.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        self._next()


def start_driver(app: QApplication, path: Path) -> DriverServer:
    """Open the automation port at a socket path.

    Raises:
        KnownFault: The path cannot be used.
    """
    _log.warning("driver port open: for tests and demonstrations only")
    return DriverServer(app, path)
