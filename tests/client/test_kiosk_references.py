"""A typed reference at a kiosk that is cut off: known from the day's list, or a person helps."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sync.client.offline.outcomes import RefusedArrival, ServerAway
from sync.contract.kiosk_day import reference_hash
from tests.fakes.site_rules import DAY_KEY, PASSPORT, START
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import Watched, given

SOON = START + timedelta(minutes=10)
Start = Callable[..., Watched]


@pytest.fixture
def listed(site: SiteServer, start: Start) -> Watched:
    """A desk that has the day's list: 4711 at 09:10, 4712 in the afternoon."""
    site.booked = {"4711": SOON, "4712": START + timedelta(hours=5)}
    watched = start()
    watched.stocked()
    watched.until(lambda: bool(site.of("/v1/kiosk-day")))
    return watched


def test_cut_off_the_reference_gets_a_number_and_the_server_hears_of_it(
    site: SiteServer, listed: Watched
) -> None:
    site.stop()
    ticket = given(listed.desk.check_in(reference="4711", time="09:10"))
    assert (ticket.number, ticket.service_id) == ("P001", PASSPORT)
    assert (ticket.online, ticket.starts_at) == (False, SOON)
    site.start()
    listed.settled()
    body = site.of("/v1/check-ins")[-1].body
    assert (body["reference"], body["time"], body["number"]) == ("4711", "09:10", "P001")
    assert site.numbers() == ["P001"]


def test_the_same_again_is_the_same_number(site: SiteServer, listed: Watched) -> None:
    site.stop()
    first = given(listed.desk.check_in(reference="4711", time="09:10"))
    again = given(listed.desk.check_in(reference="4711", time="09:10"))
    assert (again.number, again.again) == (first.number, True)
    site.start()
    listed.settled()
    assert site.numbers() == ["P001"]


def test_what_the_list_does_not_know_and_what_is_too_early_look_the_same(
    site: SiteServer, listed: Watched
) -> None:
    site.stop()
    outcomes = [
        listed.desk.check_in(reference="9999", time="09:10"),
        listed.desk.check_in(reference="4711", time="09:11"),
        listed.desk.check_in(reference="4711"),
        listed.desk.check_in(reference="4712", time="14:00"),
    ]
    assert outcomes == [ServerAway()] * 4
    assert listed.desk.state().pending == 0


def test_a_server_that_answers_decides(site: SiteServer, listed: Watched) -> None:
    ticket = given(listed.desk.check_in(reference="4711", time="09:10"))
    assert (ticket.online, ticket.number) == (True, "P001")
    site.refusals["4712"] = (409, "see_reception", {})
    refused = listed.desk.check_in(reference="4712", time="14:00")
    assert isinstance(refused, RefusedArrival)
    assert refused.code == "see_reception"
    assert site.numbers() == ["P001"]


@pytest.mark.parametrize("fault", ["lose", "cut", "drop"])
def test_a_lost_answer_makes_no_second_visit(site: SiteServer, listed: Watched, fault: str) -> None:
    site.fault("/v1/check-ins", fault, times=4)
    ticket = given(listed.desk.check_in(reference="4711", time="09:10"))
    listed.settled()
    assert site.numbers() == [ticket.number]


def test_the_list_outlives_a_restart_without_a_server(site: SiteServer, listed: Watched) -> None:
    listed.until(lambda: listed.desk._day_list._day is not None)
    site.stop()
    listed.restart()
    assert given(listed.desk.check_in(reference="4711", time="09:10")).number == "P001"


def test_the_list_of_a_day_that_is_over_is_forgotten(site: SiteServer, listed: Watched) -> None:
    listed.until(lambda: listed.desk._day_list._day is not None)
    site.stop()
    tomorrow, known = START + timedelta(days=1), listed.desk.site
    assert known is not None
    assert listed.desk._day_list.find("4711", "09:10", known, START) is not None
    assert listed.desk._day_list.find("4711", "09:10", known, tomorrow) is None
    listed.desk.clock.heard(tomorrow)
    assert listed.desk.check_in(reference="4711", time="09:10") == ServerAway()


def test_neither_reference_nor_hash_lies_readable_on_the_disk(
    site: SiteServer, listed: Watched
) -> None:
    site.stop()
    given(listed.desk.check_in(reference="4711", time="09:10"))
    listed.desk.close()
    hash_ = reference_hash(DAY_KEY, "4711", "09:10")
    for file in Path(listed.profile).rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b'"reference":"4711"' not in content
            assert hash_.encode() not in content
    listed.open()


def test_a_server_of_an_earlier_version_has_no_list(site: SiteServer, start: Start) -> None:
    site.fault("/v1/kiosk-day", "404 not_found", times=100)
    watched = start()
    watched.stocked()
    site.stop()
    assert watched.desk.check_in(reference="4711", time="09:10") == ServerAway()


def test_hashes_differ_by_key_reference_and_time() -> None:
    other = DAY_KEY.replace("Y", "Z", 1)
    hashes = {
        reference_hash(key, reference, time)
        for key in (DAY_KEY, other)
        for reference in ("4711", "471")
        for time in ("09:10", None)
    }
    assert len(hashes) == 8
