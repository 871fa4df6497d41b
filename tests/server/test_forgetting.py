"""What must not be kept goes by itself while a server runs, and on an administrator's word."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.runtime.clock import SimulatedClock
from core.store import Store
from core.usecases.patching import PatchVisit, patch_visit
from core.usecases.purging import Purge
from server.purging import PAUSE_S, Purger, purge_all
from tests.fakes.reception import Reception
from tests.server.live_server import run
from tests.server.site_support import MORNING, SiteUnderTest

DAY_S = 24 * 3600


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    """Set up a site whose server does not run."""
    made = Reception(tmp_path / "site.db")
    yield made
    made.store.close()


def book(site: SiteUnderTest) -> None:
    """Keep an appointment by name, and let the person arrive."""
    body = {
        "service_id": site.service("passport"),
        "starts_at": MORNING.isoformat(),
        "people": [{"family_name": "Silva", "given_name": "Ana"}],
    }
    booked = site.post("/appointments", body)
    site.post("/check-ins", {"appointment_id": booked["id"]})


def names(store: Store) -> list[str]:
    """Return the names that are kept of the morning's appointments."""
    with store.read() as reader:
        cards = reader.appointments(MORNING.date())
    return [person.family_name for card in cards for person in card.persons if person.family_name]


def test_running_server_forgets_names_a_day_after(site: SiteUnderTest) -> None:
    book(site)
    assert names(site.wiring.store) == ["Silva"]
    site.clock.advance(39 * 3600)
    pause = threading.Event()
    for _ in range(400):
        if not names(site.wiring.store):
            return
        pause.wait(0.05)
    pytest.fail("the name is still there")


def test_it_looks_again_only_after_a_while(reception: Reception) -> None:
    clock = SimulatedClock(MORNING, 0)
    purger = Purger(reception.store, clock)
    purger.refresh()
    reception.book(9, 0)
    reception.clock.advance(39 * 3600)
    purger.refresh()
    assert names(reception.store) == ["Silva"]
    clock.advance(PAUSE_S)
    purger.refresh()
    assert names(reception.store) == []


class MovedClock:
    """A clock that somebody sets, on a machine that counts seconds all the same."""

    def __init__(self) -> None:
        self.wall = MORNING
        self.passed_s = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.passed_s


def test_a_clock_that_jumped_is_not_believed_for_a_day(reception: Reception) -> None:
    clock = MovedClock()
    purger = Purger(reception.store, clock)
    reception.book(9, 0)
    purger.refresh()
    reception.clock.advance(40 * DAY_S)
    clock.wall += timedelta(days=40)
    for _ in range(2):
        clock.passed_s += PAUSE_S
        purger.refresh()
    assert names(reception.store) == ["Silva"]
    clock.wall += timedelta(days=1)
    clock.passed_s += DAY_S
    purger.refresh()
    assert names(reception.store) == []


def test_batches_follow_each_other_until_all_is_forgotten(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.purging.Purge", lambda: Purge(limit=2))
    for _ in range(5):
        reception.walk_in()
    reception.clock.advance(31 * DAY_S)
    purger = Purger(reception.store, SimulatedClock(MORNING, 0))
    for _ in range(2):
        purger.refresh()
    assert purge_all(reception.store)["visits"] == 1


@pytest.mark.sqlite
def test_names_leave_the_databases_log_too_once_a_day(reception: Reception) -> None:
    clock, log = SimulatedClock(MORNING, 0), Path(f"{reception.path}-wal")
    purger = Purger(reception.store, clock)
    reception.book(9, 0)
    reception.clock.advance(39 * 3600)
    purger.refresh()
    assert log.stat().st_size == 0
    note = PatchVisit(str(reception.walk_in()["visit_id"]), note="note")
    reception.do(patch_visit, reception.lea, note)
    reception.clock.advance(3 * DAY_S)
    for passed_s, empty in ((DAY_S - 1, False), (1, True)):
        clock.advance(passed_s)
        purger.refresh()
        assert (log.stat().st_size == 0) is empty


@pytest.mark.slow
def test_administrator_purges_and_reads_what_went(data_folder: Path) -> None:
    done = run("purge", "--data", str(data_folder))
    assert (done.returncode, done.stderr) == (0, "")
    counted = dict(part.split() for part in done.stdout.strip().split(", "))
    assert {"persons", "notes", "visits", "help_calls", "rows"} <= counted.keys()
    assert set(counted.values()) == {"0"}
