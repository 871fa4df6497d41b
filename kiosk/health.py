"""Telling reception how this kiosk feels: every half minute, and at once when it changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kiosk.arrivals import Tasks
from sync.contract.stations import DeviceState, PaperState

BEAT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Feeling:
    """State of the printers, the roll and the scanner."""

    printer: DeviceState = "unknown"
    paper: PaperState = "unknown"
    scanner: DeviceState = "unknown"
    second_printer: DeviceState = "absent"


class HealthReporter:
    """Sends one report at a time; a change while one is under way is sent right after it.

    Args:
        send: Tells the server; raises `away` when it cannot be reached.
    """

    def __init__(
        self, tasks: Tasks, send: Callable[[Feeling], None], *, away: type[Exception]
    ) -> None:
        self._tasks = tasks
        self._send = send
        self._away = away
        self._feeling = Feeling()
        self._busy = False
        self._again = False
        self._ended = False

    @property
    def feeling(self) -> Feeling:
        return self._feeling

    def printer(self, state: DeviceState, paper: PaperState, second: DeviceState) -> None:
        """A printer or the roll changed."""
        self._take(replace(self._feeling, printer=state, paper=paper, second_printer=second))

    def scanner(self, state: DeviceState) -> None:
        """The scanner came or went."""
        self._take(replace(self._feeling, scanner=state))

    def beat(self) -> None:
        """Send what holds now; called every `BEAT_S` seconds."""
        if self._ended:
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._again = False
        feeling = self._feeling
        self._tasks.run(lambda: self._send(feeling), done=self._done, failed=self._failed)

    def end(self) -> None:
        """The kiosk closes: a report that is under way may fail, and none follows it."""
        self._ended = True

    def _take(self, feeling: Feeling) -> None:
        if feeling != self._feeling:
            self._feeling = feeling
            self.beat()

    def _done(self, answer: None) -> None:
        del answer
        self._busy = False
        if self._again:
            self.beat()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._again = False
        if not self._ended and not isinstance(error, self._away):
            raise error
