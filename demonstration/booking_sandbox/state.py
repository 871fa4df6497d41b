"""What the sandbox remembers, in one SQLite file that survives a kill at any moment."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from demonstration.booking_sandbox.cascade import marks_cancelled, rdv_status
from demonstration.booking_sandbox.scenario import Rdv, Scenario

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS scenario (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rdv (
    id INTEGER PRIMARY KEY, status TEXT NOT NULL, cancelled_at TEXT);
CREATE TABLE IF NOT EXISTS participation (
    id INTEGER PRIMARY KEY, rdv_id INTEGER NOT NULL REFERENCES rdv (id), status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (access TEXT PRIMARY KEY, refresh TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS written (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL,
    id INTEGER NOT NULL, rdv_id INTEGER NOT NULL, before TEXT NOT NULL, status TEXT NOT NULL);
"""


class StateError(Exception):
    """The file cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class RdvNow:
    """An RDV of the scenario as it stands."""

    rdv: Rdv
    status: str
    cancelled_at: str | None
    people: dict[int, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A write that was received: ids and statuses only.

    Attributes:
        kind: `participation` or `rdv`.
        id: Of what was written to.
    """

    seq: int
    at: str
    kind: str
    id: int
    rdv_id: int
    before: str
    status: str


class State:
    """The sandbox's rows. Safe for many threads; each change is on disk when its call returns.

    Args:
        path: The file; None keeps everything in memory.
        scenario: What to start from; a file that holds a scenario already keeps its own.
        tokens: Access tokens that are let in. `TOKEN-refresh` renews `TOKEN`.

    Raises:
        StateError: The file is not one of ours, or cannot be written.
    """

    def __init__(self, path: Path | None, scenario: Scenario, tokens: Iterable[str]) -> None:
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path or ":memory:", check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(_SCHEMA)
            self.scenario = self._begin(scenario, tokens)
        except (sqlite3.Error, ValueError) as error:
            raise StateError(f"{path}: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()

    def rdvs(self) -> list[RdvNow]:
        """Return every RDV as it stands, by id."""
        with self._lock:
            rows = self._db.execute("SELECT id, status, cancelled_at FROM rdv").fetchall()
            people = self._db.execute("SELECT id, rdv_id, status FROM participation").fetchall()
        by_rdv: dict[int, dict[int, str]] = {}
        for number, rdv_id, status in people:
            by_rdv.setdefault(rdv_id, {})[number] = status
        of_scenario = {rdv.id: rdv for rdv in self.scenario.rdvs}
        return [
            RdvNow(of_scenario[number], status, cancelled_at, by_rdv.get(number, {}))
            for number, status, cancelled_at in sorted(rows)
        ]

    def set_participation(
        self, participation: int, status: str, now: datetime, has_begun: Callable[[Rdv], bool]
    ) -> int | None:
        """Change one person, and the RDV as it follows from that.

        The same value again changes nothing, but is listed among the writes.

        Returns:
            The RDV's id, or None for an unknown participation.
        """
        with self._lock, self._db:
            found = self._db.execute(
                "SELECT rdv_id, status FROM participation WHERE id = ?", (participation,)
            ).fetchone()
            if found is None:
                return None
            rdv_id, before = found
            self._note(now, "participation", participation, rdv_id, before, status)
            self._db.execute(
                "UPDATE participation SET status = ? WHERE id = ?", (status, participation)
            )
            people = self._db.execute(
                "SELECT status FROM participation WHERE rdv_id = ?", (rdv_id,)
            ).fetchall()
            rdv = next(rdv for rdv in self.scenario.rdvs if rdv.id == rdv_id)
            whole = rdv_status(
                [one for (one,) in people],
                collective=self.scenario.motif(rdv.motif).collectif,
                past=has_begun(rdv),
            )
            cancelled_at = now.isoformat() if marks_cancelled(whole) else None
            self._db.execute(
                "UPDATE rdv SET status = ?, cancelled_at = ? WHERE id = ?",
                (whole, cancelled_at, rdv_id),
            )
        return int(rdv_id)

    def set_rdv(self, rdv_id: int, status: str, now: datetime) -> bool:
        """Change an RDV alone: its people stay as they are, and so does `cancelled_at`."""
        with self._lock, self._db:
            found = self._db.execute("SELECT status FROM rdv WHERE id = ?", (rdv_id,)).fetchone()
            if found is None:
                return False
            self._note(now, "rdv", rdv_id, rdv_id, found[0], status)
            self._db.execute("UPDATE rdv SET status = ? WHERE id = ?", (status, rdv_id))
        return True

    def written(self) -> list[Written]:
        """Return the writes received, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT seq, at, kind, id, rdv_id, before, status FROM written ORDER BY seq"
            ).fetchall()
        return [Written(*row) for row in rows]

    def knows_token(self, access: str) -> bool:
        """Whether an access token is good now."""
        with self._lock:
            found = self._db.execute("SELECT 1 FROM token WHERE access = ?", (access,)).fetchone()
        return found is not None

    def renew_token(self, refresh: str) -> tuple[str, str] | None:
        """Exchange a refresh token for a new pair; the old pair is dead then."""
        pair = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        with self._lock, self._db:
            gone = self._db.execute("DELETE FROM token WHERE refresh = ?", (refresh,)).rowcount
            if not gone:
                return None
            self._db.execute("INSERT INTO token VALUES (?, ?)", pair)
        return pair

    def _begin(self, scenario: Scenario, tokens: Iterable[str]) -> Scenario:
        with self._db:
            for token in tokens:
                self._db.execute(
                    "INSERT OR IGNORE INTO token VALUES (?, ?)", (token, f"{token}-refresh")
                )
            known = self._db.execute("SELECT body FROM scenario").fetchone()
            if known is not None:
                return Scenario.model_validate_json(known[0])
            self._db.execute("INSERT INTO scenario VALUES (1, ?)", (scenario.model_dump_json(),))
            for rdv in scenario.rdvs:
                self._db.execute("INSERT INTO rdv VALUES (?, ?, NULL)", (rdv.id, rdv.status))
                self._db.executemany(
                    "INSERT INTO participation VALUES (?, ?, ?)",
                    [(one.participation, rdv.id, rdv.status) for one in rdv.people],
                )
        return scenario

    def _note(
        self, now: datetime, kind: str, number: int, rdv_id: int, before: str, status: str
    ) -> None:
        self._db.execute(
            "INSERT INTO written (at, kind, id, rdv_id, before, status) VALUES (?, ?, ?, ?, ?, ?)",
            (now.isoformat(), kind, number, rdv_id, before, status),
        )
