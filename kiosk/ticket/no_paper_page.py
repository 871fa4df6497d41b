"""The number holds without paper: note it, sit down, reception knows."""

from typing import Final

from PySide6.QtCore import Signal

from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.ticket.presenter import TicketShown
from ui.i18n import apart

_BUTTON: Final = 140


class NoPaperPage(Page):
    """W5: no paper, cover open, printer silent. Never a dead end.

    Signals:
        noted: "I have noted my number".
        help_asked: Call a person.
    """

    noted = Signal()
    help_asked = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("noPaper", guard)
        self.title = self.words("noPaperTitle", "title", color="status.warning")
        self.lead = self.words("noPaperLead", "body")
        self.number = self.words("noPaperNumber", "number", color="action.text")
        self.steps = [self.words(f"noPaperStep{index}", "body") for index in (1, 2, 3)]
        self.told = self.words("noPaperTold", "body", color="text.secondary")
        self.note = self.button("numberNoted", icon="check", kind="primary")
        self.help = self.button("callSomeone", icon="help")
        self.note.tapped.connect(self.noted)
        self.help.tapped.connect(self.help_asked)
        self._ticket: TicketShown | None = None
        self._left_s: int | None = None
        self._told = False

    def show_ticket(self, ticket: TicketShown) -> None:
        """Show a number without paper."""
        self._ticket = ticket
        self.refresh()

    def show_told(self, told: bool) -> None:
        """Say whether reception has heard of the printer."""
        if told != self._told:
            self._told = told
            self.refresh()

    def show_left(self, left_s: int | None) -> None:
        """Say on the button when the page ends by itself."""
        if left_s != self._left_s:
            self._left_s = left_s
            self.note.set_words(self._note_text())
            if self.look is not None:
                self.note.dress(self.look)

    def retranslate(self) -> None:
        self.note.set_words(self._note_text())
        self.help.set_words(self.tr("Call someone"))
        self.lead.setText(self.tr("Your number is registered:"))
        self.told.setText(
            self.tr("Reception has been told.")
            if self._told
            else self.tr("Please tell reception too.")
        )
        ticket = self._ticket
        if ticket is None:
            return
        self.title.setText(self._title_text(ticket.cause))
        self.number.setText(ticket.number)
        first, second, third = self.steps
        first.setText(self.tr("1. Write this number down, or take a picture of the screen."))
        second.setText(self.tr("2. No telephone? Ask reception for a card with your number."))
        third.setText(
            self.tr("3. Sit down (waiting room: {room}) and watch the screen.").format(
                room=apart(ticket.room)
            )
            if ticket.room
            else self.tr("3. Sit down and watch the screen.")
        )

    def arrange(self, look: Look) -> None:
        row = max(_BUTTON, look.canvas.bar_row)
        controls = look.canvas.controls_from_below(2 * row + GAP)
        self.place_button(self.note, controls.column(2, 0))
        self.place_button(self.help, controls.column(2, 1))
        info = look.canvas.info_above(controls)
        self.place_column(
            [self.title, self.lead, self.number, *self.steps, self.told], info, gap=32
        )

    def _note_text(self) -> str:
        if self._left_s is None:
            return self.tr("I have noted my number")
        return self.tr("I have noted my number ({n} s)").format(n=self._left_s)

    def _title_text(self, cause: str) -> str:
        match cause:
            case "paper_out":
                return self.tr("No paper left: note your number")
            case "cover_open":
                return self.tr("The printer is open: note your number")
            case "no_printer":
                return self.tr("This kiosk does not print: note your number")
            case "unreachable" | "silent" | "garbled" | "stuck" | "connection_lost" | "no_fence":
                return self.tr("The printer does not answer: note your number")
            case _:
                return self.tr("No ticket can be printed: note your number")
