"""The wire that loses without a network: what is late arrives before a run is judged."""

import random
import sys
import threading
from collections.abc import Iterator
from typing import Final

import pytest

from tests.faults.history import Answer
from tests.faults.lossy_wire import Losses, LossyWire
from tests.faults.wire import Lost, Request

_SENT: Final = 400


class _Counting:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.arrived = 0

    def send(self, request: Request) -> Answer:
        with self._lock:
            self.arrived += 1
        return Answer(200, None)


@pytest.fixture
def _threads_change_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@pytest.mark.usefixtures("_threads_change_often")
def test_what_is_late_arrives_before_settling_is_over_though_others_still_send() -> None:
    site = _Counting()
    wire = LossyWire(site, Losses(0, 0, abandoned=1), random.Random(1))

    def send() -> None:
        for _ in range(_SENT):
            with pytest.raises(Lost):
                wire.send(Request("POST", "/walk-ins", "token"))

    sender = threading.Thread(target=send)
    sender.start()
    while sender.is_alive():
        wire.settle()
    sender.join()
    wire.settle()
    assert site.arrived == _SENT
