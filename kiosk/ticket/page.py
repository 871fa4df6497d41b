"""The number, large; what to do next; and the paper that is coming."""

from typing import Final

from PySide6.QtCore import Signal

from core.model import Arrival, SlipState
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP
from kiosk.shell.lists import listed
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.ticket.presenter import TicketShown
from ui.i18n import apart, isolated

_BUTTON: Final = 120


class TicketPage(Page):
    """W4: it is done.

    Signals:
        reprint_asked: The same number on paper once more.
        help_asked: Priority, or a person.
        finished: The person goes.
    """

    reprint_asked = Signal()
    help_asked = Signal()
    finished = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("ticket", guard)
        self.lead = self.words("ticketLead", "body")
        self.number = self.words("ticketNumber", "number", color="action.text")
        self.booked = self.words("booked", "body")
        self.arrival = self.words("arrival", "body")
        self.wait = self.words("wait", "body")
        self.ahead = self.words("ahead", "body")
        self.room = self.words("room", "body")
        self.documents = self.words("documents", "body")
        self.paper = self.words("paper", "action", color="action.text")
        self.notice = self.words("ticketNotice", "small", color="text.secondary")
        self.reprint = self.button("reprint", icon="printer")
        self.help = self.button("priorityOrHelp", icon="wheelchair")
        self.finish = self.button("finish", icon="check", kind="primary")
        self.reprint.tapped.connect(self.reprint_asked)
        self.help.tapped.connect(self.help_asked)
        self.finish.tapped.connect(self.finished)
        self._ticket: TicketShown | None = None
        self._left_s: int | None = None

    def show_ticket(self, ticket: TicketShown) -> None:
        """Show a number and what is known of it."""
        self._ticket = ticket
        self.refresh()

    def show_left(self, left_s: int | None) -> None:
        """Say on the button when the page ends by itself."""
        if left_s != self._left_s:
            self._left_s = left_s
            self.finish.set_words(self._finish_text())
            if self.look is not None:
                self.finish.dress(self.look)

    def retranslate(self) -> None:
        ticket = self._ticket
        self.reprint.set_words(self.tr("Print again"))
        self.help.set_words(self.tr("Priority or help?"))
        self.finish.set_words(self._finish_text())
        notice = self.tr(
            "Your data: we keep this number for at most 30 days, without your name. "
            "Details: the poster, or reception."
        )
        self.notice.setText(notice)
        if ticket is None:
            return
        self.lead.setText(
            self.tr("You were given this number before:")
            if ticket.again
            else self.tr("Done. Your number:")
        )
        self.number.setText(ticket.number)
        self.booked.setText(self._booked_text(ticket))
        self.arrival.setText(self._arrival_text(ticket))
        self.arrival.tone = "status.warning" if ticket.arrival is Arrival.LATE else "text.primary"
        self.wait.setText(self._wait_text(ticket))
        self.ahead.setText(self._ahead_text(ticket))
        self.room.setText(self._room_text(ticket))
        named = listed(ticket.documents)
        prepare = self.tr("Have ready: {documents}")
        self.documents.setText(prepare.format(documents=named) if named else "")
        self.paper.setText(self._paper_text(ticket))

    def arrange(self, look: Look) -> None:
        row = max(_BUTTON, look.canvas.bar_row)
        controls = look.canvas.controls_from_below(2 * row + GAP)
        self.place_button(self.reprint, controls.column(2, 0).row(2, 0))
        self.place_button(self.help, controls.column(2, 0).row(2, 1))
        self.place_button(self.finish, controls.column(2, 1))
        info = look.canvas.info_above(controls)
        # Large text leaves the notice to the home page's poster line and the slip.
        self.notice.setText("" if look.canvas.large else self.notice.text())
        texts = [
            self.lead, self.number, self.booked, self.arrival, self.wait, self.ahead, self.room,
            self.documents, self.paper, self.notice,
        ]  # fmt: skip
        bottom = self.place_column(texts, info, gap=24)
        if bottom > info.bottom and self.documents.text():
            # A long list in large text would push the rest under the buttons; the slip has it too.
            self.documents.setText("")
            self.place_column(texts, info, gap=24)

    def _finish_text(self) -> str:
        if self._left_s is None:
            return self.tr("Finish")
        return self.tr("Finish ({n} s)").format(n=self._left_s)

    def _booked_text(self, ticket: TicketShown) -> str:
        if not ticket.booked:
            return ""
        text = self.tr("Appointment at {time}").format(time=isolated(ticket.booked))
        initials = ticket.initials.replace(" ", "\u00a0")
        return f"{text} · {isolated(initials)}" if initials else text

    def _arrival_text(self, ticket: TicketShown) -> str:
        match ticket.arrival:
            case Arrival.LATE:
                return self.tr("You are late: we will see you all the same, as soon as we can.")
            case Arrival.EARLY:
                return self.tr("You are early: you will be called around that time.")
            case Arrival.ON_TIME:
                return self.tr("You are on time.")
            case _:
                return ""

    def _wait_text(self, ticket: TicketShown) -> str:
        if ticket.wait_min is None:
            return ""
        low, high = ticket.wait_min
        return self.tr("Wait: between {a} and {b} minutes").format(a=low, b=high)

    def _ahead_text(self, ticket: TicketShown) -> str:
        match ticket.ahead:
            case None:
                return ""
            case 0:
                return self.tr("Nobody is ahead of you")
            case 1:
                return self.tr("One person is ahead of you")
            case count:
                return self.tr("{n} people ahead of you").format(n=count)

    def _room_text(self, ticket: TicketShown) -> str:
        watch = self.tr("Watch the screen: your number will be shown and announced.")
        if not ticket.room:
            return self.tr("Please sit down.") + " " + watch
        return self.tr("Waiting room: {room}.").format(room=apart(ticket.room)) + " " + watch

    def _paper_text(self, ticket: TicketShown) -> str:
        if ticket.elsewhere:
            return self.tr("Your ticket comes out of the other printer: ask at reception")
        if ticket.slip in (SlipState.SENT, SlipState.PRINTED):
            return self.tr("Take your ticket")
        return self.tr("Your ticket is being printed")
