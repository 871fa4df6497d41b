"""Who calls with which token, remembered as long as nobody's rights changed."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Final

from anyio.to_thread import run_sync

from core.errors import DataDamaged, StoreUnavailable
from core.model import EventKind, StationKind
from core.store import Store
from core.store.reader import Reader
from core.store.staff import SqlStations
from core.things import Station
from core.usecases.stations import secret_hash
from server.auth.gate import Caller

_MOST: Final = 4096
_LOOK_EVERY_S: Final = 2.0
"""How soon a session that is over is noticed where no event says so."""
_CHANGES: Final = frozenset(
    {
        EventKind.STATION_REVOKED,
        EventKind.STATION_RENEWED,
        EventKind.AGENT_CHANGED,
        EventKind.AGENT_SIGNED_OUT,
        EventKind.AGENT_LOCKED,
        EventKind.AGENT_UNLOCKED,
        # What is left of a session stays as long as it was: it ends at another time.
        EventKind.SITE_CLOCK_CHANGED,
    }
)
"""After these events a token may open less, or more, or for longer, than it did."""


@dataclass(frozen=True, slots=True)
class _Known:
    caller: Caller
    expires_at: datetime | None


class Callers:
    """Finds callers by their tokens; safe to use from several threads.

    Only who was found is remembered. A commit that changes anybody's rights lets all be forgotten
    before its command is answered, so that a revoked token is refused from that answer on.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._changes = 0
        self._lock = Lock()

    @property
    def changes(self) -> int:
        """How often anybody's rights changed since the start."""
        return self._changes

    def known(self, token: str) -> Caller | None:
        """Return a caller who was found before and has the same rights still, without waiting."""
        digest = _digest(token)
        with self._lock:
            found = self._known.get(digest)
        if found is None or (
            found.expires_at is not None and found.expires_at <= self._store.now()
        ):
            return None
        return found.caller

    def find(self, token: str) -> Caller | None:
        """Return the caller; None for unknown, ended, expired and revoked tokens."""
        changes = self._changes
        found = self._read(token)
        if found is None:
            return None
        with self._lock:
            # What was read before a change must not be remembered after it.
            if changes == self._changes:
                self._known[_digest(token)] = found
                while len(self._known) > _MOST:
                    self._known.popitem(last=False)
        return found.caller

    def heard(self, kinds: Iterable[EventKind]) -> None:
        """Forget all, if one of these events changed anybody's rights."""
        if not _CHANGES.isdisjoint(kinds):
            with self._lock:
                self._changes += 1
                self._known.clear()

    def _read(self, token: str) -> _Known | None:
        with self._store.read() as reader:
            station = reader.station_by_token(token)
            if station is not None and station.kind is not StationKind.SERVICE:
                return _Known(Caller(station.id, station.kind), None)
            found = None if station is not None else reader.session_by_token(token)
            if found is None:
                return _tool(reader, station, token)
        caller = Caller(
            station_id=found.session.station_id,
            kind=StationKind.COUNTER,
            agent_id=found.agent.id,
            session_id=found.session.id,
            roles=frozenset(found.agent.roles),
            locked=found.session.locked,
        )
        return _Known(caller, found.session.expires_at)


def _tool(reader: Reader, station: Station | None, token: str) -> _Known | None:
    """Return the service account of a station, or of a token of before that is good still."""
    stations = SqlStations(reader.connection)
    if station is not None:
        account = stations.account(station.id)
        expires_at = account.expires_at
    else:
        found = stations.account_by_old_token_hash(secret_hash(token))
        if found is None or found.old_until is None:
            return None
        if stations.get(found.station_id).revoked_at is not None:
            return None
        account, expires_at = found, found.old_until
    if expires_at <= reader.now:
        return None
    scopes = frozenset(account.scopes)
    return _Known(Caller(account.station_id, StationKind.SERVICE, scopes=scopes), expires_at)


class Standing:
    """Whether a token that opened a feed would open it still, for the same caller.

    Args:
        callers: Knows tokens.
        token: The one that opened it.
        caller: Who it was then.
    """

    def __init__(self, callers: Callers, token: str, caller: Caller) -> None:
        self._callers = callers
        self._token = token
        self._caller = caller
        # The gate looked before the feed began: what changed since is looked at at once.
        self._changes = -1
        self._until_s = 0.0

    async def holds(self) -> bool:
        """Look again if anybody's rights changed since the last look, or it is some time ago."""
        changes = self._callers.changes
        if changes == self._changes and monotonic() < self._until_s:
            return True
        self._changes, self._until_s = changes, monotonic() + _LOOK_EVERY_S
        if self._callers.known(self._token) == self._caller:
            return True
        try:
            return await run_sync(self._callers.find, self._token) == self._caller
        except (StoreUnavailable, DataDamaged):
            return False  # whoever comes again is told why


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
