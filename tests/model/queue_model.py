"""The life of visits as a few plain rules, to hold the real ones against; minutes and seconds."""

from types import SimpleNamespace as Person

WALK_IN, GRACE, LATE, CREDIT = 60, 15, 30, 60
ROUTES = {"passport": ["passport", "cash"], "life": ["life"], "social": ["social"]}
DESK = {"passport", "life", "social"}
SERVED = {"1": DESK, "2": DESK, "3": {"cash"}}
ENDS = {"leave": "left", "send_away": "sent_away", "cancel": "cancelled"}


class No(Exception):
    """An action that the rules refuse, with its code."""


def refuse(code: str, when: object) -> None:
    if when:
        raise No(code)


class Queue:
    def __init__(self) -> None:
        self.people, self.open, self.urgent_at = list[Person](), set[str](), list[int]()
        self.frozen, self.now = False, 0

    def arrive(self, service: str, booked: int | None = None, *, priority: bool) -> None:
        refuse("site_frozen", self.frozen and booked is None)
        came = self.now // 60
        late = booked is not None and came > booked + GRACE
        base = came + WALK_IN if booked is None else came + LATE if late else booked
        rank = max(came, base - CREDIT if priority else base)
        due = came if booked is None else min(booked, rank)
        more: dict[str, object] = dict.fromkeys(
            ("place", "since", "calls", "absences", "holds", "urgent"), 0
        )
        more |= {"state": "waiting", "counter": None, "held_at": None, "first_call": None}
        more |= {"came": came, "rank": rank, "due": due, "queue": service}
        self.people.append(Person(route=ROUTES[service], order=len(self.people), **more))

    def only(self, person: Person, *states: str) -> None:
        refuse("wrong_state", person.state not in states)

    def free(self, counter: str) -> None:
        refuse("counter_closed", counter not in self.open)
        busy = [p for p in self.people if p.counter == counter]
        refuse("counter_busy", any(p.state in ("called", "serving") for p in busy))

    def close(self, counter: str) -> None:
        if counter in self.open:
            self.free(counter)
            self.open.remove(counter)

    def following(self, counter: str) -> Person | None:
        waiting = [p for p in self.people if p.state == "waiting" and p.queue in SERVED[counter]]
        keys = [(p.due * 60 > self.now, p.held_at != counter, p.rank, p.order) for p in waiting]
        return self.people[min(keys)[-1]] if keys else None

    def call(self, counter: str, person: Person | None = None) -> Person:
        refuse("site_frozen", self.frozen)
        self.free(counter)
        chosen = person or self.following(counter)
        if chosen is None:
            raise No("queue_empty")
        refuse("already_called", chosen.state in ("called", "serving"))
        self.only(chosen, "waiting")
        chosen.state, chosen.counter, chosen.calls, chosen.since = "called", counter, 1, self.now
        chosen.first_call = self.now if chosen.first_call is None else chosen.first_call
        return chosen

    def recall(self, person: Person) -> None:
        self.only(person, "called")
        refuse("site_frozen", self.frozen)
        refuse("recall_limit", person.calls >= 3)
        person.calls += 1

    def undo(self, person: Person) -> None:
        self.only(person, "called")
        refuse("undo_too_late", self.now - person.since > 30)
        person.first_call = None if person.first_call == person.since else person.first_call
        self.wait(person, person.rank)

    def start(self, person: Person) -> None:
        self.only(person, "called")
        person.state = "serving"

    def end(self, person: Person, action: str) -> None:
        self.only(person, "waiting", "parked")
        person.state = ENDS[action]

    def absent(self, person: Person, *, confirm: bool) -> None:
        self.only(person, "called")
        soon = person.calls < 3 and self.now - person.since < 120
        refuse("absent_too_soon", soon and not confirm)
        person.state, person.since, person.absences = "no_show", self.now, person.absences + 1

    def park(self, person: Person) -> None:
        self.only(person, "serving")
        refuse("hold_limit", person.holds >= 2)
        person.state, person.since, person.held_at = "parked", self.now, person.counter
        person.holds += 1

    def resume(self, person: Person, counter: str) -> None:
        self.only(person, "parked")
        self.free(counter)
        refuse("service_not_here", person.queue not in SERVED[counter])
        person.rank, person.state, person.counter = self.back(person), "serving", counter

    def come_back(self, person: Person) -> None:
        self.only(person, "no_show", "parked")
        refuse("second_absence", person.state == "no_show" and person.absences >= 2)
        self.wait(person, self.back(person))

    def reopen(self, person: Person) -> None:
        self.only(person, "completed", "no_show", "left")
        self.wait(person, self.back(person) if person.state == "no_show" else person.rank)

    def back(self, person: Person) -> int:
        minute, away, parked = self.now // 60, self.now - person.since, person.state == "parked"
        late = 0 if parked or away <= 900 else LATE
        return int(person.rank if parked and away <= 1800 else max(person.rank, minute + late))

    def wait(self, person: Person, rank: int) -> None:
        person.state, person.rank, person.counter, person.calls = "waiting", rank, None, 0

    def go_on(self, person: Person, queue: str, place: int) -> None:
        called = person.rank if person.first_call is None else person.first_call // 60
        self.wait(person, min(person.rank, called))
        person.due, person.queue, person.place = min(person.due, called), queue, place
        person.absences, person.holds, person.held_at = 0, 0, None

    def finish(self, person: Person) -> None:
        self.only(person, "serving")
        if (place := person.place + 1) < len(person.route):
            self.go_on(person, person.route[place], place)
        else:
            person.state = "completed"

    def transfer(self, person: Person, queue: str) -> None:
        self.only(person, "serving", "called")
        later = person.route.index(queue) if queue in person.route else 0
        self.go_on(person, queue, max(later, person.place))

    def hurry(self, person: Person) -> None:
        self.only(person, "waiting")
        refuse("already_urgent", person.urgent)
        refuse("second_person_needed", sum(self.now - at < 3600 for at in self.urgent_at) > 1)
        self.urgent_at.append(self.now)
        person.urgent, ahead = 1, person.came - CREDIT
        person.rank, person.due = min(person.rank, ahead), min(person.due, ahead)
