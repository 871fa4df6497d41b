"""When a line that failed may be tried again."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_LEAST_S: Final = 1.0
_DOUBLINGS: Final = 16
_SPREAD: Final = 0.25


@dataclass(frozen=True, slots=True)
class BackoffRule:
    """How long to wait, in seconds of real time.

    Attributes:
        first_s: The longest first pause; each failure doubles it.
        most_s: What it is never longer than.
        probe_s: Pause between two looks whether somebody listens again.
    """

    first_s: float = 5.0
    most_s: float = 300.0
    probe_s: float = 5.0

    def pause(self, failures: int, chance: Callable[[], float]) -> float:
        """Return a pause with full jitter, so that posts do not come back all at once.

        Args:
            failures: How many in a row; at least 1.
            chance: Gives numbers from 0 to 1.
        """
        longest = min(self.most_s, self.first_s * 2.0 ** min(failures - 1, _DOUBLINGS))
        return max(min(_LEAST_S, longest), chance() * longest)


class Budget:
    """Keeps a long outbox, or a day of many pages, from falling on the server all at once.

    Args:
        burst: Calls that may follow each other freely.
        per_s: Calls a second in the long run.
    """

    def __init__(self, burst: float = 30.0, per_s: float = 1.0) -> None:
        self._burst = burst
        self._per_s = per_s
        self._left = burst
        self._at: float | None = None

    def wait(self, now: float) -> float:
        """Return seconds until the next call may go out; 0 if it may at once."""
        self._refill(now)
        return max(0.0, (1.0 - self._left) / self._per_s)

    def spend(self, now: float) -> None:
        """A call goes out."""
        self._refill(now)
        self._left -= 1.0

    def _refill(self, now: float) -> None:
        if self._at is not None:
            gained = max(0.0, now - self._at) * self._per_s
            self._left = min(self._burst, self._left + gained)
        self._at = now


class Line:
    """Whether the booking server may be called now; all times are monotonic seconds."""

    def __init__(self, rule: BackoffRule, chance: Callable[[], float] = random.random) -> None:
        self._rule = rule
        self._chance = chance
        self._failures = 0
        self._closed_until: float | None = None
        self._probe_at: float | None = None
        self._probe_helped = True

    @property
    def down(self) -> bool:
        """Whether the last call failed on the line."""
        return self._failures > 0

    def may_call(self, now: float) -> bool:
        """Whether the pause is over, or there is none."""
        return self._closed_until is None or now >= self._closed_until

    def may_probe(self, now: float) -> bool:
        """Whether it is time to look if somebody listens."""
        return not self.may_call(now) and self._probe_at is not None and now >= self._probe_at

    def next_at(self) -> float | None:
        """Return when something may be tried; None where nothing holds it."""
        times = [at for at in (self._closed_until, self._probe_at) if at is not None]
        return min(times) if times else None

    def succeeded(self) -> None:
        """A call went through."""
        self._failures = 0
        self._closed_until = None
        self._probe_at = None
        self._probe_helped = True

    def failed(self, now: float, *, answered: bool, at_least_s: float = 0.0) -> float:
        """A call failed on the line.

        Args:
            now: Monotonic seconds.
            answered: Somebody listens, so that looking again proves nothing.
            at_least_s: What the server asked to wait; up to a quarter is added.

        Returns:
            The pause, in seconds.
        """
        self._failures += 1
        # Not to the second what was asked: others were told the same.
        asked = at_least_s * (1.0 + _SPREAD * self._chance())
        pause = max(self._rule.pause(self._failures, self._chance), asked)
        self._closed_until = now + pause
        # A probe that said "open" before a call that failed is not believed a second time.
        probing = not answered and self._probe_helped
        self._probe_at = now + self._rule.probe_s if probing else None
        return pause

    def probed(self, now: float, *, open_now: bool) -> None:
        """Somebody listens again, or not yet."""
        if open_now:
            self._closed_until = now
            self._probe_at = None
            self._probe_helped = False
        else:
            self._probe_at = now + self._rule.probe_s

    def hurry(self, now: float) -> None:
        """There is something new to send: look at once, where looking helps."""
        if self._probe_at is not None:
            self._probe_at = now
