"""Dialogs that ask for secrets and stay until the server has taken them."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from counterapp.notices import Facts
from counterapp.problems import sentence
from counterapp.question import Question
from ui.widgets.banner import Banner

_PASSWORD_MAX: Final = 256
_CODE_MAX: Final = 40
_USERNAME_MAX: Final = 64
_LINE_PX: Final = 260
_PIN: Final = QRegularExpression("[0-9]{6}")


class SecretDialog(Question):
    """A question whose answer the server must agree to before it closes.

    Signals:
        submitted: Enter or the button was pressed.
    """

    submitted = Signal()

    def __init__(self, name: str, title: str, advice: str, parent: QWidget) -> None:
        super().__init__(name, title, QCoreApplication.translate("SecretDialog", "Save"), parent)
        self.problem = Banner()
        self.problem.setObjectName(f"{name}Problem")
        self._advice = QLabel(advice)
        self._advice.setProperty("role", "secondary")
        self._advice.setWordWrap(True)
        self.form = QFormLayout()
        self.form.setSpacing(12)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addWidget(self._advice)
        self.body.addWidget(self.problem)
        self.body.addLayout(self.form)

    def accept(self) -> None:
        """Ask the server first; `close_done` closes."""
        if self.confirm.isEnabled():
            self.submitted.emit()

    def close_done(self) -> None:
        """Close, since the server has agreed."""
        super().accept()

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the server, or go on."""
        self.confirm.setEnabled(not busy)

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence."""
        texts = {
            "incomplete": self.tr("Fill in every line."),
            "not_repeated": self.tr("The two lines differ. Type it again."),
            "pin_short": self.tr("A PIN has six digits."),
        }
        level = "danger" if code == "server_away" else "warning"
        self.problem.show_text(level, texts.get(code) or sentence(code, facts))  # type: ignore[arg-type]
        self.fit()

    def hide_problem(self) -> None:
        """Show no sentence."""
        self.problem.clear()

    def secret(self, name: str, label: str) -> QLineEdit:
        """Add a line whose text is not shown."""
        line = self.line(name, label, _PASSWORD_MAX)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    def line(self, name: str, label: str, longest: int) -> QLineEdit:
        """Add a line."""
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setMaxLength(longest)
        line.setMinimumWidth(_LINE_PX)
        self.form.addRow(label, line)
        return line


class PinDialog(SecretDialog):
    """Asks for the PIN that unlocks this workstation, and for the password."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            "pinDialog",
            translate("PinDialog", "PIN of this workstation"),
            translate("PinDialog", "Six digits that unlock this workstation, and no other."),
            parent,
        )
        self.pin = self.secret("pinNew", self.tr("PIN"))
        self.again = self.secret("pinAgain", self.tr("PIN again"))
        self.password = self.secret("pinPassword", self.tr("Your password"))
        for line in (self.pin, self.again):
            line.setValidator(QRegularExpressionValidator(_PIN, line))
        self.pin.setFocus()

    def accept(self) -> None:
        """Ask the server for six digits, and for nothing shorter."""
        if self.pin.text() and not self.pin.hasAcceptableInput():
            self.show_problem("pin_short", {})
        else:
            super().accept()


class PasswordDialog(SecretDialog):
    """Asks for the password and for another one."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            "passwordDialog",
            translate("PasswordDialog", "Change password"),
            _password_advice(),
            parent,
        )
        self.old = self.secret("passwordOld", self.tr("Your password"))
        self.new = self.secret("passwordNew", self.tr("New password"))
        self.again = self.secret("passwordAgain", self.tr("New password again"))
        self.old.setFocus()


class InvitationDialog(SecretDialog):
    """Asks for the code of an invitation and for a first password."""

    def __init__(self, username: str, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            "invitationDialog",
            translate("InvitationDialog", "First password"),
            _password_advice(),
            parent,
        )
        self.username = self.line("invitedName", self.tr("User name"), _USERNAME_MAX)
        self.code = self.line("invitedCode", self.tr("Code of the invitation"), _CODE_MAX)
        self.new = self.secret("invitedPassword", self.tr("New password"))
        self.again = self.secret("invitedAgain", self.tr("New password again"))
        self.username.setText(username)
        (self.code if username else self.username).setFocus()


def _password_advice() -> str:
    return QCoreApplication.translate(
        "SecretDialog",
        "At least 12 characters with capitals, small letters, digits and signs, 14 without "
        "signs, or a phrase of seven words.",
    )
