"""How much those may ask who show no token that is known: by address, so that none fills all."""

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic
from typing import Final

from starlette.types import Scope

PER_SECOND: Final = 20.0
BURST: Final = 60.0
_MOST: Final = 4096
_NETWORK_BITS: Final = 64


class Strangers:
    """A bucket for each peer: it fills evenly, and each request without a known token takes one.

    Callers on the machine itself are let through: they are programs of the site, and whoever is
    there could do worse. For use in the event loop alone.

    Args:
        per_second: How many requests a peer may go on with.
        burst: How many at once.
        most: How many peers are remembered; the one that was heard longest ago is forgotten.
    """

    def __init__(
        self, *, per_second: float = PER_SECOND, burst: float = BURST, most: int = _MOST
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._most = most
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, scope: Scope) -> int:
        """Let the peer of a request take one, unless it has none left.

        Returns:
            Whole seconds until it may come again; 0 where it may ask now.
        """
        peer = _peer(scope)
        if peer is None:
            return 0
        now = monotonic()
        left = self._left(peer, now)
        taken = left >= 1
        self._buckets[peer] = (left - 1 if taken else left, now)
        self._buckets.move_to_end(peer)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0 if taken else ceil((1 - left) / self._per_second)

    def give_back(self, scope: Scope) -> None:
        """Take nothing after all: the caller turned out to be known."""
        peer = _peer(scope)
        if peer is not None and peer in self._buckets:
            left, at = self._buckets[peer]
            self._buckets[peer] = (min(left + 1, self._burst), at)

    def _left(self, peer: str, now: float) -> float:
        left, at = self._buckets.get(peer, (self._burst, now))
        return min(left + (now - at) * self._per_second, self._burst)


def _peer(scope: Scope) -> str | None:
    """Return what stands for the peer of a request; None for this machine itself."""
    client = scope.get("client")
    if client is None:
        return None  # a socket that has no address stands in this machine
    try:
        address = ip_address(client[0].partition("%")[0])
    except ValueError:
        return str(client[0])
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address) and not address.is_link_local:
        # Each machine may take any of the addresses of its network.
        return str(int(address) >> _NETWORK_BITS)
    return str(address)
