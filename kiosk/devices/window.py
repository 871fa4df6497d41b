"""The window in which a person sets up a kiosk's printers and reader."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.devices.check import QUESTIONS
from kiosk.devices.file import NO_SCANNER
from kiosk.devices.presenter import News, Remark, Typed
from kiosk.devices.printer_box import PrinterBox
from kiosk.devices.words import say
from kiosk.options import KioskOptions
from printers.finding import Found
from printers.paper_meter import Roll
from printers.serial_ports import SerialPort
from printers.setup import PrinterSetup
from ui.widgets.banner import Banner, Level
from ui.widgets.controls import ChoiceBox, TextButton

_WEDGE: Final = "wedge"
_SIDE_BY_SIDE: Final = 40
"""Ems of a line that let two printers stand beside one another."""


class DevicesWindow(QMainWindow):
    """Two printers, a reader, what to look at on a test slip, and Save.

    Signals:
        look_requested: Look for devices again.
        save_requested: Keep what is chosen.
        asked: The way of a printer changed; the argument is its index.
        test_requested: A test slip is wanted; the argument is the printer's index.
        roll_changed: A new roll was put in; the argument is the printer's index.
    """

    look_requested = Signal()
    save_requested = Signal()
    asked = Signal(int)
    test_requested = Signal(int)
    roll_changed = Signal(int)

    def __init__(self, options: KioskOptions) -> None:
        super().__init__()
        self.setWindowTitle(say(_TITLE))
        second = options.printers[1] if len(options.printers) > 1 else PrinterSetup()
        self.boxes = (
            PrinterBox("first", say(_PRINTERS[0]), options.printers[0]),
            PrinterBox("second", say(_PRINTERS[1]), second),
        )
        for index, box in enumerate(self.boxes):
            box.changed.connect(lambda at=index: self.asked.emit(at))
            box.test_requested.connect(lambda at=index: self.test_requested.emit(at))
            box.roll_changed.connect(lambda at=index: self.roll_changed.emit(at))
        self.remark = Banner()
        self.reader = self._reader(options.scanner)
        self._printers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._printers.setSpacing(16)
        for box in self.boxes:
            self._printers.addWidget(box, 1)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_requested.emit)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self.look_requested.emit)

    # -- what the presenter asks and shows -------------------------------------

    def typed(self, index: int) -> Typed:
        """Return what stands in a printer's fields."""
        return self.boxes[index].typed()

    def scanner(self) -> str:
        """Return the reader that is chosen or written."""
        index = self.reader.currentIndex()
        if index >= 0 and self.reader.itemText(index) == self.reader.currentText():
            return str(self.reader.itemData(index))
        return self.reader.currentText().strip() or NO_SCANNER

    def offer(self, found: Sequence[Found], ports: Sequence[SerialPort]) -> None:
        """Offer what was found; what is chosen stays."""
        for box in self.boxes:
            box.offer(found)
        self._offer_readers(self.scanner(), ports)

    def show_asking(self, index: int) -> None:
        """Say that a printer is being asked."""
        self.boxes[index].show_asking()

    def show_news(self, index: int, news: News) -> None:
        """Say what was heard of a printer."""
        self.boxes[index].show_news(news)

    def show_none(self, index: int) -> None:
        """Say that there is no printer."""
        self.boxes[index].show_none()

    def show_unknown(self, index: int) -> None:
        """Say that no way to a printer is written there."""
        self.boxes[index].show_unknown()

    def show_busy(self, index: int, *, busy: bool) -> None:
        """Let nobody ask for a second test slip meanwhile."""
        self.boxes[index].show_busy(busy=busy)

    def show_roll(self, index: int, roll: Roll) -> None:
        """Say how much paper should be left."""
        self.boxes[index].show_roll(roll)

    def show_remark(self, remark: Remark) -> None:
        """Say one sentence above everything."""
        level, text = _REMARKS[remark]
        self.remark.show_text(level, say(text))

    # -- its parts ----------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        wide = self.width() >= _SIDE_BY_SIDE * self.fontMetrics().height()
        self._printers.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _reader(self, scanner: str) -> ChoiceBox:
        self.reader = ChoiceBox()
        self.reader.setObjectName("reader")
        self.reader.setEditable(True)
        self.reader.setAccessibleName(say(_READER))
        line = self.reader.lineEdit()
        if line is not None:
            line.setMaxLength(200)
            line.setAccessibleName(say(_READER))
        self._offer_readers(scanner, [])
        return self.reader

    def _offer_readers(self, chosen: str, ports: Sequence[SerialPort]) -> None:
        with QSignalBlocker(self.reader):
            self.reader.clear()
            self.reader.addItem(say(QT_TRANSLATE_NOOP("Devices", "none")), NO_SCANNER)
            self.reader.addItem(say(QT_TRANSLATE_NOOP("Devices", "types like a keyboard")), _WEDGE)
            for port in ports:
                way = port.name if port.usb is not None else f"serial:{port.device}"
                label = " ".join(dict.fromkeys((port.device, port.description))).strip()
                self.reader.addItem(label, way)
            known = self.reader.findData(chosen)
            self.reader.setCurrentIndex(known)
            if known < 0:
                self.reader.setEditText(chosen)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        title = QLabel(say(_TITLE))
        title.setProperty("role", "title")
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.remark)
        column.addLayout(self._printers)
        column.addWidget(self._reader_card())
        column.addWidget(self._help_card())
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        whole = QWidget()
        whole.setObjectName("page")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._buttons())
        self.setCentralWidget(whole)

    def _reader_card(self) -> QWidget:
        card, column = _card(say(_READER))
        column.addWidget(self.reader)
        return card

    def _help_card(self) -> QWidget:
        card, column = _card(say(_HELP))
        for question in QUESTIONS:
            line = QLabel(f"•  {say(question)}")
            line.setWordWrap(True)
            column.addWidget(line)
        advice = QLabel(say(_ADVICE))
        advice.setProperty("role", "small")
        advice.setWordWrap(True)
        column.addWidget(advice)
        return card

    def _buttons(self) -> QWidget:
        look = TextButton(say(QT_TRANSLATE_NOOP("Devices", "Look again")))
        look.setObjectName("look")
        look.clicked.connect(self.look_requested)
        save = TextButton(say(QT_TRANSLATE_NOOP("Devices", "Save")))
        save.setObjectName("save")
        save.setProperty("kind", "primary")
        save.clicked.connect(self.save_requested)
        close = TextButton(say(QT_TRANSLATE_NOOP("Devices", "Close")))
        close.setObjectName("close")
        close.clicked.connect(self.close)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(look)
        row.addStretch()
        row.addWidget(close)
        row.addWidget(save)
        return bar


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("surface", "card")
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    heading = QLabel(title)
    heading.setProperty("role", "section")
    heading.setWordWrap(True)
    column.addWidget(heading)
    return card, column


_TITLE = QT_TRANSLATE_NOOP("Devices", "Printers and reader of this kiosk")
_PRINTERS = (
    QT_TRANSLATE_NOOP("Devices", "Printer"),
    QT_TRANSLATE_NOOP("Devices", "Second printer, for when the first one fails"),
)
_READER = QT_TRANSLATE_NOOP("Devices", "Code reader")
_HELP = QT_TRANSLATE_NOOP("Devices", "Look at the test slip")
_ADVICE = QT_TRANSLATE_NOOP(
    "Devices",
    "If a line shows other letters than the row above them, the model is another one: choose"
    " “always as a picture”. If an end of the ruler is missing, choose the other width of paper.",
)
_REMARKS: Final[dict[Remark, tuple[Level, object]]] = {
    "saved": (
        "success",
        QT_TRANSLATE_NOOP("Devices", "Saved. The kiosk uses it from its next start on."),
    ),
    "not_saved": (
        "danger",
        QT_TRANSLATE_NOOP("Devices", "This was not saved: the kiosk's folder cannot be written."),
    ),
    "damaged": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Devices", "What was chosen before cannot be read. Choose again and save."
        ),
    ),
    "way_unknown": (
        "warning",
        QT_TRANSLATE_NOOP("Devices", "Nothing was saved: see what stands at the printer."),
    ),
    "same_printer": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Devices", "Nothing was saved: the second printer must be another than the first."
        ),
    ),
    "scanner_unknown": (
        "warning",
        QT_TRANSLATE_NOOP("Devices", "Nothing was saved: choose the reader from the list."),
    ),
}
