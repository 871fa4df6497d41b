"""Lets all sites of a process share the SQL that SQLAlchemy wrote: to write it takes most of one.

A program writes each of its statements once and lives for days; a history has some lives of a
moment. What is sent to the database is the same.
"""

from collections import UserDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Compiled


class _Shared(UserDict[Any, Compiled]):
    """Written statements by all that SQLAlchemy tells them apart by, save the engine's dialect."""

    def __getitem__(self, key: tuple[Any, ...]) -> Compiled:
        return self.data[key[1:]]

    def __setitem__(self, key: tuple[Any, ...], compiled: Compiled) -> None:
        self.data[key[1:]] = compiled

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[1:] in self.data


_OF_SYSTEM: Final[dict[str, _Shared]] = {}


@contextmanager
def compiled_once() -> Iterator[None]:
    """Share it among all engines that are used meanwhile, of one database system each."""
    event.listen(Engine, "engine_connect", _share)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    shared = _OF_SYSTEM.setdefault(connection.dialect.name, _Shared())
    connection.execution_options(compiled_cache=shared)
