"""Which page is shown, in which language and looks, and when a session ends."""

from collections.abc import Callable
from typing import Protocol

from kiosk.idle import IdleWatch
from kiosk.pages import IDLE, RETURNS, PageName
from kiosk.session import Options, Session


class ShellView(Protocol):
    """The window, as its presenter sees it."""

    def show_page(self, page: PageName, *, can_return: bool) -> None:
        """Bring a page to the front."""

    def show_options(self, options: Options) -> None:
        """Put the language and the looks in force."""

    def ask_more_time(self, left_s: int) -> None:
        """Ask "more time?", or renew the seconds of the question that is up."""

    def drop_question(self) -> None:
        """Take the question away."""

    def show_left(self, left_s: int | None) -> None:
        """Renew the seconds on a page that ends by itself."""


class ShellPresenter:
    """Holds the visitor's way through the pages; knows nothing of what the pages do."""

    def __init__(self, view: ShellView, session: Session, watch: IdleWatch) -> None:
        self._view = view
        self._session = session
        self._watch = watch
        self._way: list[PageName] = [PageName.STARTING]
        self._asking = False
        self._held = False
        self._wipers: list[Callable[[], None]] = []

    @property
    def page(self) -> PageName:
        return self._way[-1]

    @property
    def language(self) -> str:
        return self._session.options.language

    def on_wipe(self, forget: Callable[[], None]) -> None:
        """Have something forgotten at the end of each session."""
        self._wipers.append(forget)

    # -- moving ---------------------------------------------------------------

    def open(self, page: PageName) -> None:
        """Go on to a page; Back will return to this one."""
        if page is not self.page:
            self._way.append(page)
        self._show()

    def settle(self, page: PageName) -> None:
        """Go to a page from which only home lies behind."""
        self._way = [PageName.HOME] if page is PageName.HOME else [PageName.HOME, page]
        self._show()

    def back(self) -> None:
        """Return to the page before; from home there is none.

        Priority is asked for anew from there: home belongs to whoever touches it next.
        """
        if self.page in RETURNS and len(self._way) > 1:
            self._way.pop()
            if self.page is PageName.HOME:
                self._session.priority = False
            self._show()

    def home(self) -> None:
        """End the session: forget everything and show the first page."""
        self._session.wipe()
        self._forget()
        self._way = [PageName.HOME]
        self._view.show_options(self._session.options)
        self._show()

    def starting(self) -> None:
        """Show that the kiosk knows nothing of its site yet."""
        self._way = [PageName.STARTING]
        self._show()

    def escape(self) -> None:
        """The Back key: leaves the question first, then the page."""
        if self._asking:
            self.touch()
            return
        self.back()

    def _forget(self) -> None:
        for forget in self._wipers:
            forget()

    def _show(self) -> None:
        self._leave_question()
        self._held = False
        self._watch.begin(IDLE[self.page])
        page = self.page
        self._view.show_page(page, can_return=page in RETURNS)

    # -- looks ----------------------------------------------------------------

    def choose_language(self, language: str) -> None:
        """Speak another language; the language page closes."""
        self._view.show_options(self._session.change(language=language))
        self.touch()
        if self.page is PageName.LANGUAGE:
            self.back()

    def toggle_contrast(self) -> None:
        self._toggle("contrast", self._session.options.contrast)

    def toggle_large(self) -> None:
        self._toggle("large", self._session.options.large)

    def toggle_lower(self) -> None:
        self._toggle("lower", self._session.options.lower)

    def _toggle(self, name: str, now: bool) -> None:
        self._view.show_options(self._session.change(**{name: not now}))
        self.touch()

    # -- time -----------------------------------------------------------------

    def touch(self) -> None:
        """A person is there."""
        self._watch.touch()
        self._leave_question()

    def stir(self) -> None:
        """Something was touched; the question, while it is up, gets its own answers."""
        if not self._asking:
            self._watch.touch()

    def hold(self, held: bool) -> None:
        """Stop the idle clock while a slip is being printed, and start it afresh afterwards."""
        if self._held and not held:
            self._watch.touch()
        self._held = held

    def tick(self) -> None:
        """Look at the idle clock; called several times a second."""
        if self._held:
            self._watch.touch()
            self._view.show_left(None)
            return
        state = self._watch.state()
        if state.over:
            if self.page is PageName.HOME and self._session.untouched:
                self._forget()
                self._watch.touch()
            else:
                self.home()
            return
        left = None if state.left_s is None else int(state.left_s + 0.999)
        if state.asking and left is not None:
            self._asking = True
            self._view.ask_more_time(left)
        self._view.show_left(left)

    def _leave_question(self) -> None:
        if self._asking:
            self._asking = False
            self._view.drop_question()
