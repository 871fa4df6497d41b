"""`POST /visits/{id}/split`: some persons of a visit go on by themselves."""

from datetime import timedelta

from core.model import EventKind, ServiceId
from core.things import Actor
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow, apply_day
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, card, facts, line, rank_of, served, told, tomorrow, waiting


def grouped(site: SiteUnderTest, *visits: Json) -> Json:
    return site.post("/visits/group", {"visit_ids": [visit["id"] for visit in visits]})


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/split"


def test_who_came_as_a_visit_become_it_again(led_site: SiteUnderTest) -> None:
    first = booked(led_site, "1", 0, code="life_cert")
    second = waiting(led_site, persons=2)
    group = grouped(led_site, first, second)
    answer = led_site.post(path(group), {"persons": [2, 3]})
    rest, again = answer["visit"], answer["split"]
    assert (again["id"], again["number"], again["persons"]) == (second["id"], second["number"], 2)
    assert (rest["persons"], rest["members"], rest["group_id"]) == (1, [], None)
    assert again["group_id"] is None
    assert again["checked_in_at"] == second["checked_in_at"]
    assert rank_of(again) == "10:00", "the group's rank is not theirs"
    assert line(led_site) == [first["number"], second["number"]]
    (event,) = happened(led_site, EventKind.VISIT_SPLIT)
    assert (event.visit_id, facts(event)["split_number"]) == (first["id"], second["number"])


def test_part_of_a_family_gets_a_number_of_its_own(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, persons=3)
    led_site.clock.advance(300)
    answer = led_site.post(path(family), {"persons": [2]})
    rest, own = answer["visit"], answer["split"]
    assert (rest["number"], rest["persons"]) == ("K001", 2)
    assert (own["number"], own["persons"], own["checked_in_at"]) == (
        "K002",
        1,
        family["checked_in_at"],
    )
    assert rank_of(own) == rank_of(rest) == rank_of(family)
    queue = site_slips(led_site)
    assert queue[own["id"]] == "queued"


def site_slips(site: SiteUnderTest) -> dict[str, str]:
    return {one["visit_id"]: one["slip"] for one in site.get("/queue")["items"]}


def test_at_the_counter_the_rest_is_served_on(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, persons=2)
    led_site.clock.advance(600)
    step = served(led_site)
    answer = led_site.post(path(family), {"persons": [1]}, as_="marc")
    assert answer["visit"]["steps"][0]["state"] == "serving"
    assert answer["split"]["steps"][0]["state"] == "waiting"
    assert rank_of(answer["split"]) == "09:10", "the first call counts for them too"
    life = led_site.service("life_cert")
    done = [{"person": 1, "service_id": life, "outcome": "done"}]
    finished = led_site.post(f"/steps/{step}/finish", {"outcomes": done}, as_="marc")
    assert finished["visit"]["outcomes"] == done


def test_outcomes_go_with_their_persons(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, "signature", persons=3)
    step = served(led_site)
    signature = led_site.service("signature")
    done = [
        {"person": person, "service_id": signature, "outcome": outcome}
        for person, outcome in ((1, "done"), (2, "refused"), (3, "incomplete"))
    ]
    led_site.post(f"/steps/{step}/finish", {"outcomes": done}, as_="marc")
    answer = led_site.post(path(family), {"persons": [2]})
    assert [pair["outcome"] for pair in answer["visit"]["outcomes"]] == ["done", "incomplete"]
    assert [pair["outcome"] for pair in answer["split"]["outcomes"]] == ["refused"]


def test_each_participation_is_told_once(led_site: SiteUnderTest) -> None:
    first, second = (booked(led_site, one, code="life_cert") for one in ("1", "2"))
    group = grouped(led_site, first, second)
    led_site.post(path(group), {"persons": [2]})
    step = served(led_site)
    led_site.post(f"/steps/{step}/finish", as_="marc")
    assert told(led_site) == [("p1", "seen")]
    again = refused(
        led_site, "/check-ins", {"reference": "2"}, 409, "already_checked_in", as_="lea"
    )
    assert again["number"] == second["number"]
    led_site.post(f"/steps/{served(led_site)}/finish", as_="marc")
    assert told(led_site) == [("p1", "seen"), ("p2", "seen")]


def test_a_booking_whose_people_joined_others_is_told_for_each(led_site: SiteUnderTest) -> None:
    family = family_of_two(led_site)
    own = led_site.post(path(family), {"persons": [2]})["split"]
    leader = waiting(led_site, priority=True)
    assert grouped(led_site, own, leader)["id"] == leader["id"]
    for _ in range(2):
        led_site.post(f"/steps/{served(led_site)}/finish", as_="marc")
    assert told(led_site) == [("pa", "seen"), ("pb", "seen")]


def test_the_rest_of_a_booking_that_joined_others_is_told(led_site: SiteUnderTest) -> None:
    family = family_of_two(led_site)
    led_site.post(path(family), {"persons": [2]})
    leader = booked(led_site, "9", code="life_cert")
    assert grouped(led_site, family, leader)["id"] == leader["id"]
    for _ in range(2):
        led_site.post(f"/steps/{served(led_site)}/finish", as_="marc")
    assert told(led_site) == [("p9", "seen"), ("pa", "seen"), ("pb", "seen")]


def test_who_is_brought_back_takes_nothing_back_of_the_others(led_site: SiteUnderTest) -> None:
    family = family_of_two(led_site)
    led_site.post(path(family), {"persons": [2]})
    steps = []
    for _ in range(2):
        steps.append(served(led_site))
        led_site.post(f"/steps/{steps[-1]}/finish", as_="marc")
    led_site.post(f"/steps/{steps[1]}/reopen")
    assert told(led_site) == [("pa", "seen")]


def family_of_two(site: SiteUnderTest) -> Json:
    """Let two people with one booking wait."""
    service_id = ServiceId(site.service("life_cert"))
    people = tuple(BookedPerson(one, "Inventé", one) for one in ("pa", "pb"))
    row = BookingRow("77", 77, "77", service_id, MORNING + timedelta(minutes=10), people=people)
    command = ApplyDay(MORNING.date(), "family", [row])
    site.wiring.store.write(lambda uow: apply_day(uow, Actor(), command))
    return site.post("/check-ins", {"reference": "77"})["visit"]


def test_what_cannot_be_split(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, persons=2)
    refused(led_site, path(family), {"persons": [1, 2]}, 422, "nobody_stays")
    refused(led_site, path(family), {"persons": [3]}, 422, "person_unknown")
    led_site.serve_next()
    problem = refused(led_site, path(family), {"persons": [1]}, 409, "wrong_state")
    assert problem["state"] == "called"
    assert card(led_site, family)["persons"] == 2
    other = waiting(led_site, persons=2)
    led_site.post(f"/visits/{other['id']}/leave")
    late = tomorrow(led_site)
    refused(led_site, path(other), {"persons": [1]}, 409, "another_day", as_=late)


def test_the_same_key_splits_once(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, persons=3)
    replayed(led_site, path(family), {"persons": [3]}, as_="marc")


def test_who_may_split(led_site: SiteUnderTest) -> None:
    family = waiting(led_site, persons=3)
    forbidden(led_site, path(family), {"persons": [3]}, "kiosk", "display", "counter")
