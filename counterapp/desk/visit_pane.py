"""The middle pane of the desk: the visit in hand."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.model import StepState
from counterapp.catalogue import spaced
from counterapp.desk.visit import FlowStep, VisitPanel
from counterapp.desk.words import (
    arrival_text,
    elapsed_text,
    flag_text,
    language_text,
    need_text,
)
from counterapp.panes import PaneScroll
from ui.widgets.chip import StateChip
from ui.widgets.restyle import set_property

NOTE_MAX: Final = 200
_MARGIN: Final = 16
OVERRUN: Final = 1.5
"""The timer stays plain up to this multiple of the typical time."""

_SIGNS: Final = {
    StepState.COMPLETED: "✓",
    StepState.SERVING: "●",
    StepState.CALLED: "●",
    StepState.PARKED: "‖",
}


class VisitPane(PaneScroll):
    """Shows the visit in hand, or says that there is none.

    Signals:
        document_ticked: A document's code, and whether it was shown.
        note_written: The note as it is typed.
        page_asked: The id of an appointment whose page at the booking server is wanted.
        links_asked: The id of a visit, and ordinals and names of who may book again.
    """

    document_ticked = Signal(str, bool)
    note_written = Signal(str)
    page_asked = Signal(str)
    links_asked = Signal(str, object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("visitPane")
        self._now = now
        self._panel: VisitPanel | None = None
        self._hidden_for: str | None = None
        self.boxes: dict[str, QCheckBox] = {}
        body = QWidget()
        body.setObjectName("page")
        outer = QVBoxLayout(body)
        outer.setContentsMargins(4, 8, 4, 8)
        self.empty = _label("noVisit", "body")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card = QFrame()
        self.card.setProperty("surface", "card")
        self.card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self.card)
        outer.addStretch()
        self._build_card()
        self.setWidget(body)
        self.retranslate()
        self.show_visit(None)

    def show_visit(self, panel: VisitPanel | None) -> None:
        """Show a visit, None for no visit; what is being typed is not disturbed."""
        before, self._panel = self._panel, panel
        self.empty.setVisible(panel is None)
        self.card.setVisible(panel is not None)
        if panel is None:
            self.number.setText("")
            self.note.blockSignals(True)
            self.note.clear()
            self.note.blockSignals(False)
            return
        if before is None or before.visit_id != panel.visit_id:
            self._hidden_for = None
        self.number.setText(spaced(panel.number))
        self.chip.set_state(panel.state.value)
        self.service.setText(panel.service)
        self.facts.setText(self._facts(panel))
        self._show_flags(panel)
        self.page_button.setVisible(bool(panel.page_of))
        self.links_button.setVisible(bool(panel.may_book))
        self._show_names()
        self._show_papers(panel)
        self.steps.setText("    ".join(_step_text(n, s) for n, s in enumerate(panel.steps, 1)))
        fresh = before is None or before.visit_id != panel.visit_id
        if (fresh or not self.note.hasFocus()) and self.note.text() != panel.note:
            self.note.blockSignals(True)
            self.note.setText(panel.note)
            self.note.blockSignals(False)
        self.tick()

    def inside_width(self) -> int:
        """Return the least width, the same with and without a visit in hand."""
        layout = self.card.layout()
        if layout is not None:
            layout.activate()  # a pane out of sight does not measure itself anew
        number = self.number.fontMetrics().horizontalAdvance("M 0000")
        timer = self.timer.fontMetrics().horizontalAdvance("00:00 / 00 min")
        chip = self.chip.fontMetrics().horizontalAdvance("M" * 10)
        return max(number + timer + chip + 3 * _MARGIN, self.card.minimumSizeHint().width())

    def tick(self) -> None:
        """Let the timer go on."""
        panel = self._panel
        if panel is None:
            return
        seconds = (self._now() - panel.since).total_seconds()
        text = elapsed_text(seconds)
        typical_s = panel.typical_s
        self.bar.setVisible(typical_s is not None)
        if typical_s is None:
            if panel.calls > 1:
                text = self.tr("{time} · called {calls} times").format(time=text, calls=panel.calls)
            self.timer.setText(text)
            set_property(self.timer, "level", "")
            return
        self.timer.setText(f"{text} / {typical_s // 60} min")
        set_property(self.timer, "level", "warning" if seconds > OVERRUN * typical_s else "")
        self.bar.setMaximum(max(typical_s, 1))
        self.bar.setValue(min(max(int(seconds), 0), typical_s))

    def retranslate(self) -> None:
        """Write the fixed words in the present language."""
        self.setAccessibleName(self.tr("Current visit"))
        self.empty.setText(self.tr("No visit in progress."))
        self.timer.setAccessibleName(self.tr("Time in this state"))
        self.bar.setAccessibleName(self.tr("Time against the typical length"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Useful facts only, 200 characters"))
        for name, text in (
            ("papers", self.tr("Documents")),
            ("steps", self.tr("Steps")),
            ("note", self.tr("Note")),
        ):
            self._titles[name].setText(text)
        self.page_button.setText(self.tr("Open at the booking server"))
        self.links_button.setText(self.tr("Another appointment…"))
        self._show_names()

    def _build_card(self) -> None:
        layout = QVBoxLayout(self.card)
        self.number = _label("currentNumber", "number")
        self.chip = StateChip()
        self.chip.setObjectName("visitState")
        self.timer = _label("visitTimer", "section")
        top = QHBoxLayout()
        top.addWidget(self.number)
        top.addWidget(self.chip)
        top.addStretch()
        top.addWidget(self.timer)
        layout.addLayout(top)
        self.bar = QProgressBar()
        self.bar.setObjectName("visitProgress")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        layout.addWidget(self.bar)
        self.service = _label("visitService", "section")
        self.names = _label("personName", "title")
        self.facts = _label("visitFacts", "body")
        self.flags = _label("visitFlags", "body")
        set_property(self.flags, "level", "warning")
        for label in (self.service, self.names, self.facts, self.flags):
            label.setWordWrap(True)
        self.hide_button = QPushButton()
        self.hide_button.setObjectName("hideName")
        self.hide_button.setProperty("kind", "quiet")
        self.hide_button.clicked.connect(self._toggle_names)
        who = QHBoxLayout()
        who.addWidget(self.names, 1)
        who.addWidget(self.hide_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.service)
        layout.addLayout(who)
        layout.addWidget(self.facts)
        layout.addWidget(self.flags)
        self.page_button = QPushButton()
        self.page_button.setObjectName("bookingPage")
        self.page_button.setProperty("kind", "quiet")
        self.page_button.clicked.connect(self._ask_page)
        layout.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.links_button = QPushButton()
        self.links_button.setObjectName("bookingLinks")
        self.links_button.setProperty("kind", "quiet")
        self.links_button.clicked.connect(self._ask_links)
        layout.addWidget(self.links_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._build_form())

    def _build_form(self) -> QFormLayout:
        self._titles = {
            name: _label(f"{name}Title", "small") for name in ("papers", "steps", "note")
        }
        self.papers = QWidget()
        self.papers.setObjectName("documents")
        self._paper_column = column = QVBoxLayout(self.papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.steps = _label("visitSteps", "body")
        self.steps.setWordWrap(True)
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setMaxLength(NOTE_MAX)
        self.note.textEdited.connect(self.note_written)
        self._titles["note"].setBuddy(self.note)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self._titles["papers"], self.papers)
        form.addRow(self._titles["steps"], self.steps)
        form.addRow(self._titles["note"], self.note)
        self._form = form
        return form

    def _facts(self, panel: VisitPanel) -> str:
        if panel.booked:
            text = self.tr("Appointment {booked} · arrived {arrived}")
            how = arrival_text(panel.arrival)
            first = text.format(booked=panel.booked, arrived=panel.arrived)
            parts = [f"{first} ({how})" if how else first]
        else:
            parts = [
                self.tr("Without appointment · arrived {arrived}").format(arrived=panel.arrived)
            ]
        parts.append(self.tr("Language: {name}").format(name=language_text(panel.language)))
        if panel.persons > 1:
            parts.append(self.tr("Persons: {count}").format(count=panel.persons))
        if panel.companions:
            parts.append(self.tr("Companions: {count}").format(count=panel.companions))
        if panel.priority:
            parts.append(self.tr("Priority"))
        parts += [need_text(need) for need in panel.needs]
        return " · ".join(parts)

    def _show_flags(self, panel: VisitPanel) -> None:
        told = " · ".join(text for flag in panel.flags if (text := flag_text(flag)))
        self.flags.setText(self.tr("▲ Look at this: {what}").format(what=told) if told else "")
        self.flags.setVisible(bool(told))

    def _show_names(self) -> None:
        panel = self._panel
        people = () if panel is None else panel.people
        hidden = panel is not None and self._hidden_for == panel.visit_id
        self.names.setText(self.tr("Name hidden") if hidden else "\n".join(people))
        self.names.setVisible(bool(people))
        self.hide_button.setVisible(bool(people))
        self.hide_button.setText(self.tr("Show") if hidden else self.tr("Hide"))
        self.hide_button.setAccessibleName(
            self.tr("Show the name") if hidden else self.tr("Hide the name")
        )

    def _ask_page(self) -> None:
        if self._panel is not None:
            self.page_asked.emit(self._panel.page_of)

    def _ask_links(self) -> None:
        if self._panel is not None:
            self.links_asked.emit(self._panel.visit_id, self._panel.may_book)

    def _toggle_names(self) -> None:
        if self._panel is None:
            return
        visit_id = self._panel.visit_id
        self._hidden_for = None if self._hidden_for == visit_id else visit_id
        self._show_names()

    def _show_papers(self, panel: VisitPanel) -> None:
        column = self._paper_column
        if [paper.code for paper in panel.papers] != list(self.boxes):
            for box in self.boxes.values():
                column.removeWidget(box)
                box.setParent(None)
                box.deleteLater()
            self.boxes = {}
            for paper in panel.papers:
                box = QCheckBox(paper.label)
                box.setObjectName(f"document_{paper.code}")
                box.toggled.connect(
                    lambda shown, code=paper.code: self.document_ticked.emit(code, shown)
                )
                self.boxes[paper.code] = box
                column.addWidget(box)
        for paper in panel.papers:
            box = self.boxes[paper.code]
            box.blockSignals(True)
            box.setText(paper.label)
            box.setChecked(paper.shown)
            box.blockSignals(False)
        self._form.setRowVisible(self.papers, bool(panel.papers))


def _step_text(ordinal: int, step: FlowStep) -> str:
    return f"{ordinal} {step.service} {_SIGNS.get(step.state, '○')}"


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
