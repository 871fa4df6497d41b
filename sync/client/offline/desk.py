"""The kiosk's own desk: gives numbers whether the server is there or not, and tells it later."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from core.runtime.clock import SystemClock
from sync.client.clock import StationClock
from sync.client.http import Connection, Timeouts
from sync.client.offline.asking import DirectAsk
from sync.client.offline.contact import Contact
from sync.client.offline.database import Database, StorageFault
from sync.client.offline.day_list import DayList
from sync.client.offline.giving import DeskRules, Giving, Wishes
from sync.client.offline.judging import day_start
from sync.client.offline.news import News, NewsDesk
from sync.client.offline.numbers import Numbers
from sync.client.offline.outbox import Outbox
from sync.client.offline.outcomes import (
    ArrivalOutcome,
    DeskState,
    DeskUnavailable,
    Rejected,
    Unprinted,
)
from sync.client.offline.rows import Row
from sync.client.offline.stock import Stock, kept_skew
from sync.client.offline.tickets import unprinted
from sync.client.offline.uploader import Uploader
from sync.contract.arrivals import ArrivedOut, SlipIn
from sync.contract.site import SiteOut

_STATION: Final = "station"
_log = logging.getLogger(__name__)
_TIMEOUTS: Final = Timeouts(connect_s=1.0, read_s=3.0)


class KioskDesk:
    """Gives numbers and checks people in, durably, at most once, with or without a server.

    Any thread may call it; calls block up to about two seconds. No outcome needs to be asked for
    twice: a number in a `GivenTicket` is on the disk before it is returned, and is told to the
    server until it has answered, through restarts.

    Args:
        database: The kiosk's file, which the desk closes.
        connection: The station's connection.
        clock: The site's time; the desk lets it hear the server.
        on_reported: Called with a ticket's key and the server's answer, from a thread of the desk.
        on_state: Called after each change of `state`, from a thread of the desk.
        on_site: Called after each reading of the site, from a thread of the desk.
        rules: Waits and stock.
    """

    def __init__(
        self,
        database: Database,
        connection: Connection,
        *,
        clock: StationClock | None = None,
        on_reported: Callable[[str, ArrivedOut], None] | None = None,
        on_state: Callable[[DeskState], None] | None = None,
        on_site: Callable[[SiteOut], None] | None = None,
        rules: DeskRules | None = None,
    ) -> None:
        patient = connection.with_timeouts(_TIMEOUTS)
        self.clock = clock or StationClock(skew=kept_skew(database, SystemClock().now()))
        self._database = database
        rules = rules or DeskRules()
        self._on_reported = on_reported
        self._on_state = on_state
        self._on_site = on_site
        self._day = ""
        self._telling = threading.Lock()
        self._told = DeskState()
        self._contact = Contact(self._contact_changed)
        self._news = NewsDesk()
        self._outbox = Outbox(database)
        self._numbers = Numbers(database)
        self._uploader = Uploader(
            self._outbox, patient, self._contact, self._heard, self._tell_state
        )
        self._day_list = DayList(database)
        self._stock = Stock(
            database,
            self._numbers,
            self._day_list,
            patient,
            self._contact,
            self.clock,
            self._site_read,
            rules.stock,
        )
        self._giving = Giving(
            self._outbox,
            self._stock,
            self._uploader,
            self._news,
            DirectAsk(patient, self._contact),
            self._day_list,
            self._contact,
            self.clock,
            rules,
        )

    @classmethod
    def open(
        cls,
        profile: Path,
        connection: Connection,
        *,
        clock: StationClock | None = None,
        on_reported: Callable[[str, ArrivedOut], None] | None = None,
        on_state: Callable[[DeskState], None] | None = None,
        on_site: Callable[[SiteOut], None] | None = None,
        rules: DeskRules | None = None,
        station_id: str | None = None,
    ) -> "KioskDesk":
        """Open the desk of a profile and start it.

        Args:
            profile: The kiosk's folder.
            connection: The station's connection.
            clock: As for the class, like the rest.
            on_reported: As for the class.
            on_state: As for the class.
            on_site: As for the class.
            rules: As for the class.
            station_id: Who the kiosk is; numbers leased to another station are not given.

        Raises:
            DeskUnavailable: Its file is damaged, too new, in use or unwritable, or its key is lost.
        """
        database = Database(profile)
        try:
            desk = cls(
                database,
                connection,
                clock=clock,
                on_reported=on_reported,
                on_state=on_state,
                on_site=on_site,
                rules=rules,
            )
            if station_id is not None:
                desk.belong_to(station_id)
        except StorageFault as fault:
            database.close()
            raise DeskUnavailable("kiosk_store_unwritable", str(fault)) from fault
        desk.start()
        return desk

    def belong_to(self, station_id: str) -> None:
        """Say who the kiosk is, before `start`.

        Raises:
            StorageFault: The disk refused.
        """
        if self._database.fact(_STATION) not in (None, station_id):
            self._numbers.clear()
            self._day_list.forget()
        self._database.keep_fact(_STATION, station_id)

    @property
    def site(self) -> SiteOut | None:
        """The site as last read, maybe in an earlier run; None if never."""
        return self._stock.site

    def start(self) -> None:
        """Begin to tell the server and to keep the stock; once."""
        self._stock.start()
        self._uploader.start()

    def refresh(self) -> None:
        """Read the site and top up at once, in the background; as after a change of settings."""
        self._stock.wake(reread=True)

    def state(self) -> DeskState:
        """Return how the kiosk stands to its server."""
        pending, rejected = self._outbox.counts()
        return DeskState(self._contact.online, self._contact.unauthorised, pending, rejected)

    def rejected(self) -> list[Rejected]:
        """Return what the server refused although a visitor holds the number, oldest first."""
        return self._outbox.rejected()

    def forget_rejected(self, key: str) -> None:
        """Drop a refused fact that a person has looked at."""
        self._outbox.forget_rejected(key)
        self._tell_state()

    def unprinted(self, within: timedelta) -> list[Unprinted]:
        """Return today's numbers whose slip met no known end, oldest first; for use at a start.

        A number holds without paper, and outlives this program; its slip would not. What may have
        been printed is not among them.

        Args:
            within: How long ago they were given at most.

        Raises:
            StorageFault: The disk refused.
        """
        site, now = self._stock.site, self.clock.now()
        if site is None:
            return []
        since = max(now - within, day_start(now, site))
        return [unprinted(row) for row in self._outbox.without_slip(since)]

    def report_slip(self, key: str, slip: SlipIn) -> None:
        """Tell the server, now or later, what became of the slip of a ticket.

        Raises:
            StorageFault: The disk refused.
        """
        self._outbox.add_slip(key, slip, self.clock.now())
        self._uploader.wake()

    def walk_in(
        self, service_id: str, wishes: Wishes | None = None, *, wait_s: float | None = None
    ) -> ArrivalOutcome:
        """Give a number for a service, sure before anybody hears of it.

        Args:
            service_id: One of the site's services.
            wishes: What the visitor said besides.
            wait_s: How long to wait for the estimate, 0 for not at all; a setting otherwise.
        """
        return self._giving.walk_in(service_id, wishes or Wishes(), wait_s)

    def check_in(
        self,
        wishes: Wishes | None = None,
        *,
        code: str | None = None,
        reference: str | None = None,
        time: str | None = None,
    ) -> ArrivalOutcome:
        """Check someone in: by the text of a signed code, or by a reference and the booked time.

        The server is asked first. While it is away a code is enough for the kiosk alone; a typed
        reference is if it stands in the list of the day, else the outcome is `ServerAway`.

        Raises:
            ValueError: Neither or both of code and reference, or a value that cannot be one.
        """
        if (code is None) == (reference is None):
            raise ValueError("a code or a reference")
        if code is not None:
            return self._giving.check_in_code(code, wishes or Wishes())
        return self._giving.check_in_reference(str(reference), time, wishes or Wishes())

    def close(self, timeout_s: float = 4.0) -> None:
        """End the threads, within about `timeout_s`, and close the file."""
        ended = self._uploader.close(timeout_s / 2)
        ended = self._stock.close(timeout_s / 2) and ended
        if not ended:
            _log.warning("a call to the server did not end in %s s", timeout_s)
        self._database.close()

    def _site_read(self, site: SiteOut) -> None:
        if site.business_day != self._day:
            self._outbox.prune(site.now)
            self._day = site.business_day
        if self._on_site is not None:
            self._on_site(site)

    def _heard(self, row: Row, news: News) -> None:
        self._news.tell(row.key, news)
        if isinstance(news, ArrivedOut) and self._on_reported is not None:
            self._on_reported(row.key, news)

    def _contact_changed(self) -> None:
        if self._contact.online:
            self._uploader.wake()
        self._tell_state()

    def _tell_state(self) -> None:
        if self._on_state is None:
            return
        state = self.state()
        with self._telling:
            if state == self._told:
                return
            self._told = state
        self._on_state(state)
