"""The dialog that waits while an agent signs in elsewhere."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from counterapp.notices import Facts
from counterapp.problems import sentence
from counterapp.question import Question
from ui.widgets.banner import Banner

_LONGEST: Final = 4096
_LINE_PX: Final = 400
_WORD: Final = 40
"""Characters after which a word may go on in the next line."""


class ProviderDialog(Question):
    """Says that the browser is open, and takes what somebody copies from it.

    Signals:
        browser_asked: The browser shall be opened once more.
        pasted: What stands in the line.

    Args:
        title: Where somebody signs in.
    """

    browser_asked = Signal()
    pasted = Signal(str)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__("providerDialog", title, "", parent)
        self.confirm.setText(self.tr("Go on"))
        self.advice = QLabel(self.tr("The browser opens…"))
        self.advice.setObjectName("providerAdvice")
        self.advice.setWordWrap(True)
        self.problem = Banner()
        self.problem.setObjectName("providerProblem")
        self.again = QPushButton(self.tr("Open the browser again"))
        self.again.setObjectName("providerAgain")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.browser_asked)
        self._hint = QLabel()
        self._hint.setProperty("role", "secondary")
        self._hint.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setObjectName("providerPaste")
        self.line.setAccessibleName(self.tr("Address or code from the browser"))
        self.line.setPlaceholderText(self.tr("Address or code from the browser"))
        self.line.setMaxLength(_LONGEST)
        self.line.setMinimumWidth(_LINE_PX)
        self._hint.setBuddy(self.line)
        for widget in (self.advice, self.problem, self._hint, self.line, self.again):
            self.body.addWidget(widget)
        self.show_busy(busy=True)
        self.line.textChanged.connect(self._enable)

    def accept(self) -> None:
        """Take the line first; `close_done` closes."""
        if self.confirm.isEnabled():
            self.pasted.emit(self.line.text())

    def close_done(self) -> None:
        """Close, since the session is open."""
        super().accept()

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the server, or go on."""
        self._busy = busy
        self.again.setEnabled(not busy)
        self.line.setEnabled(not busy)
        self._enable()

    def show_waiting(self, *, paste: bool) -> None:
        """Say what happens now: the browser comes back by itself, or shows a code to copy."""
        self.line.clear()
        if paste:
            self.advice.setText(self.tr("Sign in in the browser. It then shows a code."))
            self._hint.setText(self.tr("Copy the code, or the whole address, and paste it here."))
            self.line.setFocus()
        else:
            self.advice.setText(
                self.tr("Sign in in the browser. This window then goes on by itself.")
            )
            self._hint.setText(
                self.tr("If it does not: copy the address that the browser shows, paste it here.")
            )
        self.fit()

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence."""
        texts = {
            "paste_refused": self.tr(
                "This is not what the browser shows at the end. Open it again, sign in, and copy "
                "the whole address."
            ),
            "browser_missing": self.tr("No browser opens on this computer."),
        }
        level = "danger" if code == "server_away" else "warning"
        facts = {name: _breakable(value) for name, value in facts.items()}
        self.problem.show_text(level, texts.get(code) or sentence(code, facts))  # type: ignore[arg-type]
        self.fit()

    def hide_problem(self) -> None:
        """Show no sentence."""
        self.problem.clear()

    def _enable(self) -> None:
        self.confirm.setEnabled(not self._busy and bool(self.line.text().strip()))


def _breakable(value: str | int | bool | None) -> str | int | bool | None:
    """Let the line break within a long word, such as who somebody is at a provider."""
    if not isinstance(value, str) or len(value) <= _WORD:
        return value
    return "\u200b".join(value[at : at + _WORD] for at in range(0, len(value), _WORD))
