"""What the counter app's fake site holds, and how a test sets and breaks it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from core.model import (
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    CounterKind,
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
    ArrivedOut,
    CheckInIn,
    DocumentState,
    PersonOut,
    StepOut,
    TicketOut,
    VisitCardOut,
    VisitOut,
    VisitPatch,
    WalkInIn,
)
from sync.contract.booking import BookingCapabilities, BookingHealth
from sync.contract.booking_links import BookingLinkIn
from sync.contract.calls import (
    CalledOut,
    CallOut,
    FinishIn,
    StepActionOut,
    TransferIn,
)
from sync.contract.site import (
    CounterOut,
    EstimateOut,
    ServiceOut,
)
from sync.contract.stations import HelpOut, StationOut
from tests.fakes.counter_catalogue import (
    CASH,
    LIFE,
    NINE,
    PASSPORT,
    SIGNATURE,
    HandClock,
    make_counter,
)

T = TypeVar("T")


@dataclass
class FakePerson:
    """One visit of the fake site."""

    card: VisitCardOut
    slip: SlipState = SlipState.PRINTED
    position: int | None = None


@dataclass
class FakeSiteState:
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
    tries_left: int = 2
    secrets_set: list[str] = field(default_factory=list)
    provider: str = ""
    booking_can: BookingCapabilities = field(default_factory=BookingCapabilities)
    pages: dict[str, str] = field(default_factory=dict)
    booking: BookingHealth = field(default_factory=lambda: BookingHealth(state="off"))
    provider_pastes: bool = False
    links: list[tuple[str, BookingLinkIn]] = field(default_factory=list)
    provider_port: int = 0
    patience_s: float = 0.0
    brought: list[tuple[str, str, str | None]] = field(default_factory=list)

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
        self.spelt_otherwise: str | None = None
        self.searched: list[str] = []
        """What finds every booking, as spelt otherwise."""
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
