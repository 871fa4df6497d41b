"""The main window: a header, one page at a time, and a strip of messages with its history."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from counterapp.header import Header
from counterapp.help_dialog import HelpDialog
from ui.widgets.banner import Banner
from ui.widgets.status import StatusLine

MINIMUM = (1024, 600)
_HISTORY_PX = 180


class Shell(QWidget):
    """A page stack and a status strip; it knows no feature.

    Signals:
        closed: The window was closed.
        switch_asked: The other page of the agent is wanted.
    """

    closed = Signal()
    switch_asked = Signal()

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setMinimumSize(*MINIMUM)
        self._keys = keys
        self.header = Header(keys.get("help", ""))
        self.fault = Banner()
        self.fault.setObjectName("fault")
        self.stack = QStackedWidget()
        self.history = QListWidget()
        self.history.setObjectName("journalList")
        self.history.setFixedHeight(_HISTORY_PX)
        self.history.hide()
        self.status = StatusLine()
        self.status.setObjectName("statusStrip")
        self.journal = QPushButton()
        self.journal.setObjectName("journalToggle")
        self.journal.setCheckable(True)
        self.journal.toggled.connect(self._show_history)
        self.status.add_widget(self.journal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.fault)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.history)
        layout.addWidget(self.status)
        self.header.help_asked.connect(self.show_help)
        self._key("help", self.header.help.click)
        self._key("journal", self.journal.click)
        self._key("switch", self.switch_asked.emit)
        self.retranslate()

    def add_page(self, page: QWidget) -> None:
        """Take a page into the stack."""
        self.stack.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Bring a page in sight."""
        self.stack.setCurrentWidget(page)

    def drop_page(self, page: QWidget) -> None:
        """Give a page up."""
        self.stack.removeWidget(page)
        page.deleteLater()

    def tell(self, time: str, text: str) -> None:
        """Put a message in the strip and its history."""
        self.status.tell(time, text)
        self.history.insertItem(0, f"{time}  {text}")
        while self.history.count() > len(self.status.messages()):
            self.history.takeItem(self.history.count() - 1)

    def show_fault(self, text: str) -> None:
        """Show what is wrong with this workstation; "" shows nothing."""
        self.fault.show_text("danger", text)

    def show_help(self) -> None:
        """Show the list of keys."""
        HelpDialog(self._keys, self).open()

    def retranslate(self) -> None:
        """Write the fixed words in the present language."""
        self.setWindowTitle(self.tr("Guichet"))
        words = self.tr("Messages")
        self.journal.setText(f"{words} {self._keys.get('journal', '')}".strip())
        self.history.setAccessibleName(self.tr("Messages of the day"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _key(self, action: str, act: Callable[[], object]) -> None:
        key = self._keys.get(action, "")
        if key:
            sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
            QShortcut(sequence, self).activated.connect(act)

    def _show_history(self, shown: bool) -> None:
        self.history.setVisible(shown)
