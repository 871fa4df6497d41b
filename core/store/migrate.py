"""Brings the schema of a database up to date, in one transaction; refuses newer ones."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from core.errors import DataTooNew
from core.store.engine import Database, faults

# Alembic is imported where it is needed: a schema that is up to date, as at nearly every start, is
# told without it, and a restart takes a tenth less time.
if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> "Config":
    """Return Alembic's configuration, without a file."""
    from alembic.config import Config  # noqa: PLC0415 - see above

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


def newest_revision() -> str:
    """Return the newest revision that this version knows: its file bears its name."""
    return max(path.stem for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def _revisions(connection: Connection) -> tuple[str | None, str]:
    """Return the revision of a schema, and the newest that this version knows."""
    head = newest_revision()
    present = _present(connection)
    if present is not None and present != head:
        _require_known(connection, present)
    return present, head


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _require_known(connection: Connection, revision: str) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above
    from alembic.script.revision import ResolutionError  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        ScriptDirectory.from_config(configuration(connection)).get_revision(revision)
    except (CommandError, ResolutionError) as error:
        raise DataTooNew(f"schema {revision} is not known to this version") from error


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
            from alembic import command  # noqa: PLC0415 - see above

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
