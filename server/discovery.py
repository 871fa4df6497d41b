"""Answers stations that ask the network where their site's server is."""

import logging
import select
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from core.runtime.logs import describe_error
from server.options import is_loopback
from sync.contract.discovery import GROUP, OWN_MACHINE, PORT, QUESTION_BYTES, Question

_PER_PEER: Final = 5
_IN_ALL: Final = 50
_log = logging.getLogger(__name__)


class Pace:
    """Says whether another question is answered: 5 a second from one address, 50 from all.

    Args:
        monotonic: Seconds that only grow.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._second = -1
        self._asked: Counter[str] = Counter()

    def allows(self, peer: str) -> bool:
        """Count a question, unless there were enough in this second."""
        second = int(self._monotonic())
        if second != self._second:
            self._second = second
            self._asked.clear()
        if self._asked[peer] >= _PER_PEER or self._asked.total() >= _IN_ALL:
            return False
        self._asked[peer] += 1
        return True


class Discovery:
    """A thread that answers questions for one site.

    Args:
        mark: Of the site.
        host: What the server listens on: on loopback, nobody else is heard.
        port: What the server listens on, TCP.
        asked_on: The UDP port; 0 takes a free one.
    """

    def __init__(self, mark: bytes, host: str, port: int, asked_on: int = PORT) -> None:
        self._mark = mark
        self._port = port
        self._pace = Pace()
        self._sock = _bound(OWN_MACHINE if is_loopback(host) else "", asked_on)
        self._awake, self._alarm = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="discovery", daemon=True)

    @property
    def asked_on(self) -> int:
        """The UDP port."""
        return int(self._sock.getsockname()[1])

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and close what is open."""
        self._alarm.close()
        if self._thread.is_alive():
            self._thread.join(timeout=10)
        self._awake.close()
        self._sock.close()

    def _run(self) -> None:
        while True:
            ready, _, _ = select.select([self._sock, self._awake], [], [])
            if self._awake in ready:
                return
            try:
                self._answer()
            except OSError as error:
                # A peer that is not there any more, or a line that is down for a while.
                _log.info("a question was not answered: %s", describe_error(error))

    def _answer(self) -> None:
        raw, peer = self._sock.recvfrom(QUESTION_BYTES + 1)
        question = Question.read(raw)
        if question is None or question.mark != self._mark or not self._pace.allows(peer[0]):
            return
        self._sock.sendto(question.answer(self._port), peer)


def discovery(mark: bytes, host: str, port: int) -> Discovery | None:
    """Return what answers for a site; None where the port is taken, which is logged."""
    try:
        return Discovery(mark, host, port)
    except OSError as error:
        _log.warning("stations do not find this server by themselves: %s", describe_error(error))
        return None


def _bound(host: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        # Several servers on one machine are all asked what comes to everybody.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        if not host:
            member = struct.pack("!4s4s", socket.inet_aton(GROUP), socket.inet_aton("0.0.0.0"))  # noqa: S104 - any
            try:
                sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
            except OSError as error:
                # Broadcasts are heard all the same.
                _log.info("no multicast here: %s", describe_error(error))
    except OSError:
        sock.close()
        raise
    return sock
