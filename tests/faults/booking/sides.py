"""What both sides hold when a day is over, and what everybody did: no product type is in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody at the site decided of an appointment, and was told that it is done.

    Attributes:
        key: The booking that it is about, as in `Booked`.
        outcome: `seen`, `noshow`, `excused`, `revoked`; `unknown`: taken back; `open`: they
            wait again, and what becomes of them is not decided.
    """

    key: str
    outcome: str

    def about(self, rdv: int, target: str) -> bool:
        """Whether it is about this participation."""
        return self.key in {str(rdv), f"{rdv}/{target}"}


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment as the site holds it.

    Attributes:
        key: The number of the RDV; of one person of a group, `rdv/participation`.
        starts: Wall clock of the post, ISO 8601 without zone.
        motif: What it was mapped from.
    """

    key: str
    starts: str
    motif: int
    status: str
    visited: bool
    withdrawn: bool
    targets: tuple[str, ...]

    @property
    def rdv(self) -> int:
        """The RDV that it is, or is a part of."""
        return int(self.key.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Item:
    """An outcome in the site's outbox, in the order of sending."""

    target: str
    outcome: str
    state: str
    reason: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """All that the checker sees.

    Attributes:
        days: Today, and the days ahead that are read; ISO 8601.
        groups: The motifs whose people are strangers, each with a booking here.
        first: The RDVs that there were in the morning.
        rdvs: What the booking server holds, by id: `starts`, `motif`, `status`, `people`.
        writes: What came in there by the interface, oldest first.
        acts: What colleagues did there, oldest first; each says behind which write.
        withdrawn: The key of an appointment, every time that the site took it for gone.
    """

    days: Sequence[str]
    groups: Sequence[int]
    first: Mapping[int, Json]
    rdvs: Mapping[int, Json]
    writes: Sequence[Json]
    acts: Sequence[Json]
    decisions: Sequence[Decision]
    booked: Sequence[Booked]
    items: Sequence[Item]
    withdrawn: Sequence[str]

    def save(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment in the life of a participation at the booking server."""

    who: str
    value: str
    changed: bool


def life(sides: Sides, target: str) -> list[Entry]:
    """Return who set a participation to what, oldest first; `site` or `colleague`."""
    moments: list[tuple[int, int, Entry]] = []
    for write in sides.writes:
        if str(write["id"]) == target and write["kind"] == "participation":
            changed = write["before"] != write["status"]
            moments.append((write["seq"], 0, Entry("site", write["status"], changed)))
    for act in sides.acts:
        about = act["act"] == "set" or str(act.get("participation")) == target
        value = act.get("people", {}).get(target)
        if about and value is not None and act["act"] in {"set", "set_person"}:
            moments.append((act["after"], act["seq"], Entry("colleague", value, True)))
    story: list[Entry] = []
    now = "unknown"
    for _, _, entry in sorted(moments, key=lambda moment: moment[:2]):
        # What a colleague left as it was is nobody's decision.
        if entry.who == "site" or entry.value != now:
            story.append(entry)
        now = entry.value
    return story
