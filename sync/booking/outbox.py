"""Which outcome goes out next, so that a bad one never stops the rest."""

import logging
import math
import random
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from sync.booking.backoff import BackoffRule
from sync.booking.gateway import (
    BookingFailed,
    BookingGateway,
    BookingRefused,
    BookingRejected,
    BookingUndone,
    BookingUnreachable,
    OutcomeVerdict,
)
from sync.booking.ports import PendingOutcome, SiteClock, SiteStore

_log = logging.getLogger(__name__)


_DOUBT_S: Final = 3600.0
"""The longest wait of an outcome that was refused without proof."""
_SERVER_S: Final = 300.0
"""The longest wait of one that failed while lists failed too."""


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
            lists_believed: False while lists fail, or leave out too much: then nothing that goes
                wrong is the item's own fault.

        Raises:
            BookingUnreachable: The line failed; the item stays.
            BookingRefused: The site is refused; the item stays.
        """
        due = [one for one in self._heads() if self._not_before.get(one.id, 0.0) <= now]
        if not due:
            return Push.NOTHING_DUE
        # Stable: among those that failed as often, the oldest goes first.
        one = min(due, key=self._failures_of)
        try:
            verdict = self._gateway.set_outcome(one.item, lambda: self._store.trying(one.id))
        except BookingUndone:
            _log.info("outcome %s was undone before it was written", one.id)
            self._drop(one)
        except BookingRejected as error:
            if not (error.proven or (lists_believed and self._is_proven(one))):
                self._doubt(one, error.reason, now)
                return Push.STAYS
            _log.warning("outcome %s was rejected: %s", one.id, error.reason)
            self._store.rejected(one.id, error.reason, error.found)
            self._drop(one)
        except BookingFailed as error:
            # Where lists fail too, it is the server, and the item is due soon after it is back.
            self._wait(one, error.reason, now, math.inf if lists_believed else _SERVER_S)
            return Push.STAYS
        except (BookingUnreachable, BookingRefused):
            # The line's fault or the site's, which have waits of their own. Kept in mind all the
            # same: an item on which the line always breaks goes after the others.
            self._failures[one.id] = self._failures_of(one) + 1
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
        self._wait(one, reason, now, _DOUBT_S)
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

    def _failures_of(self, one: PendingOutcome) -> int:
        """How often it failed, in this run or the ones before."""
        return max(self._failures.get(one.id, 0), one.attempts)

    def _wait(self, one: PendingOutcome, reason: str, now: float, most_s: float) -> None:
        failures = self._failures_of(one) + 1
        self._failures[one.id] = failures
        pause = min(self._rule.pause(failures, self._chance), most_s)
        self._not_before[one.id] = now + pause
        _log.info("outcome %s stays: %s; again in %.0f s", one.id, reason, pause)
        self._store.tried(one.id, reason, self._clock.now() + timedelta(seconds=pause))

    def _drop(self, one: PendingOutcome) -> None:
        self._pending = tuple(other for other in self._pending if other.id != one.id)
        self._doubted.pop(one.id, None)
        self._forget(one.id)

    def _forget(self, item_id: str) -> None:
        self._failures.pop(item_id, None)
        self._not_before.pop(item_id, None)
