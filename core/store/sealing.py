"""What of the journal is to be sealed next: a day that is over, or a thousand rows."""

from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from core.business_days import Days
from core.errors import DataDamaged
from core.model import EventKind, SettingsPart
from core.seals import Seal
from core.store.chain import PAGE, Link, Walk
from core.store.reader import Reader
from core.store.rows import table_of
from core.store.seals import newest_seal
from core.store.tables_journal import EventRow

MOST_UNSEALED: Final = 1000
"""Rows of the day that may stand behind the newest seal: the whole of what a start looks at."""

_EVENTS = table_of(EventRow)


def due_seal(reader: Reader, *, unfinished: bool = False) -> Seal | None:
    """Return the next seal that is to be signed and kept; None if none is due.

    A business day is sealed once it is over, and every `MOST_UNSEALED` rows until then.

    Args:
        reader: A snapshot; its rows behind the newest seal are checked first.
        unfinished: Also what there is of the present day.

    Raises:
        DataDamaged: The rows do not fit the seal before: what is broken is not sealed.
    """
    connection, days = reader.connection, reader.site().days
    last = newest_seal(connection)
    sealed = 0 if last is None else last.seq
    end = _end(connection, sealed, days)
    if end is None:
        return None
    seq, day = end
    if not (unfinished or day < reader.today or seq - sealed >= MOST_UNSEALED):
        return None
    rows = _check(connection, last, seq)
    row = connection.execute(select(_EVENTS.c.at, _EVENTS.c.hash).where(_EVENTS.c.seq == seq)).one()
    epoch = reader.site().epoch
    begins = _begins(connection, last, epoch)
    return Seal(day, epoch, begins, seq, rows, row.at, row.hash, reader.now)


def _end(connection: Connection, sealed: int, days: Days) -> tuple[int, date] | None:
    """Return the last row that the next seal may cover, and its business day."""
    behind = select(_EVENTS.c.seq, _EVENTS.c.at).where(_EVENTS.c.seq > sealed)
    first = connection.execute(behind.order_by(_EVENTS.c.seq).limit(1)).first()
    if first is None:
        return None
    day = days.of(first.at)
    same = behind.where(_EVENTS.c.at < days.bounds(day)[1], _EVENTS.c.seq <= sealed + MOST_UNSEALED)
    last = connection.execute(same.order_by(_EVENTS.c.seq.desc()).limit(1)).first()
    # Where the clock was set, a row may stand behind the end of its own day.
    return (first if last is None else last).seq, day


def _check(connection: Connection, last: Seal | None, until: int) -> int:
    walk = Walk((), after=None if last is None else Link(last.seq, last.hash))
    while walk.seq is None or walk.seq < until:
        limit = PAGE if walk.seq is None else min(PAGE, until - walk.seq)
        verdict = walk.step(connection, limit)
        if verdict is not None:
            raise DataDamaged(f"the journal is broken at row {verdict.broken_at}")
    return walk.rows


def _begins(connection: Connection, last: Seal | None, epoch: int) -> int:
    """Return the seq of the first row of an epoch: the one that tells of the restore."""
    if last is not None and last.epoch == epoch:
        return last.begins
    told = select(_EVENTS.c.seq, _EVENTS.c.facts).where(
        _EVENTS.c.seq > (0 if last is None else last.seq),
        _EVENTS.c.kind == EventKind.SITE_SETTINGS_CHANGED,
    )
    for seq, facts in connection.execute(told.order_by(_EVENTS.c.seq)):
        if facts and facts["part"] == SettingsPart.EPOCH and facts.get("epoch") == epoch:
            return int(seq)
    return 1
