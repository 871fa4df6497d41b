"""When a screen that nobody touches goes back to the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WARNING_S: Final = 30
"""How long "more time?" is shown before the session ends, in seconds."""


@dataclass(frozen=True, slots=True)
class IdleRule:
    """How long a page waits: `quiet_s` without a touch, then `warning_s` with a question.

    A page with `quiet_s` None never ends by itself; `warning_s` 0 ends without a question.
    """

    quiet_s: float | None
    warning_s: float = WARNING_S


NEVER: Final = IdleRule(None)


@dataclass(frozen=True, slots=True)
class IdleState:
    """What the clock says: seconds left of the whole, and whether the question is up."""

    left_s: float | None
    asking: bool
    over: bool


class IdleWatch:
    """Counts the seconds since the last touch, on a monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._rule = NEVER
        self._touched = monotonic()

    def begin(self, rule: IdleRule) -> None:
        """Start over under a page's rule."""
        self._rule = rule
        self._touched = self._monotonic()

    def touch(self) -> None:
        """A person is there: all the time again."""
        self._touched = self._monotonic()

    def state(self) -> IdleState:
        """Return how the time stands now."""
        if self._rule.quiet_s is None:
            return IdleState(None, asking=False, over=False)
        spent = self._monotonic() - self._touched
        whole = self._rule.quiet_s + self._rule.warning_s
        return IdleState(
            left_s=max(0.0, whole - spent),
            asking=self._rule.quiet_s <= spent < whole,
            over=spent >= whole,
        )
