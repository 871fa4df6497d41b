"""A wire that loses, delays and doubles, without a network: for runs inside one process."""

import random
import threading
from dataclasses import dataclass

from tests.faults.history import Answer
from tests.faults.wire import Lost, Request, Wire


@dataclass(frozen=True, slots=True)
class Losses:
    """How often what happens to a request, from 0 to 1 in all.

    Attributes:
        request: It is lost on the way there.
        answer: It is carried out, and the answer is lost.
        abandoned: Nobody waits for it, while it is carried out.
        late: It comes a second time, some moments later.
    """

    request: float = 0.05
    answer: float = 0.07
    abandoned: float = 0.05
    late: float = 0.05


class LossyWire:
    """Carries requests to a site, badly.

    Args:
        wire: The site.
        losses: How badly.
        chooser: Decides what happens to each.
    """

    def __init__(self, wire: Wire, losses: Losses, chooser: random.Random) -> None:
        self._wire = wire
        self._losses = losses
        self._chooser = chooser
        self._lock = threading.Lock()
        self._late: list[threading.Thread] = []

    def send(self, request: Request) -> Answer:
        """Send a request, perhaps."""
        with self._lock:
            chance, delay_s = self._chooser.random(), self._chooser.uniform(0, 0.02)
        losses = self._losses
        if chance < losses.request:
            raise Lost
        chance -= losses.request
        if chance < losses.answer:
            self._wire.send(request)
            raise Lost
        chance -= losses.answer
        if chance < losses.abandoned:
            self._later(request, 0)
            raise Lost
        chance -= losses.abandoned
        if chance < losses.late and request.method != "GET":
            self._later(request, delay_s)
        return self._wire.send(request)

    def settle(self) -> None:
        """Wait until what is still under way has arrived."""
        while self._late:
            self._late.pop().join()

    def _later(self, request: Request, delay_s: float) -> None:
        thread = threading.Timer(delay_s, self._quietly, (request,))
        thread.daemon = True
        thread.start()
        self._late.append(thread)

    def _quietly(self, request: Request) -> None:
        try:
            self._wire.send(request)
        except Lost:
            return
