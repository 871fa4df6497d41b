"""The one thread that writes: commands that wait together share a flush, each in its savepoint."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.errors import DataDamaged, Refusal, StoreUnavailable
from core.ports import Clock
from core.store.engine import faults
from core.store.health import SLOW_S, StoreHealth
from core.store.high_water import HighWater
from core.store.journal import Journal
from core.store.prepared import drive
from core.store.rows import table_of
from core.store.site_settings import SiteCache
from core.store.tables_site import SiteRow
from core.store.unit_of_work import SqlUnitOfWork
from core.things import Event

_log = logging.getLogger(__name__)
_SITE: Final = table_of(SiteRow)
_MOST_IN_A_GROUP: Final = 64
_TRY_AGAIN_S: Final = 2.0
"""How often a disk that failed is tried while nothing else is to be written."""
_STUCK_S: Final = 10.0
_MOST_BEHIND_SLOW: Final = 32
"""More may wait for a quick disk; behind a slow one they would keep readers from being served."""

Work = Callable[[SqlUnitOfWork, Connection], Any]
AfterRefusal = Callable[[SqlUnitOfWork, Connection, Refusal], None]
OnCommit = Callable[[Sequence[Event]], None]


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of the clock: by how much, and how the clock is told."""

    by: timedelta
    move: Callable[[timedelta], None]


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work
    future: "Future[Any]"
    after_refusal: AfterRefusal | None = None
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    result: Any = None
    error: BaseException | None = None

    def give(self) -> None:
        if self.error is not None:
            self.job.future.set_exception(self.error)
        else:
            self.job.future.set_result(self.result)


class _Savepoint:
    """What one command did, to be kept or undone within the group.

    Said in plain SQL: SQLAlchemy's nested transactions cost as much as three statements.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        drive(connection, "SAVEPOINT command")

    def release(self) -> None:
        """Keep it, if the group is kept."""
        drive(self._connection, "RELEASE SAVEPOINT command")

    def undo(self) -> None:
        """Undo it."""
        drive(self._connection, "ROLLBACK TO SAVEPOINT command")
        self.release()


class Writer:
    """Runs work on the writing connection, one piece after the other.

    A future is resolved once its work is on disk. `on_commit` callbacks run on this thread after
    each commit that appended to the journal, with the events and before any future is resolved.

    Attributes:
        health: How the disk takes what is written.
        quiet: Held while a group is written: whoever has it finds no transaction under way.
    """

    def __init__(
        self, engine: Engine, clock: Clock, sites: SiteCache, high_water: HighWater
    ) -> None:
        self.health = StoreHealth()
        self._engine = engine
        self._clock = clock
        self._sites = sites
        self._high_water = high_water
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._callbacks: list[OnCommit] = []
        self._closing = Lock()
        self._closed = False
        self._refused: DataDamaged | None = None
        self.quiet = Lock()
        self._after_group: Callable[[], None] | None = None
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def on_commit(self, callback: OnCommit) -> None:
        """Call `callback` with what each commit appended to the journal, before it is answered."""
        self._callbacks.append(callback)

    def after_group(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each group, within `quiet`; it must be short, and raise nothing."""
        self._after_group = callback

    def submit(self, work: Work, after_refusal: AfterRefusal | None = None) -> "Future[Any]":
        """Queue work; the future is resolved once it is durable.

        Args:
            work: What to do, in a savepoint of its own.
            after_refusal: What to keep of a refusal, once the work is rolled back.

        Raises:
            DataDamaged: It refuses to write.
            StoreUnavailable: The store is closed, or its disk does not keep up; nothing is done.
        """
        behind_s = self.health.under_way_s
        many = self._jobs.qsize() >= _MOST_BEHIND_SLOW
        if behind_s > (SLOW_S if many else _STUCK_S):
            raise StoreUnavailable("the disk does not keep up")
        return self._put(_Job(work, Future(), after_refusal))

    def _put(self, job: _Job) -> "Future[Any]":
        with self._closing:
            if self._refused is not None:
                raise self._refused
            if self._closed:
                raise StoreUnavailable("the store is closed")
            self._jobs.put(job)
        return job.future

    def submit_jump(self, jump: Jump, work: Work) -> "Future[Any]":
        """Queue a jump of the clock, with what it means; resolved once both are done.

        It has a transaction of its own, and the clock is moved between that and the next: no
        command sees the new time before its consequences, nor these before the new time.

        Args:
            jump: By how much, and how the clock is moved.
            work: What it means; its unit of work is of the time after it.

        Raises:
            StoreUnavailable: The store is closed.
        """
        return self._put(_Job(work, Future(), jump=jump))

    def refuse(self, error: DataDamaged) -> None:
        """Take no more work; what is queued is still done."""
        with self._closing:
            self._refused = error

    def close(self) -> None:
        """Finish what is queued, then stop; closing twice is fine."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        last = False
        while not last:
            group, last = self._take()
            with self.quiet:
                for part in _parts(group):
                    self._run_group(part)
                if not group and not last:
                    self._try_disk()
                if self._after_group is not None:
                    self._after_group()

    def _take(self) -> tuple[list[_Job], bool]:
        """Wait for work; return what is there, and whether it is the last.

        Nothing comes back when a disk that failed is to be tried.
        """
        group: list[_Job] = []
        try:
            job = self._jobs.get(timeout=_TRY_AGAIN_S if self.health.failing else None)
            while job is not None:
                if job.future.set_running_or_notify_cancel():
                    group.append(job)
                if len(group) == _MOST_IN_A_GROUP or self._jobs.empty():
                    return group, False
                job = self._jobs.get()
        except Empty:
            return [], False
        return group, True

    def _run_group(self, group: list[_Job]) -> None:
        if not group:
            return
        answers: list[_Answer] = []
        events: Sequence[Event] = ()
        self.health.begin()
        try:
            with faults(), self._engine.connect() as connection, connection.begin():
                journal = Journal(connection)
                answers = [self._run_one(connection, journal, job) for job in group]
            self.health.committed()
            if journal.appended:
                self._high_water.note(journal.tail())
            events = journal.appended
            self._sites.committed()
            for answer in answers:
                if answer.job.jump is not None and answer.error is None:
                    answer.job.jump.move(answer.job.jump.by)
        except Exception as error:  # noqa: BLE001 - given to every waiting caller
            # Nothing of this group is in force. Where the flush failed it may still be on disk, and
            # a new start would find it; the callers' keys tell then that it is done.
            self.health.failed(error)
            self._sites.rolled_back()
            answers = [_Answer(job, error=error) for job in group]
        if events:
            self._announce(events)
        for answer in answers:
            answer.give()

    def _try_disk(self) -> None:
        """Write something that changes nothing, to find out whether the disk is well again.

        It takes the place, in SQLite's log, of what a commit left there that failed.
        """
        self.health.begin()
        try:
            with faults(), self._engine.connect() as connection, connection.begin():
                # SQLite writes nothing where a row stays as it was.
                for step in (1, -1):
                    connection.execute(update(_SITE).values(epoch=_SITE.c.epoch + step))
        except Exception as error:  # noqa: BLE001 - it is still ill, and will be tried again
            self.health.failed(error)
        else:
            self.health.committed()

    def _run_one(self, connection: Connection, journal: Journal, job: _Job) -> _Answer:
        now = self._clock.now() + (job.jump.by if job.jump is not None else timedelta())
        uow = SqlUnitOfWork(connection, journal, self._sites, now)
        mark = journal.mark()
        savepoint = _Savepoint(connection)
        try:
            result = job.work(uow, connection)
        except Refusal as refusal:
            if refusal.keeps_changes:
                savepoint.release()
            else:
                savepoint.undo()
                journal.back_to(mark)
                self._sites.rolled_back()
            if job.after_refusal is not None:
                job.after_refusal(uow, connection, refusal)
            return _Answer(job, error=refusal)
        except DBAPIError as error:
            if not isinstance(error, IntegrityError):
                # Disk full, I/O error: SQLite may have ended the transaction by itself.
                raise
            savepoint.undo()
            journal.back_to(mark)
            self._sites.rolled_back()
            return _Answer(job, error=error)
        except Exception as error:  # noqa: BLE001 - given to the caller
            savepoint.undo()
            journal.back_to(mark)
            self._sites.rolled_back()
            return _Answer(job, error=error)
        savepoint.release()
        return _Answer(job, result)

    def _announce(self, events: Sequence[Event]) -> None:
        for callback in self._callbacks:
            try:
                callback(events)
            except Exception:  # noqa: BLE001 - logged; the writer outlives its listeners
                _log.exception("a listener of the journal failed")


def _parts(jobs: Iterable[_Job]) -> Iterator[list[_Job]]:
    """Cut a group where the clock jumps: what comes after has another time."""
    part: list[_Job] = []
    for job in jobs:
        if job.jump is not None:
            yield part
            yield [job]
            part = []
        else:
            part.append(job)
    yield part
