"""Which outcome goes out next, so that a bad one never stops the rest."""

import logging
import random
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto

from sync.booking.backoff import BackoffRule
from sync.booking.gateway import (
    BookingFailed,
    BookingGateway,
    BookingRefused,
    BookingRejected,
    BookingUnreachable,
    OutcomeVerdict,
)
from sync.booking.ports import PendingOutcome, SiteClock, SiteStore

_log = logging.getLogger(__name__)


class Push(Enum):
    """What became of the outcome that was due."""

    NOTHING_DUE = auto()
    SETTLED = auto()
    STAYS = auto()


class Outbox:
    """Tells outcomes one at a time. Its rows live in the store; here is only when to try again.

    A refusal that would be the same if the whole site were refused rejects nothing by itself. It is
    believed once another outcome was written after it; two such without a write between them are
    a refusal of the site.
    """

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
        self._written = 0
        self._doubted: dict[str, int] = {}
        """Outcomes refused without proof, and how many had been written by then."""

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

    def push_one(self, now: float, *, lists_believed: bool = True) -> Push:
        """Tell the item that is due and failed least; record how it went.

        Args:
            now: Monotonic seconds.
            lists_believed: False while a list leaves out too much: then what is not found there is
                not gone.

        Raises:
            BookingUnreachable: The line failed; the item stays.
            BookingRefused: The site is refused; the item stays.
        """
        due = [one for one in self._heads() if self._not_before.get(one.id, 0.0) <= now]
        if not due:
            return Push.NOTHING_DUE
        # Stable: among those that failed as often, the oldest goes first.
        one = min(due, key=lambda candidate: self._failures.get(candidate.id, 0))
        try:
            verdict = self._gateway.set_outcome(one.item)
        except BookingRejected as error:
            if not (error.proven or (lists_believed and self._is_proven(one))):
                self._doubt(one, error.reason, now)
                return Push.STAYS
            _log.warning("outcome %s was rejected: %s", one.id, error.reason)
            self._store.rejected(one.id, error.reason, error.found)
            self._drop(one)
        except BookingFailed as error:
            pause = self._failed(one, error.reason)
            self._not_before[one.id] = now + pause
            return Push.STAYS
        except BookingUnreachable as error:
            self._failed(one, error.reason)
            raise
        except BookingRefused as error:
            self._failed(one, error.reason)
            raise
        else:
            self._store.sent(one.id)
            self._drop(one)
            if verdict is OutcomeVerdict.WRITTEN:
                self._wrote(now)
        return Push.SETTLED

    def _is_proven(self, one: PendingOutcome) -> bool:
        """Whether another outcome was written since this one was refused."""
        return self._doubted.get(one.id, self._written) < self._written

    def _doubt(self, one: PendingOutcome, reason: str, now: float) -> None:
        self._not_before[one.id] = now + self._failed(one, reason)
        self._doubted.setdefault(one.id, self._written)
        if sum(written == self._written for written in self._doubted.values()) > 1:
            raise BookingRefused(reason)

    def _wrote(self, now: float) -> None:
        self._written += 1
        # The server takes outcomes: who was refused before is asked about once more, soon.
        for doubted in self._doubted:
            self._not_before[doubted] = min(self._not_before.get(doubted, now), now)

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
        self._doubted.pop(item_id, None)
