"""The real world behind a kiosk's screen: desk, printer, scanner, feed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QApplication

from core.model import SlipState
from kiosk.assembly import Kiosk, Outside
from kiosk.assistance.notice import AGAIN
from kiosk.health import Feeling
from kiosk.options import KioskOptions
from kiosk.outcomes import Away, Given, Outcome, Refused, Wait
from kiosk.printing import SlipDesk, SlipNews
from kiosk.site_view import SiteView
from kiosk.ticket.phrases import Phrases
from kiosk.ticket.reports import SlipReports
from kiosk.ticket.slip_words import SlipWriter
from printers.conversation import Patience
from printers.open import open_printer
from sync.client.commands import ONCE
from sync.client.feed import Feed
from sync.client.identity import Identity
from sync.client.offline.desk import KioskDesk
from sync.client.offline.giving import Wishes
from sync.client.offline.outcomes import (
    ArrivalOutcome,
    DeskState,
    GivenTicket,
    RefusedArrival,
    ServerAway,
)
from sync.client.site import SiteClient
from sync.contract.arrivals import ArrivedOut, SlipIn
from sync.contract.site import EstimateOut, SiteOut
from sync.contract.stations import HealthIn, HelpIn, RollState
from ui.courier import Courier
from ui.feed import FeedBridge
from ui.scanners import open_scanner
from ui.tasks import QtTaskRunner

VERSION: Final = "0.1.0"


class OfflineDesk:
    """`ArrivalDesk` on the kiosk's own memory and the server."""

    def __init__(self, desk: KioskDesk) -> None:
        self._desk = desk

    def check_in_code(self, code: str, *, language: str) -> Outcome:
        """Check in with the text of a signed code."""
        return outcome_of(self._desk.check_in(Wishes(language=language), code=code), booked=True)

    def check_in_reference(self, reference: str, *, time: str | None, language: str) -> Outcome:
        """Check in with what was typed."""
        wishes = Wishes(language=language)
        outcome = self._desk.check_in(wishes, reference=reference, time=time)
        return outcome_of(outcome, booked=True)

    def walk_in(self, service_id: str, *, language: str, priority: bool) -> Outcome:
        """Take a ticket."""
        wishes = Wishes(language=language, priority=priority)
        return outcome_of(self._desk.walk_in(service_id, wishes), booked=False)


def outcome_of(outcome: ArrivalOutcome, *, booked: bool) -> Outcome:
    """Put a desk's outcome into the kiosk's own words."""
    match outcome:
        case GivenTicket():
            return Given(
                key=outcome.key,
                number=outcome.alias or outcome.number,
                kind="appointment" if booked else "walk_in",
                issued_at=outcome.issued_at,
                service_id=outcome.service_id,
                visit_id=outcome.visit_id,
                arrival=outcome.arrival,
                starts_at=outcome.starts_at,
                initials=outcome.initials or "",
                wait=_wait(outcome.estimate),
                again=outcome.again,
            )
        case RefusedArrival():
            return Refused(outcome.code, outcome.facts)
        case ServerAway():
            return Away()


def news_of(key: str, answer: ArrivedOut) -> Given:
    """Put the server's answer to an arrival into the kiosk's own words."""
    visit = answer.visit
    return Given(
        key=key,
        number=answer.ticket.alias or answer.ticket.number,
        kind=visit.kind,
        issued_at=visit.checked_in_at,
        service_id=visit.service_id,
        visit_id=visit.id,
        arrival=answer.arrival,
        starts_at=visit.starts_at,
        initials=visit.initials or "",
        wait=_wait(answer.estimate),
    )


def _wait(estimate: EstimateOut | None) -> Wait:
    return Wait() if estimate is None else Wait(estimate.p50_s, estimate.p90_s, estimate.ahead)


@dataclass(slots=True)
class _Holder:
    """The kiosk, once it is there: threads may have news before."""

    kiosk: Kiosk | None = None


class World:
    """Opens everything that a kiosk needs, and closes it in order.

    Raises:
        DeskUnavailable: The kiosk's memory cannot be used.
        ScannerSpecError: `--scanner` names none.
    """

    def __init__(self, app: QApplication, identity: Identity, options: KioskOptions) -> None:
        station = options.station
        printers = [
            open_printer(setup, station.profile, place)
            for place, setup in enumerate(options.printers, start=1)
        ]
        self._scanner = open_scanner(options.scanner, app)
        self._courier = Courier()
        self._tasks = QtTaskRunner()
        self._holder = _Holder()
        self._language = station.language
        connection = identity.connection()
        self._client = SiteClient(connection, ONCE)
        self._desk = KioskDesk.open(
            station.profile,
            connection,
            on_reported=self._on_reported,
            on_state=self._on_state,
            on_site=self._on_site,
            station_id=identity.station_id,
        )
        self._reports = SlipReports(self._report_slip)
        self._slips = SlipDesk(
            printers,
            SlipWriter(Phrases(), station.language),
            site=self._site,
            post=self._courier.post,
            slip_changed=self._on_slip,
            status_changed=self._on_printer,
        )
        self._feed = FeedBridge(Feed(connection))
        outside = Outside(
            kept_site=self._desk.site,
            clock=self._desk.clock,
            tasks=self._tasks,
            desk=OfflineDesk(self._desk),
            printer=self._slips,
            book=self._reports,
            refresh_site=self._desk.refresh,
            ask_help=self._ask_help,
            send_health=self._send_health,
        )
        self.kiosk = Kiosk(
            app,
            outside,
            language=station.language,
            theme=station.theme,
            driven=station.driver is not None,
        )
        self._holder.kiosk = self.kiosk
        self._connect()

    def start(self) -> None:
        """Show the first page and begin to listen."""
        self.kiosk.start()
        self._scanner.start()
        self._feed.start()
        self.kiosk.scanner_changed("ok" if self._scanner.state == "ok" else "absent")
        self._on_printer()
        self._print_what_is_due(self._language)

    def stop(self) -> None:
        """Close everything, within bounded time; what is due is on the disk."""
        self.kiosk.health.end()
        self._scanner.stop()
        self._feed.stop()
        self._slips.close()
        self._reports.close()
        self._desk.close()
        self._tasks.finish()
        self.kiosk.window.leave()

    def _print_what_is_due(self, language: str) -> None:
        """Queue the slips that an earlier run could not print, as it would have."""
        doubtful = self._slips.left_in_doubt()
        for news in doubtful:
            self._reports.note(news.key, news.state, news.way, news.cause)
        may_be_out = {news.key for news in doubtful}
        for due in self._desk.unprinted(timedelta(seconds=Patience().paper_s)):
            given = outcome_of(due.ticket, booked=due.booked)
            if isinstance(given, Given) and given.key not in may_be_out:
                self._slips.print(given, language=due.language or language, duplicate=False)

    def _connect(self) -> None:
        self._scanner.scanned.connect(self.kiosk.scanned)
        self._scanner.unreadable.connect(self.kiosk.unreadable)
        self._scanner.found.connect(lambda: self.kiosk.scanner_changed("ok"))
        self._scanner.lost.connect(lambda: self.kiosk.scanner_changed("error"))
        self._feed.event_received.connect(self.kiosk.event_received)
        self._feed.clock_received.connect(self.kiosk.clock_heard)
        self._feed.state_changed.connect(self.kiosk.feed_changed)
        self._feed.restarted.connect(self._desk.refresh)

    # -- from other threads ---------------------------------------------------

    def _tell(self, what: Callable[[Kiosk], None]) -> None:
        def deliver() -> None:
            if self._holder.kiosk is not None:
                what(self._holder.kiosk)

        self._courier.post(deliver)

    def _on_reported(self, key: str, answer: ArrivedOut) -> None:
        news = news_of(key, answer)
        self._tell(lambda kiosk: kiosk.reported(key, news))

    def _on_state(self, state: DeskState) -> None:
        def show(kiosk: Kiosk) -> None:
            kiosk.server_changed(away=not state.online)
            if state.unauthorised:
                kiosk.revoked()

        self._tell(show)

    def _on_site(self, site: SiteOut) -> None:
        self._tell(lambda kiosk: kiosk.site_read(site))

    def _report_slip(self, key: str, slip: SlipIn) -> None:
        visit_id = key.removeprefix(AGAIN)
        if key == visit_id:
            self._desk.report_slip(key, slip)
        else:
            self._client.report_slip(visit_id, slip)

    def _ask_help(self, page: str) -> str:
        return self._client.help(HelpIn(page=page)).id

    def _send_health(self, feeling: Feeling) -> None:
        self._client.health(
            HealthIn(
                printer=feeling.printer,
                paper=feeling.paper,
                scanner=feeling.scanner,
                version=VERSION,
                clock=self._desk.clock.now(),
                rejected=self._desk.state().rejected,
                second_printer=feeling.second_printer,
                roll=self._roll(),
            )
        )

    def _roll(self) -> RollState | None:
        """Return the paper that is left; None where no printer is set up."""
        roll = self._slips.roll()
        if self.kiosk.health.feeling.printer == "absent":
            return None
        return RollState(slips=roll.slips, used_mm=round(roll.used_mm), left_mm=round(roll.left_mm))

    # -- on the screen's thread -----------------------------------------------

    def _site(self) -> SiteView | None:
        return self._holder.kiosk.site() if self._holder.kiosk is not None else None

    def _on_slip(self, news: SlipNews) -> None:
        if self._holder.kiosk is not None:
            self._holder.kiosk.slip_changed(news)
        if news.state is not SlipState.QUEUED:
            # The roll is shorter now: no sensor tells of that, the meter does.
            self._on_printer()

    def _on_printer(self) -> None:
        if self._holder.kiosk is not None:
            self._holder.kiosk.printer_changed(self._slips.news())
