"""`POST /visits/group`: people who belong together become one visit."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed
from tests.support.visits import booked, card, facts, line, rank_of, served, told, tomorrow, waiting

PATH = "/visits/group"


def test_the_earliest_rank_leads_and_keeps_its_number(led_site: SiteUnderTest) -> None:
    late = waiting(led_site, persons=2, needs=["quiet"], companions=1)
    early = booked(led_site, "7", 5, code="life_cert")
    before = newest(led_site)
    group = led_site.post(PATH, {"visit_ids": [late["id"], early["id"]]})
    assert (group["id"], group["number"], group["persons"]) == (early["id"], early["number"], 3)
    assert (group["needs"], group["companions"], group["group_id"]) == (["quiet"], 1, early["id"])
    assert rank_of(group) == "09:05"
    assert group["members"] == [
        {"visit_id": late["id"], "number": late["number"], "persons": [2, 3]}
    ]
    assert line(led_site) == [early["number"]]
    joined = card(led_site, late)
    assert (joined["number"], joined["group_id"]) == (late["number"], early["id"])
    assert joined["steps"][0]["state"] == "cancelled"
    member, leader = happened(led_site, EventKind.VISIT_GROUPED)
    assert (member.visit_id, member.step_id) == (late["id"], late["steps"][0]["id"])
    assert facts(leader)["numbers"] == late["number"]
    assert newest(led_site) == before + 2


def test_services_join_and_what_is_not_theirs_is_settled(led_site: SiteUnderTest) -> None:
    one = waiting(led_site, "life_cert")
    two = waiting(led_site, "proxy")
    group = led_site.post(PATH, {"visit_ids": [one["id"], two["id"]]})
    life, proxy = led_site.service("life_cert"), led_site.service("proxy")
    assert group["services"] == [life, proxy]
    matrix = {(pair["person"], pair["service_id"]): pair["outcome"] for pair in group["outcomes"]}
    assert matrix == {
        (1, life): None,
        (2, life): "not_recorded",
        (1, proxy): "not_recorded",
        (2, proxy): None,
    }
    step = served(led_site)
    done = [{"person": 1, "service_id": life, "outcome": "done"}]
    finished = led_site.post(f"/steps/{step}/finish", {"outcomes": done}, as_="marc")
    assert finished["next_step"]["service_id"] == proxy


def test_a_mixed_group_is_as_large_as_what_it_came_for(led_site: SiteUnderTest) -> None:
    two, one = waiting(led_site, persons=2), waiting(led_site, "proxy")
    led_site.post(PATH, {"visit_ids": [two["id"], one["id"]]})
    life, proxy = led_site.service("life_cert"), led_site.service("proxy")
    step = served(led_site)
    done = [{"person": 1, "service_id": life, "outcome": "done"}]
    finished = led_site.post(f"/steps/{step}/finish", {"outcomes": done}, as_="marc")
    assert finished["next_step"]["service_id"] == proxy, "three matters are one turn"


def test_everybody_is_told_to_the_booking_server(led_site: SiteUnderTest) -> None:
    visits = [booked(led_site, reference, code="life_cert") for reference in ("1", "2")]
    led_site.post(PATH, {"visit_ids": [visit["id"] for visit in visits]})
    again = refused(
        led_site, "/check-ins", {"reference": "2"}, 409, "already_checked_in", as_="lea"
    )
    assert again["number"] == visits[0]["number"]
    step = served(led_site)
    led_site.post(f"/steps/{step}/finish", as_="marc")
    assert told(led_site) == [("p1", "seen"), ("p2", "seen")]


def test_names_of_a_group_are_in_one_place(led_site: SiteUnderTest) -> None:
    first, second = booked(led_site, "1"), booked(led_site, "2")
    group = led_site.post(PATH, {"visit_ids": [first["id"], second["id"]]})
    assert [person["ordinal"] for person in group["people"]] == [1, 2]
    assert card(led_site, second)["people"] == []


def test_one_who_has_priority_gives_it_to_all_but_the_rank_stays(led_site: SiteUnderTest) -> None:
    first = booked(led_site, "1", code="life_cert")
    second = waiting(led_site, priority=True)
    led_site.clock.advance(60)
    group = led_site.post(PATH, {"visit_ids": [first["id"], second["id"]]})
    assert (group["priority"], rank_of(group)) == (True, "09:00")


def test_what_cannot_be_grouped(led_site: SiteUnderTest) -> None:
    one, two = waiting(led_site), waiting(led_site)
    pair = {"visit_ids": [one["id"], two["id"]]}
    twice = {"visit_ids": [one["id"], one["id"]]}
    refused(led_site, PATH, twice, 422, "group_too_small")
    unknown = {"visit_ids": [one["id"], new_id()]}
    refused(led_site, PATH, unknown, 404, "visit_unknown")
    large = waiting(led_site, persons=20)
    crowd = {"visit_ids": [one["id"], large["id"]]}
    assert refused(led_site, PATH, crowd, 422, "group_too_large")["persons"] == 21
    served(led_site)
    problem = refused(led_site, PATH, pair, 409, "wrong_state")
    assert (problem["state"], problem["visit_id"]) == ("serving", one["id"])
    led_site.post(f"/visits/{two['id']}/leave")
    gone = {"visit_ids": [large["id"], two["id"]]}
    refused(led_site, PATH, gone, 409, "another_day", as_=tomorrow(led_site))


def test_a_member_is_not_brought_back_alone(led_site: SiteUnderTest) -> None:
    first = booked(led_site, "1", code="life_cert")
    served(led_site)
    step = first["steps"][0]["id"]
    body = {"service_id": led_site.service("proxy")}
    led_site.post(f"/steps/{step}/transfer", body, as_="marc")
    led_site.clock.advance(60)
    leader = waiting(led_site, "proxy", priority=True)
    other = card(led_site, first)
    group = led_site.post(PATH, {"visit_ids": [leader["id"], other["id"]]})
    assert group["id"] == first["id"]
    member = leader["steps"][0]["id"]
    refused(led_site, f"/steps/{member}/reopen", {}, 409, "wrong_state", as_="lea")


def test_the_same_key_groups_once(led_site: SiteUnderTest) -> None:
    ids = [waiting(led_site)["id"] for _ in range(3)]
    replayed(led_site, PATH, {"visit_ids": ids}, as_="marc")


def test_who_may_group(led_site: SiteUnderTest) -> None:
    body = {"visit_ids": [waiting(led_site)["id"], waiting(led_site)["id"]]}
    forbidden(led_site, PATH, body, "kiosk", "display", "counter")
