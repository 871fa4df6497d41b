"""Statements that are worked out once say and do what SQLAlchemy's own connection would."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from core.model import StepState
from core.store.prepared import Prepared
from core.store.rows import table_of
from core.store.schema import metadata
from core.store.sqlite import open_engine
from core.store.tables_journal import CommandRow
from core.store.tables_visits import StepRow

pytestmark = pytest.mark.sqlite

_COMMANDS = table_of(CommandRow)
_STEPS = table_of(StepRow)
_KEEP = Prepared(insert(_COMMANDS))
_OF_KEY = select(_COMMANDS).where(_COMMANDS.c.key == bindparam("which"))
_ASKED = Prepared(_OF_KEY)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    found = open_engine(Path(tmp_path_factory.mktemp("prepared")) / "site.db", None, writes=True)
    with found.begin() as connection:
        metadata.create_all(connection)
    yield found
    found.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def command(key: str, **values: object) -> dict[str, object]:
    """Return a row with a value of every type that is its own in a column."""
    row = {"key": key, "station_id": "s", "fingerprint": "f", "answered_at": NOON}
    return {**row, "refusal": None, "code": None, "facts": {"number": "K001"}, **values}


@settings(max_examples=40)
@given(
    moment=st.datetimes(timezones=st.just(UTC)),
    facts=st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.integers(-9, 9)),
    code=st.none() | st.text(max_size=9),
)
def test_what_is_kept_and_found_is_what_sqlalchemy_keeps_and_finds(
    engine: Engine, moment: datetime, facts: dict[str, object], code: str | None
) -> None:
    row = command("k", answered_at=moment, facts=facts, code=code)
    with engine.connect() as connection, connection.begin() as transaction:
        assert _KEEP.change(connection, row) == 1
        theirs = connection.execute(_OF_KEY, {"which": "k"}).one()
        assert _ASKED.first(connection, {"which": "k"}) == tuple(theirs)
        assert theirs.answered_at == moment
        transaction.rollback()


def test_dates_and_choices_are_bound_as_columns_hold_them(connection: Connection) -> None:
    query = select(_STEPS.c.id).where(
        _STEPS.c.business_day == bindparam("day"), _STEPS.c.state == bindparam("state")
    )
    values: dict[str, object] = {
        column.name: None for column in _STEPS.columns if not column.nullable
    }
    values |= {"id": "t", "visit_id": "v", "business_day": date(2026, 11, 24), "ordinal": 1}
    values |= {"service_id": "x", "state": StepState.WAITING, "rank": NOON, "sequence": 1}
    values |= {"due_from": NOON, "waiting_since": NOON}
    values |= {name: 0 for name, value in values.items() if value is None}
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(insert(_STEPS), values)
    asked = Prepared(query)
    assert asked.all(connection, {"day": date(2026, 11, 24), "state": StepState.WAITING}) == [
        ("t",)
    ]
    assert asked.scalar(connection, {"day": date(2026, 11, 25), "state": StepState.WAITING}) is None


def test_an_update_takes_other_fields_each_time_and_counts_its_rows(
    connection: Connection,
) -> None:
    _KEEP.change(connection, command("a"))
    change = Prepared(update(_COMMANDS).where(_COMMANDS.c.key == bindparam("which")))
    assert change.change(connection, {"which": "a", "code": "full"}) == 1
    later = NOON + timedelta(hours=1)
    assert change.change(connection, {"which": "a", "answered_at": later, "facts": {}}) == 1
    assert change.change(connection, {"which": "b", "code": "full"}) == 0
    found = connection.execute(_OF_KEY, {"which": "a"}).one()
    assert (found.code, found.answered_at, found.facts) == ("full", later, {})
    assert Prepared(delete(_COMMANDS)).change(connection) == 1


def test_a_list_of_values_is_left_to_sqlalchemy(connection: Connection) -> None:
    for key in "abc":
        _KEEP.change(connection, command(key))
    some = Prepared(
        select(_COMMANDS.c.key)
        .where(_COMMANDS.c.key.in_(bindparam("keys", expanding=True)))
        .order_by(_COMMANDS.c.key)
    )
    assert some.all(connection, {"keys": ["a", "c"]}) == [("a",), ("c",)]
    assert some.all(connection, {"keys": ["b"]}) == [("b",)]


def test_a_value_that_is_missing_is_not_taken_for_nothing(connection: Connection) -> None:
    with pytest.raises(KeyError, match="which"):
        _ASKED.first(connection, {})


def test_outside_a_transaction_one_is_begun_as_ever(engine: Engine) -> None:
    with engine.connect() as connection:
        assert _ASKED.first(connection, {"which": "nobody"}) is None
        assert connection.in_transaction()


def test_faults_are_sqlalchemys_and_never_show_values(connection: Connection) -> None:
    _KEEP.change(connection, command("a", fingerprint="secret-of-somebody"))
    with pytest.raises(IntegrityError) as twice:
        _KEEP.change(connection, command("a", fingerprint="secret-of-somebody"))
    assert "secret-of-somebody" not in str(twice.value)
    with pytest.raises(OperationalError):
        Prepared(text("SELECT nothing FROM nowhere")).all(connection)
    assert not connection.invalidated
