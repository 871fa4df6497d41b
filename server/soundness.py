"""Whether the data are what was sealed: by a look at the end of the journal, or at all of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final, TypeAlias

from core.errors import DataDamaged
from core.seals import Seal, in_force
from core.store import Store
from core.store.chain import Verdict, Walk, verify
from core.store.journal import link_at
from core.store.reader import Reader
from core.store.sealing import MOST_UNSEALED
from core.store.seals import kept_seals, newest_seal
from server.seal_file import SealFile, SealLines
from server.sealing import SealKey

Outside: TypeAlias = Mapping[Path, SealLines | None]
"""What files of seals hold, by path; None where there is no file."""

_ROWS: Final = 100
"""Rows that are looked at in one go beside other work: a few milliseconds."""
_REASONS: Final = {
    "gap": "rows before it are missing",
    "hash": "it was changed, or put in",
    "facts": "its facts were changed",
    "start": "older rows are missing, and no purge tells of them",
    "seal": "it is not the row that was sealed",
    "end": "it was sealed and is missing: rows were cut off, or an older copy was put back",
}


def told(verdict: Verdict) -> str:
    """Return in one sentence which row of the journal does not fit, of which day, and why."""
    day = "" if verdict.day is None else f" of {verdict.day}"
    why = _REASONS.get(verdict.reason or "", "it does not fit")
    return f"the journal is broken at row {verdict.broken_at}{day}: {why}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a journal is compared with.

    Attributes:
        seals: Those in force, by seq.
        faults: What is wrong with the seals themselves, a sentence each.
    """

    seals: Sequence[Seal]
    faults: Sequence[str] = ()


def read_all(files: Iterable[SealFile]) -> Outside:
    """Read what files hold; before a snapshot is taken, which then knows all that they know of."""
    return {file.path: file.read() for file in files}


def proof_of(reader: Reader, key: SealKey, outside: Outside) -> Proof:
    """Gather every genuine seal, those in the database and those outside."""
    faults = []
    kept = kept_seals(reader.connection)
    found = {seal for seal in kept if key.signed(seal)}
    faults += [f"the seal of row {one.seq} is not genuine" for one in kept if one not in found][:1]
    for path, lines in outside.items():
        if lines is None:
            if kept:
                faults.append(f"{path} is missing, and {len(kept)} seals belong there")
            continue
        if lines.fault is not None:
            faults.append(f"{path}: {lines.fault}")
        for number, seal in enumerate(lines.seals, 1):
            if seal in found or key.signed(seal):
                found.add(seal)
            else:
                faults.append(f"{path}: line {number} is not a genuine seal")
                break
    return Proof(in_force(found, reader.site().epoch), faults)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at everything found, where nothing is damaged.

    Attributes:
        rows: How many rows of the journal hold.
        faults: What is wrong with the seals, a sentence each.
    """

    rows: int
    faults: Sequence[str]


def look_at_all(
    store: Store,
    key: SealKey,
    files: Sequence[SealFile],
    stop: Callable[[], bool],
    breathe: Callable[[float], None],
) -> Findings | None:
    """Walk the journal from its first row to its last, a few rows at a time; None if stopped.

    Args:
        store: The site's data.
        key: Knows genuine seals.
        files: Seals outside the database.
        stop: Whether to leave off.
        breathe: Called between the pieces with the seconds that one took.

    Raises:
        DataDamaged: What was found first.
    """
    outside = read_all(files)
    with store.read() as reader:
        proof = proof_of(reader, key, outside)
    walk, verdict = Walk(proof.seals), None
    while verdict is None:
        if stop():
            return None
        began = perf_counter()
        with store.read() as reader:
            verdict = walk.step(reader.connection, _ROWS)
        breathe(perf_counter() - began)
    if not verdict.intact:
        raise DataDamaged(told(verdict))
    return Findings(verdict.rows, proof.faults)


def check_end(reader: Reader, key: SealKey, outside: Outside) -> None:
    """Find out, in a moment, whether the end of the journal is the one that was sealed last.

    Looks at the rows behind the newest seal, at most as many as are sealed together, and whether a
    file knows of newer seals.

    Raises:
        DataDamaged: A row does not fit, or an older copy of the data stands in their place.
    """
    connection, epoch = reader.connection, reader.site().epoch
    newest = newest_seal(connection)
    if newest is not None and not key.signed(newest):
        raise DataDamaged(f"the seal of row {newest.seq} is not genuine")
    sealed = 0 if newest is None else newest.seq
    for lines in outside.values():
        for seal in () if lines is None else lines.seals:
            later = seal.epoch > epoch or (seal.epoch == epoch and seal.seq > sealed)
            if later and key.signed(seal) and not _holds(reader, seal):
                raise DataDamaged(told(Verdict(0, seal.seq, "end", seal.day)))
    if newest is not None and not _holds(reader, newest):
        raise DataDamaged(told(Verdict(0, newest.seq, "seal", newest.day)))
    # Where seals lag far behind, as after an update of a site that had none, the rest is looked
    # through beside other work.
    after = link_at(connection, max(sealed, reader.seq() - MOST_UNSEALED))
    verdict = verify(connection, (), after)
    if not verdict.intact:
        raise DataDamaged(told(verdict))


def _holds(reader: Reader, seal: Seal) -> bool:
    """Tell whether the row that was sealed is there, and is the same."""
    return link_at(reader.connection, seal.seq) == (seal.seq, seal.hash)
