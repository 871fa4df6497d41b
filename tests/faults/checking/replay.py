"""Plays a journal from its first row, and finds whatever the domain does not allow."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.faults.checking import states
from tests.faults.checking.findings import Finding
from tests.faults.history import Row

ARRIVALS: Final = frozenset({"visit.walked_in", "visit.checked_in"})
_MAY_OPEN_A_STEP: Final = ARRIVALS | {"step.transferred", "step.completed"}
_FREEZES: Final = {"site.frozen": True, "site.thawed": False}


@dataclass(slots=True)
class Step:
    """One stay in one queue, as far as the journal tells; `begun` once it was served."""

    id: str
    visit_id: str
    state: str = "waiting"
    counter_id: str | None = None
    call_id: str | None = None
    repeats: int = 0
    rank: str | None = None
    begun: bool = False


@dataclass(slots=True)
class Visit:
    """One presence; `tied` once it was joined with others or divided."""

    id: str
    number: str
    steps: list[Step] = field(default_factory=list)
    appointment_id: str | None = None
    slip: str = "queued"
    tied: bool = False

    @property
    def open(self) -> Step | None:
        """The step that has not ended, if any."""
        return next((step for step in self.steps if step.state in states.OPEN), None)


Standing = Mapping[str, tuple[str, str, str | None]]
"""Open steps: id -> state, number, counter."""


class Replay:
    """What the journal says of steps, visits, counters and bookings.

    Args:
        journal: Every row, from the first one.
        looks: Seqs at which somebody read the queue: `seen` holds how it stood then.
    """

    def __init__(self, journal: Sequence[Row], looks: Collection[int] = ()) -> None:
        self.findings: list[Finding] = []
        self.steps: dict[str, Step] = {}
        self.visits: dict[str, Visit] = {}
        self.counters: dict[str, str] = {}
        self.held: dict[str, str] = {}
        self.appointments: dict[str, str | None] = {}
        self.announcements: dict[int, int] = {}
        self.frozen = False
        self.seen: dict[int, Standing] = {}
        self._journal = journal
        self._place = 0
        self._plays: Mapping[str, Callable[[Row], None]] = {
            **dict.fromkeys(states.STEPS, self._step),
            **dict.fromkeys(states.COUNTERS, self._counter),
            **dict.fromkeys(states.SLIPS, self._slip),
            **dict.fromkeys(states.APPOINTMENTS, self._appointment),
            **dict.fromkeys(ARRIVALS, self._arrival),
            "appointment.imported": self._imported,
            "step.waiting": self._waiting,
            "visit.grouped": self._grouped,
            "visit.split": self._split,
        }
        wanted = frozenset(looks)
        for self._place, row in enumerate(journal):
            self._play(row)
            if row["seq"] in wanted:
                self.seen[row["seq"]] = self.standing()

    def standing(self) -> Standing:
        """Return the steps that have not ended, with state, number and counter."""
        return {
            step.id: (
                step.state,
                self.visits[step.visit_id].number,
                step.counter_id if step.state in states.HELD else None,
            )
            for step in self.steps.values()
            if step.state in states.OPEN
        }

    def _play(self, row: Row) -> None:
        kind = row["kind"]
        self._number(row)
        self.frozen = _FREEZES.get(kind, self.frozen)
        play = self._plays.get(kind)
        if play is not None:
            play(row)
        self._rank(row)

    def _number(self, row: Row) -> None:
        """See that a visit is never called by another number than its first."""
        number = (row["facts"] or {}).get("number")
        visit = self.visits.get(row["visit_id"] or "")
        if visit is not None and number is not None and number != visit.number:
            self._say("number_changed", row, f"{visit.number} became {number}")

    def _arrival(self, row: Row) -> None:
        visit_id, number = row["visit_id"], row["facts"]["number"]
        if visit_id in self.visits:
            self._say("visit_twice", row, f"visit {visit_id} arrives again")
        self.visits[visit_id] = Visit(visit_id, number, appointment_id=row["appointment_id"])
        if not self._follows("step.waiting", row):
            self._say("half_done", row, "an arrival without a step")
        if row["kind"] == "visit.checked_in" and row["appointment_id"] is not None:
            self._appointment(row)

    def _waiting(self, row: Row) -> None:
        before, behind = self._at(-1), self._at(1)
        split = behind is not None and behind["kind"] == "visit.split"
        split = split and (behind or {})["facts"]["split_visit_id"] == row["visit_id"]
        opened = before is not None and before["kind"] in _MAY_OPEN_A_STEP
        if not split and not (opened and (before or {})["visit_id"] == row["visit_id"]):
            self._say("half_done", row, "a step that nothing opened")
        visit = self.visits.get(row["visit_id"])
        if visit is None:
            visit = Visit(row["visit_id"], row["facts"]["number"])
            self.visits[visit.id] = visit
            if not split:
                self._say("half_done", row, "a step of nobody who arrived")
        if visit.open is not None:
            self._say("illegal_transition", row, f"a second open step beside {visit.open.id}")
        if row["step_id"] in self.steps:
            self._say("illegal_transition", row, "a step that began already")
        step = Step(row["step_id"], visit.id)
        self.steps[step.id] = step
        visit.steps.append(step)

    def _step(self, row: Row) -> None:
        kind, step = row["kind"], self.steps.get(row["step_id"] or "")
        if step is None:
            self._say("illegal_transition", row, "an unknown step")
            return
        allowed, target = states.STEPS[kind]
        if step.state not in allowed:
            self._say("illegal_transition", row, f"{kind} of a step that is {step.state}")
        if kind == "step.transferred" and not self._follows("step.waiting", row):
            self._say("half_done", row, "a transfer that leads nowhere")
        self._place_of(row, step, target)
        visit = self.visits[step.visit_id]
        if target == "waiting" and visit.open not in (None, step):
            self._say("illegal_transition", row, "a second open step")
        step.state = target
        step.begun = target != "waiting" and (step.begun or kind == "step.started")
        if kind == "visit.cancelled":
            self._unbook(visit)

    def _place_of(self, row: Row, step: Step, target: str) -> None:
        """Let a step come to a counter, be there, or leave it."""
        kind = row["kind"]
        if kind == "step.called":
            self._called(row, step)
        elif kind == "step.resumed":
            self._hold(row, step)
        elif step.state in states.HELD and row["counter_id"] not in (None, step.counter_id):
            self._say("wrong_counter", row, f"{kind} at another counter than {step.counter_id}")
        if kind == "step.recalled":
            self._recalled(row, step)
        if target not in states.HELD and step.counter_id is not None:
            if self.held.get(step.counter_id) == step.id:
                del self.held[step.counter_id]
            step.counter_id = None

    def _called(self, row: Row, step: Step) -> None:
        if self.frozen:
            self._say("called_while_frozen", row, f"step {step.id}")
        announcement = row["facts"]["announcement"]
        if announcement in self.announcements:
            self._say("announcement_twice", row, f"{announcement} was given before")
        self.announcements[announcement] = row["seq"]
        step.call_id, step.repeats = row["call_id"], 0
        self._hold(row, step)

    def _recalled(self, row: Row, step: Step) -> None:
        if row["facts"]["repeats"] != step.repeats + 1:
            told = row["facts"]["repeats"]
            self._say("recall_miscounted", row, f"{told} behind {step.repeats}")
        if row["call_id"] != step.call_id:
            self._say("illegal_transition", row, "a recall of another call")
        step.repeats += 1

    def _hold(self, row: Row, step: Step) -> None:
        counter_id = row["counter_id"]
        if self.counters.get(counter_id, "closed") != "open":
            self._say("counter_not_open", row, f"{row['kind']} at a counter that is not open")
        other = self.held.get(counter_id)
        if other not in (None, step.id):
            self._say("counter_holds_two", row, f"{other} and {step.id}")
        if step.state in states.HELD:
            self._say("step_at_two_counters", row, f"{step.counter_id} and {counter_id}")
        step.counter_id = counter_id
        self.held[counter_id] = step.id

    def _grouped(self, row: Row) -> None:
        step = self.steps.get(row["step_id"] or "")
        if step is None or step.state != "waiting":
            self._say("illegal_transition", row, "grouped, and does not wait")
            return
        self.visits[step.visit_id].tied = True
        leader = row["facts"].get("group_id")
        if leader is None:
            before = self._at(-1)
            if before is None or before["facts"].get("group_id") != row["visit_id"]:
                self._say("half_done", row, "a group that nobody joined")
        else:
            step.state = "cancelled"
            following = self._at(1)
            if following is None or following["kind"] != "visit.grouped":
                self._say("half_done", row, "joined a group that was not made")

    def _split(self, row: Row) -> None:
        step = self.steps.get(row["step_id"] or "")
        if step is None or step.state not in states.DIVISIBLE:
            self._say("illegal_transition", row, "split, and is not here")
            return
        before, other = self._at(-1), row["facts"]["split_visit_id"]
        if before is None or (before["kind"], before["visit_id"]) != ("step.waiting", other):
            self._say("half_done", row, "a split whose other part does not wait")
        self.visits[step.visit_id].tied = True
        if other in self.visits:
            self.visits[other].tied = True

    def _counter(self, row: Row) -> None:
        counter_id = row["counter_id"]
        allowed, target = states.COUNTERS[row["kind"]]
        state = self.counters.get(counter_id, "closed")
        if state not in allowed:
            self._say("illegal_counter", row, f"{row['kind']} of a counter that is {state}")
        if target == "closed" and counter_id in self.held:
            self._say("illegal_counter", row, f"closed over step {self.held[counter_id]}")
        self.counters[counter_id] = target

    def _slip(self, row: Row) -> None:
        visit = self.visits.get(row["visit_id"])
        allowed, target = states.SLIPS[row["kind"]]
        if visit is None or visit.slip not in allowed:
            told = "of nobody" if visit is None else f"of one that is {visit.slip}"
            self._say("illegal_slip", row, f"{row['kind']} {told}")
        if visit is not None:
            visit.slip = target

    def _imported(self, row: Row) -> None:
        self.appointments[row["appointment_id"]] = "booked"

    def _appointment(self, row: Row) -> None:
        appointment_id = row["appointment_id"]
        allowed, target = states.APPOINTMENTS[row["kind"]]
        state = self.appointments.get(appointment_id, "unheard of")
        if state is not None and state not in allowed:
            self._say("illegal_appointment", row, f"{row['kind']} of one that is {state}")
        self.appointments[appointment_id] = target

    def _unbook(self, visit: Visit) -> None:
        """Give a booking back whose visit should not have been; None where that is not told."""
        if visit.open is not None or any(step.state != "cancelled" for step in visit.steps):
            return
        if visit.tied:
            # Persons of other visits may hang on it, which the journal does not name.
            for other in self.visits.values():
                if other.tied and other.appointment_id is not None:
                    self.appointments[other.appointment_id] = None
        elif visit.appointment_id is not None:
            self.appointments[visit.appointment_id] = "booked"

    def _rank(self, row: Row) -> None:
        step = self.steps.get(row["step_id"] or "")
        if step is not None and "rank" in (row["facts"] or {}):
            step.rank = row["facts"]["rank"]

    def _follows(self, kind: str, row: Row) -> bool:
        following = self._at(1)
        return following is not None and (following["kind"], following["visit_id"]) == (
            kind,
            row["visit_id"],
        )

    def _at(self, offset: int) -> Row | None:
        place = self._place + offset
        return self._journal[place] if 0 <= place < len(self._journal) else None

    def _say(self, rule: str, row: Row, text: str) -> None:
        self.findings.append(Finding(rule, f"seq {row['seq']} {row['kind']}: {text}"))
