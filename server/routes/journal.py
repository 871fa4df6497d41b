"""The journal, for auditors; whoever reads it stands in it."""

from datetime import UTC
from typing import Annotated

from fastapi import Query

from core.errors import Unprocessable
from core.model import EventKind
from core.store.journal_pages import JournalRow, journal_page
from core.usecases.reading_journal import NoteReading, note_reading
from server.auth.gate import Here
from server.doing import Wired
from server.nouns import Noun
from server.paging import Limit
from sync.contract.journal import JournalOut, JournalRowOut
from sync.contract.wire import Instant

router = Noun("/journal")


@router.get("")
def rows(
    wiring: Wired,
    caller: Here,
    first: Annotated[Instant | None, Query(alias="from")] = None,
    last: Annotated[Instant | None, Query(alias="to")] = None,
    kind: Annotated[tuple[EventKind, ...], Query(max_length=100)] = (),
    limit: Limit = 100,
    after: Annotated[str, Query(pattern="^[0-9]{1,15}$")] = "0",
) -> JournalOut:
    """Read a page of the journal: of some time, of some kinds; this is journaled first.

    Raises:
        Unprocessable: `range_backwards`.
    """
    if first is not None and last is not None and last < first:
        raise Unprocessable("range_backwards")
    with wiring.store.read() as reader:
        found = journal_page(
            reader.connection,
            first=first,
            last=last,
            kinds=kind,
            after=int(after),
            limit=limit + 1,
        )
    shown = found[:limit]
    reading = NoteReading(first, last, kind, int(after), len(shown))
    wiring.store.write(lambda uow: note_reading(uow, caller.actor, reading))
    return JournalOut(
        first=first,
        last=last,
        items=tuple(map(_row_out, shown)),
        next=str(shown[-1].seq) if len(found) > limit else None,
    )


def _row_out(row: JournalRow) -> JournalRowOut:
    return JournalRowOut(
        seq=row.seq,
        at=row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        kind=row.kind,
        visit_id=row.visit_id,
        step_id=row.step_id,
        call_id=row.call_id,
        counter_id=row.counter_id,
        appointment_id=row.appointment_id,
        station_id=row.station_id,
        actor_station_id=row.actor_station_id,
        actor_agent_id=row.actor_agent_id,
        facts=row.facts,
        salt=None if row.salt is None else row.salt.hex(),
        digest=row.digest.hex(),
        hash=row.hash.hex(),
    )
