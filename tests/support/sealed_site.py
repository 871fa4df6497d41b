"""A site whose journal is sealed, and what may be done to it behind the server's back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3

from core.model import EventKind
from core.ports import UnitOfWork
from core.runtime.clock import SimulatedClock
from core.store.chain import ACTOR, IDS, link
from core.store.seals import kept_seals
from core.things import Actor
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store, require_sound
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey

TUESDAY = datetime(2040, 1, 3, 9, 0, tzinfo=UTC)
"""Later than any day on which the site under test was set up."""
DAY_S = 24 * 3600.0


def record_rows(uow: UnitOfWork, count: int) -> None:
    """Append rows that change nothing else."""
    for number in range(count):
        uow.record(EventKind.STATION_HEALTH, Actor(), number=number)


class SealedSite:
    """A site whose journal is sealed by hand of the test: on Tuesday, on Wednesday, and after."""

    def __init__(self, folder: Path) -> None:
        self.folder = DataFolder(folder)
        self.key = SealKey(self.folder.ring().root)
        self.clock = SimulatedClock(TUESDAY, 0)
        self.files = (SealFile(self.folder.seals),)
        self.open()
        self.set_up = self.newest()

    def open(self) -> None:
        self.store = open_store(self.folder, self.folder.key(), self.clock)
        self.sealer = Sealer(self.store, self.key, self.files, self.clock)

    def record(self, count: int) -> None:
        """Write some rows, each in a transaction of its own."""
        for _ in range(count):
            self.store.write(lambda uow: record_rows(uow, 1))

    def next_day(self) -> None:
        self.clock.advance(DAY_S)
        self.sealer.refresh()

    def newest(self) -> int:
        return self.store.seq()

    def sealed(self) -> list[int]:
        """Return what was sealed, after the day on which the site was set up."""
        with self.store.read() as reader:
            return [seal.seq for seal in kept_seals(reader.connection, self.set_up)]

    def tamper(self, *statements: str) -> None:
        """Change the closed file, as somebody who has its key could, who takes the mark away."""
        self.store.close()
        self.forget_mark()
        with sqlcipher3.connect(str(self.folder.database)) as connection:
            connection.execute(f"PRAGMA key = \"x'{self.folder.key().hex()}'\"")
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def rehash(self, seq: int) -> None:
        """Change a row, and recompute every hash from there on."""
        self.store.close()
        self.forget_mark()
        with sqlcipher3.connect(str(self.folder.database)) as connection:
            connection.execute(f"PRAGMA key = \"x'{self.folder.key().hex()}'\"")
            connection.execute("UPDATE event SET actor_agent_id = 'x' WHERE seq = ?", (seq,))
            names = ("seq", "at", "kind", *IDS, *ACTOR, "digest", "hash")
            query = f"SELECT {', '.join(names)} FROM event WHERE seq >= ? ORDER BY seq"  # noqa: S608
            rows = connection.execute(query, (seq - 1,))
            before, *later = [dict(zip(names, row, strict=True)) for row in rows]
            for row in later:
                row["hash"] = link(row, before["hash"])
                connection.execute(
                    "UPDATE event SET hash = ? WHERE seq = ?", (row["hash"], row["seq"])
                )
                before = row
        connection.close()

    def forget_mark(self) -> None:
        """Take away what tells how far the journal had come, which proves nothing by itself."""
        Path(f"{self.folder.database}-mark").unlink(missing_ok=True)

    def refused(self) -> str:
        """Return why a server does not start on the data."""
        self.open()
        try:
            with pytest.raises(Stop) as stopped:
                require_sound(self.store, self.folder, self.key, self.files)
        finally:
            self.store.close()
        assert stopped.value.code == DAMAGED
        return stopped.value.line
