"""Sends the events of the journal to one address, in order, until each of them is taken."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from core.errors import DataDamaged, StoreUnavailable
from core.model import EventKind
from core.outgoing import WebhookCursor
from core.runtime.logs import describe_error
from core.store import Store
from core.things import Actor, Event
from core.usecases import outgoing as usecases
from core.usecases.outgoing import NoteSent
from server.events_out.posting import AddressRefused, Gone, NotTaken
from server.events_out.signing import signed_headers
from server.events_out.telling import is_told, outgoing
from server.kept_secrets import SharedSecrets
from sync.booking.backoff import BackoffRule
from sync.contract.outgoing import WebhookState

PAGE: Final = 200
KEPT_EVERY_S: Final = 60.0
"""How often it is written down how far it is: after a kill so much is sent again."""
KEPT_EVERY: Final = 500
"""Events after which it is written down before that."""
_LOOK_S: Final = 30.0
_PASSED_TIMES: Final = 10
_STOPPED_S: Final = 3600.0
_RULE: Final = BackoffRule(first_s=5.0, most_s=6 * 3600.0)
_SPREAD: Final = 0.25
_SERVER: Final = Actor()
_log = logging.getLogger(__name__)


class Posts(Protocol):
    """What carries a body to the address."""

    def post(self, headers: Mapping[str, str], body: bytes) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How a sender stands.

    Attributes:
        seq: The last event that was taken or passed over.
        failing_since: Since when tries fail; by the site's clock, as the other times.
    """

    state: WebhookState
    seq: int
    sent_at: datetime | None = None
    failing_since: datetime | None = None
    reason: str | None = None
    next_try_at: datetime | None = None


class Sender:
    """One address. Only `run` and `step` send; `wake`, `stop` and `progress` are for any thread.

    Args:
        store: The site's data.
        cursor: How far it is.
        kinds: What the tool wants to be told.
        secrets: What is shared with it.
        poster: Carries bodies there.
        epoch: Of the site's data.
        pace: Monotonic seconds of real time.
        machine_s: Real seconds since 1970, for signatures.
        chance: Numbers from 0 to 1, for jitter.
    """

    def __init__(
        self,
        store: Store,
        cursor: WebhookCursor,
        kinds: Iterable[str],
        secrets: SharedSecrets,
        poster: Posts,
        epoch: int,
        *,
        pace: Callable[[], float] = time.monotonic,
        machine_s: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.kinds = frozenset(one for one in map(EventKind, kinds) if is_told(one))
        self._store = store
        self._name = cursor.name
        self._secrets = secrets
        self._poster = poster
        self._epoch = epoch
        self._pace = pace
        self._machine_s = machine_s
        self._chance = chance
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._failures = 0
        self._kept_at = pace()
        self._kept_seq = cursor.sent_seq
        self._kept_sent_at = cursor.sent_at
        state: WebhookState = "gone" if cursor.gone_at is not None else "starting"
        self._progress = Progress(state, cursor.sent_seq, cursor.sent_at)

    @property
    def progress(self) -> Progress:
        """How it stands."""
        return self._progress

    def wake(self) -> None:
        """Say that the journal has grown."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no other call, and cut the one that is under way."""
        self._stopped.set()
        self._woken.set()
        self._poster.stop()

    def run(self) -> None:
        """Send until it is stopped."""
        while not self._stopped.is_set():
            self._woken.clear()
            try:
                delay = self.step()
            except (StoreUnavailable, DataDamaged) as error:
                _log.warning("webhook %s: %s", self._name, describe_error(error))
                delay = _LOOK_S
            except Exception as error:  # noqa: BLE001 - one address never stops the others
                _log.critical("webhook %s: %s", self._name, describe_error(error))
                delay = _LOOK_S
            if delay > 0:
                self._sleep(delay)
        self._poster.close()
        try:
            self._keep()
        except (StoreUnavailable, DataDamaged) as error:
            _log.warning("webhook %s: it is not kept how far it is: %s", self._name, error.code)

    def step(self) -> float:
        """Send what there is, up to a page of the journal.

        Returns:
            Seconds until there may be something to do; `wake` may come before, unless a try failed.

        Raises:
            StoreUnavailable: The journal cannot be read, or what was found out not be kept.
        """
        if self._progress.state == "gone":
            return _STOPPED_S
        if not self._valid():
            self._now_is("no_secret")
            return _STOPPED_S
        page = self._page()
        for event in page:
            if self._stopped.is_set():
                return 0.0
            pause = self._send(event) if event.kind in self.kinds else None
            if pause is not None:
                return pause
            self._passed(event)
        self._keep_now_and_then()
        self._now_is("sending")
        return 0.0 if len(page) == PAGE else _LOOK_S

    def _page(self) -> list[Event]:
        """Return what comes next; what was forgotten before it could be sent is told."""
        seq = self._progress.seq
        with self._store.read() as reader:
            page = list(reader.events(seq, PAGE))
        lost = page[0].seq - seq - 1 if page else 0
        if lost:
            _log.error("webhook %s: %d events were lost: it was away too long", self._name, lost)
            command = NoteSent(self._name, page[0].seq - 1, lost=lost)
            self._store.write(lambda uow: usecases.note_sent(uow, _SERVER, command))
            self._progress = replace(self._progress, seq=page[0].seq - 1)
            self._kept_seq = page[0].seq - 1
        return page

    def _send(self, event: Event) -> float | None:
        """Send one event; return how long to wait where it was not taken."""
        told = outgoing(event, self._epoch)
        body = told.model_dump_json(exclude_none=True).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "guichet",
            **signed_headers(told.id, int(self._machine_s()), body, self._valid()),
        }
        try:
            self._poster.post(headers, body)
        except Gone:
            _log.error("webhook %s: it says that it is gone; nothing is sent any more", self._name)
            command = NoteSent(self._name, self._progress.seq, self._progress.sent_at, gone=True)
            self._store.write(lambda uow: usecases.note_sent(uow, _SERVER, command))
            self._now_is("gone")
            return _STOPPED_S
        except AddressRefused:
            return self._failed("address_refused", None)
        except NotTaken as error:
            return self._failed(error.reason, error.retry_after_s)
        self._failures = 0
        self._progress = Progress("sending", self._progress.seq, self._store.now())
        return None

    def _valid(self) -> Sequence[str]:
        return self._secrets.valid(datetime.fromtimestamp(self._machine_s(), UTC))

    def _failed(self, reason: str, asked_s: float | None) -> float:
        self._failures += 1
        asked = (asked_s or 0.0) * (1.0 + _SPREAD * self._chance())
        pause = max(_RULE.pause(self._failures, self._chance), asked)
        before, now = self._progress, self._store.now()
        self._progress = Progress(
            "address_refused" if reason == "address_refused" else "waiting",
            before.seq,
            before.sent_at,
            before.failing_since or now,
            reason,
            now + timedelta(seconds=pause),
        )
        if before.reason != reason:
            _log.warning("webhook %s: %s; again in %.0f s", self._name, reason, pause)
        self._keep()
        return pause

    def _passed(self, event: Event) -> None:
        before = self._progress
        self._progress = Progress(before.state, event.seq, before.sent_at)
        if event.seq - self._kept_seq >= KEPT_EVERY:
            self._keep()

    def _now_is(self, state: WebhookState) -> None:
        self._progress = Progress(state, self._progress.seq, self._progress.sent_at)

    def _keep_now_and_then(self) -> None:
        # What nobody asked for is soon passed over again; what was taken would be sent again.
        taken = self._progress.sent_at != self._kept_sent_at
        least = KEPT_EVERY_S if taken else KEPT_EVERY_S * _PASSED_TIMES
        if self._pace() - self._kept_at >= least:
            self._keep()

    def _keep(self) -> None:
        progress = self._progress
        self._kept_at = self._pace()
        if progress.seq == self._kept_seq:
            return
        command = NoteSent(self._name, progress.seq, progress.sent_at)
        self._store.write(lambda uow: usecases.note_sent(uow, _SERVER, command))
        self._kept_seq, self._kept_sent_at = progress.seq, progress.sent_at

    def _sleep(self, delay: float) -> None:
        until = self._pace() + delay
        # News hurry nobody who has asked to be left alone.
        held = self._progress.state != "sending"
        while not self._stopped.is_set() and (left := until - self._pace()) > 0:
            if held:
                self._stopped.wait(left)
            elif self._woken.wait(left):
                return
