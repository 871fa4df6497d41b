"""What to expect of the rest of a day, from thirty copies of it played forward."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil, inf
from typing import Final

from core import policy
from core.estimate.copies import Copies, Newcomer, times_of
from core.estimate.formula import Formula
from core.estimate.forward import Played, Run
from core.estimate.values import Estimate, Forecast, QueueState, Waiting

COPIES: Final = 30
FEWEST_COPIES: Final = 10
"""With fewer, the formula answers."""

MOST_AHEAD: Final = 120
"""With more people ahead, the formula answers."""

MOST_PEOPLE: Final = 1000
"""With more people waiting, the formula answers, and needs no more than their ranks."""

_AFTER_CLOSING: Final = timedelta(minutes=10)
_SLOTS_AHEAD: Final = timedelta(minutes=45)
_SLOTS_PAST: Final = timedelta(minutes=60)


def _never() -> bool:
    return False


def _go_on() -> None:
    return None


def forecast(
    state: QueueState,
    *,
    copies: int = COPIES,
    breathe: Callable[[], None] = _go_on,
    out_of_time: Callable[[], bool] = _never,
) -> Forecast:
    """Play the rest of the day forward, and say what most copies have in common.

    The same state gives the same answer.

    Args:
        state: The queue at one moment.
        copies: How often it is played.
        breathe: Called every few tenths of a millisecond of work, to let other threads run.
        out_of_time: Asked after each copy; with fewer than ten by then, the formula answers.
    """
    walk_ins = {service_id: _walk_in(state, service_id) for service_id in sorted(state.services)}
    appointments = _appointments(state)
    newcomers = [*walk_ins.values(), *appointments.values()]
    formula = Formula(state)
    breathe()
    if state.crowd or len(state.waiting) > MOST_PEOPLE:
        return _by_formula_alone(formula, walk_ins, appointments, breathe)
    ready = Copies(state, newcomers)
    played: list[Played] = []
    for seed in range(copies):
        # How the day ends matters only where it has an end.
        played.append(Run(ready, seed).play(breathe, to_the_end=bool(state.closes_at)))
        if out_of_time():
            break
    if len(played) < min(copies, FEWEST_COPIES):
        return _by_formula_alone(formula, walk_ins, appointments, breathe)
    waits = _newcomers(state, formula, newcomers, played, breathe)
    return Forecast(
        dict(zip(walk_ins, waits, strict=False)),
        dict(zip(appointments, waits[len(walk_ins) :], strict=True)),
        _steps(state, ready.step_ids, played),
        _last_calls(state, ready, list(walk_ins), played),
        len(played),
    )


def _by_formula_alone(
    formula: Formula,
    walk_ins: Mapping[str, Newcomer],
    appointments: Mapping[tuple[str, datetime], Newcomer],
    breathe: Callable[[], None],
) -> Forecast:
    """Answer without playing; nothing is said of single steps, nor of the end of the day."""

    def answer(newcomer: Newcomer) -> Estimate:
        breathe()
        return formula.wait(newcomer)

    return Forecast(
        {key: answer(newcomer) for key, newcomer in walk_ins.items()},
        {key: answer(newcomer) for key, newcomer in appointments.items()},
    )


def _walk_in(state: QueueState, service_id: str) -> Newcomer:
    given = policy.rank_walk_in(state.now, state.policy, state.services[service_id])
    return Newcomer(service_id, given.rank, given.due_from)


def _appointments(state: QueueState) -> dict[tuple[str, datetime], Newcomer]:
    """Return a newcomer for each booked time that somebody may check in for by now."""
    found: dict[tuple[str, datetime], Newcomer] = {}
    for key in sorted({(booking.service_id, booking.starts_at) for booking in state.bookings}):
        service_id, starts_at = key
        service = state.services.get(service_id)
        near = state.now - _SLOTS_PAST <= starts_at <= state.now + _SLOTS_AHEAD
        if service is not None and near:
            given = policy.rank_appointment(state.now, starts_at, state.policy, service)
            found[key] = Newcomer(service_id, given.rank, given.due_from)
    return found


def _newcomers(
    state: QueueState,
    formula: Formula,
    newcomers: Sequence[Newcomer],
    played: Sequence[Played],
    breathe: Callable[[], None],
) -> list[Estimate]:
    found = []
    for index, newcomer in enumerate(newcomers):
        breathe()
        ahead = formula.ahead(newcomer)
        if ahead is not None and ahead > MOST_AHEAD:
            found.append(formula.wait(newcomer))
        else:
            turns = [copy.turns[index] for copy in played]
            found.append(_estimate(state, newcomer.service_id, turns, ahead))
    return found


def _steps(
    state: QueueState, step_ids: Sequence[str], played: Sequence[Played]
) -> dict[str, Estimate]:
    by_id = {step.step_id: step for step in state.waiting}
    ahead = _ahead_of_each(state, [by_id[step_id] for step_id in step_ids])
    return {
        step_id: _estimate(
            state,
            by_id[step_id].service_id,
            [copy.starts[token] for copy in played],
            ahead[token],
        )
        for token, step_id in enumerate(step_ids)
    }


def _ahead_of_each(state: QueueState, steps: Sequence[Waiting]) -> list[int | None]:
    """Count, for each step in order of rank, the earlier ones whom the same counters serve.

    None where no counter takes the service.
    """
    shared: dict[str, frozenset[str]] = {}
    counts: dict[str, int] = {}
    found: list[int | None] = []
    for step in steps:
        if step.service_id not in shared:
            able = (desk.offered for desk in state.desks if step.service_id in desk.offered)
            shared[step.service_id] = frozenset[str]().union(*able)
        same = shared[step.service_id]
        found.append(sum(counts.get(one, 0) for one in same) if same else None)
        counts[step.service_id] = counts.get(step.service_id, 0) + 1
    return found


def _last_calls(
    state: QueueState, ready: Copies, services: Sequence[str], played: Sequence[Played]
) -> frozenset[str]:
    found = set()
    for index, service_id in enumerate(services):
        closes_at = state.closes_at.get(service_id)
        able = ready.able_desks(service_id)
        if closes_at is None or closes_at <= state.now or not able:
            continue
        own_s = times_of(state, service_id).mean_s
        ends = [_end(copy, index, able, own_s) for copy in played]
        limit = closes_at - state.now + _AFTER_CLOSING
        if quantile(ends, 0.8) > limit.total_seconds():
            found.add(service_id)
    return frozenset(found)


def _end(copy: Played, index: int, able: Iterable[int], own_s: float) -> float:
    turn = copy.turns[index]
    last = max(copy.ends[desk] for desk in able)
    return max(last, inf if turn is None else turn + own_s)


def _estimate(
    state: QueueState, service_id: str, turns: Sequence[float | None], ahead: int | None
) -> Estimate:
    found = [inf if turn is None else max(0.0, turn) for turn in turns]
    p50, p90 = quantile(found, 0.5), quantile(found, 0.9)
    if p90 == inf or not times_of(state, service_id).measured:
        return Estimate(None, None, ahead)
    return Estimate(round(p50), round(p90), ahead)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not pass."""
    return sorted(values)[max(0, ceil(share * len(values) - 1e-9) - 1)]
