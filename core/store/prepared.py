"""Statements that are asked over and over: worked out once, then given to the driver as they are.

SQLAlchemy writes the text and knows how values stand in columns. To go through its connection for
each of the twenty statements of a command costs five times what SQLite needs for them: it looks
the text up again, and makes a context, a cursor and rows of its own. (ADR 23.)
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, TextClause, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from core.store.sqlite_faults import ends_connection

Statement = Select[Any] | Insert | Update | Delete | TextClause
Bound = Mapping[str, Any]
Found = tuple[Any, ...]
_NOTHING: Final[Bound] = {}
_OWN_TEXT: Final = "sqlite"
"""The database whose driver is given the text. Others need what SQLAlchemy does besides: it finds
out from an error whether the connection is lost."""


def drive(connection: Connection, text: str) -> None:
    """Send a text without values that finds nothing, within a transaction or to begin one."""
    if connection.dialect.name == _OWN_TEXT:
        _sent(connection, text)
    else:
        connection.exec_driver_sql(text)


class Prepared:
    """A statement with values bound by name.

    It must be kept where it is made: to make one for each use costs more than it saves.

    Args:
        statement: What is asked. Values of an insert or an update come with each use. A limit
            stands in the text (`literal_column`): SQLite plans one that is bound anew at each use.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, ...], _Text | None] = {}

    def all(self, connection: Connection, bound: Bound = _NOTHING) -> Sequence[Found]:
        """Return what is found, as tuples in the order of the columns."""
        text = self._text(connection, ())
        if text is None:
            return [tuple(row) for row in connection.execute(self._statement, bound)]
        return text.found(connection, bound)

    def first(self, connection: Connection, bound: Bound = _NOTHING) -> Found | None:
        """Return the first that is found, or None."""
        found = self.all(connection, bound)
        return found[0] if found else None

    def scalar(self, connection: Connection, bound: Bound = _NOTHING) -> Any:  # noqa: ANN401
        """Return the first value of the first that is found, or None."""
        found = self.all(connection, bound)
        return found[0][0] if found else None

    def change(self, connection: Connection, values: Bound = _NOTHING) -> int:
        """Insert, update or delete with these values; return how many rows it reached."""
        text = self._text(connection, tuple(values))
        if text is None:
            return connection.execute(self._statement, values).rowcount
        return int(text.sent(connection, values).rowcount)

    def _text(self, connection: Connection, names: tuple[str, ...]) -> "_Text | None":
        """Return the text for the driver; None where SQLAlchemy has to send it itself."""
        if connection.dialect.name != _OWN_TEXT or not connection.in_transaction():
            return None
        try:
            return self._texts[names]
        except KeyError:
            text = self._texts[names] = _text_of(self._statement, connection.dialect, names)
            return text


class _Text:
    """A statement as the driver takes it.

    Args:
        compiled: By SQLAlchemy.
        columns: The types of what it finds.
    """

    def __init__(
        self, compiled: SQLCompiler, dialect: Dialect, columns: Sequence[TypeEngine[Any]]
    ) -> None:
        self._sql = compiled.string
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self._names = [
            (bind.key, bind.type.dialect_impl(dialect).bind_processor(dialect)) for bind in binds
        ]
        self._own = {bind.key: bind.value for bind in binds if not bind.required}
        """Values that stand in the statement itself."""

        processes = [kind.dialect_impl(dialect).result_processor(dialect, None) for kind in columns]
        self._columns = [
            (place, process) for place, process in enumerate(processes) if process is not None
        ]

    def sent(self, connection: Connection, bound: Bound) -> Any:  # noqa: ANN401 - a driver's cursor
        """Send it with its values; return the driver's cursor."""
        given = {**self._own, **bound} if self._own else bound
        values = [
            given[name] if process is None else process(given[name])
            for name, process in self._names
        ]
        return _sent(connection, self._sql, values)

    def found(self, connection: Connection, bound: Bound) -> Sequence[Found]:
        """Return what it finds."""
        cursor = self.sent(connection, bound)
        try:
            rows: list[Found] = cursor.fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise _fault(connection, self._sql, error) from error
        if not self._columns:
            return rows
        return [self._read(row) for row in rows]

    def _read(self, row: Found) -> Found:
        values = list(row)
        for place, process in self._columns:
            values[place] = process(values[place])
        return tuple(values)


def _sent(connection: Connection, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401
    """Give the driver a text with its values; return its cursor."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _fault(connection, sql, error) from error


def _fault(connection: Connection, sql: str, error: Exception) -> BaseException:
    """Return a fault as SQLAlchemy tells it; without the values, which may be names."""
    if ends_connection(error):
        connection.invalidate(error)
    dialect = connection.dialect
    return DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=connection.invalidated,
        dialect=dialect,
    )


def _text_of(statement: Statement, dialect: Dialect, names: tuple[str, ...]) -> _Text | None:
    changes = isinstance(statement, (Insert, Update))
    compiled = statement.compile(dialect=dialect, column_keys=list(names) if changes else None)
    if not isinstance(compiled, SQLCompiler) or _is_finished_later(compiled):
        return None
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    return _Text(compiled, dialect, [column.type for column in columns])


def _is_finished_later(compiled: SQLCompiler) -> bool:
    """Tell whether SQLAlchemy has to do more at each use: lists, defaults of columns, keys."""
    return bool(
        compiled.literal_execute_params
        or compiled.post_compile_params
        or compiled.insert_prefetch
        or compiled.update_prefetch
        or compiled.effective_returning
    )
