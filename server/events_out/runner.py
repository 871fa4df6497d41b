"""Runs a sender for each address in the settings, and tells how they stand."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.model import EventKind
from core.outgoing import WebhookCursor
from core.site import Site, Webhook
from core.store import Store
from core.store.outgoing import SqlWebhooks
from core.store.reader import Reader
from core.things import Actor
from core.usecases.outgoing import SetUpWebhooks, set_up_webhooks
from server.events_out.posting import Poster
from server.events_out.sender import Posts, Progress, Sender
from server.faults import Stop
from server.kept_secrets import SecretKeeper, SharedSecrets
from sync.contract.outgoing import EventsOutHealth, WebhookOut

_SERVER: Final = Actor()
_JOIN_S: Final = 5.0
_FAILING: Final = ("waiting", "gone", "no_secret", "address_refused")
_log = logging.getLogger(__name__)


def shared_with(name: str) -> str:
    """Return what the secret of an address is called among those that are shared."""
    return f"out:{name}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """All that a sender depends on; another value is another sender."""

    webhook: Webhook
    secrets: SharedSecrets
    gone: bool


@dataclass(frozen=True, slots=True)
class _Running:
    wanted: _Wanted
    sender: Sender
    thread: threading.Thread


class EventsOut:
    """Sends events to a post's other tools, each in a thread of its own.

    Args:
        store: The site's data.
        keeper: Where secrets are.
        superseded: Whether another server of the site has taken over: then nothing is sent.
        poster: Makes what carries bodies to an address.
    """

    def __init__(
        self,
        store: Store,
        keeper: SecretKeeper,
        superseded: Callable[[], bool] = lambda: False,
        poster: Callable[[str], Posts] = Poster,
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._superseded = superseded
        self._poster = poster
        self._lock = threading.Lock()
        self._running: dict[str, _Running] = {}
        self._lost = 0

    def refresh(self) -> None:
        """Start, stop and restart senders, as settings and secrets say; cheap without a change.

        Raises:
            StoreUnavailable: How far they are cannot be read, or kept.
        """
        with self._lock:
            self._refresh()

    def heard(self, kinds: Iterable[EventKind]) -> None:
        """Take what a commit appended to the journal; any thread may call it."""
        told = frozenset(kinds)
        for one in tuple(self._running.values()):
            if not one.sender.kinds.isdisjoint(told):
                one.sender.wake()

    def stop(self) -> None:
        """End all threads; a call that is under way is cut, and how far they are is kept."""
        with self._lock:
            running, self._running = list(self._running.values()), {}
            _halt(running)

    def states(self, reader: Reader) -> tuple[WebhookOut, ...]:
        """Return how each address stands, by name."""
        running, cursors, newest = dict(self._running), _cursors(reader), reader.seq()
        return tuple(
            _state(reader, cursors[one.name], running.get(one.name), newest)
            for one in sorted(reader.site().webhooks, key=lambda one: one.name)
            if one.name in cursors
        )

    def health(self) -> EventsOutHealth:
        """Return how they stand, in numbers."""
        running = tuple(self._running.values())
        failing = sum(one.sender.progress.state in _FAILING for one in running)
        return EventsOutHealth(webhooks=len(running), failing=failing, lost=self._lost)

    def _refresh(self) -> None:
        with self._store.read() as reader:
            site, cursors = reader.site(), _cursors(reader)
            newest = reader.seq()
        urls = {one.name: one.url for one in site.webhooks}
        if urls != {one.name: one.url for one in cursors.values()} and not self._superseded():
            command = SetUpWebhooks(urls, newest)
            self._store.write(lambda uow: set_up_webhooks(uow, _SERVER, command))
            with self._store.read() as reader:
                cursors = _cursors(reader)
        self._lost = sum(one.lost for one in cursors.values())
        wanted = {} if self._superseded() else self._wanted(site, cursors)
        for name in [*self._running]:
            if self._running[name].wanted != wanted.get(name):
                _halt([self._running.pop(name)])
        new = wanted.keys() - self._running.keys()
        if new:
            # Read again: the one that was halted has just written how far it is.
            with self._store.read() as reader:
                cursors = _cursors(reader)
        for name in new & cursors.keys():
            self._running[name] = self._begin(wanted[name], cursors[name], site.epoch)

    def _wanted(self, site: Site, cursors: dict[str, WebhookCursor]) -> dict[str, _Wanted]:
        if not site.webhooks:
            return {}
        try:
            secrets = self._keeper.shared_secrets()
        except Stop as stop:
            _log.error("webhooks: %s", stop.line)
            secrets = {}
        return {
            one.name: _Wanted(
                one,
                secrets.get(shared_with(one.name), SharedSecrets()),
                one.name in cursors and cursors[one.name].gone_at is not None,
            )
            for one in site.webhooks
        }

    def _begin(self, wanted: _Wanted, cursor: WebhookCursor, epoch: int) -> _Running:
        webhook = wanted.webhook
        sender = Sender(
            self._store,
            cursor,
            webhook.kinds,
            wanted.secrets,
            self._poster(webhook.url),
            epoch,
        )
        thread = threading.Thread(target=sender.run, name=f"webhook {webhook.name}", daemon=True)
        thread.start()
        return _Running(wanted, sender, thread)


def _halt(running: list[_Running]) -> None:
    for one in running:
        one.sender.stop()
    for one in running:
        one.thread.join(timeout=_JOIN_S)


def _cursors(reader: Reader) -> dict[str, WebhookCursor]:
    return {one.name: one for one in SqlWebhooks(reader.connection).all()}


def _state(
    reader: Reader, cursor: WebhookCursor, running: _Running | None, newest: int
) -> WebhookOut:
    kept = Progress("superseded", cursor.sent_seq, cursor.sent_at)
    progress = kept if running is None else running.sender.progress
    oldest = reader.events(progress.seq, 1)
    return WebhookOut(
        name=cursor.name,
        state=progress.state,
        behind=max(0, newest - progress.seq),
        oldest_unsent_at=oldest[0].at if oldest else None,
        sent_at=progress.sent_at,
        failing_since=progress.failing_since,
        reason=progress.reason,
        next_try_at=progress.next_try_at,
        lost=cursor.lost,
        lost_at=cursor.lost_at,
    )
