"""A walk-in at a kiosk gets one number, whatever the line does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sync.client.offline.giving import Wishes
from sync.client.offline.outcomes import DeskState, RefusedArrival, ServerAway
from tests.fakes.site_rules import (
    LIFE_CERT,
    PASSPORT,
    VISA,
)
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import RULES, Watched, code, given

Start = Callable[..., Watched]


def test_a_walk_in_is_numbered_from_the_lease_and_told_at_once(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.walk_in(LIFE_CERT, Wishes("ar", priority=True)))
    assert ticket.number == "K001"
    assert ticket.online
    assert ticket.estimate is not None
    assert ticket.estimate.ahead == 2
    assert ticket.visit_id in site.visits
    body = site.of("/v1/walk-ins")[0].body
    assert (body["number"], body["given"], body["language"], body["priority"]) == (
        "K001",
        True,
        "ar",
        True,
    )


def test_a_walk_in_gets_its_number_without_a_server_and_the_server_hears_of_it_once(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    tickets = [given(kiosk.desk.walk_in(LIFE_CERT)) for _ in range(3)]
    assert [ticket.number for ticket in tickets] == ["K001", "K002", "K003"]
    assert not any(ticket.online for ticket in tickets)
    assert kiosk.desk.state() == DeskState(pending=3)
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == ["K001", "K002", "K003"]
    kiosk.until(lambda: len(kiosk.reported) == 3)
    assert kiosk.reported[tickets[0].key].ticket.number == "K001"


@pytest.mark.parametrize("fault", ["lose", "cut", "drop", "503 store_unavailable", "500 oops"])
def test_a_lost_answer_never_gives_a_second_number(
    site: SiteServer, kiosk: Watched, fault: str
) -> None:
    site.fault("/v1/walk-ins", fault, times=3)
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.settled()
    assert site.numbers() == [ticket.number]
    assert len({asked.key for asked in site.of("/v1/walk-ins")}) == 1


def test_a_slow_server_does_not_keep_a_walk_in_waiting(site: SiteServer, start: Start) -> None:
    kiosk = start(replace(RULES, walk_in_wait_s=0.05))
    kiosk.stocked()
    site.fault("/v1/walk-ins", "delay", seconds=0.5)
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    assert ticket.estimate is None
    kiosk.until(lambda: ticket.key in kiosk.reported)
    assert site.numbers() == [ticket.number]


def test_what_was_given_before_a_restart_is_told_after_it(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    before = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.restart()
    after = given(kiosk.desk.walk_in(LIFE_CERT))
    assert (before.number, after.number) == ("K001", "K002")
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == ["K001", "K002"]


def test_a_working_lease_is_topped_up_before_it_is_empty(site: SiteServer, kiosk: Watched) -> None:
    numbers = [given(kiosk.desk.walk_in(LIFE_CERT)).number for _ in range(25)]
    assert numbers == [f"K{n:03d}" for n in range(1, 26)]


def test_a_long_outage_draws_on_the_reserve_only_when_the_lease_is_empty(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    numbers = [given(kiosk.desk.walk_in(LIFE_CERT)).number for _ in range(30)]
    assert numbers[:10] == [f"K{n:03d}" for n in range(1, 11)]
    assert numbers[10:] == [f"K{n}" for n in range(500, 520)]
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()
    site.start()
    kiosk.settled()
    assert sorted(site.numbers()) == sorted(numbers)


def test_a_service_that_is_closed_or_unknown_is_refused_here(
    site: SiteServer, start: Start
) -> None:
    site.services[0] |= {"walk_in_open": False, "opens_at": "2026-11-24T13:00:00.000Z"}
    kiosk = start()
    kiosk.stocked()
    assert kiosk.desk.walk_in(LIFE_CERT) == RefusedArrival(
        "service_closed", {"service_id": LIFE_CERT, "opens_at": "2026-11-24T13:00:00.000Z"}
    )
    assert kiosk.desk.walk_in(VISA) == RefusedArrival("walk_in_not_offered", {"service_id": VISA})
    assert kiosk.desk.walk_in("nothing") == RefusedArrival("service_unknown")
    assert site.visits == {}


@pytest.mark.parametrize(
    ("because", "code"),
    [
        ("crisis", "crisis_mode"),
        ("frozen", "site_frozen"),
        ("last_call", "last_call"),
        ("early", "service_closed"),
        ("hours", "service_closed"),
    ],
)
def test_a_kiosk_says_what_keeps_a_service_from_giving_tickets(
    site: SiteServer, start: Start, because: str, code: str
) -> None:
    site.services[0] |= {"walk_in_open": False, "closed_because": because}
    kiosk = start()
    kiosk.stocked()
    assert kiosk.desk.walk_in(LIFE_CERT) == RefusedArrival(code, {"service_id": LIFE_CERT})
    assert site.visits == {}


def test_a_kiosk_that_never_saw_its_server_says_so(site: SiteServer, start: Start) -> None:
    site.stop()
    kiosk = start()
    assert kiosk.desk.site is None
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()
    assert kiosk.desk.check_in(code=code()) == ServerAway()


def test_a_number_that_the_server_refuses_is_set_aside_and_blocks_nobody(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals[LIFE_CERT] = (422, "lease_unknown", {})
    refused = given(kiosk.desk.walk_in(LIFE_CERT))
    passed = given(kiosk.desk.walk_in(PASSPORT))
    kiosk.settled()
    assert site.numbers() == [passed.number]
    (aside,) = kiosk.desk.rejected()
    assert (aside.number, aside.reason) == (refused.number, "lease_unknown")
    assert kiosk.desk.state().rejected == 1
    kiosk.desk.forget_rejected(aside.key)
    assert kiosk.desk.state().rejected == 0


def test_a_row_that_makes_the_server_stumble_waits_behind_the_others(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    first = given(kiosk.desk.walk_in(LIFE_CERT))
    second = given(kiosk.desk.walk_in(PASSPORT))
    site.fault("/v1/walk-ins", "500 oops", times=1)
    site.start()
    kiosk.settled()
    assert site.numbers() == [second.number, first.number]
