"""The number on the screen, what its slip does, and what holds when there is no paper."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from core.model import Arrival, SlipState, SlipWay
from core.wait_range import wait_range
from kiosk.outcomes import Given
from kiosk.pages import PageName
from kiosk.session import Session
from kiosk.shell.presenter import ShellPresenter
from kiosk.site_view import SiteView

IN_HAND: Final = frozenset({SlipState.SENT, SlipState.PRINTED})
STOPPED: Final = "stopped"
"""Why the spool gives up what still waits when it is stopped."""
_UNDER_WAY: Final = frozenset({SlipState.QUEUED})


@dataclass(frozen=True, slots=True)
class TicketShown:
    """What the ticket pages say, without words.

    Attributes:
        number: The ticket.
        again: It was given before.
        arrival: How the check-in stands to the booked time.
        booked: The booked time as `HH:MM`, "" for walk-ins.
        initials: "M. D.", or "".
        wait_min: Shortest and longest wait in minutes, None while nobody knows.
        ahead: How many are served before, None while nobody knows.
        room: The waiting room, "" where there is only one.
        documents: Papers to have ready.
        slip: State of the slip; None before it was handed to the printer.
        cause: Why there is no paper, as the printer's code; "" where there is.
        elsewhere: The slip comes out of the second printer.
    """

    number: str
    again: bool
    arrival: Arrival | None
    booked: str
    initials: str
    wait_min: tuple[int, int] | None
    ahead: int | None
    room: str
    documents: tuple[str, ...]
    slip: SlipState | None
    cause: str
    elsewhere: bool = False


class TicketView(Protocol):
    """The pages with a number, as their presenter sees them."""

    def show_ticket(self, ticket: TicketShown) -> None: ...


class SlipPrinter(Protocol):
    """Prints in the background; never waits."""

    def print(self, given: Given, *, language: str, duplicate: bool) -> None: ...

    def withdraw(self, key: str) -> None:
        """Print nothing any more for this number, if it is not too late."""

    def trouble(self) -> str:
        """Return why nothing can be printed now, as a code; "" while nothing hinders it."""


class SlipBook(Protocol):
    """Tells the server what becomes of slips."""

    def note(self, key: str, state: SlipState, way: SlipWay, cause: str = "") -> None: ...


class TicketPresenter:
    """Shows one visitor's number until they leave."""

    def __init__(
        self,
        views: tuple[TicketView, ...],
        shell: ShellPresenter,
        session: Session,
        printer: SlipPrinter,
        book: SlipBook,
        *,
        site: Callable[[], SiteView | None],
    ) -> None:
        self._views = views
        self._shell = shell
        self._session = session
        self._printer = printer
        self._book = book
        self._site = site
        self._given: Given | None = None
        self._slip: SlipState | None = None
        self._cause = ""
        self._way = SlipWay.PRINTER
        shell.on_wipe(self.forget)

    @property
    def showing(self) -> Given | None:
        return self._given

    def given(self, given: Given) -> None:
        """A number was given: show it and print it."""
        self._given = given
        self._slip = None
        self._way = SlipWay.PRINTER
        self._cause = self._printer.trouble()
        self._settle()
        self._printer.print(given, language=self._session.options.language, duplicate=given.again)

    def reported(self, key: str, news: Given) -> None:
        """The server has answered for a number that was given: its wait, its visit."""
        if self._given is not None and self._given.key == key:
            self._given = replace(
                self._given,
                visit_id=news.visit_id,
                arrival=news.arrival or self._given.arrival,
                starts_at=news.starts_at or self._given.starts_at,
                initials=news.initials or self._given.initials,
                wait=news.wait,
            )
            self._render()

    def slip_changed(self, key: str, state: SlipState, cause: str, way: SlipWay) -> None:
        """The printer says what became of a slip; also of one whose owner has left the screen.

        A slip that waits while the kiosk ends is due at its next start, so that nothing is told.
        """
        if (state, cause) != (SlipState.FAILED, STOPPED):
            self._book.note(key, state, way, cause)
        if self._given is None or self._given.key != key:
            return
        self._slip = state
        self._way = way
        match state:
            case SlipState.SENT | SlipState.PRINTED:
                self._cause = cause  # a roll may end while a slip is on its way
            case SlipState.FAILED | SlipState.DOUBTFUL:
                self._cause = cause or "silent"
            case _:
                self._cause = cause or self._cause
        self._settle()

    def printer_changed(self, trouble: str) -> None:
        """The printer's own state changed while a slip may be waiting for it."""
        # What became of a slip that was begun is known; only one that waits goes with its printer.
        if self._given is None or self._slip not in (None, *_UNDER_WAY):
            return
        self._cause = trouble
        self._settle()

    def reprint(self) -> None:
        """Print the same number once more, marked as a second copy."""
        if self._given is not None:
            self._shell.touch()
            self._slip = None
            self._printer.print(
                self._given, language=self._session.options.language, duplicate=True
            )
            self._settle()

    def noted(self) -> None:
        """The person has written the number down: the screen was the slip.

        Paper that came later would lie there for somebody else to take. Where some may lie there
        already, that stays what is told: a person has to look.
        """
        if self._given is not None:
            self._printer.withdraw(self._given.key)
        if self._given is not None and self._slip is not SlipState.DOUBTFUL:
            self._book.note(self._given.key, SlipState.SHOWN, SlipWay.SCREEN, self._cause)
        self._shell.home()

    def finish(self) -> None:
        """The person goes and sits down."""
        self._shell.home()

    def forget(self) -> None:
        """Show nobody's number."""
        self._given = None
        self._slip = None
        self._cause = ""

    def render(self) -> None:
        """Say it again, in another language perhaps."""
        self._render()

    def _settle(self) -> None:
        """Show the page that fits paper and printer, without taking a person from another."""
        page = PageName.NO_PAPER if self._cause else PageName.TICKET
        tickets = (PageName.TICKET, PageName.NO_PAPER)
        self._render()
        here = self._shell.page
        if here is not page and (here in tickets or here is not PageName.HELP):
            self._shell.settle(page)
        # While paper moves nobody is hurried; without paper the idle clock runs.
        self._shell.hold(not self._cause and self._slip in (None, *_UNDER_WAY))

    def _render(self) -> None:
        given = self._given
        if given is None:
            return
        site = self._site()
        shown = TicketShown(
            number=given.number,
            again=given.again,
            arrival=given.arrival,
            booked=site.clock(given.starts_at) if site and given.starts_at else "",
            initials=given.initials,
            wait_min=wait_range(given.wait.p50_s, given.wait.p90_s),
            ahead=given.wait.ahead,
            room=site.site.waiting_room if site else "",
            documents=tuple(
                site.documents(given.service_id, self._session.options.language) if site else ()
            ),
            slip=self._slip,
            cause=self._cause,
            elsewhere=self._way is SlipWay.SECOND_PRINTER,
        )
        for view in self._views:
            view.show_ticket(shown)
