"""`GET /live`: the site as it stands, for those who lead it."""

import json
from dataclasses import replace

import pytest

from core.feedback import DiscreetAlert
from core.model import Role
from core.site import Document, Site
from core.store.live import LiveReader
from server.views_live import LiveFacts, live_out
from sync.contract.booking import BookingCapabilities, BookingHealth, WebhooksHealth
from sync.contract.booking_report import BookingDayOut, BookingNote, BookingOut
from sync.contract.outgoing import EventsOutHealth
from sync.contract.site import EstimateOut
from sync.contract.stations import ClockHealth
from tests.server.site_support import MORNING, Json, SiteUnderTest

ODD = BookingOut(
    health=BookingHealth(
        state="late",
        held_days=("2026-11-24",),
        webhooks=WebhooksHealth(silent_since=MORNING),
    ),
    can=BookingCapabilities(),
    days=(
        BookingDayOut(
            day="2026-11-24",
            notes=(
                BookingNote(code="set_aside", count=1),
                BookingNote(code="unmapped", count=2),
                BookingNote(code="elsewhere", count=9),
                BookingNote(code="zone_differs", count=3),
            ),
        ),
    ),
)
"""A day of which much is odd."""


@pytest.fixture
def led(site: SiteUnderTest) -> SiteUnderTest:
    """Sign a lead in."""
    site.sign_in("chef", Role.LEAD)
    return site


def live(site: SiteUnderTest) -> Json:
    return site.get("/live", as_="chef")


def of(items: Json, name: str, value: object) -> Json:
    (found,) = [item for item in items if item[name] == value]
    return found


def alerts(site: SiteUnderTest, code: str) -> list[Json]:
    return [alert for alert in live(site)["alerts"] if alert["code"] == code]


def test_queues_tell_how_many_wait_and_how_long(led: SiteUnderTest) -> None:
    led.walk_in()
    led.clock.advance(600)
    led.walk_in()
    found = of(live(led)["services"], "code", "life_cert")
    assert (found["waiting"], found["oldest_wait_s"], found["past_rank"]) == (2, 600, 0)
    assert found["last_called_at"] is None
    led.clock.advance(3500)
    assert of(live(led)["services"], "code", "life_cert")["past_rank"] == 1
    (alert,) = alerts(led, "past_rank")
    assert (alert["service_id"], alert["count"]) == (led.service("life_cert"), 1)


def test_counters_tell_what_they_are_busy_with(led: SiteUnderTest) -> None:
    number = led.walk_in()["ticket"]["number"]
    led.serve_next("2")
    led.clock.advance(120)
    found = live(led)
    counter = of(found["counters"], "number", "2")
    assert (counter["state"], counter["ticket"], counter["busy_s"]) == ("open", number, 120)
    assert counter["since"] == "2026-11-24T09:00:00.000Z"
    assert counter["step_state"] == "called"
    assert counter["target_s"] > 0
    assert of(found["services"], "code", "life_cert")["last_called_at"] is not None
    zone = of(found["zones"], "zone", counter["zone"])
    assert (zone["open"], zone["busy"]) == (1, 1)


def test_a_pause_tells_its_reason_and_when_it_began(led: SiteUnderTest) -> None:
    counter_id = led.counter("2")
    led.post(f"/counters/{counter_id}/open", {}, as_="marc")
    led.clock.advance(60)
    until = "2026-11-24T09:30:00Z"
    led.post(f"/counters/{counter_id}/pause", {"reason": "lunch", "until": until}, as_="marc")
    led.clock.advance(60)
    counter = of(live(led)["counters"], "number", "2")
    assert (counter["state"], counter["pause_reason"]) == ("paused", "lunch")
    assert counter["since"].startswith("2026-11-24T09:01:00")
    assert counter["pause_until"] == "2026-11-24T09:30:00.000Z"


def test_idle_counters_are_offered_different_people(led: SiteUnderTest) -> None:
    led.sign_in_agent("nora")
    numbers = [led.walk_in()["ticket"]["number"] for _ in range(3)]
    for counter, agent in (("1", "nora"), ("2", "marc")):
        led.post(f"/counters/{led.counter(counter)}/open", {}, as_=agent)
    offered = {
        counter["number"]: counter["offer"]["number"]
        for counter in live(led)["counters"]
        if counter["offer"] is not None
    }
    assert set(offered) == {"1", "2"}
    assert set(offered.values()) == set(numbers[:2])
    called = led.post(f"/counters/{led.counter('1')}/call-next", as_="nora")
    assert called["visit"]["number"] in offered.values()


def test_tickets_without_paper_are_told_after_a_moment(led: SiteUnderTest) -> None:
    visit = led.walk_in()
    assert alerts(led, "ticket_without_paper") == []
    led.clock.advance(31)
    (alert,) = alerts(led, "ticket_without_paper")
    assert (alert["visit_id"], alert["state"]) == (visit["visit"]["id"], "queued")
    for state in ("sent", "printed"):
        led.post(f"/visits/{visit['visit']['id']}/slip", {"state": state}, as_="kiosk")
    assert alerts(led, "ticket_without_paper") == []


def test_people_parked_past_their_time_are_told(led: SiteUnderTest) -> None:
    led.walk_in()
    step = led.serve_next()["step"]["id"]
    led.post(f"/steps/{step}/start", as_="marc")
    led.post(f"/steps/{step}/park", {"until": "2026-11-24T09:10:00Z"}, as_="marc")
    assert alerts(led, "parked_too_long") == []
    led.clock.advance(601)
    (alert,) = alerts(led, "parked_too_long")
    assert (alert["step_id"], alert["since"]) == (step, "2026-11-24T09:10:00.000Z")


def test_help_printers_and_silence_are_told(led: SiteUnderTest) -> None:
    led.post("/help", {"page": "menu"}, as_="kiosk")
    health = {"printer": "error", "paper": "low"}
    assert led.call("PUT", "/stations/self/health", health, as_="kiosk").status_code == 204
    found = live(led)
    kiosk = of(found["stations"], "kind", "kiosk")
    assert (kiosk["printer"], kiosk["paper"], kiosk["silent"]) == ("error", "low", False)
    codes = {(alert["code"], alert["station_id"]) for alert in found["alerts"]}
    assert {(code, kiosk["id"]) for code in ("help_asked", "printer", "paper")} <= codes
    led.clock.advance(91)
    silent = {alert["station_id"] for alert in alerts(led, "station_silent")}
    assert kiosk["id"] in silent
    assert alerts(led, "printer") == []


def test_discreet_alerts_are_told_until_they_end(led: SiteUnderTest) -> None:
    counter_id = led.counter("2")
    led.wiring.store.write(
        lambda uow: uow.discreet_alerts.add(
            DiscreetAlert(uow.new_id(), counter_id, uow.now)  # type: ignore[arg-type]
        )
    )
    (alert,) = alerts(led, "discreet_alert")
    assert (alert["counter_id"], alert["state"]) == (counter_id, "raised")


def test_a_quarter_of_priority_visits_is_flagged(led: SiteUnderTest) -> None:
    for place in range(20):
        led.walk_in(priority=place < 5)
    found = live(led)
    assert (found["day"]["arrivals"], found["day"]["priority_share"]) == (20, 0.25)
    assert alerts(led, "priority_share") == []
    led.walk_in(priority=True)
    (alert,) = alerts(led, "priority_share")
    assert (alert["count"], alert["share"]) == (6, round(6 / 21, 4))


def test_rehearsals_do_not_count_in_the_day(led: SiteUnderTest) -> None:
    led.walk_in()
    visit_id = led.walk_in()["visit"]["id"]
    led.wiring.store.write(lambda uow: uow.visits.change(visit_id, drill=True))
    assert live(led)["day"]["arrivals"] == 1


def test_switches_are_told(led: SiteUnderTest) -> None:
    def switch(uow):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        day = replace(uow.site_days.now(), frozen_since=uow.now, freeze_reason="alarm")
        uow.site_days.put(replace(day, closes_early_on=uow.today(), closes_early_at=MORNING))

    led.wiring.store.write(switch)
    found = live(led)["switches"]
    assert found["frozen_since"] == "2026-11-24T09:00:00.000Z"
    assert found["freeze_reason"] == "alarm"
    assert found["closes_early_at"] == "2026-11-24T09:00:00.000Z"
    assert not found["day_closed"]


def test_no_name_stands_in_it(led: SiteUnderTest) -> None:
    body = {
        "service_id": led.service("passport"),
        "starts_at": MORNING.isoformat(),
        "people": [{"family_name": "Silvestrini", "given_name": "Anaïs"}],
    }
    led.post("/check-ins", {"appointment_id": led.post("/appointments", body)["id"]})
    led.serve_next()
    told = json.dumps(live(led), ensure_ascii=False).lower()
    for name in ("silvestrini", "anaïs", '"marc"', '"lea"'):
        assert name not in told


def test_an_empty_site_answers(led: SiteUnderTest) -> None:
    found = live(led)
    assert found["day"]["priority_share"] is None
    assert found["advice"] == []
    assert found["booking"]["state"] == "off"
    assert all(service["waiting"] == 0 for service in found["services"])


def test_others_may_not_look(led: SiteUnderTest) -> None:
    for who in ("lea", "marc", "kiosk", "display", "counter"):
        assert led.call("GET", "/live", as_=who).status_code == 403


def unprintable(site: Site) -> Site:
    """Return a site whose words were settled before anybody asked what slips can carry."""
    paper = Document("form", {"fr": "Formulaire", "en": "양식"})
    services = tuple(
        replace(service, documents=(paper,)) if service.code == "life_cert" else service
        for service in site.services
    )
    return replace(
        site,
        name="대사관",
        waiting_room="대기실",
        privacy_url=f"https://a.example/{'я' * 265}",
        services=services,
    )


def test_a_long_wait_advises_to_open_a_counter(led: SiteUnderTest) -> None:
    life = led.service("life_cert")
    led.post(f"/counters/{led.counter('2')}/open", {"services": [life]}, as_="marc")
    with led.wiring.store.read() as reader:
        facts = LiveFacts(
            site=unprintable(reader.site()),
            now=reader.now,
            today=reader.today,
            seq=reader.seq(),
            live=LiveReader(reader).read(),
            stations=(),
            helps=(),
            waits={life: EstimateOut(p50_s=1900, p90_s=3000, ahead=8)},
            last_call=frozenset({life}),
            booking=ODD,
            clock=ClockHealth(state="jumped", by_s=-7200),
            events_out=EventsOutHealth(webhooks=2, failing=1),
        )
    found = live_out(facts)
    (advice,) = found.advice
    assert (advice.act, advice.wait_s, life in advice.services) == ("open", 1900, True)
    states = {counter.counter_id: counter.state for counter in found.counters}
    assert states[advice.counter_id] == "closed"
    assert [service.service_id for service in found.services if service.last_call] == [life]
    assert [(alert.code, alert.state, alert.count) for alert in found.alerts] == [
        ("booking_server", "late", None),
        ("booking_held", None, 1),
        ("booking_not_taken", None, 3),
        ("booking_zone", None, 3),
        ("booking_webhooks_silent", None, None),
        ("events_unsent", None, 1),
        ("clock", "jumped", None),
        ("slip_words", "name", None),
        ("slip_words", "waiting_room", None),
        ("slip_words", "privacy_url", None),
        ("slip_words", "services.life_cert.documents", None),
    ]
