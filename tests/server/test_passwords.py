"""Passwords: hashed, compared in even time, and not to be guessed at speed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher

from core.errors import Unprocessable
from core.runtime.clock import SimulatedClock
from server.auth.passwords import PasswordCheck, Throttle, hash_password


def _clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 11, 24, tzinfo=UTC), speed=0)


def test_password_fits_its_own_hash_alone() -> None:
    kept = hash_password("Cheval-juste-7-agrafes", username="lea")
    check = PasswordCheck()
    assert kept.startswith("$argon2id$")
    assert check.fits("Cheval-juste-7-agrafes", kept)
    assert not check.fits("Cheval-juste-8-agrafes", kept)


def test_passwords_that_were_chosen_before_the_rule_go_on_fitting() -> None:
    assert PasswordCheck().fits("password", PasswordHasher(time_cost=1).hash("password"))


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_unknown_accounts_and_damaged_hashes_fit_nothing(kept: str | None) -> None:
    assert not PasswordCheck().fits("no account has this one", kept)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("court", "password_short"),
        ("M0tDeP@sse-2024", "password_known"),
        ("Jennifer-2024!", "password_known"),
        ("Guichet-wK7;pq2", "password_alike"),
    ],
)
def test_weak_passwords_are_not_hashed(password: str, code: str) -> None:
    with pytest.raises(Unprocessable, match=code):
        hash_password(password, username="lea")


def test_a_password_has_an_end() -> None:
    with pytest.raises(ValueError, match="at most 256 characters"):
        hash_password("x" * 257, username="lea")


def test_five_failures_make_one_wait_and_time_heals() -> None:
    clock = _clock()
    throttle = Throttle(clock, failures=5, window_s=180)
    for _ in range(4):
        throttle.failed("lea", "station")
    assert throttle.wait_s("lea", "station") == 0
    throttle.failed("lea", "station")
    assert 179 <= throttle.wait_s("lea") <= 181
    assert throttle.wait_s("marc") == 0
    assert throttle.wait_s("marc", "station") > 0
    clock.advance(181)
    assert throttle.wait_s("lea", "station") == 0


def test_success_forgets_failures() -> None:
    throttle = Throttle(_clock(), failures=2)
    throttle.failed("lea")
    throttle.failed("lea")
    throttle.succeeded("lea")
    assert throttle.wait_s("lea") == 0


def test_tries_that_come_at_once_are_let_through_no_more_often() -> None:
    throttle = Throttle(_clock())
    together = threading.Barrier(20)

    def attempt(_: int) -> bool:
        together.wait(10)
        return throttle.attempt("account a") == 0

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(attempt, range(20))) == 5
