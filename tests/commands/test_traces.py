"""Who looked for people, and who took data out, is journaled: as counts, never what was typed."""

from pathlib import Path

import pytest

from core.model import EventKind, Role
from server.__main__ import main
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import happened
from tests.support.visits import booked, facts


def test_a_search_is_journaled_with_how_many_were_found(site: SiteUnderTest) -> None:
    site.get("/appointments")
    assert happened(site, EventKind.AGENT_SEARCHED) == []
    booked(site, "1", 0)
    for typed in ("Nobodyzz", "1"):
        site.get(f"/appointments?q={typed}")
    events = happened(site, EventKind.AGENT_SEARCHED)
    assert [facts(event)["results"] for event in events] == [0, 1]
    assert all(event.actor_agent_id for event in events)
    assert "Nobodyzz" not in str(events)


def test_what_is_taken_out_is_journaled_with_who_took_it(led_site: SiteUnderTest) -> None:
    led_site.sign_in("ada", Role.ADMIN)
    led_site.get("/settings/export", as_="ada")
    led_site.get("/difficulties", as_="chef")
    path = "/statistics?from=2026-11-01&to=2026-11-23"
    led_site.get(path, as_="chef")
    assert led_site.call("GET", f"{path}&format=csv", as_="chef").status_code == 200
    events = happened(led_site, EventKind.AGENT_EXPORTED)
    assert [facts(event)["what"] for event in events] == ["settings", "difficulties", "statistics"]
    assert len({event.actor_agent_id for event in events}) == 2


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("verify-journal", EventKind.JOURNAL_READ),
        ("export-settings", EventKind.AGENT_EXPORTED),
        ("codes", EventKind.AGENT_EXPORTED),
    ],
)
def test_what_is_read_at_the_console_is_journaled_too(
    site: SiteUnderTest, data_folder: Path, command: str, kind: EventKind
) -> None:
    assert main([command, "--data", str(data_folder)]) == 0
    (event,) = happened(site, kind)
    assert (event.actor_agent_id, event.actor_station_id) == (None, None)
