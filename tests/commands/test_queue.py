"""`GET /queue`: who waits, in calling order, each with why."""

from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import settings
from tests.server.site_support import Json, SiteUnderTest
from tests.support.visits import booked, served, waiting


def items(site: SiteUnderTest, **query: str) -> list[Json]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[Json] = site.get(f"/queue?{asked}")["items"]
    return found


def test_the_order_is_that_of_the_calls_and_says_why(site: SiteUnderTest) -> None:
    walk_in = waiting(site)
    early = booked(site, "1", 20, code="life_cert")
    priority = waiting(site, priority=True)
    found = items(site)
    assert [one["number"] for one in found] == [
        visit["number"] for visit in (priority, walk_in, early)
    ]
    assert [one["position"] for one in found] == [1, 2, 3]
    assert [one["why"]["code"] for one in found] == [
        "walk_in_priority",
        "walk_in",
        "appointment_not_due",
    ]
    told = found[0]["why"]["facts"]
    assert (told["bonus_min"], told["allowance_min"], told["due"]) == (60, 60, True)
    assert (told["base_at"], told["rank"]) == (
        "2026-11-24T10:00:00.000Z",
        "2026-11-24T09:00:00.000Z",
    )
    assert found[2]["why"]["facts"]["due"] is False


def test_a_counter_sees_its_own(site: SiteUnderTest) -> None:
    waiting(site)
    cash = site.counter("Caisse")
    assert items(site, counter_id=cash) == []
    assert len(items(site, counter_id=site.counter("2"))) == 1


def test_who_was_on_hold_here_comes_first_here_alone(site: SiteUnderTest) -> None:
    held = waiting(site)
    step = served(site)
    site.post(f"/steps/{step}/park", {}, as_="marc")
    before = booked(site, "1", 0, code="life_cert")
    (parked,) = [one for one in items(site) if one["state"] == "parked"]
    assert (parked["number"], parked["position"]) == (held["number"], None)
    site.post(f"/steps/{step}/return", {}, as_="marc")
    here = items(site, counter_id=site.counter("2"))
    assert [one["number"] for one in here] == [held["number"], before["number"]]
    assert (here[0]["why"]["code"], here[0]["why"]["facts"]["held_here"]) == (
        "back_from_hold",
        True,
    )
    assert [one["number"] for one in items(site)] == [before["number"], held["number"]]


def test_absolute_priority_shows_in_the_order(site: SiteUnderTest) -> None:
    document = {"policy": {"priority_mode": "absolute"}}
    site.wiring.store.write(
        lambda uow: settings.change(uow, Actor(), settings.ChangeSettings(document))
    )
    walk_in = waiting(site)
    site.clock.advance(7200)
    priority = waiting(site, priority=True)
    assert [one["number"] for one in items(site)] == [priority["number"], walk_in["number"]]


def test_pages_are_cut_from_one_order(site: SiteUnderTest) -> None:
    numbers = [waiting(site)["number"] for _ in range(5)]
    page = site.get("/queue?limit=2")
    seen = [one["number"] for one in page["items"]]
    while page["next"] is not None:
        page = site.get(f"/queue?limit=2&after={page['next']}")
        seen += [one["number"] for one in page["items"]]
    assert seen == numbers


def test_no_item_names_a_person(site: SiteUnderTest) -> None:
    booked(site, "1", 0, code="life_cert")
    told = site.call("GET", "/queue").text
    assert "Çelik" not in told
    assert "lodie" not in told


def test_an_unknown_counter_and_a_wrong_token(site: SiteUnderTest) -> None:
    unknown = site.call("GET", f"/queue?counter_id={new_id()}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "counter_unknown")
    for name in ("kiosk", "display"):
        assert site.call("GET", "/queue", as_=name).status_code == 403
    assert site.call("GET", "/queue", as_=None).status_code == 401
