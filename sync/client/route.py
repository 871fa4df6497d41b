"""The addresses of one site, and which of them is used now."""

import threading
from collections.abc import Callable, Iterable, Sequence

from sync.client.place import Place


class Route:
    """The places that a station may find its server at; any thread may use it.

    All connections of a station share one, so that what one of them finds out serves the others.
    A place that works is kept; no place is preferred over one that works.

    Args:
        urls: Addresses, the first one first; at least one.
        fingerprints: Of the certificates that the site's servers hold; none over plain HTTP.
        on_learned: Called after the site told of other addresses or of a later epoch, on the thread
            that heard it, with every address and the epoch.
        epoch: The latest that was seen; 0 for none.
    """

    def __init__(
        self,
        urls: Sequence[str],
        fingerprints: Sequence[str] = (),
        on_learned: Callable[[tuple[str, ...], int], None] | None = None,
        epoch: int = 0,
    ) -> None:
        if not urls:
            raise ValueError("a site has an address")
        self._fingerprints = tuple(dict.fromkeys(fingerprints))
        self._on_learned = on_learned
        self._lock = threading.Lock()
        self._own = _distinct(urls)
        self._urls = self._own
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
            here = self._places[self._now]
            self._urls = wanted
            self._places = self._all()
            self._now = self._places.index(here) if here in self._places else 0
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

    def _tell(self) -> None:
        if self._on_learned is not None:
            self._on_learned(self._urls, self._epoch)

    def _safe(self, url: str) -> bool:
        return url.startswith("https://") and bool(self._fingerprints)

    def _all(self) -> list[Place]:
        pins: tuple[str | None, ...] = self._fingerprints or (None,)
        return [Place(url, pin) for url in self._urls for pin in pins]


def _distinct(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url.rstrip("/") for url in urls))
