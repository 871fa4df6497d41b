"""The chain of the journal, worked out anew from what the interface publishes of each row."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from tests.faults.checking.findings import Finding
from tests.faults.history import Row

_IDS: Final = ("visit_id", "step_id", "call_id", "counter_id", "appointment_id", "station_id")
_ACTORS: Final = ("actor_station_id", "actor_agent_id")
_GENESIS: Final = bytes(32)


def digest_of(salt: bytes, facts: object) -> bytes:
    """Return the digest of a row's facts."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(salt + text.encode()).digest()


def hash_of(row: Row, before: bytes) -> bytes:
    """Return the hash that binds a row to the one before."""
    ids = [row[name] for name in _IDS]
    actors = [row[name] for name in _ACTORS]
    parts = [row["seq"], row["at"], row["kind"], ids, actors, row["digest"]]
    return sha256(before + json.dumps(parts, separators=(",", ":")).encode()).digest()


def check_chain(journal: Sequence[Row]) -> Iterator[Finding]:
    """Find rows that are missing, were changed, or ran backwards in time."""
    before, at = _GENESIS, ""
    for place, row in enumerate(journal, start=1):
        seq = row["seq"]
        if seq != place:
            yield Finding("journal_gap", f"row {place} has seq {seq}")
            return
        if hash_of(row, before).hex() != row["hash"]:
            yield Finding("chain_broken", f"seq {seq}: its hash does not follow from the row")
        elif digest_of(bytes.fromhex(row["salt"] or ""), row["facts"]).hex() != row["digest"]:
            yield Finding("chain_broken", f"seq {seq}: its facts are not those that were hashed")
        if row["at"] <= at:
            yield Finding("time_backwards", f"seq {seq}: {row['at']} is not behind {at}")
        before, at = bytes.fromhex(row["hash"]), row["at"]
