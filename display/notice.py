"""The neutral screen of a display that has nothing to show: what is wrong and what to do."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from display.board.scaling import scale_for, scale_texts, set_gaps
from display.board.text import BoardText

COMMAND = "guichet-display --pair ABCD-EFGH-… [--server https://HOST:8460]"
_PAIRED_BY = ("not_enrolled", "revoked")
"""Notices with the command that enrols this display."""


class NoticePage(QWidget):
    """A title, a sentence, and a line to type; read by staff, harmless to the public."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = BoardText(96, weight=700, lines=2)
        self.title.setObjectName("noticeTitle")
        self.body = BoardText(56, lines=3)
        self.body.setObjectName("noticeBody")
        self.command = BoardText(48, weight=600, ink="action.text", lines=2)
        self.command.setObjectName("noticeCommand")
        self.reason = BoardText(48, ink="status.warning", lines=2)
        self.reason.setObjectName("noticeReason")
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)
        for text in (self.title, self.body, self.command, self.reason):
            self._layout.addWidget(text)
        self._layout.addStretch(1)
        self._kind = "connecting"
        self._why = ""
        self._write()

    def show_connecting(self) -> None:
        """Say that the server is being looked for."""
        self._show("connecting", "")

    def show_not_enrolled(self, reason: str) -> None:
        """Say how to enrol, and why the last attempt failed if it did."""
        self._show("not_enrolled", reason)

    def show_revoked(self) -> None:
        """Say that the server no longer knows this display."""
        self._show("revoked", "")

    def show_other_server(self) -> None:
        """Say that another server answers, which this display does not take for the site's."""
        self._show("other_server", "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = scale_for(event.size())
        set_gaps(self._layout, scale, margin=96, gap=32)
        scale_texts(self, scale)

    def _show(self, kind: str, why: str) -> None:
        self._kind, self._why = kind, why
        self._write()

    def _write(self) -> None:
        translate = QCoreApplication.translate
        match self._kind:
            case "connecting":
                title = translate("Notice", "One moment, please")
                body = translate("Notice", "This display is connecting to the site server.")
            case "revoked":
                title = translate("Notice", "This display is no longer enrolled")
                body = translate(
                    "Notice", "Ask an administrator for a pairing code, then start it with:"
                )
            case "other_server":
                title = translate("Notice", "Another server answers in place of this site's")
                body = translate("Notice", "Call your administrator.")
            case _:
                title = translate("Notice", "This display is not enrolled yet")
                body = translate(
                    "Notice", "Ask an administrator for a pairing code, then start it with:"
                )
        self.title.set_text(title)
        self.body.set_text(body)
        command = COMMAND if self._kind in _PAIRED_BY else ""
        for line, text in ((self.command, command), (self.reason, self._why)):
            line.set_text(text)
            # An empty line would keep its room, and push the others off the middle.
            line.setVisible(bool(text))
