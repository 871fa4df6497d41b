"""The store of a site: opened once, written by one thread, read by many."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar

from sqlalchemy import Connection, Engine

from core.errors import DataDamaged, Refusal, StoreUnavailable
from core.model import StoreState
from core.ports import Clock, UnitOfWork
from core.store.commands import SqlCommands
from core.store.copying import Copier
from core.store.engine import Database, faults
from core.store.high_water import HighWater, compare
from core.store.journal import newest_seq
from core.store.migrate import is_old, migrate
from core.store.name_index import NameIndex
from core.store.reader import Reader
from core.store.site_settings import SiteCache
from core.store.sqlite import SqliteFile, empty_log
from core.store.unit_of_work import SqlUnitOfWork
from core.store.writer import Jump, OnCommit, Writer
from core.things import Actor, Done, Receipt

T = TypeVar("T")
ANSWER_S: Final = 15.0
"""So long an answer is waited for; no station does so for longer."""


class Store:
    """The database of one site. Open it with `Store.open`, and close it.

    Attributes:
        copier: What copies on other machines are told; None where the database itself does that.
        looked_through: Whether opening it went through the whole file; a large one takes longer
            than people wait, and is left to `look_through`.
        names: Finds bookings by name; nothing of it is on disk.
    """

    def __init__(
        self,
        database: Database,
        writing: Engine,
        clock: Clock,
        high_water: HighWater,
        *,
        looked_through: bool,
    ) -> None:
        self.looked_through = looked_through
        self._database = database
        self._writing = writing
        self._reading = database.reading()
        self._clock = clock
        self._sites = SiteCache()
        self.names = NameIndex()
        self._high_water = high_water
        self._writer = Writer(writing, clock, self._sites, high_water)
        self.copier: Copier | None = None
        if database.file is not None:
            self.copier = Copier(database.file, writing, self._reading, self._writer.quiet, clock)
            self._writer.after_group(self.copier.committed)

    @classmethod
    def open(cls, path: Path, *, key: bytes | None, clock: Clock) -> Self:
        """Open or create an SQLite file, and bring its schema up to date.

        Args:
            path: The file; its folder is made if need be.
            key: 32 bytes that encrypt it, or None for a plain file.
            clock: The site's clock.

        Raises:
            DataTooNew: A newer version of the program wrote it.
            DataDamaged: It is damaged, or the key does not fit.
            AnswersMissing: It lacks what was on disk once.
            StoreUnavailable: It cannot be opened, or is locked.
        """
        return cls.on(SqliteFile(path, key), clock)

    @classmethod
    def on(cls, database: Database, clock: Clock, writing: Engine | None = None) -> Self:
        """Open a database, whichever it is, and bring its schema up to date.

        Args:
            database: Where the data stand.
            clock: The site's clock.
            writing: An engine that holds the right to write already; the store closes it.

        Raises:
            DataTooNew: A newer version of the program wrote it.
            DataDamaged: It is damaged, or the key does not fit.
            AnswersMissing: It lacks what was on disk once.
            StoreUnavailable: It cannot be opened, or is locked.
        """
        high_water = database.mark()
        before = high_water.read()
        with faults():
            engine = database.writing() if writing is None else writing
            try:
                whole = database.check(engine)
                if is_old(engine):
                    database.keep_copy()
                migrate(engine, database.guard_migration)
                with engine.connect() as connection, connection.begin():
                    compare(before, connection)
            except BaseException:
                engine.dispose()
                raise
        return cls(database, engine, clock, high_water, looked_through=whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is queued, then close; closing twice is fine."""
        self._writer.close()
        self._reading.dispose()
        self._writing.dispose()
        if self.copier is not None:
            self.copier.close()
        self._high_water.close()

    @property
    def state(self) -> StoreState:
        """How the disk takes what is written, and gives what is read."""
        return self._writer.health.state

    def look_through(self, stop: Callable[[], bool]) -> bool:
        """Look through the whole file for damage, beside all other work.

        Args:
            stop: Asked many times a second whether to leave off; true leaves off.

        Returns:
            Whether it came to the end.

        Raises:
            DataDamaged: What was found first.
            StoreUnavailable: The file cannot be read.
        """
        with faults():
            return self._database.look_through(self._reading, stop)

    def empty_log(self) -> bool:
        """Let nothing of what was overwritten stay in SQLite's log; say whether it is empty.

        It does not wait for readers who still need the log: ask again later. Where the database is
        no file, there is no log of ours.

        Raises:
            StoreUnavailable: The disk failed.
        """
        if self._database.file is None:
            return True
        with self._writer.quiet, faults():
            return empty_log(self._writing)

    def refuse(self, reason: str) -> None:
        """Write no more: the data are damaged.

        Args:
            reason: What every later command is told, in one sentence.
        """
        self._writer.refuse(DataDamaged(reason))

    def now(self) -> datetime:
        """Return the present moment by the site's clock."""
        return self._clock.now()

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work in a transaction; return once it is durable.

        Raises:
            Refusal: What the work refuses; it changed nothing.
            StoreUnavailable: It was not done, or is not known to be.
        """
        return self.submit(work).result()

    def submit(self, work: Callable[[UnitOfWork], T]) -> "Future[T]":
        """Queue work; the future is resolved once it is durable."""
        return self._writer.submit(lambda uow, _: work(uow))

    def jump(
        self,
        by: timedelta,
        move: Callable[[timedelta], None],
        work: Callable[[UnitOfWork], T],
    ) -> T:
        """Let the clock jump together with what that means, between two commands.

        Args:
            by: How far, ahead or back.
            move: Moves the clock of this store; called once the work is durable.
            work: What the jump means; its `now` is the time after it.

        Raises:
            StoreUnavailable: Nothing was changed, and the clock did not move.
        """
        done: Future[T] = self._writer.submit_jump(Jump(by, move), lambda uow, _: work(uow))
        return done.result()

    def command(
        self,
        key: str,
        actor: Actor,
        fingerprint: str,
        work: Callable[[UnitOfWork], Receipt],
    ) -> Done:
        """Run a command once, however often it is sent under its key; wait until it is durable.

        Args:
            key: The idempotency key, one for each click of each station.
            actor: Who asks; keys of different stations do not meet.
            fingerprint: Of route and body; the same key with another one is refused.
            work: A command; its receipt is kept with the key, in the same transaction.

        Raises:
            KeyReused: The key came before with another fingerprint.
            Refusal: What the work refuses, now or (`replayed`) before.
            StoreUnavailable: It was not done, or is not known to be; the key may be sent again.
        """
        done, _ = result_of(self.submit_command(key, actor, fingerprint, work, _nothing))
        return done

    def answered(self, key: str, actor: Actor, fingerprint: str) -> Done | None:
        """Return what a command did that came before under its key, or None.

        Raises:
            KeyReused: The key came before with another fingerprint.
            Refusal: What was refused before.
        """
        with self._snapshot() as connection:
            return SqlCommands(connection).answered(key, actor, fingerprint)

    def submit_command(
        self,
        key: str,
        actor: Actor,
        fingerprint: str,
        work: Callable[[UnitOfWork], Receipt],
        read: Callable[[Reader, Receipt], T],
    ) -> "Future[tuple[Done, T | None]]":
        """Queue a command, and what its answer reads; both are given once it is durable.

        Args:
            key: As in `command`.
            actor: As in `command`.
            fingerprint: As in `command`.
            work: As in `command`.
            read: Reads what the command left, on the connection that has just written it: any other
                would have to decrypt every page anew. It is not called for a replay, which has no
                answer of its own, so that nobody's retries keep the writer busy.
        """

        def run(uow: SqlUnitOfWork, connection: Connection) -> tuple[Done, T | None]:
            commands = SqlCommands(connection)
            known = commands.answered(key, actor, fingerprint)
            if known is not None:
                return known, None
            receipt = work(uow)
            commands.keep(key, actor, fingerprint, uow.now, receipt)
            reader = Reader(connection, self._sites, uow.now, writing=True)
            return Done(receipt, replayed=False), read(reader, receipt)

        def keep_refusal(uow: SqlUnitOfWork, connection: Connection, refusal: Refusal) -> None:
            # Whoever has no token could fill the table; a try that was refused may be made again.
            kept = actor.station_id is not None and refusal.code != "idempotency_key_reused"
            if kept and not refusal.replayed:
                SqlCommands(connection).keep_refusal(key, actor, fingerprint, uow.now, refusal)

        return self._writer.submit(run, keep_refusal)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a consistent snapshot to read from, on a connection of its own.

        Raises:
            DataDamaged: What is asked for is damaged.
            StoreUnavailable: The file cannot be read.
        """
        with self._snapshot() as connection:
            yield Reader(connection, self._sites, self._clock.now(), self.names)

    def seq(self) -> int:
        """Return the newest seq of the journal."""
        with self._snapshot() as connection:
            return newest_seq(connection)

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        try:
            with faults(), self._reading.connect() as connection, connection.begin():
                yield connection
        except DataDamaged as error:
            self._writer.health.noticed(error)
            raise

    def on_commit(self, callback: OnCommit) -> None:
        """Call `callback` with what each commit appended to the journal, before it is answered.

        It runs on the writer's thread: it must be short, and must not wait for the store.
        """
        self._writer.on_commit(callback)


def result_of(answer: "Future[T]") -> T:
    """Wait for what was queued.

    Raises:
        StoreUnavailable: It is not known to be done.
    """
    try:
        return answer.result(ANSWER_S)
    except TimeoutError as error:
        raise StoreUnavailable("the disk does not answer") from error


def _nothing(_reader: Reader, _receipt: Receipt) -> None:
    """Read nothing behind a command whose answer is its receipt."""
