"""The left pane of the desk: who waits, in which order, and why."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.model import StepState
from counterapp.desk.queue_delegate import QueueDelegate
from counterapp.desk.queue_model import Column, QueueModel
from counterapp.desk.queue_rows import QueueRow, View
from counterapp.desk.view import QueueCounts
from ui.widgets.controls import TextButton


class QueueTable(QTableView):
    """The table of the queue; Enter on a line acts on it.

    Signals:
        entered_row: Enter was pressed on the chosen line.
    """

    entered_row = Signal()

    def column_width(self, column: int) -> int:
        """Return the width that a column's contents ask for, in pixels."""
        return self.sizeHintForColumn(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
            return
        super().keyPressEvent(event)


class QueuePane(QWidget):
    """Shows the queue.

    Signals:
        row_selected: The chosen line's step id, "" for none.
        row_entered: Enter was pressed on the chosen line, which is in that state.
        view_chosen: Another part of the queue is wanted.
        searched: The text of the search field.
        why_asked: The agent asks why the order is so.
    """

    row_selected = Signal(str)
    row_entered = Signal(object)
    view_chosen = Signal(object)
    searched = Signal(str)
    why_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queuePane")
        self.setAccessibleName(self.tr("Queue"))
        self.model = QueueModel(now, self)
        self.count = _label("queueCount", "section")
        self.search = QLineEdit()
        self.search.setObjectName("queueSearch")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search a ticket or a service"))
        self.search.setAccessibleName(self.tr("Search the queue"))
        self.search.textChanged.connect(self.searched)
        self.views = QButtonGroup(self)
        self.table = self._make_table()
        self.why = _label("whyText", "small")
        self.why.setWordWrap(True)
        self.why_button = QPushButton(self.tr("Why this order?"))
        self.why_button.setObjectName("whyOrder")
        self.why_button.setProperty("kind", "quiet")
        self.why_button.clicked.connect(self.why_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.count)
        layout.addLayout(self._make_views())
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.why)
        layout.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_why("")

    def show_queue(self, rows: tuple[QueueRow, ...], counts: QueueCounts, view: View) -> None:
        """Show lines and counts; the chosen line stays chosen while it is there."""
        chosen = self.chosen()
        self.model.set_rows(rows)
        if chosen is not None and self.chosen() != chosen:
            place = self.model.place(chosen)
            if place is not None:
                self.table.selectRow(place)
            else:
                self.table.clearSelection()
                self.row_selected.emit("")
        text = self.tr("Queue {waiting} · for me {mine}")
        self.count.setText(text.format(waiting=counts.waiting, mine=counts.mine))
        self.views.button(list(View).index(view)).setChecked(True)

    def chosen(self) -> str | None:
        """Return the step id of the chosen line, if any."""
        lines = self.table.selectionModel().selectedRows()
        return self.model.row(lines[0].row()).step_id if lines else None

    def show_why(self, text: str) -> None:
        """Show why a line stands where it stands; "" hides the sentence."""
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def tick(self) -> None:
        """Let the waits go on."""
        self.model.tick()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for every column but the service, which may be cut."""
        header = self.table.horizontalHeader()
        columns = sum(
            max(header.sectionSizeHint(column), self.table.column_width(column))
            for column in range(Column.SERVICE)
        )
        buttons = sum(button.sizeHint().width() + 4 for button in self.views.buttons())
        margins = self.contentsMargins()
        width = max(columns + header.minimumSectionSize() * 3, buttons) + 16
        return QSize(width + margins.left() + margins.right(), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Columns are not measured while the page is out of sight.
        header = self.table.horizontalHeader()
        for column in range(Column.SERVICE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _make_table(self) -> QueueTable:
        table = QueueTable()
        table.setObjectName("queueTable")
        table.setAccessibleName(self.tr("People waiting, in calling order"))
        table.setModel(self.model)
        table.setItemDelegate(QueueDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(24)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.entered_row.connect(self._on_enter)
        copy = QAction(self.tr("Why this order?"), table)
        copy.triggered.connect(self.why_asked)
        table.addAction(copy)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return table

    def _make_views(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        texts = {
            View.ALL: ("viewAll", self.tr("All")),
            View.MINE: ("viewMine", self.tr("Mine")),
            View.BOOKED: ("viewBooked", self.tr("Booked")),
            View.WALK_IN: ("viewWalkIns", self.tr("Walk-ins")),
        }
        for number, (name, text) in enumerate(texts.values()):
            button = TextButton(text)
            button.setObjectName(name)
            button.setCheckable(True)
            self.views.addButton(button, number)
            row.addWidget(button, 1)
        self.views.idClicked.connect(lambda number: self.view_chosen.emit(list(View)[number]))
        return row

    def _on_selection(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        del selected, deselected
        self.row_selected.emit(self.chosen() or "")
        self.show_why("")

    def _on_enter(self) -> None:
        lines = self.table.selectionModel().selectedRows()
        if lines:
            state: StepState = self.model.row(lines[0].row()).state
            self.row_entered.emit(state)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
