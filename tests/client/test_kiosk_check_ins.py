"""Whoever has an appointment gets one number at a kiosk, with or without the server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import Arrival, Need
from sync.client.offline.giving import Wishes
from sync.client.offline.outcomes import DeskState, RefusedArrival, ServerAway
from sync.contract.appointment_code import (
    RDV,
    AppointmentCode,
    code_id,
    sign,
    signing_key,
    site_hash,
)
from tests.fakes.site_rules import KEY_ID, PASSPORT, SITE_ID, START
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import RULES, Watched, code, given

Start = Callable[..., Watched]


def test_a_code_is_checked_in_by_the_server_with_the_kiosks_number(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.check_in(Wishes("en", needs=(Need.QUIET,)), code=code()))
    assert (ticket.number, ticket.arrival, ticket.online) == ("P001", Arrival.ON_TIME, True)
    body = site.of("/v1/check-ins")[0].body
    assert (body["number"], body["needs"], body.get("given", False)) == ("P001", ["quiet"], False)


def test_a_refusal_is_shown_and_the_number_is_used_for_the_next(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals[code()] = (409, "too_early", {"come_back_at": "2026-11-24T09:30:00.000Z"})
    refused = kiosk.desk.check_in(code=code())
    assert refused == RefusedArrival("too_early", {"come_back_at": "2026-11-24T09:30:00.000Z"})
    assert kiosk.desk.state() == DeskState(online=True)
    assert given(kiosk.desk.check_in(code=code(2))).number == "P001"
    assert given(kiosk.desk.check_in(code=code(3))).number == "P002"


@pytest.mark.parametrize("fault", ["lose", "cut"])
def test_a_check_in_whose_answer_was_lost_is_answered_all_the_same(
    site: SiteServer, kiosk: Watched, fault: str
) -> None:
    site.fault("/v1/check-ins", fault, times=2)
    ticket = given(kiosk.desk.check_in(code=code()))
    assert ticket.online
    assert site.numbers() == [ticket.number]


def test_without_a_server_a_code_is_enough(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    ticket = given(kiosk.desk.check_in(code=code(at=START - timedelta(minutes=5))))
    assert (ticket.number, ticket.arrival, ticket.online) == ("P001", Arrival.LATE, False)
    assert ticket.starts_at == START - timedelta(minutes=5)
    site.start()
    kiosk.settled()
    assert site.numbers() == ["P001"]
    assert len(site.of("/v1/check-ins")) == 1


def test_a_server_that_is_too_slow_finds_the_number_given(site: SiteServer, start: Start) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.fault("/v1/check-ins", "delay", seconds=0.6)
    ticket = given(kiosk.desk.check_in(code=code()))
    assert not ticket.online
    kiosk.settled()
    assert site.numbers() == [ticket.number]
    assert kiosk.desk.state().rejected == 0


def test_a_refusal_that_comes_too_late_does_not_take_the_number_away(
    site: SiteServer, start: Start
) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.refusals[code()] = (409, "cancelled", {})
    site.fault("/v1/check-ins", "delay", seconds=0.6)
    ticket = given(kiosk.desk.check_in(code=code()))
    kiosk.settled()
    question, report = site.of("/v1/check-ins")
    assert report.body == {**question.body, "given": True}
    assert question.key != report.key
    assert site.numbers() == [ticket.number]
    assert given(kiosk.desk.check_in(code=code(2))).number != ticket.number


def test_the_same_code_twice_without_a_server_is_the_same_number(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    first = given(kiosk.desk.check_in(code=code()))
    second = given(kiosk.desk.check_in(code=code()))
    kiosk.restart()
    third = given(kiosk.desk.check_in(code=code()))
    assert first.number == second.number == third.number
    assert (first.again, second.again, third.again) == (False, True, True)
    site.start()
    kiosk.settled()
    assert site.numbers() == [first.number]


def test_a_code_that_the_server_knows_already_keeps_its_number_when_the_line_is_gone(
    site: SiteServer, kiosk: Watched
) -> None:
    first = given(kiosk.desk.check_in(code=code()))
    assert kiosk.desk.check_in(code=code()) == RefusedArrival(
        "already_checked_in", {"number": first.number}
    )
    site.stop()
    again = given(kiosk.desk.check_in(code=code()))
    assert (again.number, again.again, again.key) == (first.number, True, first.key)
    site.start()
    kiosk.settled()
    assert site.numbers() == [first.number]


def test_a_kiosk_alone_knows_the_wrong_time_and_the_wrong_day(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    early = kiosk.desk.check_in(code=code(at=START + timedelta(hours=2)))
    assert isinstance(early, RefusedArrival)
    assert early.code == "too_early"
    assert early.facts["come_back_at"] == "2026-11-24T10:30:00.000Z"
    tomorrow = kiosk.desk.check_in(code=code(at=START + timedelta(days=1)))
    assert isinstance(tomorrow, RefusedArrival)
    assert tomorrow.code == "wrong_day"
    site.start()
    kiosk.settled()
    assert site.visits == {}


def test_who_was_too_early_without_a_server_gets_in_later(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    text = code(at=START + timedelta(hours=2))
    assert isinstance(kiosk.desk.check_in(code=text), RefusedArrival)
    kiosk.desk.clock.heard(START + timedelta(hours=2))
    assert given(kiosk.desk.check_in(code=text)).arrival is Arrival.ON_TIME


def test_false_and_foreign_codes_are_refused_without_asking(
    site: SiteServer, kiosk: Watched
) -> None:
    forged = sign(
        AppointmentCode(KEY_ID, site_hash(SITE_ID), 2, START, code_id(RDV, 1)),
        signing_key(bytes(32)),
    )
    texts = ("", "hello", "https://example.org/x", "CQ1:" + ":" * 120, forged, "ب" * 124)
    for text in texts:
        outcome = kiosk.desk.check_in(code=text)
        assert isinstance(outcome, RefusedArrival)
        assert outcome.code == "code_invalid"
    elsewhere = kiosk.desk.check_in(code=code(site_hash=site_hash("another site")))
    assert elsewhere == RefusedArrival("wrong_site")
    assert site.of("/v1/check-ins") == []


def test_a_code_of_a_newer_key_is_left_to_the_server(site: SiteServer, kiosk: Watched) -> None:
    newer = sign(
        AppointmentCode(9, site_hash(SITE_ID), 2, START, code_id(RDV, 1)), signing_key(bytes(32))
    )
    ticket = given(kiosk.desk.check_in(code=newer))
    assert ticket.number == "R001"
    assert "number" not in site.of("/v1/check-ins")[0].body


def test_a_typed_reference_is_numbered_by_the_server(site: SiteServer, kiosk: Watched) -> None:
    ticket = given(kiosk.desk.check_in(reference="123456", time="09:00"))
    assert (ticket.number, ticket.online, ticket.service_id) == ("R001", True, PASSPORT)


def test_a_typed_reference_without_a_server_sends_people_to_reception(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    assert kiosk.desk.check_in(reference="123456", time="09:00") == ServerAway()


def test_typing_the_same_again_after_a_lost_answer_gives_the_same_number(
    site: SiteServer, start: Start
) -> None:
    kiosk = start(replace(RULES, ask_s=0.1))
    kiosk.stocked()
    site.fault("/v1/check-ins", "delay", seconds=0.4)
    assert kiosk.desk.check_in(reference="123456", time="09:00") == ServerAway()
    kiosk.until(lambda: bool(site.visits))
    assert given(kiosk.desk.check_in(reference="123456", time="09:00")).number == "R001"
    assert site.numbers() == ["R001"]


def test_a_refused_reference_is_refused_as_the_server_says(
    site: SiteServer, kiosk: Watched
) -> None:
    site.refusals["123456"] = (409, "see_reception", {})
    assert kiosk.desk.check_in(reference="123456", time="09:00") == RefusedArrival("see_reception")
    assert kiosk.desk.check_in(reference="not one") == RefusedArrival("see_reception")


def test_a_check_in_is_by_one_thing(kiosk: Watched) -> None:
    with pytest.raises(ValueError, match="a code or a reference"):
        kiosk.desk.check_in()
    with pytest.raises(ValueError, match="a code or a reference"):
        kiosk.desk.check_in(code=code(), reference="1")
