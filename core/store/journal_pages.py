"""The journal as an auditor reads it, page by page, with what its chain is verified by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from core.model import EventKind
from core.store.rows import table_of
from core.store.tables_journal import EventRow

_EVENTS = table_of(EventRow)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row as it stands in the journal; `facts` and `salt` are None once they were purged."""

    seq: int
    at: datetime
    kind: EventKind
    visit_id: str | None
    step_id: str | None
    call_id: str | None
    counter_id: str | None
    appointment_id: str | None
    station_id: str | None
    actor_station_id: str | None
    actor_agent_id: str | None
    facts: dict[str, Any] | None
    salt: bytes | None
    digest: bytes
    hash: bytes


def journal_page(
    connection: Connection,
    *,
    first: datetime | None,
    last: datetime | None,
    kinds: Sequence[EventKind],
    after: int,
    limit: int,
) -> Sequence[JournalRow]:
    """Return up to `limit` rows behind `after`, in order.

    Args:
        connection: Within a snapshot.
        first: From this moment on.
        last: Before this moment.
        kinds: Only these; none means all.
        after: A seq.
        limit: The most rows.
    """
    query = select(_EVENTS).where(_EVENTS.c.seq > after).order_by(_EVENTS.c.seq).limit(limit)
    if first is not None:
        query = query.where(_EVENTS.c.at >= first)
    if last is not None:
        query = query.where(_EVENTS.c.at < last)
    if kinds:
        query = query.where(_EVENTS.c.kind.in_(kinds))
    return [JournalRow(**found) for found in connection.execute(query).mappings()]
