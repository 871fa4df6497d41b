"""The foot of the board: waits, priority, the post's messages, and what is wrong."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.wait_range import wait_range
from display.board.scaling import Scale, set_gaps
from display.board.text import BoardText
from display.wording import label
from sync.contract.calls import BoardMessage, BoardWait
from ui.appearance import current_language
from ui.icons import pixmap

PAGE_MS: Final = 10_000
"""How long a page of waits or a message stays; nothing scrolls."""

WAITS_PER_PAGE: Final = 3
_PICTOGRAMS: Final = ("wheelchair", "baby-carriage", "old", "disabled")
_BETWEEN: Final = " · "
_ISOLATE: Final = "\u2068{}\u2069"
_MESSAGE_LANGUAGES: Final = 2


class WaitsLine(QWidget):
    """The waits of the services, a page at a time, and who may ask for priority."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waits = BoardText(44, align=Qt.AlignmentFlag.AlignLeft)
        self.waits.setObjectName("waits")
        self.priority = BoardText(44, ink="text.secondary", align=Qt.AlignmentFlag.AlignRight)
        self.priority.setObjectName("priority")
        self._icons = [QLabel() for _ in _PICTOGRAMS]
        self._pictograms = QHBoxLayout()
        self._pictograms.addWidget(self.priority)
        for each in self._icons:
            self._pictograms.addWidget(each)
        self._pictograms.addStretch(0)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addWidget(self.waits, 1)
        self._layout.addLayout(self._pictograms)
        self._waits: Sequence[BoardWait] = ()
        self._page = 0
        self._scale = Scale(portrait=False, factor=1.0)

    def show_waits(self, waits: Sequence[BoardWait]) -> None:
        """Show the waits; none at all leaves the line to the priority rule."""
        self._waits = waits
        self._page = min(self._page, self.pages() - 1)
        self.refresh()

    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-len(self._waits) // WAITS_PER_PAGE))

    def turn(self) -> None:
        """Go on to the next page."""
        self._page = (self._page + 1) % self.pages()
        self.refresh()

    def refresh(self) -> None:
        """Write the page in the screen's language."""
        start = self._page * WAITS_PER_PAGE
        entries = [self._entry(wait) for wait in self._waits[start : start + WAITS_PER_PAGE]]
        head = QCoreApplication.translate("Board", "Wait:")
        self.waits.set_text(f"{head} {_BETWEEN.join(entries)}" if entries else "")
        self.priority.set_text(QCoreApplication.translate("Board", "Priority access:"))

    def set_scale(self, scale: Scale) -> None:
        """Lay the line out for a screen."""
        self._scale = scale
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if scale.portrait else QBoxLayout.Direction.LeftToRight
        )
        self.priority.set_align(
            Qt.AlignmentFlag.AlignLeft if scale.portrait else Qt.AlignmentFlag.AlignRight
        )
        set_gaps(self._layout, scale, margin=0, gap=24)
        set_gaps(self._pictograms, scale, gap=16)
        self._pictograms.setStretch(self._pictograms.count() - 1, 1 if scale.portrait else 0)
        side = scale.px(52)
        for each, name in zip(self._icons, _PICTOGRAMS, strict=True):
            each.setPixmap(pixmap(name, "text.secondary", side))
            each.setAccessibleName(self.priority.text())

    @staticmethod
    def _entry(wait: BoardWait) -> str:
        name = label(wait.labels, current_language())
        minutes = wait_range(wait.p50_s, wait.p90_s)
        if minutes is None:
            return QCoreApplication.translate("Board", "{service} not available").format(
                service=name
            )
        low, high = minutes
        if low == high:
            return QCoreApplication.translate("Board", "{service} about {high} min").format(
                service=name, high=high
            )
        return QCoreApplication.translate("Board", "{service} {low}–{high} min").format(
            service=name, low=low, high=high
        )


class Strip(QWidget):
    """A line across the screen on a colour of its own, with an icon and words."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon_name = icon
        self._ink = "notice.text"
        self._icon = QLabel()
        self.words = BoardText(42, weight=600, align=Qt.AlignmentFlag.AlignLeft, lines=2)
        self.words.setObjectName(name)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self.words, 1)
        self.set_surface("notice")

    def set_surface(self, surface: str) -> None:
        """Choose `notice` or `alert` colours."""
        self.setProperty("surface", surface)
        self.style().unpolish(self)
        self.style().polish(self)
        self._ink = f"{surface}.text"
        self.words.set_ink(self._ink)

    def set_scale(self, scale: Scale) -> None:
        """Lay the strip out for a screen."""
        set_gaps(self._layout, scale, margin=12)
        self._icon.setPixmap(pixmap(self._icon_name, self._ink, scale.px(52)))


class Footer(QWidget):
    """Waits above, messages of the post below; pages turn, nothing scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = WaitsLine()
        self.message = Strip("message", "info-circle")
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.line)
        self._layout.addWidget(self.message)
        self._messages: list[BoardMessage] = []
        self._languages: Sequence[str] = ()
        self._shown = 0
        self._scale = Scale(portrait=False, factor=1.0)
        self._timer = QTimer(self)
        self._timer.setInterval(PAGE_MS)
        self._timer.timeout.connect(self.turn)
        self._timer.start()
        self.message.hide()

    def show_waits(self, waits: Sequence[BoardWait]) -> None:
        """Show the waits of the services."""
        self.line.show_waits(waits)

    def show_messages(self, messages: Sequence[BoardMessage], languages: Sequence[str]) -> None:
        """Show the post's messages in turn; a crisis alone, for as long as it lasts."""
        crisis = [message for message in messages if message.level == "crisis"]
        kept = crisis or list(messages)
        if kept != self._messages or list(languages) != list(self._languages):
            self._messages, self._languages, self._shown = kept, tuple(languages), 0
            self._show_message()

    @Slot()
    def turn(self) -> None:
        """Go on to the next page of waits and the next message."""
        self.line.turn()
        if len(self._messages) > 1:
            self._shown = (self._shown + 1) % len(self._messages)
            self._show_message()

    def retranslate(self) -> None:
        """Write everything in the screen's language."""
        self.line.refresh()
        self._show_message()

    def set_scale(self, scale: Scale) -> None:
        """Lay the foot out for a screen."""
        self._scale = scale
        set_gaps(self._layout, scale, margin=0, gap=16)
        self.line.set_scale(scale)
        self.message.set_scale(scale)

    def _show_message(self) -> None:
        self.message.setVisible(bool(self._messages))
        if not self._messages:
            self.message.words.set_text("")
            return
        message = self._messages[self._shown]
        self.message.set_surface("notice" if message.level == "info" else "alert")
        self.message.set_scale(self._scale)
        spoken = [language for language in self._languages if language in message.texts]
        texts = [message.texts[each] for each in spoken[:_MESSAGE_LANGUAGES]]
        texts = texts or [label(message.texts, current_language())]
        self.message.words.set_text("\n".join(_ISOLATE.format(text) for text in texts))
