"""The dialog from which the person at a desk books again."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from counterapp.notices import Facts
from counterapp.problems import sentence
from counterapp.question import Question
from ui.widgets.banner import Banner
from ui.widgets.code_square import CodeSquare
from ui.widgets.controls import ChoiceBox, TextButton


class LinksDialog(Question):
    """Offers the page for the agent, and the person's own code.

    Signals:
        plan_asked: The agent wants to choose a time in the browser, for this person's ordinal.
        invitation_asked: The person books by phone.

    Args:
        people: Ordinals and names of who may book again.
    """

    plan_asked = Signal(int)
    invitation_asked = Signal(int)

    def __init__(self, people: Sequence[tuple[int, str]], parent: QWidget) -> None:
        translate = QCoreApplication.translate
        title = translate("LinksDialog", "Another appointment")
        super().__init__("linksDialog", title, "", parent)
        self.confirm.hide()
        self.cancel.setText(self.tr("Close"))
        self.who = ChoiceBox()
        self.who.setObjectName("linksPerson")
        self.who.setAccessibleName(self.tr("For whom"))
        for ordinal, name in people:
            self.who.addItem(name or self.tr("Person {number}").format(number=ordinal), ordinal)
        self.who.setVisible(len(people) > 1)
        self.plan = TextButton(self.tr("Choose a time in the browser"))
        self.plan.setObjectName("linksPlan")
        self.plan.setAutoDefault(False)
        self.plan.clicked.connect(lambda: self.plan_asked.emit(self.who.currentData()))
        self.invite = TextButton(self.tr("Let the person choose by phone"))
        self.invite.setObjectName("linksInvite")
        self.invite.setAutoDefault(False)
        self.invite.clicked.connect(lambda: self.invitation_asked.emit(self.who.currentData()))
        self.problem = Banner()
        self.problem.setObjectName("linksProblem")
        self.code = CodeSquare("linksCode")
        self.code.setAccessibleName(self.tr("Code for the person's phone"))
        self.advice = QLabel()
        self.advice.setObjectName("linksAdvice")
        self.advice.setWordWrap(True)
        for widget in (self.who, self.plan, self.invite, self.problem, self.advice):
            self.body.addWidget(widget)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.who.currentIndexChanged.connect(self.hide_code)
        self.hide_code()

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the booking server, or go on."""
        for widget in (self.who, self.plan, self.invite):
            widget.setEnabled(not busy)
        self.advice.setText(self.tr("The booking server is asked…") if busy else "")
        self.advice.setVisible(busy)
        self.fit()

    def show_code(self, url: str) -> None:
        """Show the person's own link as a code, in place of what else could be done."""
        self._offer(offered=False)
        self.code.show_text(url)
        self.advice.setText(
            self.tr("Let this person alone scan it: whoever does so books in their name.")
        )
        self.advice.show()
        self.fit()

    def hide_code(self) -> None:
        """Show no code, and offer what can be done."""
        self._offer(offered=True)
        self.code.show_text("")
        self.advice.clear()
        self.advice.hide()
        self.fit()

    def _offer(self, *, offered: bool) -> None:
        for button in (self.plan, self.invite):
            button.setVisible(offered)

    def show_problem(self, code: str, facts: Facts) -> None:
        """Show one clear sentence."""
        told = {"browser_missing": self.tr("No browser opens on this computer.")}
        text = told.get(code) or sentence(code, facts)
        self.problem.show_text("danger" if code == "server_away" else "warning", text)
        self.fit()

    def hide_problem(self) -> None:
        """Show no sentence."""
        self.problem.clear()

    def close_done(self) -> None:
        """Close, since nothing more is to be done here."""
        self.accept()
