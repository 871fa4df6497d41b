"""Reception's page: appointments on the left, the hall on the right."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterapp.notices import Facts, Level, Notice
from counterapp.panes import Panes, PaneScroll
from counterapp.problems import notice_text, sentence
from counterapp.reception.alerts import SERIOUS, Device
from counterapp.reception.arrivals_pane import ArrivalsPane
from counterapp.reception.hall_pane import HallPane, fault_text
from counterapp.reception.view import (
    AppointmentRow,
    DayCounts,
    GivenTicket,
    HelpRequest,
    PaperlessTicket,
    WalkInService,
)
from ui.widgets.banner import Banner

_AWAY = frozenset({"server_away", "server_away_unsent"})


class ReceptionPage(QWidget):
    """Shows reception; decides nothing."""

    def __init__(self, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receptionPage")
        self._devices: tuple[Device, ...] = ()
        self._booking: Notice | None = None
        self._reader_there = True
        self.problem = Banner()
        self.problem.setObjectName("receptionProblem")
        self.arrivals = ArrivalsPane()
        self.hall = HallPane()
        self.alerts = Banner("danger")
        self.alerts.setObjectName("alerts")
        self.panes = Panes(
            (self.arrivals, PaneScroll(self.hall)), (self.tr("Appointments"), self.tr("Hall"))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.problem)
        layout.addWidget(self.alerts)
        layout.addWidget(self.panes, 1)
        self.setFocusProxy(self.arrivals.search)
        self._key(keys.get("search", ""), self._to_search)
        self._key(keys.get("next_pane", ""), self.panes.next_pane)

    def show_counts(self, counts: DayCounts) -> None:
        """Show how the day stands."""
        self.arrivals.show_counts(counts)

    def fill_search(self, text: str) -> None:
        """Write what is searched for into its field."""
        self.panes.show_pane(self.arrivals)
        self.arrivals.fill_search(text)

    def show_appointments(self, rows: tuple[AppointmentRow, ...]) -> None:
        """Show today's appointments."""
        self.arrivals.show_appointments(rows)

    def show_walk_ins(self, services: tuple[WalkInService, ...]) -> None:
        """Show the services that tickets are issued for."""
        self.hall.show_walk_ins(services)

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show the devices and what is wrong with them."""
        self.hall.show_devices(devices)
        self._devices = devices
        self._show_alerts()

    def show_reader(self, *, there: bool) -> None:
        """Show whether the code reader of this workplace answers."""
        self._reader_there = there
        self._show_alerts()

    def show_booking(self, told: Notice | None) -> None:
        """Show how old the appointments are, where that must be told."""
        self._booking = told
        self._show_alerts()

    def show_help(self, requests: tuple[HelpRequest, ...]) -> None:
        """Show who asks for help."""
        self.hall.show_help(requests)

    def show_paperless(self, tickets: tuple[PaperlessTicket, ...]) -> None:
        """Show tickets without paper."""
        self.hall.show_paperless(tickets)

    def show_given(self, ticket: GivenTicket | None) -> None:
        """Show the number to give."""
        self.arrivals.show_given(ticket)

    def show_ready(self, *, ready: bool) -> None:
        """Let the buttons act, or not now."""
        self.arrivals.show_ready(ready=ready)
        self.hall.show_ready(ready=ready)

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence above the panes."""
        text = sentence(code, facts)
        if text != self.problem.text():
            self.problem.show_text("danger" if code in _AWAY else "warning", text)

    def hide_problem(self) -> None:
        """Show no sentence."""
        if self.problem.text():
            self.problem.clear()

    def reset_options(self) -> None:
        """Start afresh for the next person."""
        self.arrivals.reset_options()

    def _show_alerts(self) -> None:
        wrong = [(device, fault) for device in self._devices for fault in device.faults]
        serious = any(fault in SERIOUS for _, fault in wrong)
        said = [fault_text(device, fault) for device, fault in wrong]
        if self._booking is not None:
            said.insert(0, notice_text(self._booking))
            serious = serious or self._booking.level is Level.DANGER
        if not self._reader_there:
            said.insert(0, notice_text(Notice("reader_lost")))
            serious = True
        text = " · ".join(said)
        if text != self.alerts.text():
            self.alerts.show_text("danger" if serious else "warning", text)

    def _key(self, key: str, act: Callable[[], object]) -> None:
        if key:
            sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
            QShortcut(sequence, self).activated.connect(act)

    def _to_search(self) -> None:
        self.panes.show_pane(self.arrivals)
        self.arrivals.search.setFocus()
        self.arrivals.search.selectAll()
