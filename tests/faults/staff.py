"""Staff who play: reception and agents, with what they press and how often."""

import random
from datetime import timedelta

from tests.faults.client import Wish
from tests.faults.history import Answer, Json
from tests.faults.players import MORNING, Player, post
from tests.faults.room import Room


class Reception(Player):
    """Types bookings in, lets people in, joins and parts them, and sees them off."""

    def __init__(self, room: Room, chooser: random.Random) -> None:
        super().__init__(room, chooser)
        self._buttons = (
            (2, self._book),
            (5, self._check_in),
            (3, self._walk_in),
            (1.5, self._patch),
            (1, self._group),
            (1, self._split),
            (1, lambda: self._end("leave")),
            (0.5, lambda: self._end("send-away", {"reason": "documents"})),
            (0.7, lambda: self._end("cancel")),
            (1.5, self._judge),
            (1, lambda: self._step("return", "no_show", "parked")),
            (0.7, lambda: self._step("reopen", "completed", "left")),
        )

    def look(self) -> str | None:
        return "/queue?limit=500" if self.chooser.random() < 0.08 else None

    def other(self) -> Wish:
        service, _ = self.chooser.choice(self.room.walk_ins)
        return post("/walk-ins", {"service_id": service, "priority": True, "language": "es"})

    def _book(self) -> Wish:
        starts = MORNING + timedelta(minutes=5 * self.chooser.randint(-2, 5))
        people = [{"family_name": "Essai"}] * self.chooser.choice([1, 1, 2])
        body = {
            "service_id": self.chooser.choice(self.room.booked),
            "starts_at": starts.isoformat().replace("+00:00", "Z"),
            "people": people,
        }
        return post("/appointments", body)

    def _check_in(self) -> Wish | None:
        found = self.room.appointment(self.chooser)
        return None if found is None else post("/check-ins", {"appointment_id": found["id"]})

    def _walk_in(self) -> Wish:
        service, _ = self.chooser.choice(self.room.walk_ins)
        body = {
            "service_id": service,
            "priority": self.chooser.random() < 0.2,
            "persons": self.chooser.choice([1, 1, 2, 3]),
        }
        return post("/walk-ins", body)

    def _patch(self) -> Wish | None:
        known = self.room.pick(self.chooser, "waiting")
        if known is None:
            return None
        body = self.chooser.choice(
            [
                {"priority": self.chooser.random() < 0.5},
                {"needs": ["slow_walk"]},
                {"note": "revenu"},
            ]
        )
        return Wish("PATCH", f"/visits/{known.visit_id}", body)

    def _group(self) -> Wish | None:
        chosen = self.room.several(self.chooser, 2)
        if len(chosen) < 2:
            return None
        return post("/visits/group", {"visit_ids": [one.visit_id for one in chosen]})

    def _split(self) -> Wish | None:
        known = self.room.pick(self.chooser, "waiting", "serving", "parked")
        if known is None:
            return None
        persons = [self.chooser.randint(1, max(2, known.persons))]
        return post(f"/visits/{known.visit_id}/split", {"persons": persons})

    def _end(self, how: str, body: Json = None) -> Wish | None:
        known = self.room.pick(self.chooser, "waiting", "parked")
        return None if known is None else post(f"/visits/{known.visit_id}/{how}", body)

    def _judge(self) -> Wish | None:
        found = self.room.appointment(self.chooser)
        if found is None:
            return None
        verdict = self.chooser.choice(["no-show", "excuse", "revoke", "reopen", "reopen"])
        return post(f"/appointments/{found['id']}/{verdict}", {"confirm": True})

    def _step(self, action: str, *states: str) -> Wish | None:
        known = self.room.pick(self.chooser, *states)
        return None if known is None else post(f"/steps/{known.step_id}/{action}")


class Agent(Player):
    """Sits at a counter, calls people and serves them; sometimes meddles with others'."""

    def __init__(self, room: Room, chooser: random.Random, counter: str) -> None:
        super().__init__(room, chooser)
        self.counter_id = room.counters[counter]
        self.open = False
        self.step_id: str | None = None
        self._buttons = (
            (6, self._call_next),
            (1, self._call),
            (0.7, lambda: self._own("recall")),
            (4, lambda: self._own("start")),
            (0.7, lambda: self._own("undo")),
            (0.7, lambda: self._own("absent", {"confirm": True})),
            (1, lambda: self._own("park")),
            (5, self._finish),
            (1, self._transfer),
            (1.2, lambda: self._any("resume", "parked")),
            (1, lambda: self._any("return", "no_show", "parked")),
            (0.5, lambda: self._any("reopen", "completed", "no_show", "left")),
            (0.4, lambda: post(f"/counters/{self.counter_id}/pause", {"reason": "lunch"})),
            (0.3, lambda: post(f"/counters/{self.counter_id}/close")),
            (0.4, self._open),
        )

    def next(self) -> Wish:
        if not self.open and self.chooser.random() < 0.8:
            return self._open()
        return super().next()

    def heard(self, wish: Wish, answer: Answer) -> None:
        super().heard(wish, answer)
        action = wish.path.rsplit("/", 1)[1]
        if action == "open":
            self.open = answer.status < 400
        elif action in ("pause", "close") and answer.status < 400:
            self.open = False
        elif action in ("call-next", "call", "resume") and answer.status < 400:
            self.step_id = answer.body["step"]["id"]
        elif answer.status == 409 and answer.body.get("code") == "counter_busy":
            self.step_id = answer.body.get("step_id", self.step_id)
        elif answer.status == 409 and answer.body.get("code") == "counter_closed":
            self.open = False

    def look(self) -> str | None:
        return "/queue?limit=500" if self.chooser.random() < 0.05 else None

    def other(self) -> Wish:
        return post(f"/counters/{self.counter_id}/pause", {"reason": "reused"})

    def _open(self) -> Wish:
        return post(f"/counters/{self.counter_id}/open", {})

    def _call_next(self) -> Wish:
        return post(f"/counters/{self.counter_id}/call-next")

    def _call(self) -> Wish | None:
        known = self.room.pick(self.chooser, "waiting")
        if known is None:
            return None
        body = {"step_id": known.step_id, "reason": "medical"}
        return post(f"/counters/{self.counter_id}/call", body)

    def _own(self, action: str, body: Json = None) -> Wish | None:
        if self.step_id is None:
            return None
        return post(f"/steps/{self.step_id}/{action}", body)

    def _finish(self) -> Wish | None:
        body = self.chooser.choice([{}, {}, {"continue_flow": False}])
        return self._own("finish", body)

    def _transfer(self) -> Wish | None:
        service, _ = self.chooser.choice(self.room.walk_ins)
        body = self.chooser.choice([{"service_id": service}, {"counter_id": self.counter_id}])
        return self._own("transfer", body)

    def _any(self, action: str, *states: str) -> Wish | None:
        known = self.room.pick(self.chooser, *states)
        return None if known is None else post(f"/steps/{known.step_id}/{action}")
