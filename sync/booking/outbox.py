"""Which outcome goes out next, so that a bad one never stops the rest."""

import logging
import random
from collections.abc import Callable
from datetime import timedelta

from sync.booking.backoff import BackoffRule
from sync.booking.gateway import (
    BookingFailed,
    BookingGateway,
    BookingRejected,
    BookingUnreachable,
)
from sync.booking.ports import PendingOutcome, SiteClock, SiteStore

_log = logging.getLogger(__name__)


class Outbox:
    """Tells outcomes one at a time. Its rows live in the store; here is only when to try again."""

    def __init__(
        self,
        store: SiteStore,
        gateway: BookingGateway,
        clock: SiteClock,
        rule: BackoffRule,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._rule = rule
        self._chance = chance
        self._pending: tuple[PendingOutcome, ...] = ()
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    def look(self) -> bool:
        """Read what is pending.

        Returns:
            Whether something is new since the last look.
        """
        known = {one.id for one in self._pending}
        self._pending = tuple(self._store.pending())
        ids = {one.id for one in self._pending}
        for forgotten in self._failures.keys() - ids:
            self._forget(forgotten)
        return bool(ids - known)

    @property
    def waiting(self) -> tuple[PendingOutcome, ...]:
        """What is pending, oldest first, as of the last look."""
        return self._pending

    def next_at(self) -> float | None:
        """Return when the next item may be tried, in monotonic seconds; None without any."""
        return min(
            (self._not_before.get(one.id, 0.0) for one in self._heads()),
            default=None,
        )

    def push_one(self, now: float) -> bool:
        """Tell the item that is due and failed least; record how it went.

        Returns:
            Whether there was one.

        Raises:
            BookingUnreachable: The line failed; the item stays.
            BookingUnauthorised: A person must sign in again; the item stays.
        """
        due = [one for one in self._heads() if self._not_before.get(one.id, 0.0) <= now]
        if not due:
            return False
        # Stable: among those that failed as often, the oldest goes first.
        one = min(due, key=lambda candidate: self._failures.get(candidate.id, 0))
        try:
            self._gateway.set_outcome(one.item)
        except BookingRejected as error:
            _log.warning("outcome %s was rejected: %s", one.id, error.reason)
            self._store.rejected(one.id, error.reason, error.found)
            self._drop(one)
        except BookingFailed as error:
            pause = self._failed(one, error.reason)
            self._not_before[one.id] = now + pause
        except BookingUnreachable as error:
            self._failed(one, error.reason)
            raise
        else:
            self._store.sent(one.id)
            self._drop(one)
        return True

    def _heads(self) -> list[PendingOutcome]:
        """Return the oldest item of each person: a later one must not overtake it."""
        heads: dict[str, PendingOutcome] = {}
        for one in self._pending:
            heads.setdefault(one.item.person_source_id, one)
        return list(heads.values())

    def _failed(self, one: PendingOutcome, reason: str) -> float:
        failures = self._failures.get(one.id, 0) + 1
        self._failures[one.id] = failures
        pause = self._rule.pause(failures, self._chance)
        _log.info("outcome %s stays: %s", one.id, reason)
        self._store.tried(one.id, reason, self._clock.now() + timedelta(seconds=pause))
        return pause

    def _drop(self, one: PendingOutcome) -> None:
        self._pending = tuple(other for other in self._pending if other.id != one.id)
        self._forget(one.id)

    def _forget(self, item_id: str) -> None:
        self._failures.pop(item_id, None)
        self._not_before.pop(item_id, None)
