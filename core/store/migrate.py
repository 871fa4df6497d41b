"""Brings the schema of a database up to date, in one transaction; refuses newer ones."""

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

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Run what migrations are missing.

    Raises:
        DataTooNew: A newer version of the program wrote the database.
    """
    with engine.connect() as connection, connection.begin():
        config = configuration(connection)
        scripts = ScriptDirectory.from_config(config)
        present = MigrationContext.configure(connection).get_current_revision()
        if present is not None:
            try:
                scripts.get_revision(present)
            except (CommandError, ResolutionError) as error:
                raise DataTooNew(f"schema {present} is not known to this version") from error
        if present != scripts.get_current_head():
            command.upgrade(config, "head")
