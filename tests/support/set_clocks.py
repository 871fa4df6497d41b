"""A reception on a machine whose clock is set while it runs."""

from datetime import timedelta
from pathlib import Path

from core.model import EventKind
from core.runtime.clock import SteadyClock
from core.store import Store
from core.things import Event
from server.clock_watch import ClockWatch
from tests.fakes.reception import TUESDAY_NINE, Reception
from tests.fakes.set_clock import SetClock


class SetReception(Reception):
    """A site whose server looks at a clock that jumps."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.store.close()
        self.machine = SetClock(TUESDAY_NINE)
        self.restart()

    def restart(self) -> None:
        """Start the server anew; what the machine's clock shows is all that it knows."""
        self.store.close()
        self.steady = SteadyClock(self.machine)
        self.store = Store.on(self.database, self.steady)
        self.watch = ClockWatch(self.store, self.steady)

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self.machine.pass_s(minutes * 60 + seconds)

    def jump(self, by: timedelta) -> None:
        """Set the machine's clock, and let the server see it."""
        self.machine.set(by)
        self.watch.look()

    def events(self) -> list[Event]:
        """Return the whole journal."""
        with self.store.read() as reader:
            return list(reader.events(0, 10_000))


def waits(hall: SetReception) -> dict[str, int]:
    """Return how long each person in the queue waits, in its order."""
    with hall.read() as reader:
        return {entry.visit.called_as: entry.waiting_s for entry in reader.queue()}


def kinds(hall: SetReception) -> list[EventKind]:
    """Return the kinds of all events, in order."""
    return [event.kind for event in hall.events()]
