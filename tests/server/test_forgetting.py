"""What must not be kept goes by itself while a server runs, and on an administrator's word."""

from pathlib import Path

import pytest

from core.runtime.clock import SimulatedClock
from core.usecases.purging import Purge
from server.purging import PAUSE_S, Purger, purge_all
from tests.server.live_server import run
from tests.server.site_support import MORNING, SiteUnderTest

DAY_S = 24 * 3600


def book(site: SiteUnderTest) -> None:
    """Keep an appointment by name, and let the person arrive."""
    body = {
        "service_id": site.service("passport"),
        "starts_at": MORNING.isoformat(),
        "people": [{"family_name": "Silva", "given_name": "Ana"}],
    }
    booked = site.post("/appointments", body)
    site.post("/check-ins", {"appointment_id": booked["id"]})


def names(site: SiteUnderTest) -> list[str]:
    """Return the names that are kept of the morning's appointments."""
    items = site.get("/appointments?day=2026-11-24")["items"]
    return [person["family_name"] for one in items for person in one["people"]]


def test_running_server_forgets_names_a_day_after(site: SiteUnderTest) -> None:
    book(site)
    clock = SimulatedClock(MORNING, 0)
    purger = Purger(site.wiring.store, clock)
    purger.refresh()
    assert names(site) == ["Silva"]
    site.clock.advance(39 * 3600)
    purger.refresh()  # not yet time to look again
    clock.advance(PAUSE_S)
    purger.refresh()
    with site.wiring.store.read() as reader:
        (card,) = reader.appointments(MORNING.date())
    assert [person.family_name for person in card.persons] == [""]


def test_batches_follow_each_other_until_all_is_forgotten(
    site: SiteUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.purging.Purge", lambda: Purge(limit=2))
    for _ in range(5):
        site.walk_in()
    site.clock.advance(31 * DAY_S)
    clock = SimulatedClock(MORNING, 0)
    purger = Purger(site.wiring.store, clock)
    for _ in range(2):
        purger.refresh()
    assert purge_all(site.wiring.store)["visits"] == 1


@pytest.mark.slow
def test_administrator_purges_and_reads_what_went(data_folder: Path) -> None:
    done = run("purge", "--data", str(data_folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "persons 0, notes 0, visits 0, appointments 0, answers 0\n"
