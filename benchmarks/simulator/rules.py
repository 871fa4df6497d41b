"""The rule of the product and other rules, as keys of a calling order: the smallest is called.

The rules of other systems are written anew from their sources (theq and Novo SGA on GitHub, ZMS of
Munich); they are orders, not those programs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from core import policy
from core.policy import Candidate
from core.site import Policy


class Rule(Protocol):
    """A calling order, and whatever it must remember of the calls before."""

    @property
    def name(self) -> str: ...

    def order(self, candidate: Candidate, now: datetime) -> Any: ...  # noqa: ANN401 - any key

    def called(self, candidate: Candidate) -> None: ...

    def settings(self, rules: Policy) -> Policy: ...


@dataclass(frozen=True, slots=True)
class Keyed:
    """A rule without memory."""

    name: str
    key: Callable[[Candidate, datetime], Any]
    walk_in_allowance_min: int | None = None

    def order(self, candidate: Candidate, now: datetime) -> Any:  # noqa: ANN401 - any key
        """Return the key of a step at a moment."""
        return self.key(candidate, now)

    def called(self, candidate: Candidate) -> None:
        """Take note of a call."""

    def settings(self, rules: Policy) -> Policy:
        """Return the site's rules with this one's dial."""
        allowance = self.walk_in_allowance_min
        if allowance is None:
            return rules
        return replace(
            rules,
            walk_in_allowance_min=allowance,
            late_allowance_min=min(rules.late_allowance_min, allowance),
            priority_bonus_min=allowance,
        )


class Alternation:
    """So many people with appointments, then one without; priority first within each."""

    def __init__(self, appointments: int) -> None:
        self._appointments = appointments
        self._in_a_row = 0
        self.name = f"(c) alternation {appointments}:1"

    def order(self, candidate: Candidate, now: datetime) -> Any:  # noqa: ANN401 - any key
        """Return the key of a step; whose turn it is goes before everything else."""
        walk_in = candidate.starts_at is None
        turn_of_walk_ins = self._in_a_row >= self._appointments
        return walk_in != turn_of_walk_ins, not candidate.priority, _asked_for(candidate)

    def called(self, candidate: Candidate) -> None:
        """Count appointments in a row."""
        self._in_a_row = 0 if candidate.starts_at is None else self._in_a_row + 1

    def settings(self, rules: Policy) -> Policy:
        """Return the site's rules as they are."""
        return rules


def rank_time(walk_in_allowance_min: int) -> Rule:
    """Return the product's own rule with a dial of so many minutes."""
    name = f"rank time, W = {walk_in_allowance_min}"
    return Keyed(name, policy.order, walk_in_allowance_min)


def _asked_for(candidate: Candidate) -> tuple[datetime, int]:
    """Return the booked time, or that of the ticket."""
    return candidate.starts_at or candidate.checked_in_at, candidate.sequence


def _since(candidate: Candidate) -> datetime:
    """Return from when on somebody waits: a person who comes early waits from the booked time."""
    if candidate.starts_at is None:
        return candidate.checked_in_at
    return max(candidate.starts_at, candidate.checked_in_at)


def _fifo(candidate: Candidate, _now: datetime) -> tuple[int]:
    return (candidate.sequence,)


def _appointments_first(candidate: Candidate, _now: datetime) -> tuple[object, ...]:
    walk_in = candidate.starts_at is None
    return walk_in, walk_in and not candidate.priority, *_asked_for(candidate)


def _theq(candidate: Candidate, _now: datetime) -> tuple[object, ...]:
    first = candidate.starts_at is not None or candidate.priority
    return not first, candidate.sequence


def _novo_sga(candidate: Candidate, _now: datetime) -> tuple[object, ...]:
    walk_in = candidate.starts_at is None
    booked = candidate.starts_at or candidate.checked_in_at
    return walk_in, booked if not walk_in else 0, not candidate.priority, candidate.sequence


def _zms(candidate: Candidate, now: datetime) -> tuple[object, ...]:
    if candidate.priority:
        return 0, *_asked_for(candidate)
    if candidate.starts_at is None:
        return 2, *_asked_for(candidate)
    return (1 if candidate.starts_at <= now else 3), *_asked_for(candidate)


def _time_order(candidate: Candidate, _now: datetime) -> tuple[object, ...]:
    return _since(candidate), candidate.sequence


def _accumulating(candidate: Candidate, now: datetime) -> tuple[float, int]:
    rate = 1 if candidate.starts_at is None and not candidate.priority else 3
    return -rate * (now - _since(candidate)).total_seconds(), candidate.sequence


def in_order_of_ticket() -> Rule:
    """Return strict order of arrival."""
    return Keyed("(a) strict FIFO by ticket", _fifo)


def priority_first() -> Rule:
    """Return two classes, each in order of arrival; for checks against theory."""
    return Keyed("two classes", lambda step, _now: (not step.priority, step.sequence))


def all_rules() -> list[Rule]:
    """Return the rules of the comparison; those with memory are new each time."""
    return [
        in_order_of_ticket(),
        Keyed("(b) appointments always first", _appointments_first),
        Alternation(1),
        Alternation(2),
        Keyed("(d) priority, then time (theq)", _theq),
        Keyed("(d) slot, weight, time (Novo SGA)", _novo_sga),
        Keyed("(d) slot reached, else walk-in (ZMS)", _zms),
        Keyed("(d) appointment-time order", _time_order),
        Keyed("(e) accumulating priority 3:1", _accumulating),
        rank_time(30),
        rank_time(60),
    ]
