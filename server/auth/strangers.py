"""How much those may ask who show no token that is known: by address, so that none fills all."""

from ipaddress import IPv6Address, ip_address
from typing import Final

from starlette.types import Scope

from server.auth.buckets import Buckets

PER_SECOND: Final = 20.0
BURST: Final = 60.0
_MOST: Final = 4096
_NETWORK_BITS: Final = 64


class Strangers:
    """A bucket for each peer, from which each request without a known token takes one.

    Callers on the machine itself are let through: they are programs of the site, and whoever is
    there could do worse. For use in the event loop alone.

    Args:
        per_second: How many requests a peer may go on with.
        burst: How many at once.
        most: How many peers are remembered.
    """

    def __init__(
        self, *, per_second: float = PER_SECOND, burst: float = BURST, most: int = _MOST
    ) -> None:
        self._buckets = Buckets(per_second=per_second, burst=burst, most=most)

    def wait_s(self, scope: Scope) -> int:
        """Let the peer of a request take one, unless it has none left.

        Returns:
            Whole seconds until it may come again; 0 where it may ask now.
        """
        peer = _peer(scope)
        return 0 if peer is None else self._buckets.wait_s(peer)

    def give_back(self, scope: Scope) -> None:
        """Take nothing after all: the caller turned out to be known."""
        peer = _peer(scope)
        if peer is not None:
            self._buckets.give_back(peer)


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
