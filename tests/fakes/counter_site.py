"""A site server for tests of the counter app: real states and keys, no network."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from core.model import (
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    CounterKind,
    CounterState,
    LatePolicy,
    Need,
    Role,
    SlipState,
    StationKind,
    StepState,
)
from core.runtime.ids import new_id
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.contract.arrivals import (
    AppointmentOut,
    AppointmentsOut,
    ArrivedOut,
    CheckInIn,
    DocumentState,
    PersonOut,
    SlipOut,
    StepOut,
    TicketOut,
    VisitCardOut,
    VisitOut,
    VisitPatch,
    WalkInIn,
)
from sync.contract.calls import (
    CalledOut,
    CallIn,
    CallOut,
    FinishIn,
    ParkIn,
    QueueItem,
    QueueOut,
    StepActionOut,
    TransferIn,
    Why,
)
from sync.contract.site import (
    CounterOpenIn,
    CounterOut,
    CounterPauseIn,
    DocumentOut,
    EstimateOut,
    OpeningOut,
    ReferenceRule,
    ServiceOut,
    SiteOut,
)
from sync.contract.stations import AgentOut, HelpOut, HelpsOut, SessionOut, StationOut, StationsOut

T = TypeVar("T")
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"


class HandClock:
    """Time that a test moves by hand."""

    def __init__(self, start: datetime = NINE) -> None:
        self.moment = start
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def pass_s(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


def make_service(
    code: str,
    number: int,
    letter: str,
    french: str,
    english: str,
    *,
    typical_min: int = 10,
    walk_in: bool = False,
    documents: tuple[tuple[str, str, str], ...] = (),
    flow: tuple[str, ...] = (),
) -> ServiceOut:
    return ServiceOut(
        id=new_id(),
        code=code,
        number=number,
        labels={"fr": french, "en": english},
        letter=letter,
        icon="file-text",
        typical_min=typical_min,
        walk_in=walk_in,
        walk_in_open=walk_in,
        sensitive=False,
        check_in_opens_min=30,
        grace_min=15,
        late_policy=LatePolicy.WAIT,
        documents=tuple(DocumentOut(code=c, labels={"fr": f, "en": e}) for c, f, e in documents),
        flow=flow,
        wait=EstimateOut(p50_s=600, p90_s=1200, ahead=2) if walk_in else None,
    )


CASH = make_service("cash", 3, "F", "Caisse", "Cashier", typical_min=5)
PASSPORT = make_service(
    "passport",
    1,
    "P",
    "Passeport",
    "Passport",
    typical_min=30,
    documents=(
        ("photo", "Photo", "Photo"),
        ("old_title", "Ancien titre", "Previous document"),
        ("proof", "Justificatif de domicile", "Proof of address"),
    ),
    flow=(CASH.id,),
)
LIFE = make_service(
    "life_cert", 2, "K", "Certificat de vie", "Life certificate", walk_in=True, typical_min=8
)
SIGNATURE = make_service("signature", 4, "K", "Légalisation", "Signature", walk_in=True).model_copy(
    update={"walk_in_open": False, "opens_at": NINE + timedelta(hours=4)}
)


def make_counter(
    number: str, name: str, kind: CounterKind, services: tuple[ServiceOut, ...]
) -> CounterOut:
    ids = tuple(service.id for service in services)
    return CounterOut(
        id=new_id(),
        number=number,
        name={"fr": name, "en": name},
        kind=kind,
        zone="hall",
        state=CounterState.CLOSED,
        services=ids,
        offered=ids,
    )


@dataclass
class FakePerson:
    """One visit of the fake site."""

    card: VisitCardOut
    slip: SlipState = SlipState.PRINTED
    position: int | None = None


@dataclass
class FakeSite:
    """The site as a signed-in agent reaches it; a test breaks it at will.

    Attributes:
        reachable: False makes every call raise `Unreachable`.
        losing: So many commands take effect and lose their answer.
        session_valid: False makes every call raise `Unauthorised`.
        refusing: Refusals by the name of the call, given once.
        done: The names of the commands that took effect, in order.
    """

    clock: HandClock = field(default_factory=HandClock)
    reachable: bool = True
    losing: int = 0
    session_valid: bool = True
    refusing: dict[str, Refused] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    reads: int = 0
    roles: tuple[Role, ...] = (Role.AGENT, Role.RECEPTION)
    patches: list[VisitPatch] = field(default_factory=list)
    finished: list[FinishIn] = field(default_factory=list)
    transferred: list[TransferIn] = field(default_factory=list)
    arrived: list[CheckInIn | WalkInIn] = field(default_factory=list)
    asked: list[HelpOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services = (PASSPORT, LIFE, CASH, SIGNATURE)
        self.counters = [
            make_counter("1", "Guichet 1", CounterKind.COUNTER, (PASSPORT, LIFE)),
            make_counter("2", "Guichet 2", CounterKind.COUNTER, (PASSPORT, LIFE)),
            make_counter("5", "Caisse", CounterKind.CASH_OFFICE, (CASH,)),
            make_counter("0", "Accueil", CounterKind.RECEPTION, (LIFE,)),
        ]
        self.people: list[FakePerson] = []
        self.bookings: list[AppointmentOut] = []
        self.devices: list[StationOut] = []
        self.answers: dict[str, object] = {}
        self.agent_id = new_id()

    @property
    def desk(self) -> CounterOut:
        return self.counters[1]

    # Setting the stage

    def add(
        self,
        number: str,
        *,
        service: ServiceOut = PASSPORT,
        booked_min: int | None = 0,
        name: tuple[str, str] = ("Diallo", "Aminata"),
        persons: int = 1,
        priority: bool = False,
        slip: SlipState = SlipState.PRINTED,
        companions: int = 0,
        language: str = "fr",
        needs: tuple[Need, ...] = (),
    ) -> FakePerson:
        came = self.clock.now() - timedelta(minutes=8)
        starts = None if booked_min is None else NINE + timedelta(minutes=booked_min)
        step = StepOut(
            id=new_id(),
            ordinal=1,
            service_id=service.id,
            state=StepState.WAITING,
            rank=starts or came + timedelta(hours=1),
            waiting_since=came,
        )
        card = VisitCardOut(
            id=new_id(),
            number=number,
            business_day="2026-11-24",
            kind="walk_in" if starts is None else "appointment",
            service_id=service.id,
            starts_at=starts,
            arrival=None if starts is None else Arrival.ON_TIME,
            checked_in_at=came,
            language=language,
            priority=priority,
            needs=needs,
            persons=persons,
            companions=companions,
            steps=(step,),
            people=tuple(
                PersonOut(ordinal=n, family_name=name[0], given_name=name[1] if n == 1 else "Ali")
                for n in range(1, (persons if starts else 0) + 1)
            ),
            documents=tuple(DocumentState(code=d.code, shown=False) for d in service.documents),
        )
        person = FakePerson(card, slip)
        self.people.append(person)
        return person

    def book(
        self, reference: str, family_name: str, given_name: str, minutes: int = 0
    ) -> AppointmentOut:
        booking = AppointmentOut(
            id=new_id(),
            reference=reference,
            service_id=PASSPORT.id,
            starts_at=NINE + timedelta(minutes=minutes),
            status=AppointmentStatus.BOOKED,
            mode=AppointmentMode.IN_PERSON,
            people=(PersonOut(ordinal=1, family_name=family_name, given_name=given_name),),
        )
        self.bookings.append(booking)
        return booking

    def add_kiosk(self, name: str = "Borne 1") -> StationOut:
        station = StationOut(
            id=new_id(),
            kind=StationKind.KIOSK,
            name=name,
            last_seen_at=self.clock.now(),
            printer="ok",
            paper="ok",
            scanner="ok",
        )
        self.devices.append(station)
        return station

    def set_device(self, station: StationOut, **changes: object) -> None:
        self.devices = [
            each.model_copy(update=changes) if each.id == station.id else each
            for each in self.devices
        ]

    def person(self, number: str) -> FakePerson:
        return next(each for each in self.people if each.card.number == number)

    def state(self, number: str) -> StepState:
        return self.person(number).card.steps[-1].state

    # What the program asks

    def site(self) -> SiteOut:
        self._check("site")
        return SiteOut(
            id=new_id(),
            name="Consulat général",
            zone="Europe/Paris",
            languages=("fr", "en"),
            business_day="2026-11-24",
            now=self.clock.now(),
            opening=OpeningOut(open=True),
            services=self.services,
            counters=tuple(self.counters),
            reference=ReferenceRule(min_length=1, max_length=12, letters=False, ask_time=True),
        )

    def sign_in(self, username: str, password: str) -> SessionOut:
        if not self.reachable:
            raise Unreachable("connect")
        if password != PASSWORD:
            raise Unauthorised("wrong_credentials", 401)
        self.session_valid = True
        return SessionOut(
            token=f"token-of-{username}",
            agent=AgentOut(id=self.agent_id, username=username),
            roles=self.roles,
            expires_at=self.clock.now() + timedelta(hours=10),
        )

    def sign_out(self) -> None:
        self._check("sign_out")
        self.done.append("sign_out")

    def queue(
        self,
        counter_id: str | None = None,
        /,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> QueueOut:
        del counter_id, limit, after
        self._check("queue")
        self.reads += 1
        shown = {StepState.WAITING, StepState.CALLED, StepState.SERVING, StepState.PARKED}
        open_ones = [each for each in self.people if each.card.steps[-1].state in shown]
        open_ones.sort(key=lambda each: each.card.steps[-1].rank)
        items, place = [], 0
        for each in open_ones:
            step, card = each.card.steps[-1], each.card
            waits = step.state is StepState.WAITING
            place += waits
            items.append(
                QueueItem(
                    visit_id=card.id,
                    step_id=step.id,
                    number=card.number,
                    service_id=step.service_id,
                    kind=card.kind,
                    state=step.state,
                    starts_at=card.starts_at,
                    checked_in_at=card.checked_in_at,
                    language=card.language,
                    priority=card.priority,
                    needs=card.needs,
                    slip=each.slip,
                    position=place if waits else None,
                    rank=step.rank,
                    why=_why(card, step),
                    waiting_s=480,
                    counter=step.counter,
                )
            )
        return QueueOut(items=tuple(items), seq=len(self.done))

    def visit(self, visit_id: str, /) -> VisitCardOut:
        self._check("visit")
        return next(each.card for each in self.people if each.card.id == visit_id)

    def patch_visit(self, visit_id: str, patch: VisitPatch, /) -> VisitCardOut:
        self._check("patch_visit")
        self.patches.append(patch)
        person = next(each for each in self.people if each.card.id == visit_id)
        changes: dict[str, object] = {}
        if patch.note is not None:
            changes["note"] = patch.note
        if patch.documents:
            changes["documents"] = tuple(
                each.model_copy(update={"shown": patch.documents.get(each.code, each.shown)})
                for each in person.card.documents
            )
        person.card = person.card.model_copy(update=changes)
        return person.card

    def open_counter(
        self, counter_id: str, opening: CounterOpenIn | None = None, /, *, key: str | None
    ) -> CounterOut:
        del opening
        return self._set_counter("open_counter", counter_id, key, state=CounterState.OPEN)

    def pause_counter(
        self, counter_id: str, pause: CounterPauseIn, /, *, key: str | None
    ) -> CounterOut:
        return self._set_counter(
            "pause_counter", counter_id, key, state=CounterState.PAUSED, pause_reason=pause.reason
        )

    def close_counter(self, counter_id: str, /, *, key: str | None) -> CounterOut:
        return self._set_counter("close_counter", counter_id, key, state=CounterState.CLOSED)

    def call_next(self, counter_id: str, /, *, key: str | None) -> CalledOut:
        def act() -> CalledOut:
            waiting = [p for p in self.people if p.card.steps[-1].state is StepState.WAITING]
            if not waiting:
                raise Refused("queue_empty", 409)
            return self._call(min(waiting, key=lambda p: p.card.steps[-1].rank), counter_id)

        return self._once("call_next", key, act)

    def call(self, counter_id: str, chosen: CallIn, /, *, key: str | None) -> CalledOut:
        def act() -> CalledOut:
            return self._call(self._of_step(chosen.step_id), counter_id)

        return self._once("call", key, act)

    def recall(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        calls = self._of_step(step_id).card.steps[-1].calls + 1
        return self._act("recall", step_id, key, StepState.CALLED, calls=calls)

    def undo(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        return self._act("undo", step_id, key, StepState.WAITING, counter_id=None, counter=None)

    def start(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        now = self.clock.now()
        return self._act("start", step_id, key, StepState.SERVING, started_at=now)

    def absent(self, step_id: str, /, *, confirm: bool, key: str | None) -> StepActionOut:
        step = self._of_step(step_id).card.steps[-1]
        soon = step.calls < 3 and self.clock.now() - (step.called_at or NINE) < timedelta(minutes=2)
        if soon and not confirm and self.reachable:
            raise Refused("absent_too_soon", 409, {"calls": step.calls})
        return self._act("absent", step_id, key, StepState.NO_SHOW)

    def park(
        self, step_id: str, parking: ParkIn | None = None, /, *, key: str | None
    ) -> StepActionOut:
        del parking
        return self._act("park", step_id, key, StepState.PARKED, counter_id=None, counter=None)

    def resume(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        desk = self.desk
        return self._act(
            "resume", step_id, key, StepState.SERVING, counter_id=desk.id, counter=desk.number
        )

    def transfer(self, step_id: str, target: TransferIn, /, *, key: str | None) -> StepActionOut:
        self.transferred.append(target)
        answer = self._act("transfer", step_id, key, StepState.COMPLETED)
        return self._next_step(answer, target.service_id)

    def finish(
        self, step_id: str, ending: FinishIn | None = None, /, *, key: str | None
    ) -> StepActionOut:
        self.finished.append(ending or FinishIn())
        answer = self._act("finish", step_id, key, StepState.COMPLETED)
        return (
            self._next_step(answer, CASH.id) if answer.visit.service_id == PASSPORT.id else answer
        )

    def come_back(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        return self._act(
            "come_back", step_id, key, StepState.WAITING, counter_id=None, counter=None
        )

    def reopen(self, step_id: str, /, *, key: str | None) -> StepActionOut:
        return self._act("reopen", step_id, key, StepState.WAITING, counter_id=None, counter=None)

    def appointments(
        self,
        day: str | None = None,
        q: str | None = None,
        status: AppointmentStatus | None = None,
        /,
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> AppointmentsOut:
        del day, status, limit, after
        self._check("appointments")
        wanted = (q or "").casefold()
        items = [
            each
            for each in self.bookings
            if each.reference.startswith(wanted)
            or any(person.family_name.casefold().startswith(wanted) for person in each.people)
        ]
        return AppointmentsOut(items=tuple(items))

    def check_in(self, arrival: CheckInIn, /, *, key: str | None) -> ArrivedOut:
        def act() -> ArrivedOut:
            self.arrived.append(arrival)
            booking = next(
                b for b in self.bookings if b.id == arrival.appointment_id or arrival.code
            )
            number = f"P{len(self.people) + 1:03}"
            person = self.add(number, slip=SlipState.QUEUED)
            changes = {"status": AppointmentStatus.CHECKED_IN, "number": number}
            self.bookings[self.bookings.index(booking)] = booking.model_copy(update=changes)
            return self._arrived(person, Arrival.LATE)

        return self._once("check_in", key, act)

    def walk_in(self, arrival: WalkInIn, /, *, key: str | None) -> ArrivedOut:
        def act() -> ArrivedOut:
            self.arrived.append(arrival)
            number = f"K{len(self.people) + 1:03}"
            person = self.add(number, service=LIFE, booked_min=None, slip=SlipState.QUEUED)
            return self._arrived(person, None)

        return self._once("walk_in", key, act)

    def report_slip(self, visit_id: str, state: SlipState, /, *, key: str | None) -> SlipOut:
        def act() -> SlipOut:
            next(each for each in self.people if each.card.id == visit_id).slip = state
            return SlipOut(visit_id=visit_id, state=state)

        return self._once("report_slip", key, act)

    def stations(self) -> StationsOut:
        self._check("stations")
        return StationsOut(items=tuple(self.devices))

    def helps(self) -> HelpsOut:
        self._check("helps")
        return HelpsOut(items=tuple(each for each in self.asked if each.answered_at is None))

    def answer_help(self, help_id: str, /, *, key: str | None) -> HelpOut:
        def act() -> HelpOut:
            place = next(n for n, each in enumerate(self.asked) if each.id == help_id)
            answered = {"answered_at": self.clock.now()}
            self.asked[place] = self.asked[place].model_copy(update=answered)
            return self.asked[place]

        return self._once("answer_help", key, act)

    # How it works inside

    def _check(self, name: str) -> None:
        if not self.reachable:
            raise Unreachable("connect")
        if not self.session_valid and name != "site":
            raise Unauthorised("session_expired", 401)
        if name in self.refusing:
            raise self.refusing.pop(name)

    def _once(self, name: str, key: str | None, act: Callable[[], T]) -> T:
        self._check(name)
        assert key, f"{name} needs an idempotency key"
        if key not in self.answers:
            self.answers[key] = act()
            self.done.append(name)
        if self.losing:
            self.losing -= 1
            raise Unreachable("broken")
        answer: T = self.answers[key]  # type: ignore[assignment]
        return answer

    def _set_counter(
        self, name: str, counter_id: str, key: str | None, **changes: object
    ) -> CounterOut:
        def act() -> CounterOut:
            place = next(n for n, each in enumerate(self.counters) if each.id == counter_id)
            self.counters[place] = self.counters[place].model_copy(
                update={"pause_reason": None, **changes}
            )
            return self.counters[place]

        return self._once(name, key, act)

    def _of_step(self, step_id: str) -> FakePerson:
        return next(p for p in self.people if any(s.id == step_id for s in p.card.steps))

    def _change(self, person: FakePerson, **changes: object) -> StepOut:
        step = person.card.steps[-1].model_copy(update=changes)
        steps = (*person.card.steps[:-1], step)
        person.card = person.card.model_copy(update={"steps": steps})
        return step

    def _call(self, person: FakePerson, counter_id: str) -> CalledOut:
        counter = next(each for each in self.counters if each.id == counter_id)
        step = self._change(
            person,
            state=StepState.CALLED,
            counter_id=counter_id,
            counter=counter.number,
            called_at=self.clock.now(),
            calls=1,
        )
        call = CallOut(
            id=new_id(),
            announcement=len(self.done) + 1,
            step_id=step.id,
            counter_id=counter_id,
            counter=counter.number,
            called_at=self.clock.now(),
            repeats=0,
        )
        return CalledOut(call=call, step=step, visit=person.card)

    def _act(
        self, name: str, step_id: str, key: str | None, state: StepState, **changes: object
    ) -> StepActionOut:
        def act() -> StepActionOut:
            person = self._of_step(step_id)
            step = self._change(person, state=state, **changes)
            return StepActionOut(step=step, visit=person.card)

        return self._once(name, key, act)

    def _next_step(self, answer: StepActionOut, service_id: str) -> StepActionOut:
        person = self._of_step(answer.step.id)
        if len(person.card.steps) > answer.step.ordinal:
            return answer
        following = StepOut(
            id=new_id(),
            ordinal=answer.step.ordinal + 1,
            service_id=service_id,
            state=StepState.WAITING,
            rank=answer.step.rank,
            waiting_since=self.clock.now(),
        )
        steps = (*person.card.steps, following)
        person.card = person.card.model_copy(update={"steps": steps})
        return StepActionOut(step=answer.step, visit=person.card, next_step=following)

    def _arrived(self, person: FakePerson, arrival: Arrival | None) -> ArrivedOut:
        card = person.card
        return ArrivedOut(
            visit=VisitOut.model_validate(card.model_dump()),
            ticket=TicketOut(
                number=card.number,
                letter=card.number[0],
                business_day=card.business_day,
                slip=person.slip,
            ),
            arrival=arrival,
            estimate=EstimateOut(p50_s=600, p90_s=1200, ahead=3),
        )


def _why(card: VisitCardOut, step: StepOut) -> Why:
    facts: dict[str, str | int | bool | None] = {
        "rank": step.rank.isoformat(),
        "checked_in_at": card.checked_in_at.isoformat(),
    }
    if card.starts_at is None:
        return Why(code="walk_in", facts=facts)
    return Why(code="appointment", facts=facts | {"starts_at": card.starts_at.isoformat()})
