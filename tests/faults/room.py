"""What the players of a run know of one another: who is here, where they stand, who is booked."""

import random
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.faults.history import Json


@dataclass(slots=True)
class Known:
    """A visit, as the last answer that spoke of it told."""

    visit_id: str
    step_id: str
    state: str
    persons: int = 1
    slip: bool = False


@dataclass(slots=True)
class Room:
    """The waiting room in the players' minds; it may be behind what is true.

    Attributes:
        walk_ins: Ids of services that give tickets to walk-ins, with their letters.
        booked: Ids of services that people book.
        counters: Ids by number.
    """

    walk_ins: list[tuple[str, str]]
    booked: list[str]
    counters: dict[str, str]
    visits: "OrderedDict[str, Known]" = field(default_factory=OrderedDict)
    appointments: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def learn(self, body: Json) -> None:
        """Take up what an answer says of visits and bookings."""
        if not isinstance(body, dict):
            return
        with self._lock:
            for name in ("visit", "split"):
                self._visit(body.get(name))
            self._visit(body)
            following = body.get("next_step")
            if following and isinstance(body.get("visit"), dict):
                known = self.visits[body["visit"]["id"]]
                known.step_id, known.state = following["id"], following["state"]
            if "reference" in body and "starts_at" in body:
                self.appointments[body["id"]] = body

    def _visit(self, body: Json) -> None:
        if not isinstance(body, dict) or not body.get("steps"):
            return
        last = body["steps"][-1]
        known = self.visits.setdefault(body["id"], Known(body["id"], last["id"], last["state"]))
        known.step_id, known.state = last["id"], last["state"]
        known.persons = body.get("persons", 1)

    def pick(self, chooser: random.Random, *states: str) -> Known | None:
        """Choose a visit, mostly of those believed to stand in one of some states."""
        with self._lock:
            known = list(self.visits.values())
        wanted = [one for one in known if one.state in states]
        # Now and then somebody presses what cannot work any more.
        pool = wanted if wanted and chooser.random() < 0.9 else known
        return chooser.choice(pool) if pool else None

    def several(self, chooser: random.Random, count: int) -> list[Known]:
        """Choose people who are believed to wait."""
        with self._lock:
            waiting = [one for one in self.visits.values() if one.state == "waiting"]
        return chooser.sample(waiting, min(count, len(waiting)))

    def appointment(self, chooser: random.Random) -> Json:
        """Choose a booking, or None."""
        with self._lock:
            found = list(self.appointments.values())
        return chooser.choice(found) if found else None
