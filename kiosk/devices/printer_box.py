"""The fields of one printer: where it is, what it is, how it is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kiosk.devices.file import LEAST_ROLL_M, MOST_ROLL_M, NO_PRINTER
from kiosk.devices.presenter import News, Typed
from kiosk.devices.words import (
    cause_words,
    kind_words,
    loss_words,
    mode_words,
    roll_words,
    say,
    status_sentence,
    trial_words,
)
from printers.finding import Found, Introduction
from printers.model import model_names
from printers.paper_meter import Roll
from printers.setup import PrinterSetup, SlipMode
from printers.status import PrinterStatus
from printers.transport import LinkLost, LinkStuck
from printers.trial import Trial
from ui.widgets.controls import ChoiceBox, TextButton
from ui.widgets.restyle import set_property

_WAY_MOST: Final = 200
_ROLL_MOST: Final = 6
_PAPERS: Final = (80, 58)


class PrinterBox(QFrame):
    """One printer.

    Signals:
        changed: Another way was chosen or typed.
        test_requested: A test slip is wanted.
        roll_changed: A new roll was put in.
    """

    changed = Signal()
    test_requested = Signal()
    roll_changed = Signal()

    def __init__(self, name: str, title: str, setup: PrinterSetup) -> None:
        """Show what was chosen before.

        Args:
            name: Begins the names of the fields.
            title: What the printer is to this kiosk.
            setup: What was chosen before.
        """
        super().__init__()
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name, self._title = name, title
        self._says = ""
        self._found: dict[str, Found] = {}
        heading = QLabel(title)
        heading.setProperty("role", "section")
        self.way = self._choice("Way", say(_WAY), editable=True)
        self.model = self._choice("Model", say(_MODEL))
        self.model.addItem(say(QT_TRANSLATE_NOOP("Devices", "not known: pictures only")), "")
        for each in model_names():
            self.model.addItem(each, each)
        self.mode = self._choice("Mode", say(_MODE))
        for mode in SlipMode:
            self.mode.addItem(mode_words(mode), mode)
        self.paper = self._choice("Paper", say(_PAPER))
        for mm in _PAPERS:
            self.paper.addItem(f"{mm} mm", mm)
        self._roll_m = setup.roll_m
        self.roll = QLineEdit()
        self.roll.setObjectName(f"{name}Roll")
        self.roll.setAccessibleName(f"{title}: {say(_ROLL)}")
        self.roll.setMaxLength(_ROLL_MOST)
        self.roll.editingFinished.connect(self._show_roll)
        self.state = QLabel()
        self.state.setObjectName(f"{name}State")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.test = TextButton(say(QT_TRANSLATE_NOOP("Devices", "Print a test slip")))
        self.test.setObjectName(f"{name}Test")
        self.test.setAccessibleName(f"{title}: {self.test.text()}")
        self.test.clicked.connect(self.test_requested)
        self.count = QLabel()
        self.count.setObjectName(f"{name}Count")
        self.count.setProperty("role", "small")
        self.count.setWordWrap(True)
        self.new_roll = TextButton(say(QT_TRANSLATE_NOOP("Devices", "Roll changed")))
        self.new_roll.setObjectName(f"{name}NewRoll")
        self.new_roll.setAccessibleName(f"{title}: {self.new_roll.text()}")
        self.new_roll.clicked.connect(self.roll_changed)
        self._lay_out(heading)
        self.offer([])
        self._show_setup(setup)
        self._line().textEdited.connect(lambda _text: self._show("info", say(_TYPING)))
        self._line().editingFinished.connect(self.changed)
        self.way.activated.connect(lambda _index: self._taken())

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        index = self.way.currentIndex()
        chosen = index >= 0 and self.way.itemText(index) == self.way.currentText()
        way = self.way.itemData(index) if chosen else self.way.currentText()
        return Typed(
            PrinterSetup(
                way,
                self.model.currentData(),
                SlipMode(self.mode.currentData()),
                self.paper.currentData(),
                self._metres(),
            )
        )

    def offer(self, found: Sequence[Found]) -> None:
        """Offer what was found; what stands in the field stays."""
        shown, way = self.way.currentText(), self.typed().setup.way if self.way.count() else ""
        self._found = {each.way: each for each in found}
        with QSignalBlocker(self.way):
            self.way.clear()
            self.way.addItem(say(QT_TRANSLATE_NOOP("Devices", "no printer")), NO_PRINTER.way)
            for each in found:
                label = f"{each.label or each.way} ({kind_words(each.kind)})"
                self.way.addItem(label, each.way)
            known = self.way.findData(way)
            self.way.setCurrentIndex(known)
            if known < 0:
                self.way.setEditText(shown)

    def show_asking(self) -> None:
        """Say that the printer is being asked."""
        self._says = ""
        self._show("info", say(QT_TRANSLATE_NOOP("Devices", "It is being asked …")))

    def show_none(self) -> None:
        """Say that there is no printer."""
        self._show("info", loss_words("none"))

    def show_unknown(self) -> None:
        """Say what can be written."""
        self._show("warning", say(_WRITE))

    def show_roll(self, roll: Roll) -> None:
        """Say how much paper should be left."""
        self.count.setText(roll_words(roll))

    def show_busy(self, *, busy: bool) -> None:
        """Let nobody ask for a second test slip meanwhile."""
        self.test.setEnabled(not busy)
        if busy:
            self._show("info", say(_PRINTING))

    def show_news(self, news: News) -> None:
        """Say what was heard of the printer."""
        match news:
            case Introduction():
                self._says = f"{news.maker} {news.product}".strip()
                if news.model and not self.model.currentData():
                    self._choose_model(news.model)
                self._show_status(news.status)
            case PrinterStatus():
                self._show_status(news)
            case Trial():
                good = news.outcome is not None and news.outcome.state != "doubtful"
                self._show("success" if good else "warning", trial_words(news))
            case LinkLost():
                self._show("danger", loss_words(news.reason))
            case LinkStuck():
                self._show("danger", cause_words("stuck"))

    def _show_status(self, status: PrinterStatus) -> None:
        if status.online is None and status.cause in ("", "silent"):
            level, text = "info", cause_words("silent")
        else:
            well = status.ready and status.paper != "low"
            level, text = "success" if well else "warning", status_sentence(status)
        self._show(level, f"{self._says}. {text}" if self._says else text)

    def _show(self, level: str, text: str) -> None:
        set_property(self.state, "level", level)
        self.state.setText(text)
        self.state.setAccessibleName(f"{self._title}: {text}")

    def _taken(self) -> None:
        found = self._found.get(self.way.currentData())
        if found is not None:
            self._choose_model(found.model)
        self.changed.emit()

    def _choose_model(self, model: str) -> None:
        self.model.setCurrentIndex(max(0, self.model.findData(model)))

    def _show_setup(self, setup: PrinterSetup) -> None:
        known = self.way.findData(setup.way)
        self.way.setCurrentIndex(known)
        if known < 0:
            self.way.setEditText(setup.way)
        names = {name.casefold(): name for name in model_names()}
        self._choose_model(names.get(setup.model.casefold(), ""))
        self.mode.setCurrentIndex(self.mode.findData(setup.mode))
        self.paper.setCurrentIndex(self.paper.findData(setup.paper_mm))
        self.roll.setText(f"{setup.roll_m:g}")

    def _metres(self) -> float:
        """Return the length that stands there; what is none leaves the one before."""
        try:
            metres = float(self.roll.text().strip().replace(",", "."))
        except ValueError:
            metres = 0.0
        if LEAST_ROLL_M <= metres <= MOST_ROLL_M:
            self._roll_m = metres
        return self._roll_m

    def _show_roll(self) -> None:
        self.roll.setText(f"{self._metres():g}")

    def _choice(self, part: str, label: str, *, editable: bool = False) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(f"{self._name}{part}")
        box.setAccessibleName(f"{self._title}: {label}")
        box.setEditable(editable)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        if editable:
            line = box.lineEdit()
            if line is not None:
                line.setMaxLength(_WAY_MOST)
                line.setAccessibleName(box.accessibleName())
                line.setPlaceholderText("192.0.2.7")
        return box

    def _line(self) -> QLineEdit:
        line = self.way.lineEdit()
        if line is None:
            raise RuntimeError("the field of the way cannot be written in")
        return line

    def _lay_out(self, heading: QLabel) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in (
            (_WAY, self.way),
            (_MODEL, self.model),
            (_MODE, self.mode),
            (_PAPER, self.paper),
            (_ROLL, self.roll),
        ):
            form.addRow(_label(say(label)), field)
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addWidget(self.new_roll)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(self.state)
        column.addWidget(self.count)
        column.addStretch()
        column.addLayout(row)


def _label(text: str) -> QWidget:
    label = QLabel(text)
    label.setProperty("role", "body")
    return label


_WAY = QT_TRANSLATE_NOOP("Devices", "Where it is")
_MODEL = QT_TRANSLATE_NOOP("Devices", "Model")
_MODE = QT_TRANSLATE_NOOP("Devices", "Slips are sent")
_PAPER = QT_TRANSLATE_NOOP("Devices", "Width of the paper")
_ROLL = QT_TRANSLATE_NOOP("Devices", "Metres of a new roll")
_PRINTING = QT_TRANSLATE_NOOP("Devices", "The test slip is being printed …")
_TYPING = QT_TRANSLATE_NOOP("Devices", "It is asked as soon as you leave this field.")
_WRITE = QT_TRANSLATE_NOOP(
    "Devices", "Choose from the list, or write the printer's address, such as 192.0.2.7."
)
