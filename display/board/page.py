"""The whole board: header, calls, list, foot; landscape or portrait by the shape of the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from display.board.call_panel import CallPanel
from display.board.footer import Footer, Strip
from display.board.recent import RecentCalls
from display.board.scaling import Scale, scale_for, scale_texts, set_gaps
from display.board.text import BoardText
from display.notice import NoticePage
from sync.contract.calls import BoardItem, BoardMessage, BoardWait
from ui.icons import pixmap


class BoardPage(QWidget):
    """What the public sees. It has no controls and shows numbers and counters only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.site = BoardText(64, weight=600, align=Qt.AlignmentFlag.AlignLeft)
        self.site.setObjectName("siteName")
        self.link_icon = QLabel()
        self.link = BoardText(40, ink="text.secondary", align=Qt.AlignmentFlag.AlignRight)
        self.link.setObjectName("connectionState")
        self.clock = BoardText(64, weight=600, align=Qt.AlignmentFlag.AlignRight)
        self.clock.setObjectName("clock")
        self.stale = Strip("lastUpdate", "alert-triangle")
        self.stale.set_surface("alert")
        self.stale.hide()
        self.panel = CallPanel()
        self.recent = RecentCalls()
        self.footer = Footer()
        self._header = QHBoxLayout()
        self._header.addWidget(self.site, 1)
        self._header.addWidget(self.link_icon)
        self._header.addWidget(self.link)
        self._header.addWidget(self.clock)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(self.panel)
        self._middle.addWidget(self.recent)
        self._whole = QVBoxLayout(self)
        # The screen decides the size, never the words.
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._whole.addLayout(self._header)
        self._whole.addWidget(self.stale)
        self._whole.addLayout(self._middle, 1)
        self._whole.addWidget(self.footer)
        self._languages: Sequence[str] = ("fr", "en")
        self._calls: tuple[Sequence[BoardItem], Sequence[BoardItem]] = ((), ())
        self._silence: tuple[bool, str | None] = (False, None)
        self._scale = Scale(portrait=False, factor=1.0)
        self.show_calls((), ())

    def show_site(self, name: str, languages: Sequence[str]) -> None:
        """Show the name of the post, and note the languages of its calls."""
        self.site.set_text(name)
        if tuple(languages) != tuple(self._languages):
            self._languages = tuple(languages)
            self.show_calls(*self._calls)

    def show_calls(self, panel: Sequence[BoardItem], recent: Sequence[BoardItem]) -> None:
        """Show the calls of the moment and the latest ones, newest first."""
        self._calls = (tuple(panel), tuple(recent))
        self.panel.show_calls(panel, self._languages)
        self.recent.show_calls(recent)
        self._lay_out()

    def show_waits(self, waits: Sequence[BoardWait]) -> None:
        """Show how long people wait."""
        self.footer.show_waits(waits)

    def show_messages(self, messages: Sequence[BoardMessage]) -> None:
        """Show the lines of the post."""
        self.footer.show_messages(messages, self._languages)

    def show_time(self, text: str) -> None:
        """Show the site's time."""
        self.clock.set_text(text)

    def show_silence(self, *, silent: bool, last_update: str | None) -> None:
        """Say that nothing is heard of the server, and since when if it has been long."""
        if (silent, last_update) != self._silence:
            self._silence = (silent, last_update)
            self._write_silence()

    def scale(self) -> Scale:
        """Return the scale that the board is laid out for."""
        return self._scale

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.recent.retranslate()
            self.footer.retranslate()
            self._write_silence()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "_scale"):
            self._lay_out()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale = scale_for(event.size())
        self._lay_out()

    def _lay_out(self) -> None:
        scale = self._scale
        set_gaps(self._whole, scale, margin=24)
        set_gaps(self._header, scale)
        set_gaps(self._middle, scale)
        self._middle.setDirection(
            QBoxLayout.Direction.TopToBottom if scale.portrait else QBoxLayout.Direction.LeftToRight
        )
        self._middle.setStretch(0, 66 if scale.portrait else 78)
        self._middle.setStretch(1, 34 if scale.portrait else 22)
        self.panel.set_scale(scale)
        self.recent.set_scale(scale)
        self.footer.set_scale(scale)
        self.stale.set_scale(scale)
        scale_texts(self, scale)
        self.link_icon.setPixmap(pixmap("plug-connected-x", "text.secondary", scale.px(44)))
        self.site.set_lines(2 if scale.portrait else 1)
        self._write_silence()

    def _write_silence(self) -> None:
        silent, last_update = self._silence
        translate = QCoreApplication.translate
        self.link.set_text(translate("Board", "Connecting again") if silent else "")
        self.link.setVisible(not self._scale.portrait)
        self.link_icon.setVisible(silent)
        self.link_icon.setAccessibleName(self.link.text())
        if last_update is not None:
            text = translate("Board", "Last update {time} — listen to reception")
            self.stale.words.set_text(text.format(time=last_update))
        else:
            self.stale.words.set_text("")
        self.stale.setVisible(last_update is not None)


class DisplayWindow(QStackedWidget):
    """The window: the board, or a notice for the staff when there can be no board.

    It is what the presenter calls its view.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardPage()
        self.notice = NoticePage()
        self.addWidget(self.notice)
        self.addWidget(self.board)
        self.setWindowTitle("Guichet")

    def show_site(self, name: str, languages: Sequence[str]) -> None:
        """Show the board of a site."""
        self.board.show_site(name, languages)
        self.setCurrentWidget(self.board)

    def show_calls(self, panel: Sequence[BoardItem], recent: Sequence[BoardItem]) -> None:
        """See `BoardPage.show_calls`."""
        self.board.show_calls(panel, recent)

    def show_waits(self, waits: Sequence[BoardWait]) -> None:
        """See `BoardPage.show_waits`."""
        self.board.show_waits(waits)

    def show_messages(self, messages: Sequence[BoardMessage]) -> None:
        """See `BoardPage.show_messages`."""
        self.board.show_messages(messages)

    def show_time(self, text: str) -> None:
        """See `BoardPage.show_time`."""
        self.board.show_time(text)

    def show_silence(self, *, silent: bool, last_update: str | None) -> None:
        """See `BoardPage.show_silence`."""
        self.board.show_silence(silent=silent, last_update=last_update)

    def show_refused(self, *, refused: bool) -> None:
        """Tell the staff that the server no longer knows this display."""
        if refused:
            self.notice.show_revoked()
            self.setCurrentWidget(self.notice)

    def show_other_server(self) -> None:
        """Tell the staff that another server answers in place of the site's."""
        self.notice.show_other_server()
        self.setCurrentWidget(self.notice)

    def show_not_enrolled(self, reason: str = "") -> None:
        """Tell the staff how to enrol this display, and what went wrong if something did."""
        self.notice.show_not_enrolled(reason)
        self.setCurrentWidget(self.notice)

    def show_connecting(self) -> None:
        """Say that the server is being looked for."""
        self.notice.show_connecting()
        self.setCurrentWidget(self.notice)
