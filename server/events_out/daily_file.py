"""One file for each day that is over: its events, a line each, for tools that read files."""

import json
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import Final

from core.model import EventKind
from core.runtime.private_files import write_private
from core.site import Site
from core.store import Store
from core.store.journal import events_between
from core.store.journal_range import counted, oldest_at
from core.store.reader import Reader
from core.usecases.purging import months
from server.events_out.telling import TOLD, outgoing

ENDING: Final = ".jsonl"
_LOOKED_AT: Final = 3
"""So many of the last days are held against the journal: a clock that was set may add to them."""
_AGAIN_S: Final = 60.0
_DAY: Final = timedelta(days=1)
_log = logging.getLogger(__name__)


class DailyFiles:
    """Writes the files of days that are over, those missed too, and lets them go with the journal.

    Each is whole or not there, and only this user may read it. A day without events has an empty
    one. A file is written anew when its day gains events, as when the clock was set back.

    Args:
        store: The site's data.
        folder: Where the files are; made when the first is written.
        superseded: Whether another server of the site has taken over.
        doubted: Whether the clock may be wrong: then no file goes.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        superseded: Callable[[], bool] = lambda: False,
        doubted: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._folder = folder
        self._superseded = superseded
        self._doubted = doubted
        self._done: tuple[date, Site] | None = None
        self._clock_set = False
        self._not_before = float("-inf")

    def heard(self, kinds: Iterable[EventKind]) -> None:
        """Take what a commit appended to the journal; any thread may call it."""
        if EventKind.SITE_CLOCK_CHANGED in kinds:
            self._clock_set = True

    def refresh(self) -> None:
        """Write one file that is missing, if there is one; cheap otherwise.

        Raises:
            StoreUnavailable: The journal cannot be read.
        """
        with self._store.read() as reader:
            site, today = reader.site(), reader.today
            if not site.event_file or self._superseded():
                self._done = None
                return
            if self._done == (today, site) and not self._clock_set:
                return
            if monotonic() < self._not_before:
                return
            self._clock_set = False
            try:
                self._forget_old(site, today)
                day = self._first_missing(reader, today)
                if day is not None:
                    self._write(reader, day)
            except OSError as error:
                _log.error("the events of a day were not written: %s", error.strerror)
                self._not_before = monotonic() + _AGAIN_S
                return
        if day is None:
            self._done = (today, site)

    def path(self, day: date) -> Path:
        """Return where the events of a day are."""
        return self._folder / f"{day.isoformat()}{ENDING}"

    def _first_missing(self, reader: Reader, today: date) -> date | None:
        begun = oldest_at(reader.connection)
        if begun is None:
            return None
        site, days = reader.site(), reader.site().days
        # The purge may be late: what goes with it is not written again.
        day = max(days.of(begun), _oldest(site, today))
        while day < today:
            begin, end = days.bounds(day)
            recent = today - day <= _LOOKED_AT * _DAY
            if begin < end and (
                not self.path(day).exists()
                or (recent and self._held(day) != counted(reader.connection, begin, end, TOLD))
            ):
                return day
            day += _DAY
        return None

    def _held(self, day: date) -> tuple[int, int]:
        """Return how many events a file holds, and the seq of the last; of a damaged one none."""
        lines = self.path(day).read_bytes().splitlines()
        try:
            return len(lines), json.loads(lines[-1])["data"]["seq"] if lines else 0
        except (ValueError, LookupError, TypeError):
            return -1, 0

    def _write(self, reader: Reader, day: date) -> None:
        site = reader.site()
        lines = [
            outgoing(event, site.epoch).model_dump_json(exclude_none=True)
            for event in events_between(reader.connection, *site.days.bounds(day))
            if event.kind in TOLD
        ]
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self.path(day), "".join(f"{line}\n" for line in lines))
        _log.info("the events of %s are written: %d", day, len(lines))

    def _forget_old(self, site: Site, today: date) -> None:
        """Let go of what the journal keeps no longer, and of what a kill left half written."""
        oldest = _oldest(site, today)
        for file in self._folder.glob(f"*{ENDING}*"):
            if file.name.startswith("."):
                file.unlink(missing_ok=True)
                continue
            with suppress(ValueError):
                old = date.fromisoformat(file.name.removesuffix(ENDING)) < oldest
                if old and not self._doubted():
                    file.unlink(missing_ok=True)


def _oldest(site: Site, today: date) -> date:
    return today - months(site.retention.journal_months) - _DAY
