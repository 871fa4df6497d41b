"""Holds both sides against one another: every difference must carry a reason.

Each rule has a name, and a forgery in the tests that it must find.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.faults.booking.sides import Booked, Entry, Item, Json, Sides, life
from tests.faults.checking.findings import Finding

_STATUS: Final = {
    "unknown": "booked",
    "seen": "checked_in",
    "noshow": "no_show",
    "excused": "excused",
    "revoked": "revoked",
}
_CHANGED: Final = "changed_at_booking_server"
_GONE: Final = "unknown_at_booking_server"
_FOUND: Final = "answer_differs"
_CANCELLED: Final = frozenset({"excused", "revoked"})
_DROPPED: Final = "dropped"


def check(sides: Sides) -> list[Finding]:
    """Return what is wrong."""
    return [
        *_outcomes(sides),
        *_doubled(sides),
        *_overwritten(sides),
        *_waiting(sides),
        *_rejections(sides),
        *_appointments(sides),
        *_ghosts(sides),
        *_withdrawals(sides),
    ]


def _outcomes(sides: Sides) -> Iterator[Finding]:
    """Each side holds of everybody what was decided last, or says why it does not."""
    for rdv, there in sides.rdvs.items():
        for target, value in there["people"].items():
            decided = _decided(sides, rdv, target)
            story = life(sides, target)
            if not decided:
                ours = [one for one in story if one.who == "site" and one.changed]
                if ours:
                    text = f"{target}: written {_told(ours)}, and nobody decided"
                    yield Finding("invented", text)
            elif target in _since_booked(sides, rdv) and not (
                value == decided[-1] or _explained(sides, target, decided[-1], story)
            ):
                rule = "undo_lost" if decided[-1] == "unknown" else "lost"
                text = f"{target}: decided {decided}, there {value}; {_told(story)}; "
                yield Finding(rule, f"{text}{_queue(sides, target)}")


def _explained(sides: Sides, target: str, outcome: str, story: list[Entry]) -> bool:
    """Say whether a person can see why the booking server holds something else."""
    theirs = story[-1].value if story and story[-1].who == "colleague" else None
    if outcome == "open":
        # They are here: what was told before may stand until it is decided anew.
        return theirs is not None or all(one.who == "site" for one in story)
    if outcome == "unknown":
        # What was taken back here says nothing about what others decide there.
        return theirs is not None
    if theirs is not None:
        if any(one.who == "site" and one.value == outcome for one in story):
            return True
        # Of a family, who was cancelled there before is not among those who came.
        family = any(target in there["people"] and len(there["people"]) > 1
                     for there in sides.rdvs.values())  # fmt: skip
        if family and theirs in _CANCELLED and not _of(sides, target):
            return True
    return any(
        item.state == "rejected" and not item.withdrawn and item.outcome == outcome
        for item in _of(sides, target)
    )


def _doubled(sides: Sides) -> Iterator[Finding]:
    """What changed there by us was decided here: each decision once, in its order."""
    for target, rdv in {(str(write["id"]), write["rdv"]) for write in sides.writes}:
        wrote = [one.value for one in life(sides, target) if one.who == "site" and one.changed]
        decided = _decided(sides, rdv, target)
        rest = iter(["unknown" if one == "open" else one for one in decided])
        if not all(value in rest for value in wrote):
            yield Finding("doubled", f"{target}: decided {decided}, written {wrote}")
    for write in sides.writes:
        if write["kind"] != "participation":
            yield Finding("doubled", f"a write to {write['kind']} {write['id']}")


def _overwritten(sides: Sides) -> Iterator[Finding]:
    """A value that somebody else set is shown, not overwritten."""
    for target in {str(write["id"]) for write in sides.writes}:
        theirs = "unknown"
        for one in life(sides, target):
            if one.who == "colleague":
                theirs = one.value
            elif one.changed:
                if theirs != "unknown":
                    yield Finding("overwritten", f"{target}: {one.value} over their {theirs}")
                theirs = "unknown"


def _waiting(sides: Sides) -> Iterator[Finding]:
    """Once the line is good, nothing waits but what is about somebody who is not there any more.

    That alone is no proof to the site, which waits until another outcome was taken.
    """
    there = _there(sides)
    for item in sides.items:
        if item.reason == _GONE and item.target not in there:
            continue
        if item.state == "pending" and not item.withdrawn:
            yield Finding("never_told", f"{item.target}: {item.outcome} waits: {item.reason}")


def _rejections(sides: Sides) -> Iterator[Finding]:
    """What was set aside has a reason that is true of this item."""
    there = _there(sides)
    for item in sides.items:
        if item.state != "rejected" or item.withdrawn:
            continue
        reason, _, found = item.reason.partition(":")
        story = life(sides, item.target)
        true = (
            (reason == _CHANGED and any(
                one.who == "colleague" and found in {"", one.value} for one in story
            ))
            or (reason == _FOUND and any(one.who == "colleague" for one in story))
            or (reason == _GONE and item.target not in there)
            or (reason == "not_found" and item.target not in there)
            or reason == _DROPPED
        )  # fmt: skip
        if not true:
            yield Finding(
                "rejected_for_nothing",
                f"{item.target}: {item.outcome} set aside for {item.reason}; {_told(story)}",
            )


def _appointments(sides: Sides) -> Iterator[Finding]:
    """What the booking server has for the days that are read stands here, as it is there."""
    standing = {one.key: one for one in sides.booked if not one.withdrawn}
    for key, there in _bookings(sides).items():
        here = standing.get(key)
        if here is None:
            yield Finding("missing_here", f"rdv {key} of {there['starts']} is not expected")
        elif here.starts != there["starts"]:
            if not here.visited:
                yield Finding("moved_unseen", f"rdv {key}: {here.starts}, there {there['starts']}")
        elif not here.visited:
            yield from _details(sides, here, there)


def _bookings(sides: Sides) -> dict[str, Json]:
    """Return what should stand here, by key: of a group, each person alone."""
    found: dict[str, Json] = {}
    for rdv, there in sides.rdvs.items():
        if there["starts"][:10] not in sides.days:
            continue
        if there["motif"] not in sides.groups:
            found[str(rdv)] = there
            continue
        for target, value in there["people"].items():
            found[f"{rdv}/{target}"] = {**there, "people": {target: value}}
    return found


def _details(sides: Sides, here: Booked, there: Json) -> Iterator[Finding]:
    rdv = here.key
    if here.motif != there["motif"]:
        yield Finding("service_differs", f"rdv {rdv}: {here.motif}, there {there['motif']}")
    people = there["people"]
    coming = {target for target, one in people.items() if one not in _CANCELLED}
    if set(here.targets) != (coming or set(people)):
        yield Finding("people_differ", f"rdv {rdv}: {here.targets}, there {people}")
    unsent = any(item.state != "sent" and not item.withdrawn
                 for target in people for item in _of(sides, target))  # fmt: skip
    decided = [one for target in people for one in _decided(sides, here.rdv, target)]
    values = set(people.values())
    if len(values) == 1 and not unsent and not decided:
        (value,) = values
        if here.status != _STATUS[value]:
            yield Finding("status_differs", f"rdv {rdv}: {here.status}, there {value}")


def _ghosts(sides: Sides) -> Iterator[Finding]:
    """Nobody is expected for what is not there any more."""
    there = _bookings(sides)
    for here in sides.booked:
        if here.withdrawn or here.visited or here.status != "booked":
            continue
        if here.key not in there:
            yield Finding("ghost", f"rdv {here.key} is expected, and gone there")


def _withdrawals(sides: Sides) -> Iterator[Finding]:
    """Nothing is taken for gone that stood there all the time."""
    gone: Counter[str] = Counter()
    for act in sides.acts:
        moved = act["act"] == "move" and act["day"] is not None
        if act["act"] == "delete" or moved:
            gone[str(act["rdv"])] += 1
        elif act["act"] == "replace":
            gone[f"{act['rdv']}/{act['participation']}"] += 1
    for key, times in Counter(sides.withdrawn).items():
        most = gone[key]
        if "/" in key:
            most += gone[key.partition("/")[0]]
        if times > most:
            yield Finding("withdrawn_though_there", f"rdv {key}: {times} times, gone {most} times")


def _decided(sides: Sides, rdv: int, target: str) -> list[str]:
    return [one.outcome for one in sides.decisions if one.about(rdv, target)]


def _since_booked(sides: Sides, rdv: int) -> set[str]:
    """Return who is booked from the beginning, so that each decision was about them, too."""
    if rdv in sides.first:
        return set(sides.first[rdv]["people"])
    return {str(one) for act in sides.acts if act["act"] == "create" and act["rdv"] == rdv
            for one in act["participations"]}  # fmt: skip


def _there(sides: Sides) -> set[str]:
    return {target for rdv in sides.rdvs.values() for target in rdv["people"]}


def _of(sides: Sides, target: str) -> list[Item]:
    return [item for item in sides.items if item.target == target]


def _told(story: list[Entry]) -> str:
    return ", ".join(f"{one.who} {one.value}{'' if one.changed else ' again'}" for one in story)


def _queue(sides: Sides, target: str) -> list[str]:
    return [
        f"{item.outcome} {'withdrawn ' if item.withdrawn else ''}{item.state} {item.reason}".strip()
        for item in _of(sides, target)
    ]
