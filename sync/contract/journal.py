"""The journal as an auditor reads it: ids, times and codes, chained by hashes."""

from core.model import EventKind
from sync.contract.wire import Answer, Id, Instant

Hex = str
"""Bytes in hexadecimal digits."""


class JournalRowOut(Answer):
    """One row of the journal.

    `digest` is SHA-256 over `salt` and the facts as JSON (sorted keys, no spaces, UTF-8); `hash` is
    SHA-256 over the hash of the row before and `[seq, at, kind, ids, actors, digest]` as JSON, with
    `at` to the microsecond. A purge blanks facts and salt; digest and hash stay.

    Attributes:
        at: With microseconds, as it was hashed.
    """

    seq: int
    at: str
    kind: EventKind
    visit_id: Id | None = None
    step_id: Id | None = None
    call_id: Id | None = None
    counter_id: Id | None = None
    appointment_id: Id | None = None
    station_id: Id | None = None
    actor_station_id: Id | None = None
    actor_agent_id: Id | None = None
    facts: dict[str, str | int | bool | None] | None = None
    salt: Hex | None = None
    digest: Hex
    hash: Hex


class JournalOut(Answer):
    """A page of the journal, in order; reading it is a row of its own.

    Attributes:
        first: From when on; None is the beginning.
        last: Until when, exclusive.
        next: Ask again with `after=next` for more.
    """

    first: Instant | None = None
    last: Instant | None = None
    items: tuple[JournalRowOut, ...]
    next: str | None = None
