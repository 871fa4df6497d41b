"""The questions that a desk asks: outcomes, where to, why, and whether really absent."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.model import Outcome
from counterapp.catalogue import spaced
from counterapp.desk.view import FinishForm, OutcomeChoice, TransferForm
from counterapp.desk.visit_pane import NOTE_MAX
from counterapp.desk.words import outcome_text, reason_text
from counterapp.question import Question
from ui.widgets.controls import ChoiceBox, TextButton

_CHOICES: Final = (Outcome.DONE, Outcome.INCOMPLETE, Outcome.REFUSED)


class FinishDialog(Question):
    """Asks for an outcome for each person and service, and a note; done is chosen first."""

    def __init__(
        self, form: FinishForm, answer: Callable[[OutcomeChoice, str], None], parent: QWidget
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("FinishDialog", "Finish {number}").format(number=spaced(form.number))
        super().__init__("finishDialog", title, translate("FinishDialog", "Finish"), parent)
        self._answer = answer
        self._groups: dict[tuple[int, str], QButtonGroup] = {}
        lines = QFormLayout()
        for person, name in enumerate(form.people, 1):
            who = name or self.tr("Person {number}").format(number=person)
            for place, (service_id, label) in enumerate(form.services, 1):
                lines.addRow(f"{who} · {label}", self._line(person, place, service_id, label))
        self.note = QLineEdit(form.note)
        self.note.setObjectName("finishNote")
        self.note.setMaxLength(NOTE_MAX)
        self.note.setAccessibleName(self.tr("Note"))
        lines.addRow(self.tr("Note"), self.note)
        self.body.addLayout(lines)
        self.accepted.connect(self._on_accepted)
        self.confirm.setFocus()

    def choice(self) -> OutcomeChoice:
        """Return what is chosen."""
        return {pair: _CHOICES[group.checkedId()] for pair, group in self._groups.items()}

    def _line(self, person: int, place: int, service_id: str, label: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(line)
        for number, outcome in enumerate(_CHOICES):
            button = TextButton(outcome_text(outcome))
            button.setObjectName(f"outcome_{person}_{place}_{outcome.value}")
            button.setAccessibleName(f"{label}: {outcome_text(outcome)}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(outcome is Outcome.DONE)
            group.addButton(button, number)
            row.addWidget(button)
        self._groups[person, service_id] = group
        return line

    def _on_accepted(self) -> None:
        self._answer(self.choice(), self.note.text())


class TransferDialog(Question):
    """Asks where a visit goes."""

    def __init__(
        self,
        form: TransferForm,
        answer: Callable[[str, str | None, bool], None],
        parent: QWidget,
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("TransferDialog", "Transfer {number}").format(number=spaced(form.number))
        super().__init__("transferDialog", title, translate("TransferDialog", "Transfer"), parent)
        self._form = form
        self._answer = answer
        self.service = ChoiceBox()
        self.service.setObjectName("transferService")
        self.service.setAccessibleName(self.tr("Service"))
        for service_id, label in form.services:
            self.service.addItem(label, service_id)
        self.counter = ChoiceBox()
        self.counter.setObjectName("transferCounter")
        self.counter.setAccessibleName(self.tr("Counter"))
        self.keep = QCheckBox(self.tr("Keep seniority"))
        self.keep.setObjectName("keepSeniority")
        self.keep.setChecked(True)
        lines = QFormLayout()
        lines.addRow(self.tr("Service"), self.service)
        lines.addRow(self.tr("Counter"), self.counter)
        lines.addRow("", self.keep)
        self.body.addLayout(lines)
        self.service.currentIndexChanged.connect(self._fill_counters)
        if form.proposed is not None:
            self.service.setCurrentIndex(self.service.findData(form.proposed))
        self._fill_counters()
        self.accepted.connect(self._on_accepted)
        self.service.setFocus()

    def _fill_counters(self) -> None:
        service_id = self.service.currentData()
        self.counter.clear()
        self.counter.addItem(self.tr("Any counter"), None)
        for counter_id, label, services in self._form.counters:
            if service_id in services:
                self.counter.addItem(label, counter_id)

    def _on_accepted(self) -> None:
        service_id = self.service.currentData()
        if service_id is not None:
            self._answer(service_id, self.counter.currentData(), self.keep.isChecked())


class ReasonDialog(Question):
    """Asks for one reason of a few; its digit is enough."""

    def __init__(
        self, title: str, reasons: tuple[str, ...], answer: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__("reasonDialog", title, "", parent)
        self._answer = answer
        self._reasons = reasons
        self.confirm.hide()
        for number, code in enumerate(reasons, 1):
            button = QPushButton(f"{number}  {reason_text(code)}")
            button.setObjectName(f"reason_{code}")
            button.setAccessibleName(reason_text(code))
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            self.body.addWidget(button)
            if number == 1:
                button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # By the character, since the digit keys of a French keyboard need Shift.
        text = event.text()
        if text.isdecimal() and 0 < int(text) <= len(self._reasons):
            self._choose(self._reasons[int(text) - 1])
            return
        super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        self.accept()
        self._answer(code)


class AbsentDialog(Question):
    """Asks whether somebody who was called only a short while ago is really absent."""

    def __init__(self, number: str, answer: Callable[[], None], parent: QWidget) -> None:
        translate = QCoreApplication.translate
        asked = translate("AbsentDialog", "Mark {number} absent already?")
        title = asked.format(number=spaced(number))
        super().__init__("absentDialog", title, translate("AbsentDialog", "Mark absent"), parent)
        text = QLabel(self.tr("This person was called only a short while ago, and not often."))
        text.setWordWrap(True)
        self.body.addWidget(text)
        self.accepted.connect(answer)
        self.confirm.setFocus()
