"""`PUT /sessions/self/pin` and unlocking by it: three tries, at its own station alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import pytest
from argon2 import PasswordHasher

from core.errors import Unprocessable
from core.model import EventKind, SessionId, StationKind
from core.things import Actor
from core.usecases import pins
from core.usecases.agents import SignOut
from core.usecases.pins import refuse_weak_pin
from server.auth import passwords
from tests.server.site_support import PASSWORD, SiteUnderTest
from tests.support.led_days import happened, refused

LOCK, UNLOCK, PIN = "/sessions/self/lock", "/sessions/self/unlock", "/sessions/self/pin"
RIGHT, WRONG = "270519", "385016"


def set_pin(site: SiteUnderTest, pin: str = RIGHT, password: str = PASSWORD) -> tuple[int, str]:
    answer = site.call("PUT", PIN, {"pin": pin, "password": password}, as_="marc")
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


def unlock(site: SiteUnderTest, pin: str, as_: str = "marc") -> tuple[int, str]:
    answer = site.call("POST", UNLOCK, {"pin": pin}, as_=as_)
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


@pytest.fixture
def locked(site: SiteUnderTest) -> SiteUnderTest:
    """Lock marc's session, which a PIN unlocks."""
    assert set_pin(site) == (204, "")
    site.post(LOCK, as_="marc")
    return site


def test_the_pin_unlocks(locked: SiteUnderTest) -> None:
    assert locked.post(UNLOCK, {"pin": RIGHT}, as_="marc") == {"locked": False}
    assert locked.call("GET", "/site", as_="marc").status_code == 200
    assert RIGHT not in str(happened(locked, EventKind.AGENT_PIN_SET))


def test_the_third_wrong_one_ends_the_session_and_the_pin(locked: SiteUnderTest) -> None:
    left = []
    for _ in range(3):
        answer = locked.call("POST", UNLOCK, {"pin": WRONG}, as_="marc")
        assert (answer.status_code, answer.json()["code"]) == (401, "pin_refused")
        left.append(answer.json()["tries_left"])
    assert left == [2, 1, 0]
    assert unlock(locked, RIGHT) == (401, "unauthorised")
    locked.sign_in_again("marc")
    assert unlock(locked, RIGHT) == (404, "pin_unknown")
    facts = [one.facts for one in happened(locked, EventKind.AGENT_PIN_REFUSED)]
    assert [one["tries_left"] for one in facts if one] == [2, 1, 0]


@pytest.mark.parametrize("right", [{"pin": RIGHT}, {"password": PASSWORD}])
def test_what_fits_lets_them_count_from_zero(locked: SiteUnderTest, right: dict[str, str]) -> None:
    for _ in range(2):
        assert [unlock(locked, WRONG)[1] for _ in range(2)] == ["pin_refused"] * 2
        locked.post(UNLOCK, right, as_="marc")


def test_a_try_is_counted_before_it_is_compared(locked: SiteUnderTest) -> None:
    with locked.wiring.store.read() as reader:
        signed_in = reader.session_by_token(locked.tokens["marc"])
    assert signed_in is not None
    command = SignOut(SessionId(signed_in.session.id))
    for _ in range(3):  # as often the server dies before it compares
        locked.wiring.store.write(lambda uow: pins.count_try(uow, Actor(), command))
    assert unlock(locked, RIGHT) == (401, "pin_refused")
    assert unlock(locked, RIGHT) == (401, "unauthorised")


class CountingHasher(PasswordHasher):
    """Counts what it compares, and by which threads."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=1024, parallelism=1)
        self.threads: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.threads.append(threading.current_thread().name)
        return super().verify(hash, password)

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.threads.append(threading.current_thread().name)
        return super().hash(password, salt=salt)


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    """Compare with a hasher that counts."""
    counting = CountingHasher()
    monkeypatch.setattr(passwords, "_HASHER", counting)
    return counting


def test_of_many_tries_at_once_three_are_compared(
    locked: SiteUnderTest, hasher: CountingHasher
) -> None:
    together = threading.Barrier(12)

    def attempt(at: int) -> int:
        together.wait(10)
        return unlock(locked, f"{385010 + at}")[0]

    with ThreadPoolExecutor(12) as pool:
        statuses = set(pool.map(attempt, range(12)))
    assert len(hasher.threads) <= 3
    assert statuses <= {401, 404}
    assert unlock(locked, RIGHT)[0] == 401


def test_nothing_is_hashed_on_the_thread_that_writes(
    site: SiteUnderTest, hasher: CountingHasher
) -> None:
    writers: list[str] = []
    site.wiring.store.write(lambda _: writers.append(threading.current_thread().name))
    site.sign_in_again("marc")
    assert set_pin(site) == (204, "")
    assert unlock(site, RIGHT) == (200, "")
    new = {"old": PASSWORD, "new": "un tout autre secret que personne ne devine"}
    assert site.call("PUT", "/sessions/self/password", new, as_="marc").status_code == 204
    assert len(hasher.threads) == 6
    assert writers[0] not in hasher.threads


def test_the_pin_is_good_at_its_own_station_alone(locked: SiteUnderTest) -> None:
    locked.enrol("counter 2", StationKind.COUNTER)
    body = {"username": "marc", "password": PASSWORD}
    session = locked.post("/sessions", body, as_="counter 2", status=201)
    assert session["has_pin"] is False
    locked.tokens["elsewhere"] = session["token"]
    assert unlock(locked, RIGHT, as_="elsewhere") == (404, "pin_unknown")
    assert locked.post("/sessions", body, as_="counter", status=201)["has_pin"] is True


def test_the_password_is_asked_for(site: SiteUnderTest) -> None:
    assert set_pin(site, password="autre chose") == (403, "password_refused")
    assert unlock(site, RIGHT) == (404, "pin_unknown")


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "121212", "123123", "112211"])
def test_what_is_tried_first_is_no_pin(pin: str) -> None:
    with pytest.raises(Unprocessable, match="pin_weak"):
        refuse_weak_pin(pin)


@pytest.mark.parametrize("pin", ["", "27051", "2705190", "27051a", "٢٧٠٥١٩", "27 519"])
def test_a_pin_is_six_digits(site: SiteUnderTest, pin: str) -> None:
    assert set_pin(site, pin) == (422, "invalid_request")
    assert unlock(site, pin) == (422, "invalid_request")


@pytest.mark.parametrize("body", [{}, {"pin": RIGHT, "password": PASSWORD}])
def test_one_of_the_two_unlocks(locked: SiteUnderTest, body: dict[str, str]) -> None:
    problem = refused(locked, UNLOCK, body, 422, "invalid_request", as_="marc")
    assert RIGHT not in str(problem)
    assert PASSWORD not in str(problem)
