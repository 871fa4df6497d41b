"""Agents' passwords: Argon2id, and a brake on guessing."""

import hashlib
import lzma
import threading
from collections import deque
from collections.abc import Iterable
from functools import cache
from typing import Final, Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.password_rule import LONGEST, refuse_weak
from core.runtime.paths import resource

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class _Monotonic(Protocol):
    def monotonic(self) -> float: ...


def hash_password(password: str, *, username: str, site_name: str = "") -> str:
    """Return the Argon2id hash to keep of a new password; it takes some 30 ms.

    Raises:
        Unprocessable: `password_short`, `password_alike` or `password_known`.
        ValueError: Longer than 256 characters.
    """
    if len(password) > LONGEST:
        raise ValueError(f"a password has at most {LONGEST} characters")
    refuse_weak(password, known=_known(), username=username, site_name=site_name)
    return _HASHER.hash(password)


def hash_pin(pin: str) -> str:
    """Return the Argon2id hash to keep of a PIN; what brakes guessing is not its length."""
    return _HASHER.hash(pin)


@cache
def _known() -> frozenset[str]:
    """Return the stems of passwords that many people have; read when one is first chosen."""
    packed = resource("security", "known-passwords.txt.xz").read_bytes()
    return frozenset(lzma.decompress(packed).decode().split())


@cache
def _decoy() -> str:
    """Return the hash that unknown accounts are compared with; made once, it takes its time."""
    return _HASHER.hash("no account has this one")


class PasswordCheck:
    """Compares passwords in the time that Argon2id takes, also for unknown accounts."""

    def __init__(self) -> None:
        self._decoy = _decoy()

    def fits(self, password: str, kept: str | None) -> bool:
        """Tell whether a password fits the kept hash; None stands for an unknown account."""
        try:
            fits = _HASHER.verify(kept or self._decoy, password)
        except (VerificationError, InvalidHashError):
            return False
        return fits and bool(kept)


class Throttle:
    """Refuses after too many failures within a window of time.

    Args:
        clock: Measures the window; simulated time counts as time.
        failures: How many failures are let through per window.
        window_s: Length of the window in seconds.
    """

    def __init__(self, clock: _Monotonic, *, failures: int = 5, window_s: float = 180) -> None:
        self._clock = clock
        self._failures = failures
        self._window_s = window_s
        self._lock = threading.Lock()
        self._seen: dict[bytes, deque[float]] = {}

    def wait_s(self, *subjects: str) -> int:
        """Return how many whole seconds these subjects must wait; 0 when they may try."""
        now = self._clock.monotonic()
        with self._lock:
            return self._longest(subjects, now)

    def attempt(self, *subjects: str) -> int:
        """Count a try as failed before it is made, unless these subjects must wait.

        Tries that come at once are counted one by one, so that none is made beyond what is let
        through; one that succeeds says so by `succeeded`.

        Returns:
            How many whole seconds they must wait; 0 when the try may be made.
        """
        now = self._clock.monotonic()
        with self._lock:
            wait_s = self._longest(subjects, now)
            if not wait_s:
                self._count(subjects, now)
            return wait_s

    def failed(self, *subjects: str) -> None:
        """Count a failure of each subject."""
        now = self._clock.monotonic()
        with self._lock:
            self._count(subjects, now)

    def give_back(self, *subjects: str) -> None:
        """Take back the newest try of each subject, which was no failure; older ones stay."""
        with self._lock:
            for subject in subjects:
                seen = self._seen.get(_name(subject))
                if seen:
                    seen.pop()

    def succeeded(self, *subjects: str) -> None:
        """Forget the failures of each subject."""
        with self._lock:
            for subject in subjects:
                self._seen.pop(_name(subject), None)

    def _longest(self, subjects: Iterable[str], now: float) -> int:
        return max((self._wait(_name(subject), now) for subject in subjects), default=0)

    def _count(self, subjects: Iterable[str], now: float) -> None:
        if len(self._seen) > 10_000:
            self._seen = {name: seen for name, seen in self._seen.items() if self._wait(name, now)}
        for subject in subjects:
            self._seen.setdefault(_name(subject), deque(maxlen=self._failures)).append(now)

    def _wait(self, name: bytes, now: float) -> int:
        seen = self._seen.get(name)
        if seen is None or len(seen) < self._failures:
            return 0
        left = self._window_s - (now - seen[0])
        return max(0, int(left) + 1) if left > 0 else 0


def _name(subject: str) -> bytes:
    return hashlib.sha256(subject.encode("utf-8", "replace")).digest()
