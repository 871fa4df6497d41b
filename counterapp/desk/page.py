"""The desk's page: three panes that become tabs where there is little room."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model import StepState
from counterapp.catalogue import spaced
from counterapp.desk.action_pane import ActionPane
from counterapp.desk.actions import Action
from counterapp.desk.dialogs import AbsentDialog, FinishDialog, ReasonDialog, TransferDialog
from counterapp.desk.queue_pane import QueuePane
from counterapp.desk.queue_rows import QueueRow, View
from counterapp.desk.view import (
    OUT_OF_TURN_REASONS,
    PAUSE_REASONS,
    CounterLine,
    FinishForm,
    LastVisit,
    OutcomeChoice,
    QueueCounts,
    ReasonFor,
    TransferForm,
)
from counterapp.desk.visit import VisitPanel
from counterapp.desk.visit_pane import VisitPane
from counterapp.notices import Facts, Level, Notice
from counterapp.panes import Panes
from counterapp.problems import notice_text, sentence
from ui.reasons import reason_text
from ui.widgets.banner import Banner

TICK_MS: Final = 1000
_AWAY: Final = frozenset({"server_away", "server_away_unsent"})


class DeskPage(QWidget):
    """Shows a desk; emits what the agent wants and decides nothing.

    Signals:
        action_chosen: An `Action` that needs no further question here.
        reason_given: A `ReasonFor` and the reason's code.
        outcomes_given: Outcomes by person and service id, and the note.
        transfer_given: Service id, counter id or "", and whether seniority is kept.
        absence_confirmed: The person is absent, early as it is.
        counter_shown: The `CounterLine` for the header of the window.
    """

    action_chosen = Signal(object)
    reason_given = Signal(object, str)
    outcomes_given = Signal(object, str)
    transfer_given = Signal(str, str, bool)
    absence_confirmed = Signal()
    counter_shown = Signal(object)

    def __init__(
        self,
        keys: Mapping[str, str],
        now: Callable[[], datetime],
        local_time: Callable[[datetime], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("deskPage")
        self._local_time = local_time
        self._shown = ""
        self.problem = Banner()
        self.problem.setObjectName("deskProblem")
        self.booking = Banner()
        self.booking.setObjectName("deskBooking")
        self.queue = QueuePane(now)
        self.visit = VisitPane(now)
        self.action_pane = ActionPane(keys)
        self.panes = Panes(
            (self.queue, self.visit), (self.tr("Queue"), self.tr("Visit")), self.action_pane
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.problem)
        layout.addWidget(self.booking)
        layout.addWidget(self.panes, 1)
        self.setFocusProxy(self.queue.table)
        self.action_pane.chosen.connect(self.action_chosen)
        self.queue.why_asked.connect(lambda: self.action_chosen.emit(Action.WHY))
        self.queue.row_entered.connect(self._on_row_entered)
        self._bind(keys)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start()

    def tick(self) -> None:
        """Let timer and waits go on."""
        self.visit.tick()
        self.queue.tick()

    # What the presenter asks

    def show_counter(self, counter: CounterLine) -> None:
        """Show the counter in the header."""
        self.counter_shown.emit(counter)

    def show_queue(self, rows: tuple[QueueRow, ...], counts: QueueCounts, view: View) -> None:
        """Show the queue."""
        self.queue.show_queue(rows, counts, view)

    def show_visit(self, panel: VisitPanel | None) -> None:
        """Show the visit in hand."""
        self.visit.show_visit(panel)
        shown = "" if panel is None else panel.visit_id
        if shown != self._shown:
            self._shown = shown
            self.panes.show_pane(self.visit if shown else self.queue)

    def show_actions(self, actions: frozenset[Action]) -> None:
        """Enable exactly these actions; the keyboard stays where it can act."""
        self.action_pane.show_actions(actions)
        focus = self.focusWidget()
        if focus is None or not focus.isEnabled():
            self.queue.table.setFocus()

    def show_last(self, last: LastVisit | None, *, enabled: bool) -> None:
        """Show which visit ended last."""
        self.action_pane.show_last(last, enabled=enabled)

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence above the panes."""
        text = sentence(code, facts)
        if text != self.problem.text():
            self.problem.show_text("danger" if code in _AWAY else "warning", text)

    def hide_problem(self) -> None:
        """Show no sentence."""
        if self.problem.text():
            self.problem.clear()

    def show_booking(self, told: Notice | None) -> None:
        """Show how old the appointments are, where that must be told."""
        text = "" if told is None else notice_text(told)
        if text == self.booking.text():
            return
        if told is None:
            self.booking.clear()
        else:
            serious = told.level is Level.DANGER
            self.booking.show_text("danger" if serious else "warning", text)

    def show_why(self, rows: Sequence[QueueRow]) -> None:
        """Say why some lines of the queue stand where they stand."""
        self.queue.show_why(
            "\n".join(reason_text(spaced(row.number), row.why, self._local_time) for row in rows)
        )
        self.panes.show_pane(self.queue)

    def ask_reason(self, reason_for: ReasonFor, number: str) -> None:
        """Ask for the reason of a break or of a call out of turn."""
        reasons: tuple[str, ...] = OUT_OF_TURN_REASONS
        if reason_for is ReasonFor.PAUSE:
            title, reasons = self.tr("Why do you stop calling?"), PAUSE_REASONS
        else:
            title = self.tr("Why is {number} called out of turn?").format(number=spaced(number))
        ReasonDialog(
            title, reasons, lambda code: self.reason_given.emit(reason_for, code), self
        ).open()

    def ask_absent(self, number: str) -> None:
        """Ask whether the person is really absent."""
        AbsentDialog(number, self.absence_confirmed.emit, self).open()

    def ask_outcomes(self, form: FinishForm) -> None:
        """Ask how the visit ended."""
        FinishDialog(form, self._on_outcomes, self).open()

    def ask_transfer(self, form: TransferForm) -> None:
        """Ask where the visit goes."""
        TransferDialog(form, self._on_transfer, self).open()

    # Keys

    def _bind(self, keys: Mapping[str, str]) -> None:
        for action, button in self.action_pane.buttons.items():
            if action not in (Action.OPEN, Action.PAUSE):
                self._key(keys.get(action.value, ""), button.click)
        self._key(keys.get("pause", ""), self._open_or_pause)
        self._key(keys.get("last", ""), self.action_pane.last_button.click)
        self._key(keys.get("why", ""), lambda: self.action_chosen.emit(Action.WHY))
        self._key(keys.get("next_pane", ""), self.panes.next_pane)
        self._key(keys.get("search", ""), self._to_search)

    def _key(self, key: str, act: Callable[[], object]) -> None:
        if key:
            sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
            shortcut = QShortcut(sequence, self)
            # A key that is held down must not call one person after the other.
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _open_or_pause(self) -> None:
        for action in (Action.OPEN, Action.PAUSE):
            if self.action_pane.buttons[action].isEnabled():
                self.action_pane.buttons[action].click()
                return

    def _to_search(self) -> None:
        self.panes.show_pane(self.queue)
        self.queue.search.setFocus()
        self.queue.search.selectAll()

    def _on_row_entered(self, state: StepState) -> None:
        action = Action.RESUME if state is StepState.PARKED else Action.CALL_THIS
        self.action_pane.buttons[action].click()

    def _on_outcomes(self, choice: OutcomeChoice, note: str) -> None:
        self.outcomes_given.emit(choice, note)

    def _on_transfer(self, service_id: str, counter_id: str | None, keep: bool) -> None:
        self.transfer_given.emit(service_id, counter_id or "", keep)
