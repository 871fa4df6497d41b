"""The addresses of one site, and which of them is used now."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sync.client.place import Place
from sync.contract.authority import pem_of, read_authority


@dataclass(frozen=True, slots=True)
class Learned:
    """What a station knows of its site by now.

    Attributes:
        urls: Every address, the first one first.
        epoch: The latest of the site's data that was seen; 0 for none.
        authority: PEM of the site's authority; None where it has none.
    """

    urls: tuple[str, ...]
    epoch: int
    authority: str | None


class Route:
    """The places that a station may find its server at; any thread may use it.

    All connections of a station share one, so that what one of them finds out serves the others.
    A place that works is kept; no place is preferred over one that works.

    Attributes:
        on_lost: Called, on the thread of a call, where none of the places answered it.

    Args:
        urls: Addresses, the first one first; at least one.
        fingerprints: Of the certificates that the site's servers hold; none over plain HTTP.
        on_learned: Called after the site told of other addresses, of a later epoch or of its
            authority, on the thread that heard it, with all that is known.
        epoch: The latest that was seen; 0 for none.
        authority: PEM of the site's authority. A server that it does not vouch for may still hold
            one of the certificates.
    """

    def __init__(
        self,
        urls: Sequence[str],
        fingerprints: Sequence[str] = (),
        on_learned: Callable[[Learned], None] | None = None,
        epoch: int = 0,
        authority: str | None = None,
    ) -> None:
        if not urls:
            raise ValueError("a site has an address")
        self._fingerprints = tuple(dict.fromkeys(fingerprints))
        self._on_learned = on_learned
        self._authority = authority
        self._may_hear = authority is None
        self._lock = threading.Lock()
        self._own = _distinct(urls)
        self._urls = self._own
        self._found: tuple[str, ...] = ()
        self.on_lost: Callable[[], None] | None = None
        self._places = self._all()
        self._now = 0
        self._epoch = epoch

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address, the first one first."""
        return self._urls

    @property
    def epoch(self) -> int:
        """The latest epoch of the site's data that was seen; 0 for none."""
        return self._epoch

    @property
    def authority(self) -> str | None:
        """PEM of the site's authority, if it is known."""
        return self._authority

    @property
    def lacks_authority(self) -> bool:
        """Whether certificates alone are pinned, and who holds them is to be asked for more."""
        return self._may_hear and bool(self._fingerprints)

    @property
    def now(self) -> Place:
        """The place that is used now."""
        with self._lock:
            return self._places[self._now]

    def order(self) -> list[Place]:
        """Return every place once, the one that is used now first, then the others in turn."""
        with self._lock:
            return self._places[self._now :] + self._places[: self._now]

    def leave(self, place: Place) -> None:
        """Go on to the next place, unless another thread has left this one already."""
        with self._lock:
            if self._places[self._now] == place:
                self._now = (self._now + 1) % len(self._places)

    def arrive(self, place: Place) -> None:
        """Stay at a place, which has answered."""
        with self._lock:
            if place in self._places:
                self._now = self._places.index(place)
            if place.url not in self._found:
                return
            # It holds what the site's authority signed: there is a server now.
            self._found = ()
            self._own = _distinct((place.url, *self._own))
            self._urls = _distinct((place.url, *self._urls))
            self._settle(place)
        self._tell()

    def lost(self) -> None:
        """Say that none of the places answers."""
        if self.on_lost is not None:
            self.on_lost()

    def found(self, urls: Iterable[str]) -> None:
        """Try addresses that anybody may have told of, after those that are known.

        They are forgotten with the next ones, unless the authority vouches for who is there.
        """
        with self._lock:
            if self._authority is None:
                return
            self._found = tuple(url for url in _distinct(urls) if url not in self._urls)
            self._settle(self._places[self._now])

    def learn(self, urls: Iterable[str]) -> None:
        """Take the addresses that the site told of beside those that were given.

        Where certificates are pinned an address in plain HTTP is passed over: nobody could tell
        who answers there.
        """
        told = _distinct(url for url in urls if self._safe(url))
        with self._lock:
            wanted = _distinct((*self._own, *told))
            if not told or wanted == self._urls:
                return
            self._urls = wanted
            self._settle(self._places[self._now])
        self._tell()

    def trust(self, authority: str | None) -> None:
        """Take the authority that the holder of a pinned certificate told of, if none is known.

        Args:
            authority: PEM; None where the holder knows of none, and is not asked again.

        Raises:
            ValueError: It is no authority.
        """
        pem = None if authority is None else pem_of(read_authority(authority))
        with self._lock:
            if not self.lacks_authority:
                return
            self._may_hear = False
            if pem is None:
                return
            url = self._places[self._now].url
            self._authority = pem
            self._settle(Place(url, authority=pem))
        self._tell()

    def seen(self, epoch: int) -> bool:
        """Note the epoch of a server's data; false where a later one was seen before."""
        if epoch == self._epoch:
            return True
        with self._lock:
            if epoch < self._epoch:
                return False
            self._epoch = epoch
        self._tell()
        return True

    def _settle(self, here: Place) -> None:
        """Work the places out anew, and stay at one."""
        self._places = self._all()
        self._now = self._places.index(here) if here in self._places else 0

    def _tell(self) -> None:
        if self._on_learned is not None:
            self._on_learned(Learned(self._urls, self._epoch, self._authority))

    def _safe(self, url: str) -> bool:
        known = self._authority is not None or bool(self._fingerprints)
        return url.startswith("https://") and known

    def _all(self) -> list[Place]:
        trusted = [Place("", pin) for pin in self._fingerprints]
        if self._authority is not None:
            trusted.insert(0, Place("", authority=self._authority))
        known = [replace(one, url=url) for url in self._urls for one in trusted or [Place("")]]
        return [*known, *(Place(url, authority=self._authority) for url in self._found)]


def _distinct(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url.rstrip("/") for url in urls))
