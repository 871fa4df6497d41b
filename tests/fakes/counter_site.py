"""The site as a signed-in agent reaches it, answering as the server would."""

from datetime import timedelta

from core.model import AppointmentStatus, Arrival, CounterState, SlipState, StepState
from core.names.fitting import Fit, Wanted
from core.names.words import names_of
from core.runtime.ids import new_id
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.contract.arrivals import (
    AppointmentOut,
    AppointmentsOut,
    ArrivedOut,
    CheckInIn,
    SlipIn,
    SlipOut,
    StepOut,
    VisitCardOut,
    VisitPatch,
    WalkInIn,
)
from sync.contract.booking import BookingPageOut
from sync.contract.calls import (
    CalledOut,
    CallIn,
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
    OpeningOut,
    ReferenceRule,
    SiteOut,
)
from sync.contract.stations import (
    AgentOut,
    HelpOut,
    HelpsOut,
    LockOut,
    SessionOut,
    StationsOut,
)
from tests.fakes.counter_catalogue import (
    CASH,
    CODE,
    FEWEST,
    INVITATION,
    LIFE,
    NINE,
    PASSPORT,
    PASSWORD,
    PIN,
)
from tests.fakes.counter_elsewhere import FakeElsewhere


class FakeSite(FakeElsewhere):
    """Every call that the counter app makes; what a test sets is in the class above."""

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
            sign_in_with=self.provider,
            booking=self.booking,
            booking_can=self.booking_can,
            reference=ReferenceRule(min_length=1, max_length=12, letters=False, ask_time=True),
        )

    def sign_in(self, username: str, password: str) -> SessionOut:
        if not self.reachable:
            raise Unreachable("connect")
        if password != PASSWORD:
            raise Unauthorised("wrong_credentials", 401)
        return self._session(username)

    def with_patience(self, read_s: float, /) -> "FakeSite":
        self.patience_s = read_s
        return self

    def finish_provider_sign_in(self, state: str, code: str, issuer: str | None, /) -> SessionOut:
        self._check("finish_provider_sign_in")
        self.brought.append((state, code, issuer))
        if code != CODE:
            raise Refused("identity_unknown", 403, {"subject": "77aa-noor"})
        return self._session("lea")

    def choose_password(self, username: str, code: str, password: str, /) -> SessionOut:
        if not self.reachable:
            raise Unreachable("connect")
        if code != INVITATION:
            raise Refused("invitation_refused", 403)
        self._take_password(password)
        return self._session(username)

    def set_pin(self, pin: str, password: str, /) -> None:
        self._check("set_pin")
        if password != PASSWORD:
            raise Refused("password_refused", 403)
        self.secrets_set.append(pin)

    def change_password(self, old: str, new: str, /) -> None:
        self._check("change_password")
        if old != PASSWORD:
            raise Refused("password_refused", 403)
        self._take_password(new)

    def _take_password(self, password: str) -> None:
        if len(password) < FEWEST:
            raise Refused("password_short", 422)
        self.secrets_set.append(password)

    def _session(self, username: str) -> SessionOut:
        self.session_valid = True
        return SessionOut(
            token=f"token-of-{username}",
            agent=AgentOut(id=self.agent_id, username=username),
            roles=self.roles,
            expires_at=self.clock.now() + timedelta(hours=10),
        )

    def lock(self) -> LockOut:
        self._check("lock")
        self.done.append("lock")
        return LockOut(locked=True)

    def unlock(self, password: str, /) -> LockOut:
        self._check("unlock")
        if password != PASSWORD:
            raise Unauthorised("wrong_credentials", 401)
        self.done.append("unlock")
        return LockOut(locked=False)

    def unlock_by_pin(self, pin: str, /) -> LockOut:
        self._check("unlock_by_pin")
        if pin != PIN:
            raise Unauthorised("pin_refused", 401, {"tries_left": self.tries_left})
        self.done.append("unlock_by_pin")
        return LockOut(locked=False)

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

    def appointment_page(self, appointment_id: str, /) -> BookingPageOut:
        self._check("appointment_page")
        return BookingPageOut(url=self.pages.get(appointment_id))

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
        return self._next_step(answer, target.service_id or answer.step.service_id)

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
        if q:
            self.searched.append(q)
        items = [each for each in self.bookings if not wanted or _fits(Wanted(wanted), each)]
        if wanted and wanted == self.spelt_otherwise:
            items = self.bookings
        otherwise = len(items) if wanted == self.spelt_otherwise else 0
        return AppointmentsOut(items=tuple(items), otherwise=otherwise)

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

    def report_slip(self, visit_id: str, slip: SlipIn, /, *, key: str | None) -> SlipOut:
        def act() -> SlipOut:
            next(each for each in self.people if each.card.id == visit_id).slip = slip.state
            return SlipOut(visit_id=visit_id, state=slip.state)

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


def _why(card: VisitCardOut, step: StepOut) -> Why:
    facts: dict[str, str | int | bool | None] = {
        "rank": step.rank.isoformat(),
        "checked_in_at": card.checked_in_at.isoformat(),
    }
    if card.starts_at is None:
        return Why(code="walk_in", facts=facts)
    return Why(code="appointment", facts=facts | {"starts_at": card.starts_at.isoformat()})


def _fits(wanted: Wanted, booked: AppointmentOut) -> bool:
    people = [names_of(person.family_name, person.given_name) for person in booked.people]
    return wanted.fit(booked.reference, people) is Fit.EXACT
