"""Judges commands by the journal: there once, as answered, in order; refused ones left nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.faults.checking.effects import BESIDE, Effect, effect_of, field_of, part
from tests.faults.checking.findings import Finding
from tests.faults.history import Answer, Command, Evidence, Row

_REUSED: Final = "idempotency_key_reused"


@dataclass(slots=True)
class _Group:
    """Commands that leave rows of one kind about one thing by one actor, and those rows.

    Attributes:
        perhaps: Further rows that may be theirs, or part of something else.
    """

    effect: Effect
    done: list[Command] = field(default_factory=list)
    unknown: list[Command] = field(default_factory=list)
    refused: list[Command] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    perhaps: int = 0

    @property
    def surplus(self) -> str:
        """What it means when there are more rows than commands."""
        return "refused_and_done" if self.refused else "doubled"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of commands, and where in the journal those stand that can be placed."""

    findings: list[Finding]
    placed: list[tuple[int, Command]]


def check_commands(evidence: Evidence) -> Judged:
    """Find commands that were lost, doubled, changed, or that nobody sent."""
    wishes = [one for one in evidence.commands if one.method != "GET"]
    findings = [found for command in wishes for found in _answers(command)]
    groups = _Groups(evidence, wishes)
    findings += [Finding("nobody_asked", _named(row)) for row in groups.strangers]
    seqs: dict[int, int] = {}
    for group in groups.all:
        findings += _judge(group, seqs)
    placed = [(seqs[id(one)], one) for one in wishes if id(one) in seqs]
    return Judged([*findings, *_real_time(placed)], placed)


def _answers(command: Command) -> Iterator[Finding]:
    for answer in command.answers:
        if answer.status >= 500 and answer.status != 503:
            yield Finding("server_error", f"{command}: {answer.status}")
    final = [answer for answer in command.answers if answer.final]
    if command.reuse:
        for answer in final:
            if answer.status != 422 or answer.body.get("code") != _REUSED:
                yield Finding("key_reuse_taken", f"{command}: {answer.status} {answer.body}")
        return
    kinds = {identity(command, answer) for answer in final}
    if len(kinds) > 1:
        yield Finding("answer_changed", f"{command}: {sorted(map(str, kinds))}")
    fresh = [answer for answer in final if answer.status < 400 and not answer.replayed]
    if len(fresh) > 1:
        yield Finding("done_twice", f"{command}: {len(fresh)} answers that are no replay")


def identity(command: Command, answer: Answer) -> tuple[object, ...]:
    """Return what every answer to one key has in common."""
    if answer.status >= 400:
        return (answer.status, answer.body.get("code"))
    effect, _ = effect_of(command)
    return (answer.status, *(str(part(answer.body, place)) for place in effect.stable))


class _Groups:
    """Commands and rows sorted by kind, thing and actor.

    Attributes:
        strangers: Rows that no command can have left.
    """

    def __init__(self, evidence: Evidence, wishes: Sequence[Command]) -> None:
        self.all: list[_Group] = []
        self.strangers: list[Row] = []
        self._by_sign: dict[tuple[str, str | None, str, str | None], _Group] = {}
        for command in wishes:
            if not command.reuse:
                self._take(command)
        for place, row in enumerate(evidence.journal):
            if row["seq"] > evidence.began and not _belongs_to_another(evidence.journal, place):
                self._place(evidence, place, row)

    def _take(self, command: Command) -> None:
        effect, named = effect_of(command)
        if not effect.kinds:
            return
        by = named if effect.by is not None else None
        signs = [(kind, by, command.who.station_id, command.who.agent_id) for kind in effect.kinds]
        group = self._by_sign.get(signs[0])
        if group is None:
            group = _Group(effect)
            self.all.append(group)
            self._by_sign.update((sign, group) for sign in signs)
        if command.unknown:
            group.unknown.append(command)
        elif command.done:
            group.done.append(command)
        else:
            group.refused.append(command)

    def _place(self, evidence: Evidence, place: int, row: Row) -> None:
        group = self._of(row)
        if group is not None and _given_up(evidence.journal, place):
            group.perhaps += 1
        elif group is not None:
            group.rows.append(row)
        elif not _given_up(evidence.journal, place) and not _printed(evidence, row):
            self.strangers.append(row)

    def _of(self, row: Row) -> _Group | None:
        station, agent = row["actor_station_id"] or "", row["actor_agent_id"]
        for name in ("step_id", "visit_id", "counter_id", "appointment_id"):
            group = self._by_sign.get((row["kind"], row[name], station, agent))
            if row[name] is not None and group is not None and group.effect.by == name:
                return group
        return self._by_sign.get((row["kind"], None, station, agent))


def _belongs_to_another(journal: Sequence[Row], place: int) -> bool:
    """Tell whether a row is part of what a neighbouring row stands for."""
    row = journal[place]
    kind = row["kind"]
    if kind in BESIDE:
        return True
    if kind == "visit.grouped":
        return row["facts"].get("group_id") is not None
    following = journal[place + 1] if place + 1 < len(journal) else None
    if following is None or following["actor_agent_id"] != row["actor_agent_id"]:
        return False
    if kind == "counter.closed":  # whoever opens a counter leaves the former one
        return following["kind"] in ("counter.opened", "counter.closed") and (
            following["counter_id"] != row["counter_id"]
        )
    return False


def _given_up(journal: Sequence[Row], place: int) -> bool:
    """Tell whether a row may be part of a check-in: given up before, and here all the same."""
    row = journal[place]
    following = journal[place + 1] if place + 1 < len(journal) else None
    return (
        row["kind"] == "appointment.reopened"
        and following is not None
        and (following["kind"], following["appointment_id"])
        == ("visit.checked_in", row["appointment_id"])
    )


def _printed(evidence: Evidence, row: Row) -> bool:
    """Tell whether a row is a kiosk's whose own program sends what it sends."""
    return row["actor_station_id"] in evidence.slips and row["actor_agent_id"] is None


def _judge(group: _Group, seqs: dict[int, int]) -> Iterator[Finding]:
    effect, rows = group.effect, group.rows
    unique = next(iter(effect.told), None)
    if unique is not None:
        yield from _judge_named(group, unique, seqs)
        return
    least, most = effect.least * len(group.done), len(group.done) + len(group.unknown)
    if len(rows) + group.perhaps < least:
        told = "; ".join(map(str, group.done))
        yield Finding("lost", f"{least} answered, {len(rows)} in the journal: {told}")
    if len(rows) > most:
        told = ", ".join(_named(row) for row in rows)
        yield Finding(group.surplus, f"{most} sent, {len(rows)} in the journal: {told}")
    if len(rows) == len(group.done) and not group.unknown and not group.perhaps:
        ordered = sorted(group.done, key=lambda one: one.invoked_at)
        seqs.update((id(one), row["seq"]) for one, row in zip(ordered, rows, strict=True))


def _judge_named(group: _Group, unique: str, seqs: dict[int, int]) -> Iterator[Finding]:
    """Judge commands whose answers name their row."""
    effect = group.effect
    rows: dict[object, list[Row]] = defaultdict(list)
    for row in group.rows:
        rows[field_of(row, unique)].append(row)
    claimed: dict[object, list[Command]] = defaultdict(list)
    for command in group.done:
        answer = command.answer
        claimed[part(None if answer is None else answer.body, effect.told[unique])].append(command)
    for name, commands in claimed.items():
        found = rows.pop(name, [])
        wanted = len(commands) if effect.again else 1
        if len(found) < wanted or (len(found) > wanted and not group.unknown):
            rule = "lost" if len(found) < wanted else "doubled"
            yield Finding(rule, f"{commands[0]}: {len(found)} rows of {unique} {name}")
            continue
        if effect.again:
            continue
        if len(found) > 1:
            yield Finding("doubled", f"{commands[0]}: {len(found)} rows of {unique} {name}")
        yield from _shared(commands)
        for command in commands:
            yield from _told(command, effect, found[0])
        first = min(commands, key=lambda one: one.completed_at or 0)
        seqs[id(first)] = found[0]["seq"]
    left = [row for found in rows.values() for row in found]
    if len(left) > len(group.unknown):
        told = ", ".join(map(_named, left))
        text = f"{told}: {len(group.unknown)} commands without an answer"
        yield Finding(group.surplus, text)


def _shared(commands: Sequence[Command]) -> Iterator[Finding]:
    """See that several keys have one effect only where they brought one number of a lease."""
    names = {
        (one.body.get("lease_id"), one.body.get("number")) if isinstance(one.body, dict) else None
        for one in commands
    }
    if len(commands) > 1 and (len(names) > 1 or names & {None, (None, None)}):
        yield Finding("shared_effect", "; ".join(map(str, commands)))


def _told(command: Command, effect: Effect, row: Row) -> Iterator[Finding]:
    answer = command.answer
    for name, place in effect.told.items():
        told = part(None if answer is None else answer.body, place)
        if told != field_of(row, name):
            text = f"{command}: {place} {told}, but {_named(row)} has {field_of(row, name)}"
            yield Finding("answer_untrue", text)


def _real_time(placed: Sequence[tuple[int, Command]]) -> Iterator[Finding]:
    """See that what was answered before another thing was sent stands before it."""
    ended = sorted(placed, key=lambda pair: pair[1].completed_at or 0)
    latest: tuple[int, Command] | None = None
    at = 0
    for seq, command in sorted(placed, key=lambda pair: pair[1].invoked_at):
        while at < len(ended) and (ended[at][1].completed_at or 0) < command.invoked_at:
            if latest is None or ended[at][0] > latest[0]:
                latest = ended[at]
            at += 1
        if latest is not None and latest[0] > seq:
            text = f"{command} at seq {seq}, sent after {latest[1]} was answered at seq {latest[0]}"
            yield Finding("real_time", text)


def _named(row: Row) -> str:
    thing = row["step_id"] or row["visit_id"] or row["counter_id"] or row["appointment_id"] or ""
    return f"seq {row['seq']} {row['kind']} {thing}".rstrip()
