"""Asks the network where a site's server is. What is found is an address, trusted for nothing."""

import os
import select
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from sync.client.route import Route
from sync.contract.authority import fingerprint_of, read_authority
from sync.contract.discovery import (
    ANSWER_BYTES,
    GROUP,
    NONCE_BYTES,
    OWN_MACHINE,
    PORT,
    Question,
    mark_of,
)

TARGETS: Sequence[tuple[str, int]] = (
    (OWN_MACHINE, PORT),
    (GROUP, PORT),
    ("255.255.255.255", PORT),
)
_LISTENS_S: Final = (0.4, 0.8)
"""After each time that it asks."""
_MOST_FOUND: Final = 4
PAUSE_S: float = 20.0
"""Between two searches of a station."""

Find = Callable[[str], Sequence[str]]


def find_servers(fingerprint: str, targets: Sequence[tuple[str, int]] | None = None) -> list[str]:
    """Ask for the servers of a site, and listen for a good second.

    Args:
        fingerprint: Of the site's authority, 64 hex digits.
        targets: Hosts and UDP ports to ask; by default this machine, and everybody near.

    Returns:
        Up to four addresses, `https://HOST:PORT`, as they came. Anybody may have answered.
    """
    question = Question(os.urandom(NONCE_BYTES), mark_of(fingerprint))
    found: dict[str, None] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        sock.bind(("", 0))
        for seconds in _LISTENS_S:
            for target in TARGETS if targets is None else targets:
                with suppress(OSError):  # no such network here
                    sock.sendto(question.to_bytes(), target)
            _listen(sock, question, found, time.monotonic() + seconds)
    return list(found)


def _listen(sock: socket.socket, question: Question, found: dict[str, None], end: float) -> None:
    while len(found) < _MOST_FOUND and (left := end - time.monotonic()) > 0:
        if not select.select([sock], [], [], left)[0]:
            return
        # Where nobody listens at a target, the system may tell on the next call.
        with suppress(OSError):
            raw, (host, _) = sock.recvfrom(ANSWER_BYTES + 1)
            if (port := question.port_in(raw)) is not None:
                found[f"https://{host}:{port}"] = None


class Searcher:
    """Looks for the site's servers once none of the known addresses answers.

    Args:
        route: Is told what was found; it is to go there, and to believe it or not.
        find: Returns addresses for the fingerprint of an authority.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        route: Route,
        find: Find = find_servers,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._route = route
        self._find = find
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._next = float("-inf")

    def look(self) -> None:
        """Look on a thread of its own, every 20 s at most; returns at once."""
        authority = self._route.authority
        with self._lock:
            now = self._monotonic()
            if authority is None or now < self._next:
                return
            self._next = now + PAUSE_S
        threading.Thread(
            target=self._look, args=(authority,), name="discovery", daemon=True
        ).start()

    def _look(self, authority: str) -> None:
        # Without any network there is nobody to be asked.
        with suppress(OSError):
            self._route.found(self._find(fingerprint_of(read_authority(authority))))
