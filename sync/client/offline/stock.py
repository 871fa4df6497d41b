"""What a kiosk must have at hand before the server goes away: its site and its numbers."""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import ValidationError

from core.runtime.ids import new_id
from core.runtime.logs import describe_error
from sync.client.clock import StationClock
from sync.client.commands import ONCE
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.client.http import Connection
from sync.client.offline.contact import Contact
from sync.client.offline.database import Database
from sync.client.offline.day_list import DayList
from sync.client.offline.numbers import Numbers
from sync.client.site import SiteClient
from sync.contract.site import LeaseIn, SiteOut

_log = logging.getLogger(__name__)
_SITE: Final = "site"
_SKEW: Final = "skew_s"
_AWAY_PAUSE_S: Final = 4.0
_REFUSED_PAUSE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class StockRules:
    """How much is kept at hand.

    Attributes:
        working: Numbers of a letter that are asked for at a time, 1–200.
        low: More are asked for below so many.
        reserve: Numbers of a letter for a long outage, fetched once a day; 0 for none.
        site_every_s: How often the site is read again, in seconds.
        day_every_s: How often the day's bookings are read again, in seconds.
    """

    working: int = 10
    low: int = 4
    reserve: int = 100
    site_every_s: float = 30.0
    day_every_s: float = 300.0


class Stock:
    """One thread that reads the site again and again, and tops up numbers.

    Args:
        database: Keeps the site for a start without a server.
        numbers: Keeps the numbers.
        day_list: Keeps the day's bookings.
        connection: Where to.
        contact: Is told how it went.
        clock: Hears the server's time.
        on_site: Called on this thread after each reading of the site.
        rules: How much is kept.
    """

    def __init__(
        self,
        database: Database,
        numbers: Numbers,
        day_list: DayList,
        connection: Connection,
        contact: Contact,
        clock: StationClock,
        on_site: Callable[[SiteOut], None],
        rules: StockRules,
    ) -> None:
        self._database = database
        self._numbers = numbers
        self._day_list = day_list
        self._day_due = 0.0
        self._client = SiteClient(connection, ONCE)
        self._contact = contact
        self._clock = clock
        self._on_site = on_site
        self._rules = rules
        self._site = _kept_site(database)
        self._read_at: float | None = None
        self._refused_until: dict[tuple[str, bool], float] = {}
        self._keys: dict[tuple[str, bool], str] = {}
        self._rounds = threading.Condition()
        self._asked = 0
        self._done = 0
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="stock", daemon=True)

    @property
    def site(self) -> SiteOut | None:
        """The site as last read, maybe in an earlier run; None if never."""
        return self._site

    def start(self) -> None:
        """Begin to keep the stock."""
        self._thread.start()

    def wake(self, *, reread: bool = False) -> None:
        """Look at once, and read the site again if asked."""
        with self._rounds:
            if reread:
                self._read_at = None
            self._asked += 1
            self._rounds.notify_all()

    def fill(self, timeout_s: float) -> None:
        """Look at once and wait until that was done, at most so many seconds."""
        with self._rounds:
            self._asked += 1
            mine = self._asked
            self._rounds.notify_all()
            self._rounds.wait_for(lambda: self._done >= mine or self._closing, timeout_s)

    def close(self, timeout_s: float) -> bool:
        """End after the call that is under way; tell whether it did in time."""
        with self._rounds:
            self._closing = True
            self._rounds.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        rest = 0.0
        while True:
            with self._rounds:
                self._rounds.wait_for(lambda: self._closing or self._asked > self._done, rest)
                if self._closing:
                    return
                begun = self._asked
            rest = self._round()
            with self._rounds:
                self._done = begun
                self._rounds.notify_all()

    def _round(self) -> float:
        """Read the site and top up, as far as is due; return how long to rest, in seconds."""
        try:
            self._read_site()
            self._top_up()
            self._read_day()
        except Unauthorised:
            self._contact.turned_away()
            return _REFUSED_PAUSE_S
        except Unreachable:
            self._contact.away()
            self._day_due = 0.0
            self._read_at = None  # the next reading tells whether the server is back
            return random.uniform(_AWAY_PAUSE_S / 4, _AWAY_PAUSE_S)  # noqa: S311 - spreads kiosks
        except Exception as error:  # noqa: BLE001 - the stock outlives a disk that is full
            _log.error("the stock could not be kept: %s", describe_error(error))
            return _REFUSED_PAUSE_S
        return self._rules.site_every_s

    def _read_site(self) -> None:
        now = self._clock.monotonic()
        due = self._read_at is None or now - self._read_at >= self._rules.site_every_s
        if not due:
            return
        site = self._client.site()
        self._read_at = now
        self._clock.heard(site.now)
        self._contact.answered()
        if self._site is not None and self._site.id != site.id:
            self._numbers.clear()
            self._day_list.forget()
        self._day_list.forget(but_day=site.business_day)
        self._database.keep_fact(_SITE, site.model_dump_json())
        self._database.keep_fact(_SKEW, str(self._clock.skew.total_seconds()))
        self._numbers.prune(site.now)
        self._site = site
        self._on_site(site)

    def _read_day(self) -> None:
        now = self._clock.monotonic()
        if now < self._day_due:
            return
        self._day_due = now + self._rules.day_every_s
        try:
            self._day_list.keep(self._client.kiosk_day())
        except Unauthorised:
            raise
        except Refused as refusal:
            _log.warning("no list of the day: %s", refusal.code)

    def _top_up(self) -> None:
        if self._site is None:
            return
        for letter in sorted({service.letter for service in self._site.services}):
            now = self._clock.now()
            if self._numbers.left(letter, now, reserve=False) < self._rules.low:
                self._lease(letter, self._rules.working, reserve=False)
        # First all that today needs, then what a long outage may need.
        for letter in sorted({service.letter for service in self._site.services}):
            if self._rules.reserve and not self._numbers.has_reserve(letter, self._clock.now()):
                self._lease(letter, self._rules.reserve, reserve=True)

    def _lease(self, letter: str, count: int, *, reserve: bool) -> None:
        what = (letter, reserve)
        if self._clock.monotonic() < self._refused_until.get(what, 0.0):
            return
        # After a lost answer the same key is used again, so that no numbers are lost with it.
        key = self._keys.setdefault(what, new_id())
        try:
            lease = self._client.lease(LeaseIn(letter=letter, count=count, reserve=reserve), key)
        except Unauthorised:
            raise
        except Refused as refusal:
            _log.warning("no numbers of letter %s: %s", letter, refusal.code)
            self._refused_until[what] = self._clock.monotonic() + _REFUSED_PAUSE_S
        else:
            self._numbers.add(lease)
        del self._keys[what]


def kept_skew(database: Database, machine_now: datetime) -> timedelta:
    """Return how far the machine's clock is from the server's, as an earlier run knew it.

    It is no earlier now than when the server was heard last, though a machine whose battery is
    dead may start years ago.
    """
    text, site = database.fact(_SKEW), _kept_site(database)
    skew = timedelta() if text is None else timedelta(seconds=float(text))
    return skew if site is None else max(skew, site.now - machine_now)


def _kept_site(database: Database) -> SiteOut | None:
    text = database.fact(_SITE)
    if text is None:
        return None
    try:
        return SiteOut.model_validate_json(text)
    except ValidationError:
        _log.warning("the site that an earlier version kept is not understood")
        return None
