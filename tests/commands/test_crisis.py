"""`POST /site/crisis`: ordinary walk-ins pause, the services of a crisis are offered."""

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.led_days import forbidden, happened, lead, open_hours, refused, replayed

PATH = "/site/crisis"
ON = {"active": True, "confirm": True}
OFF = {"active": False, "confirm": True}


def services(site: SiteUnderTest) -> dict[str, Json]:
    return {one["code"]: one for one in site.get("/site", as_="kiosk")["services"]}


def offered(site: SiteUnderTest, number: str) -> set[str]:
    codes = {one["id"]: code for code, one in services(site).items()}
    counters = site.get("/site", as_="counter")["counters"]
    return {
        codes[one]
        for counter in counters
        if counter["number"] == number
        for one in counter["offered"]
    }


def test_a_crisis_offers_its_services_and_pauses_the_others(led_site: SiteUnderTest) -> None:
    assert not services(led_site)["crisis_info"]["walk_in"]
    body = {"service_id": led_site.service("crisis_info")}
    refused(led_site, "/walk-ins", body, 409, "service_closed", as_="lea")
    lead(led_site, PATH, ON)
    now = services(led_site)
    assert now["crisis_info"]["walk_in_open"]
    assert (now["life_cert"]["walk_in_open"], now["life_cert"]["closed_because"]) == (
        False,
        "crisis",
    )
    body = {"service_id": led_site.service("life_cert")}
    refused(led_site, "/walk-ins", body, 409, "crisis_mode", as_="kiosk")
    arrived = led_site.walk_in("crisis_medical")
    assert arrived["visit"]["steps"][0]["rank"] == arrived["visit"]["checked_in_at"]
    (event,) = happened(led_site, EventKind.SITE_CRISIS_STARTED)
    assert event.facts == {"drill": False}


def test_whoever_has_an_appointment_is_let_in(led_site: SiteUnderTest) -> None:
    book(led_site, "9", 0)
    lead(led_site, PATH, ON)
    led_site.post("/check-ins", {"reference": "9", "time": "09:00"}, as_="kiosk")


def test_it_holds_whatever_the_hours(led_site: SiteUnderTest) -> None:
    open_hours(led_site)
    led_site.clock.advance(11 * 3600)
    lead(led_site, PATH, ON)
    led_site.walk_in("crisis_papers")


def test_open_counters_may_call_for_it_and_are_as_before_when_it_ends(
    led_site: SiteUnderTest,
) -> None:
    office, cash = led_site.counter("5"), led_site.counter("Caisse")
    led_site.sign_in_agent("ines")
    led_site.post(f"/counters/{office}/open", {"services": [led_site.service("birth")]}, as_="ines")
    led_site.post(f"/counters/{cash}/open", {}, as_="marc")
    lead(led_site, PATH, ON)
    crisis = {"crisis_medical", "crisis_minors", "crisis_papers", "crisis_info"}
    assert offered(led_site, "5") == {"birth"} | crisis
    assert offered(led_site, "Caisse") == {"cash"}
    number = led_site.walk_in("crisis_minors")["ticket"]["number"]
    called = led_site.post(f"/counters/{office}/call-next", as_="ines")
    assert called["visit"]["number"] == number
    lead(led_site, PATH, OFF)
    assert offered(led_site, "5") == {"birth"}
    assert services(led_site)["life_cert"]["walk_in_open"]
    assert len(happened(led_site, EventKind.SITE_CRISIS_ENDED)) == 1


def test_who_waits_when_it_ends_is_still_called(led_site: SiteUnderTest) -> None:
    counter = led_site.counter("5")
    led_site.post(f"/counters/{counter}/open", {}, as_="marc")
    lead(led_site, PATH, ON)
    number = led_site.walk_in("crisis_papers")["ticket"]["number"]
    lead(led_site, PATH, OFF)
    called = led_site.post(f"/counters/{counter}/call-next", as_="marc")
    assert called["visit"]["number"] == number


def test_screens_say_it_first_in_the_words_of_the_lead_or_in_ours(led_site: SiteUnderTest) -> None:
    lead(led_site, "/site/message", {"texts": {"fr": "Ordinaire"}})
    lead(led_site, PATH, ON)
    first = led_site.get("/board", as_="display")["messages"][0]
    assert first["level"] == "crisis"
    assert set(first["texts"]) == set(led_site.get("/site", as_="kiosk")["languages"])
    lead(led_site, PATH, {**ON, "texts": {"fr": "Restez chez vous."}})
    lines = led_site.get("/site", as_="kiosk")["messages"]
    assert [line["texts"]["fr"] for line in lines] == ["Restez chez vous.", "Ordinaire"]
    lead(led_site, PATH, OFF)
    assert len(led_site.get("/site", as_="kiosk")["messages"]) == 1


def test_a_drill_marks_its_visits_so_that_nothing_counts_them(led_site: SiteUnderTest) -> None:
    before = led_site.get("/live", as_="chef")["day"]["arrivals"]
    assert lead(led_site, PATH, {**ON, "drill": True})["drill"]
    visit_id = led_site.walk_in("crisis_info")["visit"]["id"]
    with led_site.wiring.store.read() as reader:
        assert reader.visit(visit_id).visit.drill
    assert led_site.get("/live", as_="chef")["day"]["arrivals"] == before
    assert led_site.get("/board", as_="display")["drill"]


def test_it_must_be_confirmed(led_site: SiteUnderTest) -> None:
    refused(led_site, PATH, {"active": True}, 409, "confirm_needed")
    lead(led_site, PATH, ON)
    refused(led_site, PATH, {"active": False}, 409, "confirm_needed")
    assert led_site.get("/site/day")["crisis"]


def test_the_same_again_changes_nothing(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, OFF)
    since = lead(led_site, PATH, ON)["crisis_since"]
    led_site.clock.advance(60)
    assert lead(led_site, PATH, ON)["crisis_since"] == since
    assert len(happened(led_site, EventKind.SITE_CRISIS_STARTED)) == 1


def test_a_replay_begins_it_once(led_site: SiteUnderTest) -> None:
    replayed(led_site, PATH, ON)


def test_it_is_for_leads(led_site: SiteUnderTest) -> None:
    forbidden(led_site, PATH, ON, "lea", "marc", "counter", "kiosk", "display")
