"""A kiosk that runs the product's own desk: leases, outbox and retries are its own."""

import random
import threading
from pathlib import Path
from typing import Final

from core.model import SlipState
from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.outcomes import GivenTicket, ServerAway
from sync.contract.arrivals import SlipIn
from tests.faults.history import Slips
from tests.faults.prepared import OWN_KIOSK, Prepared

_PAUSE_S: Final = 0.3


class OwnKiosk:
    """Gives tickets for as long as it runs, whether the server is there or not.

    Attributes:
        numbers: What stands on the slips that it gave.
        unanswered: How many people it sent to reception, since the server did not answer.
    """

    def __init__(self, prepared: Prepared, profile: Path, url: str, chooser: random.Random) -> None:
        self.numbers: set[str] = set()
        self.unanswered = 0
        self.station_id = prepared.who[OWN_KIOSK].station_id
        self._services = [service for service, _ in prepared.walk_ins]
        self._chooser = chooser
        self._stop = threading.Event()
        self._desk = KioskDesk.open(
            profile, Connection(url, prepared.tokens[OWN_KIOSK]), station_id=self.station_id
        )
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def settle(self, longest_s: float) -> None:
        """Give no more tickets, and wait until the server was told of all.

        Raises:
            AssertionError: It was not, or the server refused a slip.
        """
        self._stop.set()
        self._thread.join()
        pause = threading.Event()
        for _ in range(int(longest_s / 0.05)):
            if self._desk.state().pending == 0:
                break
            pause.wait(0.05)
        state = self._desk.state()
        if state.pending or state.rejected:
            raise AssertionError(f"the kiosk's outbox did not empty: {state}")

    def slips(self) -> Slips:
        """Return what it gave."""
        return Slips(frozenset(self.numbers), self.unanswered)

    def close(self) -> None:
        """End its threads."""
        self._stop.set()
        self._thread.join()
        self._desk.close()

    def _run(self) -> None:
        while not self._stop.wait(self._chooser.uniform(0, _PAUSE_S)):
            given = self._desk.walk_in(self._chooser.choice(self._services))
            if isinstance(given, GivenTicket):
                self.numbers.add(given.number)
                if self._chooser.random() < 0.5:
                    self._desk.report_slip(given.key, SlipIn(state=SlipState.PRINTED))
            elif isinstance(given, ServerAway):
                self.unanswered += 1
