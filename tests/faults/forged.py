"""Forges the evidence of a small morning: true at first, then as false as a test wants it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.faults.checking.chain import digest_of, hash_of
from tests.faults.history import Answer, Command, Evidence, Followed, Json, Who

_IDS: Final = ("visit_id", "step_id", "call_id", "counter_id", "appointment_id", "station_id")


def named(kind: int, number: int = 1) -> str:
    """Return an id that looks like one."""
    return f"{kind:08x}-0000-7000-8000-{number:012x}"


VISIT, STEP, CALL, COUNTER, APPOINTMENT, AGENT, STATION, LEASE = range(1, 9)
KIOSK: Final = Who("kiosk", "kiosk", named(STATION, 1))
AGENT_1: Final = Who("anna", "counter", named(STATION, 2), named(AGENT, 1), ("agent",))
AGENT_2: Final = Who("bruno", "counter", named(STATION, 2), named(AGENT, 2), ("agent",))
RECEPTION: Final = Who("lea", "counter", named(STATION, 2), named(AGENT, 3), ("reception",))
LEAD: Final = Who("chef", "counter", named(STATION, 2), named(AGENT, 4), ("lead",))
DISPLAY: Final = Who("display", "display", named(STATION, 3))


@dataclass
class Morning:
    """Rows, commands and reads of a site, in the making.

    Attributes:
        rows: Without chain, which `evidence` makes.
        spoil: What is done to the rows behind the chain.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    evidence_at_end: dict[str, Any] = field(default_factory=dict)
    spoil: list[Callable[[list[dict[str, Any]]], object]] = field(default_factory=list)
    spoil_feed: list[Callable[[list[Json]], object]] = field(default_factory=list)
    clock: float = 0.0

    def row(self, kind: str, who: Who, facts: Json = None, **ids: str | None) -> dict[str, Any]:
        """Append a row."""
        made: dict[str, Any] = {
            "kind": kind,
            **{name: ids.get(name) for name in _IDS},
            "actor_station_id": who.station_id,
            "actor_agent_id": who.agent_id,
            "facts": facts or {},
        }
        self.rows.append(made)
        return made

    def command(
        self,
        who: Who,
        path: str,
        answer: Json,
        status: int = 200,
        *,
        body: Json = None,
        method: str = "POST",
    ) -> Command:
        """Append a command that was answered; an answer of None never came."""
        key = named(9, len(self.commands) + 1)
        made = Command(who, key, method, path, body, self.clock, sends=1)
        if answer is not None:
            made.answers.append(Answer(status, answer))
            made.completed_at = self.clock + 0.5
        self.clock += 1
        self.commands.append(made)
        return made

    def walk_in(self, number: int, who: Who = KIOSK) -> Command:
        """Let somebody take the ticket `K00…`."""
        visit, called = named(VISIT, number), f"K{number:03d}"
        self.row("visit.walked_in", who, {"number": called, "flags": ""}, visit_id=visit)
        self.waiting(number, number, who)
        answer = {"visit": self.visit(number), "ticket": {"number": called, "alias": None}}
        return self.command(who, "/walk-ins", answer, 201, body={"service_id": named(10)})

    def waiting(self, step: int, visit: int, who: Who) -> dict[str, Any]:
        """Let a step of a visit begin."""
        facts = {"number": f"K{visit:03d}", "rank": "2026-11-24T09:00:00+00:00"}
        ids = {"visit_id": named(VISIT, visit), "step_id": named(STEP, step)}
        return self.row("step.waiting", who, facts, **ids)

    def open(self, counter: int, who: Who) -> Command:
        """Let an agent open a counter."""
        counter_id = named(COUNTER, counter)
        self.row("counter.opened", who, {"counter": str(counter)}, counter_id=counter_id)
        return self.command(who, f"/counters/{counter_id}/open", {"id": counter_id})

    def call(self, number: int, counter: int, who: Who) -> Command:
        """Let a counter call somebody."""
        counter_id, announcement = named(COUNTER, counter), len(self.rows)
        facts = {"number": f"K{number:03d}", "announcement": announcement, "repeats": 0}
        call_id = named(CALL, announcement)
        self.row("step.called", who, facts, **self.ids(number, counter), call_id=call_id)
        answer = {
            "call": {"id": call_id, "announcement": announcement},
            "step": {"id": named(STEP, number)},
            "visit": self.visit(number),
        }
        return self.command(who, f"/counters/{counter_id}/call-next", answer)

    def act(self, action: str, kind: str, number: int, counter: int, who: Who) -> Command:
        """Let an agent do something with a step."""
        self.row(kind, who, {"number": f"K{number:03d}"}, **self.ids(number, counter))
        step = named(STEP, number)
        answer = {"step": {"id": step}, "visit": self.visit(number), "next_step": None}
        return self.command(who, f"/steps/{step}/{action}", answer)

    def ids(self, number: int, counter: int) -> dict[str, str]:
        """Return the ids of a row about a step at a counter."""
        return {
            "visit_id": named(VISIT, number),
            "step_id": named(STEP, number),
            "counter_id": named(COUNTER, counter),
        }

    def visit(self, number: int) -> Json:
        """Return a visit as answers show it, in short."""
        return {"id": named(VISIT, number), "number": f"K{number:03d}"}

    def evidence(self) -> Evidence:
        """Return it all, sealed."""
        before = bytes(32)
        for seq, row in enumerate(self.rows, start=1):
            salt = secrets.token_bytes(16)
            row |= {
                "seq": seq,
                "at": f"2026-11-24T09:00:{seq // 1000:02d}.{seq % 1000:06d}+00:00",
                "salt": salt.hex(),
                "digest": digest_of(salt, row["facts"]).hex(),
            }
            before = hash_of(row, before)
            row["hash"] = before.hex()
        for spoil in self.spoil:
            spoil(self.rows)
        feeds = [self._feed(DISPLAY), self._feed(AGENT_1)]
        for spoil_feed in self.spoil_feed:
            spoil_feed(feeds[1].events)
        return Evidence(0, self.commands, self.rows, feeds, **self.evidence_at_end)

    def _feed(self, who: Who) -> Followed:
        public = who.kind == "display"
        events = [
            {
                "seq": row["seq"],
                "kind": row["kind"],
                "step_id": row["step_id"],
                "counter_id": row["counter_id"],
                "visit_id": None if public else row["visit_id"],
                "appointment_id": None if public else row["appointment_id"],
                "facts": {} if public else row["facts"],
                "call": {"call_id": row["call_id"], **row["facts"]},
            }
            for row in self.rows
            if not public or row["kind"].startswith(("step.c", "step.s", "counter."))
        ]
        return Followed(who, "stream", 0, len(self.rows), events)


def morning() -> Morning:
    """Return a true morning: two come, one is served, the other is called and stands there."""
    made = Morning()
    made.walk_in(1)
    made.walk_in(2)
    made.open(1, AGENT_1)
    made.call(1, 1, AGENT_1)
    made.act("start", "step.started", 1, 1, AGENT_1)
    made.act("finish", "step.completed", 1, 1, AGENT_1)
    made.call(2, 1, AGENT_1)
    made.evidence_at_end = {
        "queue": {
            "items": [
                {
                    "step_id": named(STEP, 2),
                    "state": "called",
                    "number": "K002",
                    "rank": "2026-11-24T09:00:00Z",
                }
            ]
        },
        "board": {"current": [{"number": "K002"}]},
        "visits": {
            named(VISIT, 1): made.visit(1)
            | {"steps": [{"id": named(STEP, 1), "state": "completed", "counter_id": None}]},
            named(VISIT, 2): made.visit(2)
            | {
                "steps": [
                    {"id": named(STEP, 2), "state": "called", "counter_id": named(COUNTER, 1)}
                ]
            },
        },
    }
    return made
