"""The one thread that writes: commands that wait together share a flush, each in its savepoint."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.errors import DataDamaged, Refusal, StoreUnavailable
from core.ports import Clock
from core.store.engine import faults
from core.store.journal import Journal
from core.store.site_settings import SiteCache
from core.store.unit_of_work import SqlUnitOfWork
from core.things import Event

_log = logging.getLogger(__name__)
_MOST_IN_A_GROUP: Final = 64

Work = Callable[[SqlUnitOfWork, Connection], Any]
AfterRefusal = Callable[[SqlUnitOfWork, Connection, Refusal], None]
OnCommit = Callable[[Sequence[Event]], None]


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work
    future: "Future[Any]"
    after_refusal: AfterRefusal | None = None


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
        connection.exec_driver_sql("SAVEPOINT command")

    def release(self) -> None:
        """Keep it, if the group is kept."""
        self._connection.exec_driver_sql("RELEASE SAVEPOINT command")

    def undo(self) -> None:
        """Undo it."""
        self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT command")
        self.release()


class Writer:
    """Runs work on the writing connection, one piece after the other.

    A future is resolved once its work is on disk. `on_commit` callbacks run on this thread after
    each commit that appended to the journal, with the events and before any future is resolved.
    """

    def __init__(self, engine: Engine, clock: Clock, sites: SiteCache) -> None:
        self._engine = engine
        self._clock = clock
        self._sites = sites
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._callbacks: list[OnCommit] = []
        self._closing = Lock()
        self._closed = False
        self._refused: DataDamaged | None = None
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def on_commit(self, callback: OnCommit) -> None:
        """Call `callback` with what each commit appended to the journal, before it is answered."""
        self._callbacks.append(callback)

    def submit(self, work: Work, after_refusal: AfterRefusal | None = None) -> "Future[Any]":
        """Queue work; the future is resolved once it is durable.

        Args:
            work: What to do, in a savepoint of its own.
            after_refusal: What to keep of a refusal, once the work is rolled back.

        Raises:
            StoreUnavailable: The store is closed.
            DataDamaged: It refuses to write.
        """
        job = _Job(work, Future(), after_refusal)
        with self._closing:
            if self._refused is not None:
                raise self._refused
            if self._closed:
                raise StoreUnavailable("the store is closed")
            self._jobs.put(job)
        return job.future

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
        while True:
            job = self._jobs.get()
            if job is None:
                return
            group = [job]
            last = False
            while len(group) < _MOST_IN_A_GROUP and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    last = True
                    break
                group.append(following)
            self._run_group([job for job in group if job.future.set_running_or_notify_cancel()])
            if last:
                return

    def _run_group(self, group: list[_Job]) -> None:
        answers: list[_Answer] = []
        events: Sequence[Event] = ()
        try:
            with faults(), self._engine.connect() as connection, connection.begin():
                journal = Journal(connection)
                answers = [self._run_one(connection, journal, job) for job in group]
            events = journal.appended
            self._sites.committed()
        except Exception as error:  # noqa: BLE001 - given to every waiting caller
            # Nothing of this group is on disk.
            self._sites.rolled_back()
            answers = [_Answer(job, error=error) for job in group]
        if events:
            self._announce(events)
        for answer in answers:
            answer.give()

    def _run_one(self, connection: Connection, journal: Journal, job: _Job) -> _Answer:
        uow = SqlUnitOfWork(connection, journal, self._sites, self._clock.now())
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
