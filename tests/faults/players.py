"""Who plays: kiosks and a lead, and what they press how often; other staff stand beside."""

import random
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from tests.faults.client import Wish
from tests.faults.history import Answer, Json
from tests.faults.room import Room

MORNING: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Pressed = Callable[[], Wish | None]


def post(path: str, body: Json = None) -> Wish:
    """Return a wish to do something."""
    return Wish("POST", path, body)


class Player:
    """Chooses what is pressed next, and takes up what the answer says."""

    def __init__(self, room: Room, chooser: random.Random) -> None:
        self.room = room
        self.chooser = chooser
        self._buttons: Sequence[tuple[float, Pressed]] = ()

    def next(self) -> Wish:
        """Return the next wish."""
        while True:
            (_, press) = self.chooser.choices(
                self._buttons, [weight for weight, _ in self._buttons]
            )[0]
            wish = press()
            if wish is not None:
                return wish

    def heard(self, wish: Wish, answer: Answer) -> None:
        """Take up an answer."""
        if answer.status < 400:
            self.room.learn(answer.body)

    def look(self) -> str | None:
        """Return what to read now, or None."""
        return None

    def other(self) -> Wish:
        """Return what this player could send under a key that was used."""
        raise NotImplementedError


class Kiosk(Player):
    """Gives numbers of its leases, and asks for some; tells old ones again after an absence."""

    def __init__(self, room: Room, chooser: random.Random) -> None:
        super().__init__(room, chooser)
        self.stock: dict[str, deque[tuple[str, str]]] = {}
        self.told: list[Wish] = []
        self.visits: list[str] = []
        self._buttons = (
            (6, self._ticket),
            (2, self._asked_ticket),
            (2, self._reference),
            (1, self._again),
            (2, self._slip),
            (0.5, lambda: post("/help", {"page": "start"})),
        )

    def heard(self, wish: Wish, answer: Answer) -> None:
        super().heard(wish, answer)
        if answer.status >= 400:
            return
        if wish.path == "/number-leases":
            numbers = self.stock.setdefault(answer.body["letter"], deque())
            numbers.extend((answer.body["lease_id"], number) for number in answer.body["numbers"])
        elif "visit" in answer.body:
            self.visits.append(answer.body["visit"]["id"])

    def other(self) -> Wish:
        service, _ = self.chooser.choice(self.room.walk_ins)
        return post("/walk-ins", {"service_id": service, "priority": True, "language": "en"})

    def _ticket(self) -> Wish:
        service, letter = self.chooser.choice(self.room.walk_ins)
        leased = self._leased(letter)
        if leased is None:
            return post("/number-leases", {"letter": letter, "count": self.chooser.randint(1, 4)})
        persons = self.chooser.choice([1, 1, 1, 3])
        wish = post("/walk-ins", {"service_id": service, "persons": persons, **leased})
        self.told.append(wish)
        return wish

    def _asked_ticket(self) -> Wish:
        service, _ = self.chooser.choice(self.room.walk_ins)
        body = {"service_id": service, "persons": self.chooser.choice([1, 1, 2])}
        return post("/walk-ins", body)

    def _reference(self) -> Wish | None:
        found = self.room.appointment(self.chooser)
        if found is None:
            return None
        time = found["starts_at"][11:16]
        body = {"reference": found["reference"], "time": time}
        leased = None
        if self.chooser.random() < 0.5:
            leased = self._leased(self.chooser.choice(sorted(self.stock) or ["K"]))
        if leased is not None:
            body |= {**leased, "given": True}
        wish = post("/check-ins", body)
        if leased is not None:
            self.told.append(wish)
        return wish

    def _again(self) -> Wish | None:
        """Tell a number once more under a new key, as after a week of absence."""
        return self.chooser.choice(self.told) if self.told else None

    def _slip(self) -> Wish | None:
        if not self.visits:
            return None
        state = self.chooser.choice(["sent", "printed", "doubtful", "failed", "shown"])
        return post(f"/visits/{self.chooser.choice(self.visits[-10:])}/slip", {"state": state})

    def _leased(self, letter: str) -> Json:
        numbers = self.stock.get(letter)
        if not numbers:
            return None
        lease_id, number = numbers.popleft()
        return {
            "number": number,
            "lease_id": lease_id,
            "issued_at": MORNING.isoformat().replace("+00:00", "Z"),
        }


class Lead(Player):
    """Turns the switches of the day, seldom, and lets people go ahead."""

    def __init__(self, room: Room, chooser: random.Random) -> None:
        super().__init__(room, chooser)
        self._lines = 0
        self.frozen = False
        self._buttons = (
            (2, self._message),
            (1, self._freeze),
            (2, self._urgent),
            (0.5, self._early),
            (1, self._close),
        )

    def heard(self, wish: Wish, answer: Answer) -> None:
        super().heard(wish, answer)
        if wish.path == "/site/freeze" and answer.status < 400:
            self.frozen = wish.body["active"]

    def look(self) -> str | None:
        return "/board" if self.chooser.random() < 0.2 else None

    def other(self) -> Wish:
        return post("/site/freeze", {"active": True, "reason": "reused"})

    def _message(self) -> Wish:
        if self.chooser.random() < 0.3:
            return post("/site/message", {"clear": True})
        self._lines += 1
        return post("/site/message", {"texts": {"fr": f"Ligne {self._lines}"}})

    def _freeze(self) -> Wish:
        # Nobody is called meanwhile, so that it is over soon.
        return post("/site/freeze", {"active": not self.frozen})

    def _urgent(self) -> Wish | None:
        known = self.room.pick(self.chooser, "waiting")
        if known is None:
            return None
        return post(f"/visits/{known.visit_id}/urgent", {"reason": "medical"})

    def _early(self) -> Wish:
        return post("/site/early-close", {"reopen": self.chooser.random() < 0.6})

    def _close(self) -> Wish:
        counter = self.chooser.choice(sorted(self.room.counters.values()))
        return post(f"/counters/{counter}/close")
