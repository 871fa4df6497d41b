"""The page where an agent signs in."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from counterapp.card import card_on
from counterapp.notices import Facts
from counterapp.problems import sentence
from counterapp.provider.button import ProviderButton
from counterapp.sign_in.presenter import Workplace
from ui.widgets.banner import Banner
from ui.widgets.controls import ChoiceBox


class SignInPage(QWidget):
    """Asks for user name, password and workplace.

    Signals:
        sign_in_requested: User name, password, counter id.
        invitation_requested: Who has an invitation wants to choose a first password: user name.
        provider_requested: The agent wants to sign in with the site's provider: its name.
    """

    sign_in_requested = Signal(str, str, str)
    invitation_requested = Signal(str)
    provider_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInPage")
        self.site = QLabel()
        self.site.setObjectName("signInSite")
        self.site.setProperty("role", "title")
        self.site.setWordWrap(True)
        self.problem = Banner()
        self.problem.setObjectName("signInProblem")
        self.username = QLineEdit()
        self.username.setObjectName("username")
        self.username.setMaxLength(64)
        self.password = QLineEdit()
        self.password.setObjectName("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(256)
        self.counter = ChoiceBox()
        self.counter.setObjectName("counterChoice")
        self.button = QPushButton()
        self.button.setObjectName("signIn")
        self.button.setProperty("kind", "primary")
        self.button.setDefault(True)
        self.invited = QPushButton()
        self.invited.setObjectName("invited")
        self.provider = ProviderButton()
        self._labels = {name: QLabel() for name in ("username", "password", "counter")}
        self._busy = False
        self._lay_out()
        self.retranslate()
        self.button.clicked.connect(self._ask)
        self.invited.clicked.connect(lambda: self.invitation_requested.emit(self.username.text()))
        self.provider.chosen.connect(self.provider_requested)
        self.username.returnPressed.connect(self._on_return)
        self.password.returnPressed.connect(self._on_return)
        self._enable()

    def show_site(self, name: str, workplaces: tuple[Workplace, ...], chosen: str) -> None:
        """Show the site's name and its workplaces; what was chosen stays chosen."""
        self.site.setText(name)
        before = self.counter.currentData() or chosen
        self.counter.clear()
        for place in workplaces:
            label = self.tr("{name} (in use)").format(name=place.label)
            self.counter.addItem(label if place.taken else place.label, place.counter_id)
        found = self.counter.findData(before)
        self.counter.setCurrentIndex(max(found, 0))
        self._enable()

    def show_provider(self, name: str) -> None:
        """Offer to sign in with the site's provider; "" offers nothing."""
        self.provider.offer(name)

    def chosen_counter(self) -> str:
        """Return the id of the workplace that is chosen, or ""."""
        chosen: str = self.counter.currentData() or ""
        return chosen

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the server, or go on."""
        self._busy = busy
        self._enable()

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence."""
        texts = {
            "sign_in_incomplete": self.tr("Give your user name, your password and a workplace."),
            "session_over": self.tr(
                "Your session has ended. Sign in again: what you typed is still there."
            ),
        }
        level = "danger" if code == "server_away" else "warning"
        self.problem.show_text(level, texts.get(code) or sentence(code, facts))  # type: ignore[arg-type]

    def hide_problem(self) -> None:
        """Show no sentence."""
        self.problem.clear()

    def forget_password(self) -> None:
        """Empty the password's field."""
        self.password.clear()
        self.password.setFocus()

    def offer(self, username: str) -> None:
        """Fill in the name of who was signed in."""
        self.username.setText(username)
        (self.password if username else self.username).setFocus()

    def retranslate(self) -> None:
        """Write the fixed words in the present language."""
        self.setAccessibleName(self.tr("Sign in"))
        if not self.site.text():
            self.site.setText(self.tr("Looking for the server…"))
        for field, name, text in (
            (self.username, "username", self.tr("User name")),
            (self.password, "password", self.tr("Password")),
            (self.counter, "counter", self.tr("Workplace")),
        ):
            field.setAccessibleName(text)
            self._labels[name].setText(text)
        self.button.setText(self.tr("Sign in"))
        self.invited.setText(self.tr("I have an invitation…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        column = card_on(self)
        column.addWidget(self.site)
        column.addWidget(self.problem)
        form = QFormLayout()
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, name in (
            (self.username, "username"),
            (self.password, "password"),
            (self.counter, "counter"),
        ):
            self._labels[name].setBuddy(field)
            form.addRow(self._labels[name], field)
        column.addLayout(form)
        column.addWidget(self.button)
        column.addWidget(self.provider)
        column.addWidget(self.invited)

    def _on_return(self) -> None:
        if self.username.text() and not self.password.text():
            self.password.setFocus()
        else:
            self.button.click()

    def _ask(self) -> None:
        self.sign_in_requested.emit(
            self.username.text(), self.password.text(), self.chosen_counter()
        )

    def _enable(self) -> None:
        for button in (self.button, self.provider, self.invited):
            button.setEnabled(not self._busy and self.counter.count() > 0)
