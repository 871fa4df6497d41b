"""The top of the window: the workplace, its state, the time, the network, help and oneself."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from core.model import CounterState
from counterapp.desk.view import CounterLine
from counterapp.desk.words import counter_state_text, reason_text
from ui.widgets.elided import ElidedLabel
from ui.widgets.restyle import set_property

_SPACING = 12
_SIGNS = {CounterState.OPEN: "●", CounterState.PAUSED: "‖", CounterState.CLOSED: "○"}
_LEVELS = {CounterState.OPEN: "success", CounterState.PAUSED: "warning", CounterState.CLOSED: ""}


class Header(QFrame):
    """Shows where one works and how it stands.

    Signals:
        place_chosen: `desk` or `reception`.
        help_asked: The list of keys is wanted.
    """

    place_chosen = Signal(str)
    help_asked = Signal()

    def __init__(self, help_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._help_key = help_key
        self._line: CounterLine | None = None
        self._online: bool | None = None
        self.title = ElidedLabel()
        self.title.setObjectName("counterTitle")
        self.title.setProperty("role", "section")
        self.state = _label("counterState", "section")
        self.clock = _label("siteClock", "section")
        self.network = _label("networkState", "body")
        self.places = QButtonGroup(self)
        self.desk = self._place("goDesk", "desk")
        self.reception = self._place("goReception", "reception")
        self.help = QPushButton()
        self.help.setObjectName("helpKeys")
        self.help.clicked.connect(self.help_asked)
        self.me = QPushButton()
        self.me.setObjectName("me")
        self.menu = QMenu(self.me)
        self.me.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(_SPACING)
        row.addWidget(self.title, 1)
        for widget in (self.state, self.desk, self.reception):
            row.addWidget(widget)
        for widget in (self.clock, self.network, self.help, self.me):
            row.addWidget(widget)
        self.show_places(desk=False, reception=False)
        self.show_agent("")
        self.retranslate()

    def show_title(self, text: str) -> None:
        """Show a title in place of a counter's."""
        self._line = None
        self.title.set_whole_text(text)
        self.state.setText("")

    def show_counter(self, line: CounterLine) -> None:
        """Show the counter and how it stands."""
        self._line = line
        parts = [self.tr("Counter {number}").format(number=line.number), line.name, line.services]
        if line.name.split()[-1:] == [line.number]:
            parts.pop(0)  # "Guichet 3" says it already
        self.title.set_whole_text(" · ".join(part for part in parts if part))
        text = f"{_SIGNS[line.state]} {counter_state_text(line.state)}"
        if line.pause_reason:
            text += f" ({reason_text(line.pause_reason)})"
        self.state.setText(text)
        set_property(self.state, "level", _LEVELS[line.state])

    def show_places(self, *, desk: bool, reception: bool) -> None:
        """Offer the pages that the agent may go to; one alone needs no button."""
        self.desk.setVisible(desk and reception)
        self.reception.setVisible(desk and reception)

    def show_place(self, place: str) -> None:
        """Mark the page in sight."""
        (self.desk if place == "desk" else self.reception).setChecked(True)

    def show_agent(self, username: str) -> None:
        """Show who is signed in, "" for nobody."""
        self.me.setText(username)
        self.me.setVisible(bool(username))

    def show_time(self, text: str) -> None:
        """Show the site's time, `10:17`."""
        self.clock.setText(text)

    def show_network(self, *, online: bool) -> None:
        """Show whether the server is heard."""
        if online == self._online:
            return
        self._online = online
        self.network.setText(self.tr("Network OK") if online else self.tr("No network"))
        set_property(self.network, "level", "" if online else "danger")
        self._fit()

    def retranslate(self) -> None:
        """Write the fixed words in the present language."""
        self.desk.setText(self.tr("Desk"))
        self.reception.setText(self.tr("Reception"))
        words = self.tr("Help")
        self.help.setText(f"{words} {self._help_key}".strip())
        self.help.setAccessibleName(self.tr("Help: list of keys"))
        self.me.setAccessibleName(self.tr("My session"))
        self.clock.setAccessibleName(self.tr("Time at the site"))
        online, self._online = self._online, None
        if online is not None:
            self.show_network(online=online)
        if self._line is not None:
            self.show_counter(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Leave out the network while it is well, where there is little room."""
        spare = self.network.sizeHint().width() if self._online else 0
        hint = super().minimumSizeHint()
        return QSize(hint.width() - (spare if self.network.isVisibleTo(self) else 0), hint.height())

    def _fit(self) -> None:
        others = super().minimumSizeHint().width()
        if not self.network.isVisibleTo(self):
            others += self.network.sizeHint().width() + _SPACING
        self.network.setVisible(self._online is False or others <= self.width())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _place(self, name: str, place: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.place_chosen.emit(place))
        self.places.addButton(button)
        return button


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
