"""`PUT /stations/self/health`: a station says how it feels."""

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import happened, newest

PATH = "/stations/self/health"
OUT = {"printer": "error", "paper": "out", "version": "0.1.0", "rejected": 2}


def entry(site: SiteUnderTest, name: str) -> Json:
    return next(one for one in site.get("/stations")["items"] if one["name"] == name)


def test_it_is_shown_at_reception(site: SiteUnderTest) -> None:
    assert site.call("PUT", PATH, OUT, as_="kiosk").status_code == 204
    kiosk = entry(site, "kiosk")
    assert (kiosk["paper"], kiosk["printer"], kiosk["rejected"]) == ("out", "error", 2)
    assert kiosk["last_seen_at"] == "2026-11-24T09:00:00.000Z"
    kinds = [one["kind"] for one in site.get("/events?after=0&limit=500")["items"]]
    assert "station.health" in kinds
    (event,) = happened(site, EventKind.STATION_HEALTH)
    assert event.facts is not None
    assert (event.facts["paper"], event.facts["station_kind"]) == ("out", "kiosk")


def test_the_same_again_is_seen_but_not_journaled(site: SiteUnderTest) -> None:
    site.call("PUT", PATH, OUT, as_="kiosk")
    done = newest(site)
    site.clock.advance(30)
    site.call("PUT", PATH, OUT, as_="kiosk")
    assert newest(site) == done
    assert entry(site, "kiosk")["last_seen_at"] == "2026-11-24T09:00:30.000Z"
    site.call("PUT", PATH, {**OUT, "paper": "ok"}, as_="kiosk")
    assert newest(site) == done + 1


def test_each_station_speaks_for_itself_and_sessions_for_their_station(site: SiteUnderTest) -> None:
    site.call("PUT", PATH, {"sound": "error"}, as_="display")
    site.call("PUT", PATH, {"version": "0.2.0"}, as_="marc")
    assert entry(site, "display")["sound"] == "error"
    assert entry(site, "counter")["version"] == "0.2.0"
    assert entry(site, "kiosk")["last_seen_at"] is None


def test_what_is_no_health_is_refused_and_changes_nothing(site: SiteUnderTest) -> None:
    before = newest(site)
    wrong: tuple[Json, ...] = (
        {"printer": "on fire"},
        {"rejected": -1},
        {"rejected": 10**9},
        {"version": "v" * 41},
        {"clock": "midi"},
        {"moon": True},
        [],
    )
    for body in wrong:
        answer = site.call("PUT", PATH, body, as_="kiosk")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), body
    assert newest(site) == before
    assert entry(site, "kiosk")["last_seen_at"] is None


def test_a_wrong_clock_is_no_reason_to_refuse(site: SiteUnderTest) -> None:
    body = {**OUT, "clock": "2026-11-24T08:00:00Z"}
    assert site.call("PUT", PATH, body, as_="kiosk").status_code == 204


def test_nobody_is_known_without_a_token(site: SiteUnderTest) -> None:
    answer = site.call("PUT", PATH, OUT, as_=None)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
