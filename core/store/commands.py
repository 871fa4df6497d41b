"""Answers to commands by idempotency key: ids and codes only, refusals too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select

from core.errors import (
    Conflict,
    Forbidden,
    KeyReused,
    NotFound,
    Refusal,
    Throttled,
    Unprocessable,
)
from core.store.rows import table_of
from core.store.tables_journal import CommandRow
from core.things import Actor, Done, Receipt

_COMMANDS = table_of(CommandRow)
_ANSWERED = select(_COMMANDS).where(
    _COMMANDS.c.key == bindparam("key"), _COMMANDS.c.station_id == bindparam("station")
)
_KEEP = insert(_COMMANDS)
_FAMILIES: Final[Mapping[str, type[Refusal]]] = {
    family.__name__: family for family in (Conflict, NotFound, Unprocessable, Forbidden, Throttled)
}


class SqlCommands:
    """Remembers the answers of commands within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answered(self, key: str, actor: Actor, fingerprint: str) -> Done | None:
        """Return the answer that was given before, or None.

        Raises:
            KeyReused: The key came before with another fingerprint.
            Refusal: What was refused before, with `replayed` set.
        """
        bound = {"key": key, "station": actor.station_id or ""}
        found = self._connection.execute(_ANSWERED, bound).mappings().first()
        if found is None:
            return None
        if found["fingerprint"] != fingerprint:
            raise KeyReused
        if found["refusal"] is not None:
            raise _again(found)
        return Done(found["facts"], replayed=True)

    def keep(self, key: str, actor: Actor, fingerprint: str, now: datetime, done: Receipt) -> None:
        """Remember what a command did."""
        self._insert(key, actor, fingerprint, now, None, None, done)

    def keep_refusal(
        self, key: str, actor: Actor, fingerprint: str, now: datetime, refusal: Refusal
    ) -> None:
        """Remember that a command was refused, and why."""
        family = next(name for name, kind in _FAMILIES.items() if isinstance(refusal, kind))
        self._insert(key, actor, fingerprint, now, family, refusal.code, refusal.facts)

    def forget(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` answers that were given before a moment; return how many."""
        commands = _COMMANDS.c
        query = select(commands.key, commands.station_id).where(commands.answered_at < before)
        old = self._connection.execute(query.order_by(commands.answered_at).limit(limit)).all()
        for key, station_id in old:
            self._connection.execute(
                delete(_COMMANDS).where(commands.key == key, commands.station_id == station_id)
            )
        return len(old)

    def _insert(
        self,
        key: str,
        actor: Actor,
        fingerprint: str,
        now: datetime,
        family: str | None,
        code: str | None,
        facts: Receipt,
    ) -> None:
        self._connection.execute(
            _KEEP,
            {
                "key": key,
                "station_id": actor.station_id or "",
                "fingerprint": fingerprint,
                "answered_at": now,
                "refusal": family,
                "code": code,
                "facts": facts,
            },
        )


def _again(found: RowMapping) -> Refusal:
    refusal = _FAMILIES[found["refusal"]](found["code"], **found["facts"])
    refusal.replayed = True
    return refusal
