"""The store on PostgreSQL: its schema, its snapshots, its turns, its seat and its faults."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from core.errors import DataTooNew, NotActive, StoreUnavailable
from core.model import EventKind
from core.runtime.clock import SystemClock
from core.store import Store
from core.store.engine import faults
from core.store.migrate import migrate
from core.store.postgresql import Postgresql
from core.store.schema import metadata
from core.things import Actor
from core.usecases import settings
from core.usecases.settings import Initialise
from tests.fakes.reception import CATALOGUE
from tests.support.postgresql import cluster, drop_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]


@pytest.fixture
def database(url: str) -> Postgresql:
    return Postgresql(url)


@pytest.fixture
def store(database: Postgresql) -> Iterator[Store]:
    """A site that was set up."""
    with Store.on(database, SystemClock()) as opened:
        begin = Initialise("Lisbonne", "Europe/Lisbon", {}, CATALOGUE)
        opened.write(lambda uow: settings.initialise(uow, Actor(), begin))
        yield opened


def note(store: Store) -> None:
    store.write(lambda uow: uow.record(EventKind.STATION_HEALTH, Actor()))


def indexes_of(engine: Engine) -> dict[str, str]:
    query = text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    with engine.connect() as connection:
        return {row.indexname: row.indexdef for row in connection.execute(query)}


def test_migrations_give_the_schema_of_the_tables(database: Postgresql) -> None:
    engine = database.writing()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    assert "WHERE ((state)::text = 'waiting'::text)" in indexes_of(engine)["ix_step_waiting"]
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing(database: Postgresql) -> None:
    engine = database.writing()
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE server"))
        connection.execute(text("CREATE VIEW server AS SELECT 1 AS one"))
        connection.execute(text("DROP TABLE alembic_version"))
        before = connection.execute(text("SELECT count(*) FROM pg_class")).scalar_one()
    with pytest.raises(Exception, match="already exists"):
        migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM pg_class")).scalar_one() == before
    engine.dispose()


def test_a_newer_schema_is_refused(database: Postgresql) -> None:
    engine = database.writing()
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    engine.dispose()
    with pytest.raises(DataTooNew, match="9999_future"):
        Store.on(database, SystemClock())


def test_a_schema_is_not_changed_under_a_server_that_works_with_it(
    needs_postgresql: None,
) -> None:
    cluster().administer("CREATE DATABASE old TEMPLATE template0")
    database = Postgresql(cluster().url("old"))
    seat = database.seat()
    try:
        assert seat.take()
        with pytest.raises(StoreUnavailable, match="another version"):
            Store.on(database, SystemClock())
        # The server itself may.
        Store.on(database, SystemClock(), seat.engine).close()
    finally:
        seat.close()
        drop_database(cluster().url("old"))


def test_a_reader_sees_one_moment_and_changes_nothing(store: Store) -> None:
    with store.read() as reader:
        seq = reader.seq()
        note(store)
        assert reader.seq() == seq
        with pytest.raises(Exception, match="read-only"):
            reader.connection.execute(text("DELETE FROM event"))
    assert store.seq() == seq + 1


def test_sessions_wait_for_the_disk_and_for_nobody_for_ever(database: Postgresql) -> None:
    for engine in (database.writing(), database.reading()):
        with engine.connect() as connection:
            for name in (
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
            ):
                found = connection.execute(text(f"SHOW {name}")).scalar_one()
                assert found not in {"0", "off"}, name
        engine.dispose()


def test_what_is_committed_is_flushed_whatever_the_database_does_otherwise(
    url: str, database: Postgresql
) -> None:
    name = url.rpartition("/")[2]
    cluster().administer(f"ALTER DATABASE {name} SET synchronous_commit = 'off'")
    engine = database.writing()
    with engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "on"
    engine.dispose()


def test_two_that_write_take_turns_so_that_no_seq_is_missing(
    database: Postgresql, store: Store
) -> None:
    with Store.on(database, SystemClock()) as other, ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(note, one) for one in (store, other) * 30]:
            done.result()
    with store.read() as reader:
        seqs = [event.seq for event in reader.events(0)]
        assert reader.verify_journal().intact
    assert seqs == list(range(1, len(seqs) + 1))


def test_a_turn_that_does_not_come_is_told_and_passes(
    database: Postgresql, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "core.store.postgresql._SESSION", "SELECT set_config('lock_timeout', '50ms', false)"
    )
    with Store.on(database, SystemClock()) as hurried:
        engine = database.writing()
        with engine.begin(), pytest.raises(StoreUnavailable, match="lock timeout"):
            note(hurried)
        engine.dispose()
        note(hurried)


def test_a_unique_value_that_came_twice_is_not_a_fault_of_the_store(store: Store) -> None:
    double = text("INSERT INTO server (url, seen_at) VALUES ('a', 1), ('a', 2)")
    engine = store._writing
    with pytest.raises(IntegrityError), faults(), engine.begin() as connection:
        connection.execute(double)
    note(store)


def test_one_has_the_seat_and_a_lost_connection_loses_it(database: Postgresql) -> None:
    first, second = database.seat(), database.seat()
    assert (first.take(), second.take()) == (True, False)
    with Store.on(database, SystemClock(), first.engine) as active:
        note(active)
        cluster().administer(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()"
        )
        with pytest.raises(StoreUnavailable):
            note(active)
        for _ in range(3):
            with pytest.raises(NotActive):
                note(active)
        assert second.take()
        with pytest.raises(NotActive):
            note(active)
        with pytest.raises(NotActive):
            first.take()
        with Store.on(database, SystemClock(), second.engine) as following:
            note(following)


def test_a_server_whose_database_is_away_knows_that_it_is_not_active(
    database: Postgresql,
) -> None:
    seat = database.seat()
    assert seat.take()
    with Store.on(database, SystemClock(), seat.engine) as active:
        cluster().stop()
        try:
            with pytest.raises(StoreUnavailable):
                note(active)
            # Nobody is asked any more, since another server may be asked by then.
            with pytest.raises(NotActive):
                note(active)
        finally:
            cluster().start()
        with pytest.raises(NotActive):
            note(active)


def test_a_seat_is_free_again_once_it_is_left(database: Postgresql) -> None:
    first, second = database.seat(), database.seat()
    assert first.take()
    first.close()
    assert second.take()
    second.close()


def test_nobody_who_answers_is_told_in_one_sentence() -> None:
    with pytest.raises(StoreUnavailable, match="refused"):
        Store.on(Postgresql("postgresql://guichet@127.0.0.1:1/guichet"), SystemClock())


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("ENCODING 'LATIN1' LOCALE 'C'", "encoding is LATIN1"),
        (
            "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'fr' LOCALE 'C'",
            "sorts by the rules of a language",
        ),
    ],
)
def test_a_database_that_could_not_keep_the_promises_is_refused(
    needs_postgresql: None, options: str, reason: str
) -> None:
    cluster().administer(f"CREATE DATABASE unfit TEMPLATE template0 {options}")
    try:
        with pytest.raises(StoreUnavailable, match=reason):
            Store.on(Postgresql(cluster().url("unfit")), SystemClock())
    finally:
        drop_database(cluster().url("unfit"))
