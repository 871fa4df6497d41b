"""PostgreSQL: connections that keep the same promises as the file, and the seat of the writer.

Two locks of the database itself stand behind "one writer". The *seat* is held by the session of
the one server that is active, on the very connection that it writes with: whoever loses that
connection loses the seat with it, and nothing that was begun can be committed any more. The *turn*
is taken by every transaction that writes, also of an administrator's command beside the server,
so that the journal's order is the order of the commits.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any, Final

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from core.errors import NotActive, StoreUnavailable
from core.store.engine import READERS, faults
from core.store.high_water import HighWater
from core.store.postgresql_address import read_address
from core.store.servers import note_server

OLDEST: Final = 140_000
"""PostgreSQL 14: the first one that notices in the middle of a query that its client is gone."""

_SEAT: Final = 0x67_75_69_63_68_65_74_01
_TURN: Final = 0x67_75_69_63_68_65_74_02
_TAKING: Final = "guichet_takes_seat"
_CONNECT_S: Final = 3
_WAIT_S: Final = 5.0
_BYTE_ORDER: Final = ("c", "posix", "c.utf-8", "c.utf8")

_CLIENT: Final[Mapping[str, str | int]] = {
    "connect_timeout": _CONNECT_S,
    "application_name": "guichet",
    "client_encoding": "utf8",
    # A network that swallows everything is noticed within three seconds from this end …
    "keepalives": 1,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
}
_DETECTION: Final = """
SELECT set_config('tcp_keepalives_idle', '1', false),
       set_config('tcp_keepalives_interval', '1', false),
       set_config('tcp_keepalives_count', '2', false),
       set_config('tcp_user_timeout', '3000', false),
       set_config('client_connection_check_interval', '1000', false)
"""
# … and from the other, where the locks of a dead machine fall free.
_SESSION: Final = """
SELECT set_config('timezone', 'UTC', false),
       set_config('lock_timeout', '5s', false),
       set_config('statement_timeout', '60s', false),
       set_config('idle_in_transaction_session_timeout', '10s', false),
       set_config('idle_session_timeout', '0', false)
"""
# Nobody who asked for more, such as a flush on a second machine, is given less.
_DURABLE: Final = """
SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
           WHEN 'off' THEN 'on' WHEN 'local' THEN 'on'
           ELSE current_setting('synchronous_commit') END, false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('default_transaction_read_only', 'off', false)
"""
_SNAPSHOTS: Final = """
SELECT set_config('default_transaction_isolation', 'repeatable read', false),
       set_config('default_transaction_read_only', 'on', false)
"""
_STATE: Final = """
SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_version') AS named,
       current_setting('server_encoding') AS encoding,
       current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_pages,
       datcollate AS sorting,
       to_jsonb(pg_database) ->> 'datlocprovider' AS provider
FROM pg_database WHERE datname = current_database()
"""


class Postgresql:
    """A PostgreSQL database that holds one site.

    Args:
        url: Its address; see `read_address`.

    Raises:
        ValueError: The address is refused.
    """

    file = None

    def __init__(self, url: str) -> None:
        self._address = make_conninfo(read_address(url), **_CLIENT)

    def writing(self) -> Engine:
        """As `Database`: takes turns with the server that is active, and needs no seat."""
        return self._writing()

    def reading(self) -> Engine:
        """As `Database`."""
        return self._engine(_SNAPSHOTS, kept=READERS, more=READERS)

    def seat(self) -> "Seat":
        """Return the candidature of one server for the right to write."""
        grip = _Grip()
        return Seat(self._writing(grip), grip)

    def mark(self) -> HighWater:
        """As `Database`: none, since PostgreSQL notices itself where its log is damaged."""
        return HighWater(None)

    def look_through(self, engine: Engine, stop: Callable[[], bool]) -> bool:
        """As `Database`; PostgreSQL's own checksums and tools do that."""
        return True

    def keep_copy(self) -> None:
        """As `Database`: `pg_dump` does that, before a new version is installed."""

    def check(self, engine: Engine) -> bool:
        """As `Database`; what PostgreSQL can look through by itself takes far too long."""
        with engine.connect() as connection:
            execute = connection.execution_options(**{_TAKING: True}).execute
            found = execute(text(_STATE)).one()
        fault = None
        if found.version < OLDEST:
            fault = f"it is PostgreSQL {found.named}, and 14 is the oldest that serves"
        elif "off" in (found.fsync, found.full_pages):
            fault = "its fsync or full_page_writes is off, so that a power cut would lose answers"
        elif found.encoding != "UTF8":
            fault = f"its encoding is {found.encoding}, not UTF8"
        elif not _sorts_by_bytes(found.provider, found.sorting):
            # Indexes over words of a language break in silence when the system's rules change.
            fault = (
                "it sorts by the rules of a language: make it with"
                " CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            )
        if fault is not None:
            raise StoreUnavailable(f"this database does not serve: {fault}")
        return True

    def guard_migration(self, connection: Connection) -> None:
        """As `Database`: nobody but this session may have the seat."""
        query = text("SELECT pg_try_advisory_xact_lock(:seat)")
        if not connection.execute(query, {"seat": _SEAT}).scalar_one():
            raise StoreUnavailable(
                "a server of another version works on this database: update and start it first"
            )

    def _writing(self, grip: "_Grip | None" = None) -> Engine:
        engine = self._engine(_DURABLE, kept=1, more=0, grip=grip)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if connection.get_execution_options().get(_TAKING):
                return
            if grip is not None and not grip.taken:
                raise NotActive("this server has not taken the right to write")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")

        return engine

    def _engine(self, kind: str, *, kept: int, more: int, grip: "_Grip | None" = None) -> Engine:
        def connect() -> "psycopg.Connection[tuple[object, ...]]":
            if grip is not None and grip.taken:
                raise NotActive("this server lost the connection that gave it the right to write")
            connection = psycopg.connect(self._address, autocommit=True)
            try:
                connection.execute(_SESSION)
                connection.execute(kind)
                with suppress(psycopg.Error):  # not every system can
                    connection.execute(_DETECTION)
                connection.set_autocommit(False)
            except BaseException:
                connection.close()
                raise
            return connection

        engine = create_engine(
            "postgresql+psycopg://",
            creator=connect,
            poolclass=QueuePool,
            pool_size=kept,
            max_overflow=more,
            pool_timeout=_WAIT_S,
            pool_reset_on_return="rollback",
            use_native_hstore=False,
        )
        _close_late_ones(engine)
        return engine


def _close_late_ones(engine: Engine) -> None:
    """Close connections that come back to a closed engine: others may wait for what they hold."""
    closed = Event()

    @event.listens_for(engine, "engine_disposed")
    def dispose(_: Engine) -> None:
        closed.set()

    @event.listens_for(engine, "checkin")
    def come_back(connection: "psycopg.Connection[Any] | None", _: object) -> None:
        if closed.is_set() and connection is not None:
            connection.close()


def _sorts_by_bytes(provider: str | None, sorting: str) -> bool:
    """Say so of a database; its provider is None before PostgreSQL 15, which has the system's."""
    return provider == "b" or (provider in {None, "c"} and sorting.lower() in _BYTE_ORDER)


@dataclass(slots=True)
class _Grip:
    """Whether a seat was taken: from then on its one connection is never replaced by another."""

    taken: bool = False


class Seat:
    """The right of one server to write, tied to one connection.

    Attributes:
        engine: The only one that writes under this seat; before it is taken, and once its
            connection is lost, each of its transactions raises `NotActive`.
        seq: The newest seq of the journal when the seat was last asked for; None before.
    """

    def __init__(self, engine: Engine, grip: _Grip) -> None:
        self.engine = engine
        self._grip = grip
        self.seq: int | None = None

    @property
    def taken(self) -> bool:
        """Whether it was taken, be its connection there still or not."""
        return self._grip.taken

    def take(self) -> bool:
        """Take the seat if it is free; say whether this server has it.

        Raises:
            NotActive: It was taken, and its connection is lost: another `Seat` may be taken.
            StoreUnavailable: The database cannot be reached.
        """
        query = text(
            "SELECT pg_try_advisory_lock(:seat) AS taken, to_regclass('event') IS NOT NULL AS made"
        )
        with faults(), self._connection() as connection, connection.begin():
            found = connection.execute(query, {"seat": _SEAT}).one()
            if found.made:
                newest = text("SELECT coalesce(max(seq), 0) FROM event")
                self.seq = int(connection.execute(newest).scalar_one())
            self._grip.taken = bool(found.taken)
        return self._grip.taken

    def tell(self, url: str, now: datetime) -> None:
        """Keep where stations find this server, whether it has the seat or not.

        Raises:
            StoreUnavailable: The database cannot be reached.
        """
        known = text("SELECT to_regclass('server') IS NOT NULL")
        with faults(), self._connection() as connection, connection.begin():
            if connection.execute(known).scalar_one():
                note_server(connection, url, now)

    def close(self) -> None:
        """Leave the seat, or the wish for it."""
        self.engine.dispose()

    def _connection(self) -> Connection:
        return self.engine.connect().execution_options(**{_TAKING: True})
