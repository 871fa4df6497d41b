"""The sandbox's one SQLite file, which survives a kill at any moment."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS scenario (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rdv (
    id INTEGER PRIMARY KEY, body TEXT NOT NULL, status TEXT NOT NULL, cancelled_at TEXT);
CREATE TABLE IF NOT EXISTS participation (
    id INTEGER PRIMARY KEY, rdv_id INTEGER NOT NULL, status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS newest (kind TEXT PRIMARY KEY, id INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS written (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL,
    id INTEGER NOT NULL, rdv_id INTEGER NOT NULL, before TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS act (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, after INTEGER NOT NULL,
    body TEXT NOT NULL, outcome TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS agent (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (
    access TEXT PRIMARY KEY, refresh TEXT NOT NULL UNIQUE, agent_id INTEGER NOT NULL,
    ends_at REAL, dead INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS code (
    code TEXT PRIMARY KEY, agent_id INTEGER NOT NULL, redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL, ends_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS plan (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS invitation (user_id INTEGER PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS endpoint (
    id INTEGER PRIMARY KEY, target_url TEXT NOT NULL UNIQUE, secret TEXT NOT NULL,
    subscriptions TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, endpoint_id INTEGER NOT NULL, body BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL, done TEXT);
"""


class Database:
    """A connection that many threads share, one after the other.

    Args:
        path: The file; None keeps everything in memory.

    Raises:
        sqlite3.Error: It is not one of ours, or cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction; what it changes is on disk at the end."""
        with self._lock:
            # Nested, it is a part of the outer one.
            if self._db.in_transaction:
                yield self._db
                return
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading."""
        with self._lock:
            yield self._db

    def next_id(self, kind: str) -> int:
        """Return a number that nothing of this kind ever had; call it inside `change`."""
        (number,) = self._db.execute(
            "INSERT INTO newest VALUES (?, 1) ON CONFLICT (kind) DO UPDATE SET id = id + 1 "
            "RETURNING id",
            (kind,),
        ).fetchone()
        return int(number)

    def used(self, kind: str, number: int) -> None:
        """Remember that a number is taken; call it inside `change`."""
        self._db.execute(
            "INSERT INTO newest VALUES (?, ?) "
            "ON CONFLICT (kind) DO UPDATE SET id = max(id, excluded.id)",
            (kind, number),
        )

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()
