"""`GET /steps/{id}/why`: why a step was called when it was, and why before another one."""

from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import settings
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import lead
from tests.support.visits import booked, served, waiting


def step_of(visit: Json) -> str:
    return str(visit["steps"][-1]["id"])


def than(site: SiteUnderTest, first: str, second: str) -> Json:
    return site.get(f"/steps/{first}/why?than={second}", "marc")["than"]


def call(site: SiteUnderTest, visit: Json, counter: str = "2") -> None:
    path = f"/counters/{site.counter(counter)}"
    site.post(f"{path}/open", {}, as_="marc")
    site.post(f"{path}/call", {"step_id": step_of(visit), "reason": "child"}, as_="marc")


def test_both_sides_are_told_of_a_past_call(site: SiteUnderTest) -> None:
    walk_in = waiting(site)
    appointment = booked(site, "1", 10, code="life_cert")
    site.clock.advance(11 * 60)
    called = served(site)
    assert called == step_of(appointment)
    found = than(site, called, step_of(walk_in))
    assert (found["code"], found["counter"], found["reason"]) == ("earlier_rank", "2", None)
    first, second = found["first"], found["second"]
    assert (first["number"], second["number"]) == (appointment["number"], walk_in["number"])
    assert first["why"]["code"] == "appointment"
    assert first["why"]["facts"]["starts_at"] == "2026-11-24T09:10:00.000Z"
    assert first["why"]["facts"]["rank"] == "2026-11-24T09:10:00.000Z"
    assert second["why"]["code"] == "walk_in"
    assert second["why"]["facts"]["allowance_min"] == 60
    assert second["why"]["facts"]["rank"] == "2026-11-24T10:00:00.000Z"
    with site.wiring.store.read() as reader:
        assert second["why"]["facts"]["settings_version"] == reader.site().version


def test_what_became_of_them_since_changes_nothing(site: SiteUnderTest) -> None:
    walk_in = waiting(site)
    appointment = booked(site, "1", 0, code="life_cert")
    called = served(site)
    before = than(site, called, step_of(walk_in))
    site.post(f"/steps/{called}/finish", {}, as_="marc")
    site.call("PATCH", f"/visits/{walk_in['id']}", {"priority": True})
    site.clock.advance(3600)
    assert than(site, step_of(appointment), step_of(walk_in)) == before


def test_two_who_wait_are_compared_now_whichever_is_asked_for(site: SiteUnderTest) -> None:
    one, two = waiting(site), waiting(site)
    found = than(site, step_of(two), step_of(one))
    assert found["code"] == "same_rank_earlier_ticket"
    assert (found["first"]["step_id"], found["counter"]) == (step_of(one), None)
    assert than(site, step_of(one), step_of(two)) == found


def test_who_was_not_due_yet(site: SiteUnderTest) -> None:
    early = booked(site, "1", 20, code="life_cert")
    walk_in = waiting(site)
    assert than(site, step_of(walk_in), step_of(early))["code"] == "not_due_yet"
    assert than(site, served(site), step_of(early))["code"] == "not_due_yet"


def test_who_came_after_the_rank_time(site: SiteUnderTest) -> None:
    walk_in = waiting(site)
    site.clock.advance(61 * 60)
    later = waiting(site, priority=True)
    found = than(site, served(site), step_of(later))
    assert (found["code"], found["first"]["step_id"]) == ("checked_in_after", step_of(walk_in))


def test_somebody_who_was_called_before_comes_first(site: SiteUnderTest) -> None:
    first, second = waiting(site), waiting(site)
    step = served(site)
    site.post(f"/steps/{step}/finish", {}, as_="marc")
    served(site)
    found = than(site, step_of(second), step_of(first))
    assert (found["code"], found["first"]["step_id"]) == ("called_before", step_of(first))


def test_somebody_who_was_not_there_yet(site: SiteUnderTest) -> None:
    waiting(site)
    step = served(site)
    site.clock.advance(60)
    assert than(site, step, step_of(waiting(site)))["code"] == "not_here_yet"


def test_somebody_who_was_on_hold_or_absent(site: SiteUnderTest) -> None:
    held, absent = waiting(site, priority=True), waiting(site)
    last = waiting(site)
    site.post(f"/steps/{served(site)}/park", {}, as_="marc")
    gone = site.serve_next()["step"]["id"]
    site.post(f"/steps/{gone}/absent", {"confirm": True}, as_="marc")
    called = served(site)
    assert called == step_of(last)
    site.post(f"/steps/{step_of(held)}/return", {}, as_="marc")
    assert than(site, called, step_of(held))["code"] == "on_hold"
    assert than(site, called, step_of(absent))["code"] == "absent"


def test_a_counter_that_does_not_serve_them(site: SiteUnderTest) -> None:
    other = waiting(site, "collection")
    walk_in = waiting(site)
    path = f"/counters/{site.counter('2')}"
    only = {"services": [site.service("life_cert")]}
    site.post(f"{path}/open", only, as_="marc")
    site.post(f"{path}/call-next", as_="marc")
    found = than(site, step_of(walk_in), step_of(other))
    assert found["code"] == "other_counter_services"


def test_an_agents_choice_names_its_reason(site: SiteUnderTest) -> None:
    first, second = waiting(site), waiting(site)
    call(site, second)
    found = than(site, step_of(second), step_of(first))
    assert (found["code"], found["reason"]) == ("override", "child")


def test_an_urgent_case(led_site: SiteUnderTest) -> None:
    first = booked(led_site, "1", 0, code="life_cert")
    led_site.clock.advance(600)
    ill = waiting(led_site)
    lead(led_site, f"/visits/{ill['id']}/urgent", {"reason": "medical"})
    found = than(led_site, served(led_site), step_of(first))
    assert (found["code"], found["first"]["why"]["code"]) == ("urgent", "urgent")
    assert found["first"]["why"]["facts"]["urgent_min"] == 60


def test_who_is_back_from_a_hold_here(site: SiteUnderTest) -> None:
    held = waiting(site)
    site.post(f"/steps/{served(site)}/park", {}, as_="marc")
    before = booked(site, "1", 0, code="life_cert")
    site.post(f"/steps/{step_of(held)}/return", {}, as_="marc")
    found = than(site, served(site), step_of(before))
    assert (found["code"], found["first"]["step_id"]) == ("held_here_first", step_of(held))


def test_absolute_priority(site: SiteUnderTest) -> None:
    document = {"policy": {"priority_mode": "absolute"}}
    site.wiring.store.write(
        lambda uow: settings.change(uow, Actor(), settings.ChangeSettings(document))
    )
    walk_in = waiting(site)
    site.clock.advance(3600)
    priority = waiting(site, priority=True)
    found = than(site, served(site), step_of(walk_in))
    assert (found["code"], found["first"]["step_id"]) == ("priority_absolute", step_of(priority))


def test_a_step_that_was_not_called_or_is_unknown(site: SiteUnderTest) -> None:
    one = step_of(waiting(site))
    for path, code in (
        (f"/steps/{one}/why", "call_unknown"),
        (f"/steps/{new_id()}/why", "step_unknown"),
        (f"/steps/{one}/why?than={new_id()}", "step_unknown"),
    ):
        answer = site.call("GET", path, as_="marc")
        assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_no_answer_names_a_person(site: SiteUnderTest) -> None:
    appointment = booked(site, "1", 0, code="life_cert")
    other = waiting(site)
    called = served(site)
    assert called == step_of(appointment)
    answer = site.call("GET", f"/steps/{called}/why?than={step_of(other)}", as_="marc").text
    assert "Çelik" not in answer
    assert "lodie" not in answer


def test_who_may_ask(site: SiteUnderTest) -> None:
    path = f"/steps/{step_of(waiting(site))}/why"
    for name in ("kiosk", "display"):
        assert site.call("GET", path, as_=name).status_code == 403
    assert site.call("GET", path, as_=None).status_code == 401
