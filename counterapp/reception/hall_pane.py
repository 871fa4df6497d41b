"""The right pane of reception: walk-in tickets, alerts, help, devices, tickets without paper."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.model import SlipState
from counterapp.catalogue import spaced
from counterapp.notices import Notice
from counterapp.problems import notice_text
from counterapp.reception.alerts import Device, Fault
from counterapp.reception.view import HelpRequest, PaperlessTicket, WalkInService
from ui.widgets.controls import TextButton

_COLUMNS = 2


class HallPane(QWidget):
    """Shows what the hall needs.

    Signals:
        walk_in_chosen: A service's id.
        help_answered: A help request's id.
        hand_given: Visit id and number of a ticket that was given by hand.
    """

    walk_in_chosen = Signal(str)
    help_answered = Signal(str)
    hand_given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hallPane")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Hall"))
        self._ready = False
        self._services: tuple[WalkInService, ...] = ()
        self.walk_ins = QGridLayout()
        self.walk_ins.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        self.helps = _Lines("helpRequests")
        self.paperless = _Lines("paperlessTickets")
        self.devices = _Lines("devices")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        layout.addWidget(self.helps)
        layout.addWidget(_title(self.tr("Without appointment")))
        layout.addLayout(self.walk_ins)
        # Below: on a morning without paper they are many, and the queue goes on.
        layout.addWidget(self.paperless)
        layout.addWidget(_title(self.tr("Devices")))
        layout.addWidget(self.devices)
        layout.addStretch()

    def show_walk_ins(self, services: tuple[WalkInService, ...]) -> None:
        """Show a button for each service that tickets are issued for."""
        if [each.service_id for each in services] != list(self.buttons):
            for button in self.buttons.values():
                self.walk_ins.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = {}
            for place, service in enumerate(services):
                button = TextButton()
                button.setObjectName(f"walkIn_{service.code}")
                button.clicked.connect(partial(self._on_walk_in, service.service_id))
                self.buttons[service.service_id] = button
                self.walk_ins.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self._services = services
        for service in services:
            button = self.buttons[service.service_id]
            button.setText(self._walk_in_text(service))
            button.setAccessibleName(service.label)
        self._enable()

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Show each device, and what is wrong with it."""
        self.devices.clear()
        for device in devices:
            said = [fault_text(device, fault) for fault in device.faults]
            works = self.tr("{name}: works").format(name=device.name)
            self.devices.add(f"▲ {' · '.join(said)}" if said else f"● {works}")
        if not devices:
            self.devices.add(self.tr("No kiosk and no display is enrolled."))

    def show_help(self, requests: tuple[HelpRequest, ...]) -> None:
        """Show who asks for help, with a button to go."""
        self.helps.clear()
        for request in requests:
            text = self.tr("{time} {station}: help asked for").format(
                time=request.since, station=request.station
            )
            button = self.helps.add(f"▲ {text}", self.tr("I am going"), "answerHelp")
            button.setAccessibleName(f"{text}: {self.tr('I am going')}")
            button.clicked.connect(partial(self._on_help, request.help_id))
        self._enable()

    def show_paperless(self, tickets: tuple[PaperlessTicket, ...]) -> None:
        """Show tickets without paper, with a button to say that the number was given by hand."""
        self.paperless.clear()
        for ticket in tickets:
            text = self._paperless_text(ticket)
            button = self.paperless.add(f"▲ {text}", self.tr("Given by hand"), "markGiven")
            button.setAccessibleName(f"{text}: {self.tr('Given by hand')}")
            button.clicked.connect(partial(self._on_given, ticket.visit_id, ticket.number))
        self._enable()

    def show_ready(self, *, ready: bool) -> None:
        """Let the buttons act, or not now."""
        self._ready = ready
        self._enable()

    def _paperless_text(self, ticket: PaperlessTicket) -> str:
        number = spaced(ticket.number)
        if ticket.slip is SlipState.DOUBTFUL:
            return self.tr("{number}: ticket perhaps not printed").format(number=number)
        return self.tr("{number}: no paper ticket").format(number=number)

    def _walk_in_text(self, service: WalkInService) -> str:
        if not service.open:
            if not service.opens_at:
                return self.tr("{label} – closed").format(label=service.label)
            text = self.tr("{label} – closed until {time}")
            return text.format(label=service.label, time=service.opens_at)
        return service.label

    def _enable(self) -> None:
        for service in self._services:
            self.buttons[service.service_id].setEnabled(self._ready and service.open)
        for button in (*self.helps.buttons, *self.paperless.buttons):
            button.setEnabled(self._ready)

    def _on_walk_in(self, service_id: str) -> None:
        self.walk_in_chosen.emit(service_id)

    def _on_help(self, help_id: str) -> None:
        self.help_answered.emit(help_id)

    def _on_given(self, visit_id: str, number: str) -> None:
        self.hand_given.emit(visit_id, number)


class _Lines(QWidget):
    """A few lines of text, each with a button if it has one; hidden while there are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.buttons = [], []
        self.hide()

    def add(self, text: str, action: str = "", name: str = "") -> QPushButton:
        """Add a line; the button is shown only if it has a text."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(text)
        label.setObjectName(f"{self.objectName()}Line")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        button = TextButton(action, line)
        button.setObjectName(name)
        button.setVisible(bool(action))
        if action:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        self._lines.append(line)
        self._column.addWidget(line)
        self.show()
        return button

    def text(self) -> str:
        """Return the lines as a person reads them."""
        labels = [label for line in self._lines for label in line.findChildren(QLabel)]
        return "\n".join(label.text() for label in labels)


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "section")
    return label


def fault_text(device: Device, fault: Fault) -> str:
    """Return what is wrong with a device, `Kiosk 1: no paper left`."""
    return notice_text(Notice(fault.value, {"station": device.name}))
