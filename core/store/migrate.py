"""Brings the schema of a database up to date, in one transaction; refuses newer ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from core.errors import DataTooNew
from core.store.engine import Database, faults

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def is_old(engine: Engine) -> bool:
    """Tell whether a database has a schema that this version brings forward; an empty one has none.

    Raises:
        DataTooNew: A newer version of the program wrote the database.
    """
    with engine.connect() as connection, connection.begin():
        present, head = _revisions(connection)
        return present not in (None, head)


def _revisions(connection: Connection) -> tuple[str | None, str | None]:
    """Return the revision of a schema, and the newest that this version knows."""
    scripts = ScriptDirectory.from_config(configuration(connection))
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None:
        try:
            scripts.get_revision(present)
        except (CommandError, ResolutionError) as error:
            raise DataTooNew(f"schema {present} is not known to this version") from error
    return present, scripts.get_current_head()


def migrate(engine: Engine, guard: Callable[[Connection], None] | None = None) -> None:
    """Run what migrations are missing, all of them or none.

    Args:
        engine: Of the connection that writes.
        guard: Raises what keeps the schema from being changed now.

    Raises:
        DataTooNew: A newer version of the program wrote the database.
    """
    with engine.connect() as connection, connection.begin():
        present, head = _revisions(connection)
        if present != head:
            if guard is not None:
                guard(connection)
            command.upgrade(configuration(connection), "head")


def refuse_newer(database: Database) -> None:
    """Look at a schema and leave it as it is.

    Raises:
        DataTooNew: A newer version of the program wrote the database.
        StoreUnavailable: It cannot be read.
    """
    engine = database.reading()
    try:
        with faults(), engine.connect() as connection, connection.begin():
            _revisions(connection)
    finally:
        engine.dispose()
