"""The left pane of reception: today's appointments, and checking people in."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.model import AppointmentMode, AppointmentStatus, Arrival
from counterapp.catalogue import spaced
from counterapp.desk.action_pane import ActionButton
from counterapp.reception.appointment_model import AppointmentModel, Column
from counterapp.reception.typed_scan import TypedScan
from counterapp.reception.view import (
    AppointmentRow,
    ArrivalOptions,
    DayCounts,
    GivenTicket,
)
from ui.i18n import languages
from ui.scanners.travel_document import FILLER
from ui.scanners.understanding import MAX_CHARACTERS
from ui.widgets.controls import ChoiceBox

SEARCH_PAUSE_MS: Final = 250
MOST_PERSONS: Final = 20


class AppointmentTable(QTableView):
    """The table of appointments; Enter checks the chosen person in.

    Signals:
        entered_row: Enter was pressed.
    """

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
            return
        super().keyPressEvent(event)


class ArrivalsPane(QWidget):
    """Shows who is expected, and takes who comes.

    Signals:
        searched: The text of the search field, when the typing pauses.
        scan_typed: A signed code or a travel document that a reader typed into the field.
        check_in_chosen: An appointment's id.
        hand_given: Visit id and number of a ticket that was given by hand.
    """

    searched = Signal(str)
    scan_typed = Signal(str)
    check_in_chosen = Signal(str)
    hand_given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arrivalsPane")
        self.setAccessibleName(self.tr("Appointments"))
        self.model = AppointmentModel(self)
        self._ready = False
        self._given: GivenTicket | None = None
        self.counts = QLabel()
        self.counts.setObjectName("dayCounts")
        self.counts.setProperty("role", "section")
        self.counts.setWordWrap(True)
        self.search = QLineEdit()
        self.search.setObjectName("appointmentSearch")
        self.search.setMaxLength(MAX_CHARACTERS)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Reference, QR code, or the beginning of a name"))
        self.search.setAccessibleName(self.tr("Search today's appointments"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._typed = TypedScan(self.search, self.scan_typed.emit)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._on_return)
        self.table = self._make_table()
        self.button = ActionButton("checkIn", "primary")
        self.button.set_content(self.tr("Check in"), "Enter")
        self.button.clicked.connect(self._check_in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.counts)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._make_given())
        layout.addLayout(self._make_options())
        self._enable()

    def show_counts(self, counts: DayCounts) -> None:
        """Show how the day stands."""
        text = self.tr(
            "Expected {expected} · Arrived {arrived} · Waiting {waiting} · Absent {absent}"
        )
        self.counts.setText(
            text.format(
                expected=counts.expected,
                arrived=counts.arrived,
                waiting=counts.waiting,
                absent=counts.absent,
            )
        )

    def fill_search(self, text: str) -> None:
        """Write what is searched for into its field, and nothing into what can be undone there.

        Whoever was chosen was so for another search.
        """
        self.search.setText(text)
        self.table.clearSelection()
        self._pause.stop()
        self.search.setFocus()

    def show_appointments(self, rows: tuple[AppointmentRow, ...]) -> None:
        """Show lines; the chosen one stays chosen while it is there.

        A single one is chosen, unless its name is only like what was typed.
        """
        chosen = self.chosen()
        self.model.set_rows(rows)
        place = None if chosen is None else self.model.place(chosen.appointment_id)
        if place is None and len(rows) == 1 and not rows[0].otherwise:
            place = 0
        if place is not None:
            self.table.selectRow(place)
        self._enable()

    def show_given(self, ticket: GivenTicket | None) -> None:
        """Show the number to give, large, with what to say."""
        self._given = ticket
        self.given.setVisible(ticket is not None)
        if ticket is None:
            return
        self.given_number.setText(spaced(ticket.number))
        self.given_text.setText(self._said(ticket))

    def show_ready(self, *, ready: bool) -> None:
        """Let people be checked in, or not now."""
        self._ready = ready
        self._enable()

    def options(self) -> ArrivalOptions:
        """Return what is noted of the person who arrives."""
        return ArrivalOptions(
            language=self.language.currentData(),
            priority=self.priority.isChecked(),
            persons=self.persons.currentData(),
        )

    def reset_options(self) -> None:
        """Start afresh for the next person."""
        self.language.setCurrentIndex(0)
        self.priority.setChecked(False)
        self.persons.setCurrentIndex(0)
        self.fill_search("")
        self.table.clearSelection()
        self.search.setFocus()

    def chosen(self) -> AppointmentRow | None:
        """Return the chosen line, if any."""
        lines = self.table.selectionModel().selectedRows()
        return self.model.row(lines[0].row()) if lines else None

    def _make_table(self) -> AppointmentTable:
        table = AppointmentTable()
        table.setObjectName("appointmentTable")
        table.setAccessibleName(self.tr("Today's appointments"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.PEOPLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        table.entered_row.connect(self._check_in)
        return table

    def _make_given(self) -> QFrame:
        self.given = QFrame()
        self.given.setProperty("surface", "card")
        self.given.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.given_number = QLabel()
        self.given_number.setObjectName("givenNumber")
        self.given_number.setProperty("role", "number")
        self.given_text = QLabel()
        self.given_text.setObjectName("givenText")
        self.given_text.setWordWrap(True)
        self.given_button = QPushButton(self.tr("Given by hand"))
        self.given_button.setObjectName("givenByHand")
        self.given_button.clicked.connect(self._on_given)
        row = QHBoxLayout(self.given)
        row.addWidget(self.given_number)
        row.addWidget(self.given_text, 1)
        row.addWidget(self.given_button)
        return self.given

    def _make_options(self) -> QHBoxLayout:
        self.language = ChoiceBox()
        self.language.setObjectName("arrivalLanguage")
        self.language.setAccessibleName(self.tr("Language of the person"))
        self.language.addItem(self.tr("Language"), None)
        for language in languages():
            self.language.addItem(language.name, language.code)
        self.priority = QCheckBox(self.tr("Priority"))
        self.priority.setObjectName("arrivalPriority")
        self.persons = ChoiceBox()
        self.persons.setObjectName("arrivalPersons")
        self.persons.setAccessibleName(self.tr("Number of persons"))
        for count in range(1, MOST_PERSONS + 1):
            self.persons.addItem(self.tr("Persons: {count}").format(count=count), count)
        row = QHBoxLayout()
        for widget in (self.language, self.priority, self.persons):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.button)
        return row

    def _said(self, ticket: GivenTicket) -> str:
        said = {
            Arrival.EARLY: self.tr("Early for {booked}."),
            Arrival.ON_TIME: self.tr("On time for {booked}."),
            Arrival.LATE: self.tr("Late for {booked}: taken all the same."),
        }
        parts = [] if ticket.arrival is None else [said[ticket.arrival]]
        if ticket.wait_min is not None:
            low, high = ticket.wait_min
            parts.append(self.tr("Wait: {low} to {high} min.").format(low=low, high=high))
        if ticket.ahead is not None:
            parts.append(self.tr("People before: {ahead}.").format(ahead=ticket.ahead))
        return " ".join(parts).replace("{booked}", ticket.booked)

    def _on_pause(self) -> None:
        text = self.search.text()
        if FILLER in text or (text and self._typed.joining):
            self._on_return()  # A reader that types no Enter has read a document.
        elif not self._typed.holds():
            self.searched.emit(text)

    def _on_return(self) -> None:
        self._pause.stop()
        if self._typed.holds():
            text = self.search.text()
            self.fill_search("")
            self.searched.emit("")
            self._typed.take(text)
            return
        self.searched.emit(self.search.text())
        if self.model.rowCount():
            if self.chosen() is None and not self.model.row(0).otherwise:
                self.table.selectRow(0)
            self.table.setFocus()

    def _check_in(self) -> None:
        row = self.chosen()
        if row is not None and self.button.isEnabled():
            self.check_in_chosen.emit(row.appointment_id)

    def _on_given(self) -> None:
        if self._given is not None:
            self.hand_given.emit(self._given.visit_id, self._given.number)

    def _enable(self) -> None:
        row = self.chosen()
        may = (
            row is not None
            and row.status is not AppointmentStatus.CHECKED_IN
            and row.mode is AppointmentMode.IN_PERSON
        )
        self.button.setEnabled(self._ready and may)
        self.given_button.setEnabled(self._ready)
