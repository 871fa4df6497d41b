"""Puts window, presenters and the outside world together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from core.model import EventKind
from kiosk.appointment.presenter import AppointmentPresenter
from kiosk.appointment.reference import ReferenceShape
from kiosk.arrivals import Arrivals, Tasks
from kiosk.assistance.help import HelpPresenter
from kiosk.assistance.notice import NoticePresenter
from kiosk.health import BEAT_S, Feeling, HealthReporter
from kiosk.idle import IdleWatch
from kiosk.outcomes import ArrivalDesk, Given
from kiosk.pages import PageName
from kiosk.pageset import PageSet, make_pages
from kiosk.printing import PrinterNews, SlipNews
from kiosk.session import Session
from kiosk.shell.button import TapGuard
from kiosk.shell.dates import long_date
from kiosk.shell.presenter import ShellPresenter
from kiosk.shell.window import KioskWindow
from kiosk.site_view import SiteView
from kiosk.status import AWAY, OTHER_SERVERS, Conditions
from kiosk.ticket.presenter import IN_HAND, SlipBook, SlipPrinter, TicketPresenter
from kiosk.walk_in.presenter import WalkInPresenter
from sync.client.errors import ApiError
from sync.contract.site import SiteOut
from sync.contract.stations import DeviceState, EventOut

SITE_AGAIN_S: Final = 20.0
_NO_SITE_SHAPE: Final = ReferenceShape(1, 12, letters=False, ask_time=True)
_SITE_EVENTS: Final = frozenset(
    {
        EventKind.COUNTER_OPENED,
        EventKind.COUNTER_CLOSED,
        EventKind.SITE_CLOSED_EARLY,
        EventKind.SITE_REOPENED,
        EventKind.SITE_CRISIS_STARTED,
        EventKind.SITE_CRISIS_ENDED,
        EventKind.SITE_FROZEN,
        EventKind.SITE_THAWED,
        EventKind.DAY_CLOSED,
        EventKind.SITE_SETTINGS_CHANGED,
        EventKind.SITE_CLOCK_CHANGED,
        EventKind.DISPLAY_MESSAGE,
    }
)


class Clock(Protocol):
    """The site's time as the kiosk knows it."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def heard(self, server_now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything beyond the screen; a test gives its own.

    Attributes:
        kept_site: The site as an earlier run left it, None if never.
        refresh_site: Has the site read again soon; the answer comes as `Kiosk.site_read`.
        ask_help: Calls a person, with the page's name; returns the call's id.
        send_health: Tells how the kiosk feels.
    """

    kept_site: SiteOut | None
    clock: Clock
    tasks: Tasks
    desk: ArrivalDesk
    printer: SlipPrinter
    book: SlipBook
    refresh_site: Callable[[], None]
    ask_help: Callable[[str], str]
    send_health: Callable[[Feeling], None]


class Kiosk:
    """A wired kiosk. Keep it: Qt signals hold the presenters' methods weakly.

    Args:
        app: The application, dressed as a kiosk.
        outside: Everything beyond the screen.
        language: What the kiosk speaks at the start of each session.
        theme: How it looks then.
        driven: A program presses the buttons, for a demonstration or a test.
    """

    def __init__(
        self,
        app: QApplication,
        outside: Outside,
        *,
        language: str,
        theme: str = "light",
        driven: bool = False,
    ) -> None:
        guard = TapGuard(outside.clock.monotonic, on=not driven)
        self.pages: PageSet = make_pages(guard)
        self.window = KioskWindow(app, self.pages.by_name(), guard, theme=theme)
        self.session = Session(language)
        self._clock = outside.clock
        self._conditions = Conditions()
        self._site: SiteView | None = None
        self._kept_site = outside.kept_site
        self._refresh_site = outside.refresh_site
        self.shell = ShellPresenter(self.window, self.session, IdleWatch(outside.clock.monotonic))
        self.health = HealthReporter(outside.tasks, outside.send_health, away=ApiError)
        self.ticket = TicketPresenter(
            (self.pages.ticket, self.pages.no_paper),
            self.shell,
            self.session,
            outside.printer,
            outside.book,
            site=self.site,
        )
        self.notice = NoticePresenter(
            self.pages.notice,
            self.shell,
            site=self.site,
            now=outside.clock.now,
            given=self.ticket.given,
        )
        arrivals = Arrivals(
            self.shell,
            self.session,
            outside.desk,
            outside.tasks,
            given=self.ticket.given,
            refused=self.notice.show,
        )
        self.appointment = AppointmentPresenter(
            self.pages.reference,
            self.pages.time,
            self.shell,
            arrivals,
            shape=self._shape,
            monotonic=outside.clock.monotonic,
        )
        self.walk_in = WalkInPresenter(
            self.pages.services,
            self.shell,
            self.session,
            arrivals,
            site=self.site,
            now=outside.clock.now,
        )
        self.help = HelpPresenter(
            self.pages.help, self.shell, outside.tasks, outside.ask_help, away=ApiError
        )
        self.shell.on_wipe(self.help.forget)
        self._timers = QObject(self.window)
        self._connect()

    # -- life -----------------------------------------------------------------

    def start(self) -> None:
        """Show the first page: home where the site is known, else what is missing."""
        self.window.show_options(self.session.options)
        if self._kept_site is not None:
            self._take_site(self._kept_site)
            self.shell.home()
        else:
            self.shell.starting()
        self.health.beat()
        self._every(SITE_AGAIN_S, self._refresh_site)
        self._every(BEAT_S, self.health.beat)

    def _every(self, seconds: float, what: Callable[[], None]) -> None:
        timer = QTimer(self._timers)
        timer.setInterval(round(seconds * 1000))
        timer.timeout.connect(what)
        timer.start()

    def site(self) -> SiteView | None:
        """Return the newest view of the site, None before there is any."""
        return self._site

    # -- news from outside ----------------------------------------------------

    def site_read(self, site: SiteOut) -> None:
        """The server told of the site."""
        self._take_site(site)
        self.server_changed(away=False)
        if self.shell.page is PageName.STARTING:
            self.shell.home()

    def scanned(self, text: str) -> None:
        """The scanner read a code."""
        if self._site is not None:
            self.appointment.scanned(text)

    def unreadable(self) -> None:
        """The scanner read something that is no code."""
        if self._site is not None:
            self.appointment.unreadable()

    def scanner_changed(self, state: DeviceState) -> None:
        """The scanner came or went."""
        self.health.scanner(state)
        self.pages.reference.show_scanner(there=state not in ("error", "absent"))

    def slip_changed(self, news: SlipNews) -> None:
        """A printer says what became of a slip."""
        if not news.copy or news.state in IN_HAND:
            self.ticket.slip_changed(news.key, news.state, news.cause, news.way)

    def printer_changed(self, news: PrinterNews) -> None:
        """A printer's own state changed."""
        self.health.printer(news.state, news.paper, news.second)
        self._conditions = self._conditions.with_printer(news.trouble)
        self.ticket.printer_changed(news.trouble)
        self._render_conditions()

    def reported(self, key: str, news: Given) -> None:
        """The server has answered for a number that was given before."""
        self.ticket.reported(key, news)

    def clock_heard(self, now: datetime) -> None:
        """The server's heartbeat."""
        self._clock.heard(now)

    def feed_changed(self, state: str) -> None:
        """The feed is live or silent, or says who answers in place of the site's server."""
        if state == "live":
            self._refresh_site()
            self.health.beat()
        if state != "connecting":
            trouble = state if state in OTHER_SERVERS else AWAY
            self._server_stands("" if state == "live" else trouble)

    def server_changed(self, *, away: bool) -> None:
        """The server went away, or came back; who answers in its place, the feed alone can say."""
        self._server_stands((self._conditions.server or AWAY) if away else "")

    def _server_stands(self, trouble: str) -> None:
        before = self._conditions.server
        self._conditions = self._conditions.with_server(trouble)
        self.pages.no_paper.show_told(not trouble)
        if trouble in OTHER_SERVERS:
            self.pages.starting.show_fault(trouble)
        elif before in OTHER_SERVERS:
            self.pages.starting.show_fault("")
        self._render_conditions()

    def revoked(self) -> None:
        """The server does not know this kiosk any more: staff must pair it again."""
        self.pages.starting.show_fault("revoked")
        self.shell.starting()

    def event_received(self, event: EventOut) -> None:
        """One row of the journal that this kiosk may see."""
        if event.kind in _SITE_EVENTS:
            self._refresh_site()
        elif event.kind is EventKind.HELP_ANSWERED:
            self.help.answered(str(event.facts.get("help_id", "")))

    # -- wiring ---------------------------------------------------------------

    def _connect(self) -> None:
        window, pages, shell = self.window, self.pages, self.shell
        window.escape_asked.connect(shell.escape)
        window.help_asked.connect(self._call_help)
        window.touched.connect(shell.stir)
        window.ticked.connect(self._tick)
        window.options_changed.connect(self._render_all)
        bar = window.bar
        bar.back_asked.connect(shell.back)
        bar.language_asked.connect(lambda: shell.open(PageName.LANGUAGE))
        bar.help_asked.connect(self._call_help)
        bar.contrast_asked.connect(shell.toggle_contrast)
        bar.large_asked.connect(shell.toggle_large)
        bar.lower_asked.connect(shell.toggle_lower)
        window.question.more_time.connect(shell.touch)
        window.question.ended.connect(shell.home)
        pages.home.appointment_asked.connect(self.appointment.start)
        pages.home.walk_in_asked.connect(self.walk_in.start)
        pages.home.collection_asked.connect(self.walk_in.collect)
        pages.home.language_chosen.connect(shell.choose_language)
        pages.language.language_chosen.connect(shell.choose_language)
        pages.reference.key_pressed.connect(self.appointment.key)
        pages.reference.erased.connect(self.appointment.erase)
        pages.reference.confirmed.connect(self.appointment.confirm)
        pages.reference.without_number.connect(self.appointment.without_number)
        pages.time.key_pressed.connect(self.appointment.time_key)
        pages.time.erased.connect(self.appointment.time_erase)
        pages.time.confirmed.connect(self.appointment.time_confirm)
        pages.services.service_chosen.connect(self.walk_in.choose)
        pages.services.page_turned.connect(self.walk_in.turn)
        pages.services.priority_asked.connect(self.walk_in.toggle_priority)
        pages.ticket.reprint_asked.connect(self.ticket.reprint)
        pages.ticket.help_asked.connect(self._call_help)
        pages.ticket.finished.connect(self.ticket.finish)
        pages.no_paper.noted.connect(self.ticket.noted)
        pages.no_paper.help_asked.connect(self._call_help)
        pages.notice.reprint_asked.connect(self.notice.reprint)
        pages.notice.help_asked.connect(self._call_help)
        pages.notice.left.connect(self.notice.leave)
        pages.help.left.connect(shell.back)

    def _call_help(self) -> None:
        if self.shell.page is not PageName.STARTING:
            self.help.call()

    def _tick(self) -> None:
        self.shell.tick()
        self._render_clock()

    def _shape(self) -> ReferenceShape:
        site = self._site
        return site.reference if site is not None else _NO_SITE_SHAPE

    # -- showing --------------------------------------------------------------

    def _take_site(self, site: SiteOut) -> None:
        self._site = SiteView(site)
        self._render_site()

    def _render_all(self) -> None:
        language = self.session.options.language
        self.pages.home.show_language(language)
        self.pages.language.show_language(language)
        self._render_site()
        self._render_conditions()
        self._render_clock()
        self.ticket.render()

    def _render_site(self) -> None:
        site = self._site
        if site is None:
            return
        self.window.header.show_site(site.site.name)
        opening = site.site.opening
        lines = site.messages(self.session.options.language)
        self.pages.home.show_site(
            is_open=opening.open,
            opens=site.clock(opening.opens_at) if opening.opens_at else "",
            closes=site.clock(opening.closes_at) if opening.closes_at else "",
            last=site.clock(opening.last_ticket_at) if opening.last_ticket_at else "",
            message="\n".join(lines[:2]),
            collects=site.collection() is not None,
        )
        self.walk_in.render()

    def _render_conditions(self) -> None:
        self.window.header.show_state(self._conditions.sentence())

    def _render_clock(self) -> None:
        site = self._site
        if site is None:
            return
        now = self._clock.now()
        day = now.astimezone(site.zone).date()
        self.window.header.show_clock(
            site.clock(now),
            long_date(self.session.options.language, day, short=self.window.look.canvas.large),
        )
