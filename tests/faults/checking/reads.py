"""Judges what was read: the queue and the board as the journal has them, at the end and before."""

from collections.abc import Iterator, Sequence
from typing import Final

from tests.faults.checking.findings import Finding
from tests.faults.checking.replay import Replay, Standing
from tests.faults.checking.states import HELD
from tests.faults.history import Command, Evidence, Json

LOOKS: Final = frozenset({"/queue?limit=500", "/board"})
"""What clients read while they play; both answers say which seq they show."""


def seqs_of_looks(commands: Sequence[Command]) -> set[int]:
    """Return the seqs that answers of the queue and the board show."""
    return {seq for one in commands if (seq := _seq(one)) is not None}


def _seq(command: Command) -> int | None:
    answer = command.answer
    if command.method != "GET" or command.path not in LOOKS or answer is None:
        return None
    return int(answer.body["seq"]) if answer.status == 200 else None


def check_reads(
    evidence: Evidence, replay: Replay, placed: Sequence[tuple[int, Command]]
) -> Iterator[Finding]:
    """Find answers that do not show what the journal says of their moment, or come too late."""
    for command in evidence.commands:
        seq, answer = _seq(command), command.answer
        if seq is None or answer is None:
            continue
        standing = replay.seen.get(seq)
        if standing is None:
            yield Finding("read_untrue", f"{command} shows seq {seq}, which is no row")
            continue
        told = _compare(command.path, answer.body, standing)
        yield from (Finding("read_untrue", f"{command} at seq {seq}: {text}") for text in told)
        known = [
            (at, other)
            for at, other in placed
            if at > seq and (other.completed_at or 0) < command.invoked_at
        ]
        for at, other in known[:1]:
            yield Finding("read_stale", f"{command} shows seq {seq}; {other} stood at {at} before")
    last = replay.standing()
    for path, body in (("/queue?limit=500", evidence.queue), ("/board", evidence.board)):
        if body is not None:
            told = _compare(path, body, last)
            yield from (Finding("end_untrue", f"{path}: {text}") for text in told)
    yield from _visits(evidence, replay)
    yield from _ranks(evidence, replay)
    for appointment_id, state in replay.appointments.items():
        found = evidence.appointments.get(appointment_id)
        if found is not None and state is not None and found["status"] != state:
            text = f"appointment {appointment_id} is {found['status']}, the journal says {state}"
            yield Finding("end_untrue", text)


def _compare(path: str, body: Json, standing: Standing) -> Iterator[str]:
    if path == "/board":
        shown = sorted(item["number"] for item in body["current"])
        due = sorted(number for state, number, _ in standing.values() if state in HELD)
        if shown != due:
            yield f"{shown} stand on it, the journal says {due}"
        return
    items = {item["step_id"]: (item["state"], item["number"]) for item in body["items"]}
    due_items = {step: (state, number) for step, (state, number, _) in standing.items()}
    if len(items) < len(body["items"]):
        yield "a step stands in it twice"
    for step in sorted(items.keys() | due_items.keys()):
        if items.get(step) != due_items.get(step):
            yield f"step {step} is {items.get(step)}, the journal says {due_items.get(step)}"


def _visits(evidence: Evidence, replay: Replay) -> Iterator[Finding]:
    for visit_id, body in evidence.visits.items():
        visit = replay.visits.get(visit_id)
        if visit is None:
            yield Finding("end_untrue", f"visit {visit_id} is not in the journal")
            continue
        if body["number"] != visit.number:
            text = f"visit {visit_id} is called {body['number']}, the journal says {visit.number}"
            yield Finding("end_untrue", text)
        shown = [(step["id"], step["state"]) for step in body["steps"]]
        due = [(step.id, step.state) for step in visit.steps]
        if shown != due:
            yield Finding("end_untrue", f"visit {visit_id}: {shown}, the journal says {due}")
        for step, known in zip(body["steps"], visit.steps, strict=False):
            if known.state in HELD and step["counter_id"] != known.counter_id:
                yield Finding("end_untrue", f"step {known.id} is at {step['counter_id']}")


def _ranks(evidence: Evidence, replay: Replay) -> Iterator[Finding]:
    """See that whoever waits has the rank that the journal gave."""
    for item in (evidence.queue or {}).get("items", ()):
        step = replay.steps.get(item["step_id"])
        if step is None or step.state != "waiting" or step.rank is None:
            continue
        if _moment(item["rank"]) != _moment(step.rank):
            text = f"step {step.id} has rank {item['rank']}, the journal says {step.rank}"
            yield Finding("end_untrue", text)


def _moment(text: str) -> str:
    return text.replace("+00:00", "Z").replace(".000000Z", "Z")
