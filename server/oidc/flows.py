"""Sign-ins that are under way elsewhere: in memory, each for ten minutes and one station."""

import base64
import hashlib
import threading
from dataclasses import dataclass, field
from typing import Final, Protocol

from core.errors import Conflict, Forbidden
from core.model import StationId

LASTS_S: Final = 600
_MOST: Final = 10


class _Monotonic(Protocol):
    def monotonic(self) -> float: ...


@dataclass(slots=True)
class Flow:
    """One sign-in.

    Attributes:
        state: Names it; comes back with the code.
        verifier: Shows the provider that who brings the code is who asked.
        nonce: Comes back within a token that says who somebody is.
        key: Of the call that ended it, and is answered alike when it comes again.
        subject: What the code led to.
    """

    station_id: StationId
    issuer: str
    redirect: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    nonce: str = field(default="", repr=False)
    began_s: float = 0.0
    busy: bool = False
    key: str | None = None
    subject: str | None = None

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier: its S256."""
        return challenge_of(self.verifier)


class Flows:
    """Knows what is under way; any thread may use it.

    Args:
        clock: Of the ten minutes.
        most: Sign-ins that a station may have under way: the oldest is let go for one more.
        shared: All stations have so many together.
    """

    def __init__(self, clock: _Monotonic, most: int = _MOST, *, shared: bool = False) -> None:
        self._clock = clock
        self._most = most
        self._shared = shared
        self._lock = threading.Lock()
        self._known: dict[str, Flow] = {}

    def begin(self, flow: Flow) -> Flow:
        """Remember a sign-in; the same one again is the one that is known already."""
        now = self._clock.monotonic()
        with self._lock:
            known = self._known.get(flow.state)
            if known is not None:
                return known
            flow.began_s = now
            self._known[flow.state] = flow
            known_now = self._known.values()
            own = [one for one in known_now if self._shared or one.station_id == flow.station_id]
            over = [one for one in known_now if _is_over(one, now)]
            for one in (*over, *own[: -self._most]):
                self._known.pop(one.state, None)
            return flow

    def take(self, state: str, station_id: StationId, key: str) -> Flow:
        """Return the sign-in of a state for one call, which ends by `put_back` or `finish`.

        Raises:
            Forbidden: `sign_in_lapsed`: unknown, too old, of another station, or ended by another
                call; which of them is not said.
            Conflict: `sign_in_busy`: another call is about it.
        """
        now = self._clock.monotonic()
        with self._lock:
            flow = self._known.get(state)
            if (
                flow is None
                or flow.station_id != station_id
                or _is_over(flow, now)
                or flow.key not in (None, key)
            ):
                raise Forbidden("sign_in_lapsed")
            if flow.busy:
                raise Conflict("sign_in_busy")
            flow.busy = True
            return flow

    def put_back(self, flow: Flow) -> None:
        """Let another call be about it."""
        with self._lock:
            flow.busy = False

    def drop(self, flow: Flow) -> None:
        """Forget it: what came back was refused, and nothing else may come for it."""
        with self._lock:
            self._known.pop(flow.state, None)

    def finish(self, flow: Flow, key: str, subject: str) -> None:
        """Keep who came back, so that the same call may come again after a lost answer."""
        with self._lock:
            flow.key, flow.subject = key, subject


def challenge_of(verifier: str) -> str:
    """Return the S256 of a verifier (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _is_over(flow: Flow, now: float) -> bool:
    return now - flow.began_s >= LASTS_S
