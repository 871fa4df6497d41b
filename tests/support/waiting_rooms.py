"""Small queues for tests of estimates."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from core.estimate import (
    Booking,
    Desk,
    QueueState,
    ServiceTimes,
    Serving,
    Waiting,
    service_times,
)
from core.model import ServiceId
from core.site import Policy, Service

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def service(service_id: str, **more: object) -> Service:
    return Service(ServiceId(service_id), service_id, 1, "K", {}, **more)  # type: ignore[arg-type]


def times(*seconds: int) -> ServiceTimes:
    return service_times((), seconds, 10)


def waiting(name: str, service_id: str, rank_min: float = 0, sequence: int = 1) -> Waiting:
    rank = NOON + timedelta(minutes=rank_min)
    return Waiting(name, service_id, rank, min(rank, NOON), sequence)


def line(service_id: str, people: int) -> tuple[Waiting, ...]:
    return tuple(waiting(f"step {n}", service_id, 0, n) for n in range(1, people + 1))


def busy(desk: str, offered: Sequence[str], service_id: str, minutes: float = 0) -> Desk:
    since = NOON - timedelta(minutes=minutes)
    return Desk(desk, frozenset(offered), serving=Serving(service_id, since, since))


def booking(name: str, service_id: str, minutes: float) -> Booking:
    return Booking(name, service_id, NOON + timedelta(minutes=minutes))


def state(
    desks: Sequence[Desk],
    people: Sequence[Waiting] = (),
    *,
    bookings: Sequence[Booking] = (),
    known: dict[str, ServiceTimes] | None = None,
    closes_in_min: float | None = None,
    rules: Policy | None = None,
) -> QueueState:
    known = known or {"life": times(*[300] * 5), "proxy": times(*[600] * 5)}
    closes = {} if closes_in_min is None else dict.fromkeys(known, closes_in_min)
    return QueueState(
        NOON,
        rules or Policy(),
        {name: service(name) for name in (*known, "rare")},
        tuple(desks),
        tuple(people),
        tuple(bookings),
        known,
        closes_at={name: NOON + timedelta(minutes=left) for name, left in closes.items()},
    )
