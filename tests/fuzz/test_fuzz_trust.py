"""Pairing and sign-in in any order, against a small model of whom the site trusts.

Codes are made, presented rightly and wrongly, used twice and too late; agents sign in, guess, lock,
leave; stations are revoked; time passes. After each step every token opens what the model says.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.model import AgentId, Role, StationId
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import agents
from core.usecases.agents import RecordSignIn
from core.usecases.stations import new_token
from server.auth.rights import RIGHTS
from tests.server.site_support import PASSWORD, SiteUnderTest, init, running_site

KINDS = st.sampled_from(["kiosk", "counter", "display"])
PEOPLE = st.sampled_from(["lea", "marc", "nobody"])
CODE_S, LOCK_S, SESSION_S = 600, 900, 12 * 3600
WRONG_CODES = 5
WRONG_PASSWORDS, PASSWORD_WINDOW_S = 5, 180


@dataclass
class Code:
    """A pairing code, as the model knows it."""

    text: str
    kind: str
    until: float
    used: bool = False


@dataclass
class Holder:
    """Who holds a token: a station, or an agent at one."""

    name: str
    station: "Holder | None" = None
    until: float = float("inf")
    gone: bool = False
    locked: bool = False

    def opens(self, now: float) -> str:
        """Return the code of the refusal; nothing where the token is good."""
        if self.gone or now >= self.until or (self.station is not None and self.station.gone):
            return "unauthorised"
        return "session_locked" if self.locked else ""


class Trust(RuleBasedStateMachine):
    """Does to a site what the model foretells."""

    codes: Bundle[Code] = Bundle("codes")
    stations: Bundle[Holder] = Bundle("stations")
    sessions: Bundle[Holder] = Bundle("sessions")

    def __init__(self, site: SiteUnderTest) -> None:
        super().__init__()
        self.site = site
        self.now = 0.0
        self.wrong_codes = 0
        self.locked_until = 0.0
        self.guesses: dict[str, list[float]] = {}
        self.holders: list[Holder] = []
        # The site is the same in each run: what the last one left is opened again.
        self.site.clock.advance(PASSWORD_WINDOW_S + LOCK_S)
        self.admin_until = 0.0
        self.make_code("kiosk")

    def admin(self) -> str:
        """Return an administrator with a session; none of the brakes counts how it was opened."""
        if self.now >= self.admin_until:
            store, token = self.site.wiring.store, new_token()
            with store.read() as reader:
                agent = reader.agent_by_username("admin")
                counter = next(one for one in reader.stations() if one.name == "counter")
            assert agent is not None
            until = self.site.clock.now() + timedelta(seconds=SESSION_S)
            opened = RecordSignIn(AgentId(agent.id), StationId(counter.id), token, until)
            store.write(lambda uow: agents.record_sign_in(uow, Actor(), opened))
            self.site.tokens["admin"] = token
            self.admin_until = self.now + SESSION_S
        return "admin"

    @rule(target=codes, kind=KINDS)
    def make_code(self, kind: str) -> Code:
        made = self.site.post("/pairing-codes", {"kind": kind, "name": "essai"}, as_=self.admin())
        self.wrong_codes, self.locked_until = 0, 0.0
        return Code(made["pairing"][:9], kind, self.now + CODE_S)

    @rule(target=stations, code=codes, kind=KINDS)
    def present(self, code: Code, kind: str) -> "Holder | MultipleResults[Holder]":
        body = {"code": code.text, "kind": kind, "name": "essai"}
        answer = self.site.call("POST", "/stations/pair", body, as_=None)
        if self.now < self.locked_until:
            assert (answer.status_code, answer.json()["code"]) == (429, "pairing_locked")
            return multiple()
        if code.used or self.now >= code.until or kind != code.kind:
            assert (answer.status_code, answer.json()["code"]) == (403, "pairing_code_refused")
            self._wrong_code()
            return multiple()
        assert answer.status_code == 201, answer.text
        code.used, self.wrong_codes = True, 0
        return self._holds(Holder(answer.json()["station_id"]), answer.json()["token"])

    @rule()
    def present_nonsense(self) -> None:
        body = {"code": "ZZZZ-ZZZZ", "kind": "kiosk", "name": "essai"}
        answer = self.site.call("POST", "/stations/pair", body, as_=None)
        if self.now < self.locked_until:
            assert answer.json()["code"] == "pairing_locked"
        else:
            assert answer.json()["code"] == "pairing_code_refused"
            self._wrong_code()

    @rule(target=sessions, who=PEOPLE, right=st.booleans())
    def sign_in(self, who: str, right: bool) -> "Holder | MultipleResults[Holder]":
        password = PASSWORD if right else PASSWORD + "?"
        body = {"username": who, "password": password}
        answer = self.site.call("POST", "/sessions", body, as_="counter")
        subjects = (who, "the counter")
        if any(self._braked(subject) for subject in subjects):
            assert (answer.status_code, answer.json()["code"]) == (429, "too_many_tries")
            return multiple()
        if not right or who == "nobody":
            assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
            for subject in subjects:
                self.guesses.setdefault(subject, []).append(self.now)
            return multiple()
        assert answer.status_code == 201, answer.text
        for subject in subjects:
            self.guesses.pop(subject, None)
        return self._holds(Holder(new_id(), until=self.now + SESSION_S), answer.json()["token"])

    @rule(station=stations)
    def revoke(self, station: Holder) -> None:
        answer = self.site.call("DELETE", f"/stations/{station.name}", as_=self.admin())
        assert answer.status_code == 204
        station.gone = True

    @rule(session=sessions)
    def sign_out(self, session: Holder) -> None:
        answer = self.site.call("DELETE", "/sessions/self", as_=session.name)
        over = session.opens(self.now) == "unauthorised"
        assert answer.status_code == (401 if over else 204)
        session.gone = True

    @rule(session=sessions)
    def lock(self, session: Holder) -> None:
        answer = self.site.call("POST", "/sessions/self/lock", {}, as_=session.name)
        refused = session.opens(self.now)
        assert answer.status_code == (401 if refused else 200)
        session.locked = session.locked or not refused

    @rule(seconds=st.sampled_from([1, 61, 181, 599, 601, 901, SESSION_S + 1]))
    def wait(self, seconds: int) -> None:
        self.site.clock.advance(seconds)
        self.now += seconds

    @precondition(lambda self: self.holders)
    @invariant()
    def every_token_opens_what_the_model_says(self) -> None:
        for holder in self.holders[-6:]:
            # None of them may ask for that: a token that is good is refused for its rights alone.
            answer = self.site.call("GET", "/copy", as_=holder.name)
            told = answer.json()["code"] if answer.status_code == 401 else ""
            assert told == holder.opens(self.now), (holder, self.now)

    def _wrong_code(self) -> None:
        self.wrong_codes += 1
        if self.wrong_codes >= WRONG_CODES:
            self.wrong_codes, self.locked_until = 0, self.now + LOCK_S

    def _braked(self, subject: str) -> bool:
        latest = self.guesses.get(subject, [])[-WRONG_PASSWORDS:]
        return len(latest) == WRONG_PASSWORDS and self.now - latest[0] < PASSWORD_WINDOW_S

    def _holds(self, holder: Holder, token: str) -> Holder:
        self.site.tokens[holder.name] = token
        self.holders.append(holder)
        return holder


def run(monkeypatch: pytest.MonkeyPatch, runs: int, steps: int) -> None:
    """Run the machine on one site; how long a refusal takes has a test of its own."""
    for route, right in RIGHTS.items():
        if right.even_s:
            monkeypatch.setitem(RIGHTS, route, replace(right, even_s=0.0))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        init(folder / "data")
        site = stack.enter_context(running_site(folder / "data"))
        site.sign_in("admin", Role.ADMIN)
        run_state_machine_as_test(
            lambda: Trust(site),  # type: ignore[arg-type] # a maker does as well
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_the_site_trusts_whom_the_model_trusts(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, runs=8, steps=25)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_site_trusts_whom_the_model_trusts_in_very_many_histories(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(monkeypatch, runs=400, steps=60)
