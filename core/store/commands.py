"""Answers to commands by idempotency key: ids and codes only, refusals too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from core.errors import (
    Conflict,
    Fact,
    Forbidden,
    KeyReused,
    NotFound,
    Refusal,
    Throttled,
    Unprocessable,
)
from core.store.prepared import Prepared
from core.store.rows import table_of
from core.store.tables_journal import CommandRow
from core.things import Actor, Done, Receipt

_COMMANDS = table_of(CommandRow)
_ANSWERED = Prepared(
    select(_COMMANDS.c.fingerprint, _COMMANDS.c.refusal, _COMMANDS.c.code, _COMMANDS.c.facts).where(
        _COMMANDS.c.key == bindparam("key"), _COMMANDS.c.station_id == bindparam("station")
    )
)
_KEEP = Prepared(insert(_COMMANDS))
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
        found = _ANSWERED.first(self._connection, bound)
        if found is None:
            return None
        known, family, code, facts = found
        if known != fingerprint:
            raise KeyReused
        if family is not None:
            raise _again(family, code, facts)
        return Done(facts, replayed=True)

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
        _KEEP.change(
            self._connection,
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


def _again(family: str, code: str, facts: Mapping[str, Fact]) -> Refusal:
    refusal = _FAMILIES[family](code, **facts)
    refusal.replayed = True
    return refusal
