"""Where a site that crashes keeps its data, and what a dead process leaves of them."""

import random
import shutil
import threading
import time
from pathlib import Path
from typing import Final, Protocol

from core.ports import Clock
from core.store import Store
from core.store.postgresql import Postgresql, Seat
from server.data_folder import DataFolder
from server.opening import open_store
from tests.support.databases import known_url
from tests.support.postgresql import cluster, cut_off

_SEAT_FREE_S: Final = 5.0
"""After so long stations are served again, by whichever server is there."""

_ASK_AGAIN_S: Final = 0.005
_DATABASE_TOO: Final = 0.05
"""How many crashes take the server of the database along: it needs seconds to come back."""


class Storage(Protocol):
    """Where a site keeps its data: the seam between a file and a database with a server.

    `open` gives a store on what is durable; `crash` leaves the present one where it stands, and
    from then on `open` gives one on what a dead process would have left at that instant.
    """

    @property
    def folder(self) -> DataFolder:
        """The site's folder, with its keys."""

    def open(self, clock: Clock) -> Store:
        """Open the store, as a starting server does."""

    def crash(self, store: Store) -> None:
        """Keep what is durable now; nothing that the old store does later counts."""


def storage_at(folder: Path, chooser: random.Random) -> Storage:
    """Return the storage of a site's folder: its file, or the database that stands for it.

    Args:
        folder: The folder.
        chooser: Of how it crashes.
    """
    url = known_url(folder)
    return SqliteStorage(folder) if url is None else PostgresqlStorage(folder, url, chooser)


class SqliteStorage:
    """A folder with a SQLite file; a crash goes on with a copy of the file and its WAL."""

    def __init__(self, folder: Path) -> None:
        self._path = folder
        self._lives = 0

    @property
    def folder(self) -> DataFolder:
        """The folder of the present life."""
        return DataFolder(self._path)

    def open(self, clock: Clock) -> Store:
        """Open the file."""
        return open_store(self.folder, self.folder.key(), clock)

    def crash(self, store: Store) -> None:
        """Copy the files as they are at one instant.

        Whoever reads keeps checkpoints from touching what the WAL holds: the database is copied
        first, and the WAL behind it has every page that was newer. Its torn end is what a killed
        process leaves too.
        """
        self._lives += 1
        following = self._path.with_name(f"{self._path.name.split('.')[0]}.{self._lives}")
        following.mkdir()
        with store.read() as reader:
            reader.seq()
            for file in sorted(self._path.iterdir(), key=lambda one: one.suffix.endswith("-wal")):
                if file.is_file() and not file.name.endswith("-shm"):
                    shutil.copyfile(file, following / file.name)
        self._path = following


class PostgresqlStorage:
    """A folder with a database of PostgreSQL, which mostly goes on while its clients crash.

    Args:
        folder: The site's folder.
        url: The address of its database.
        chooser: Of what crashes.
    """

    def __init__(self, folder: Path, url: str, chooser: random.Random) -> None:
        self._path = folder
        self._url = url
        self._chooser = chooser

    @property
    def folder(self) -> DataFolder:
        """The same for all lives."""
        return DataFolder(self._path)

    def open(self, clock: Clock) -> Store:
        """Take the seat of the active server, then open the database under it.

        Raises:
            AssertionError: The seat was not free for longer than stations are to wait.
        """
        database = Postgresql(self._url)
        seat = database.seat()
        try:
            _take(seat)
            return Store.on(database, clock, seat.engine)
        except BaseException:
            seat.close()
            raise

    def crash(self, store: Store) -> None:
        """Cut every connection, as the death of a process does, or let all of PostgreSQL die.

        The old store lost its seat with them: it commits nothing any more.
        """
        if self._chooser.random() < _DATABASE_TOO:
            cluster().crash()
        else:
            cut_off(self._url)


def _take(seat: Seat) -> None:
    pause, ends = threading.Event(), time.monotonic() + _SEAT_FREE_S
    while not seat.take():
        if time.monotonic() > ends:
            raise AssertionError(f"the seat was not free within {_SEAT_FREE_S} s of a crash")
        pause.wait(_ASK_AGAIN_S)
