"""Judges ticket numbers of one day: each is given once, those of leases to whom they belong."""

from collections.abc import Iterator, Mapping

from tests.faults.checking.effects import part
from tests.faults.checking.findings import Finding
from tests.faults.checking.replay import ARRIVALS, Replay
from tests.faults.history import Command, Evidence, Slips


def check_numbers(evidence: Evidence, replay: Replay) -> Iterator[Finding]:
    """Find numbers that two people hold, and numbers that were not theirs to give."""
    given: dict[str, str] = {}
    for visit in replay.visits.values():
        other = given.setdefault(visit.number, visit.id)
        if other != visit.id:
            yield Finding("number_twice", f"{visit.number}: visits {other} and {visit.id}")
    yield from _leases(evidence, given)
    for row in evidence.journal:
        if "number_clash" in ((row["facts"] or {}).get("flags") or ""):
            yield Finding("number_twice", f"seq {row['seq']}: the number was taken")
    for station, slips in evidence.slips.items():
        yield from _given(evidence, station, slips)


def _given(evidence: Evidence, station: str, slips: Slips) -> Iterator[Finding]:
    """See that each slip of a kiosk is one visit, and each of its visits a slip."""
    told = [
        row["facts"]["number"]
        for row in evidence.journal
        if row["kind"] in ARRIVALS and row["actor_station_id"] == station
    ]
    for number in sorted(slips.numbers - set(told)):
        yield Finding("lost", f"a slip of station {station} bears {number}, and there is no visit")
    strange = sorted(set(told) - slips.numbers)
    if len(strange) > slips.unanswered:
        yield Finding("nobody_asked", f"{strange} are on no slip of station {station}")
    if len(told) != len(set(told)):
        yield Finding("doubled", f"station {station}: {sorted(told)}")


def _leases(evidence: Evidence, given: Mapping[str, str]) -> Iterator[Finding]:
    leased: dict[str, Command] = {}
    done = [one for one in evidence.commands if one.done and not one.reuse]
    for command in done:
        answer = command.answer
        if command.path == "/number-leases" and answer is not None:
            for number in answer.body["numbers"]:
                other = leased.setdefault(number, command)
                if other is not command:
                    yield Finding("number_twice", f"{number} was leased by {other} and {command}")
    for command in done:
        if command.path in ("/walk-ins", "/check-ins"):
            yield from _arrived(command, leased, given)


def _arrived(
    command: Command, leased: Mapping[str, Command], given: Mapping[str, str]
) -> Iterator[Finding]:
    answer = command.answer
    number = None if answer is None else part(answer.body, "ticket.number")
    wanted = (command.body or {}).get("number")
    if wanted is not None and number != wanted:
        yield Finding("answer_untrue", f"{command}: {number} in place of {wanted}")
    lease = leased.get(number or "")
    if wanted is None and lease is not None:
        yield Finding("number_twice", f"{command}: {number} was leased by {lease}")
    if number not in given:
        yield Finding("lost", f"{command}: nobody holds {number}")
