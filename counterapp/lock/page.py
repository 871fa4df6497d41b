"""The page that covers a workplace until its agent is back."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from counterapp.card import card_on
from counterapp.notices import Facts
from counterapp.problems import sentence
from counterapp.provider.button import ProviderButton
from ui.widgets.banner import Banner


class LockPage(QWidget):
    """Asks for the PIN of this station, or for the password.

    Signals:
        unlock_requested: What was typed.
        leave_requested: Somebody else wants to sign in.
        provider_requested: The agent comes back by way of the site's provider: its name.
    """

    unlock_requested = Signal(str)
    leave_requested = Signal()
    provider_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lockPage")
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.problem = Banner()
        self.problem.setObjectName("lockProblem")
        self.secret = QLineEdit()
        self.secret.setObjectName("lockSecret")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(256)
        self.label = QLabel()
        self.label.setBuddy(self.secret)
        self.button = QPushButton()
        self.button.setObjectName("unlock")
        self.button.setProperty("kind", "primary")
        self.leave = QPushButton()
        self.leave.setObjectName("lockLeave")
        self.provider = ProviderButton()
        self.provider.chosen.connect(self.provider_requested)
        self._username = ""
        self._has_pin = False
        self._lay_out()
        self.retranslate()
        self.button.clicked.connect(self._ask)
        self.secret.returnPressed.connect(self.button.click)
        self.leave.clicked.connect(self.leave_requested)

    def show_agent(self, username: str, *, has_pin: bool) -> None:
        """Show whose workplace is locked, and what opens it."""
        self._username, self._has_pin = username, has_pin
        self.retranslate()

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the server, or go on."""
        self.button.setEnabled(not busy)

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence."""
        texts = {
            "other_agent": self.tr(
                "Somebody else signed in. This workplace opens to {username} alone."
            ).format(username=self._username)
        }
        level = "danger" if code == "server_away" else "warning"
        self.problem.show_text(level, texts.get(code) or sentence(code, facts))  # type: ignore[arg-type]

    def clear(self) -> None:
        """Show no sentence, and forget what was typed."""
        self.problem.clear()
        self.secret.clear()
        self.secret.setFocus()

    def retranslate(self) -> None:
        """Write the fixed words in the present language."""
        self.setAccessibleName(self.tr("Locked"))
        self.title.setText(self.tr("{username} will be back").format(username=self._username))
        asked = self.tr("PIN or password") if self._has_pin else self.tr("Password")
        self.label.setText(asked)
        self.secret.setAccessibleName(asked)
        self.button.setText(self.tr("Unlock"))
        self.leave.setText(self.tr("Sign out"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        column = card_on(self)
        for part in (self.title, self.problem, self.label, self.secret, self.button):
            column.addWidget(part)
        column.addWidget(self.provider)
        column.addWidget(self.leave)

    def _ask(self) -> None:
        typed = self.secret.text()
        if typed:
            self.unlock_requested.emit(typed)
