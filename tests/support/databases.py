"""The database that tests run on: SQLite, or PostgreSQL under `--database postgresql`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.store.engine import Database
from core.store.postgresql import Postgresql
from core.store.sqlite import SqliteFile
from server.data_folder import DataFolder
from tests.support.postgresql import drop_database, new_database


class _Chosen:
    postgresql = False
    urls: dict[Path, str] = {}  # noqa: RUF012 - one for the whole run


def choose_postgresql() -> None:
    """Run what follows on PostgreSQL."""
    _Chosen.postgresql = True


@contextmanager
def on_postgresql() -> Iterator[None]:
    """Run what is done meanwhile on PostgreSQL."""
    before, _Chosen.postgresql = _Chosen.postgresql, True
    try:
        yield
    finally:
        _Chosen.postgresql = before


def database_at(path: Path, key: bytes | None) -> Database:
    """Return the database of a path: the file, or one of PostgreSQL that stands for it."""
    if not _Chosen.postgresql:
        return SqliteFile(path, key)
    return Postgresql(url_of(path))


def url_of(path: Path) -> str:
    """Return the address of the PostgreSQL database that stands for a path."""
    if path not in _Chosen.urls:
        _Chosen.urls[path] = new_database()
    return _Chosen.urls[path]


def known_url(path: Path) -> str | None:
    """Return the address of the PostgreSQL database that stands for a path; None for a file."""
    return _Chosen.urls.get(path)


def init_options(folder: Path) -> tuple[str, ...]:
    """Return what `init` needs beside the folder to set a site up where the tests run."""
    return ("--database", url_of(folder)) if _Chosen.postgresql else ()


def copied(folder: Path, source: Path) -> None:
    """Give a copy of a site's folder a copy of the database, too."""
    if source in _Chosen.urls:
        _Chosen.urls[folder] = new_database(_Chosen.urls[source])
        DataFolder(folder).keep_address(_Chosen.urls[folder])


@contextmanager
def dropped_after() -> Iterator[None]:
    """Drop the databases of PostgreSQL that were made meanwhile."""
    before = set(_Chosen.urls)
    try:
        yield
    finally:
        for path in set(_Chosen.urls) - before:
            drop_database(_Chosen.urls.pop(path))
