"""A number whose slip was still due when the kiosk ended is known at its next start."""

from datetime import timedelta

import pytest

from core.model import SlipState
from sync.client.offline.giving import Wishes
from sync.client.offline.outcomes import RefusedArrival
from sync.contract.arrivals import SlipIn
from tests.fakes.site_rules import LIFE_CERT, PASSPORT
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import Watched, code, given

HOUR = timedelta(hours=1)


def test_a_slip_that_nobody_told_of_is_due_after_a_restart(
    site: SiteServer, kiosk: Watched
) -> None:
    walked = given(kiosk.desk.walk_in(LIFE_CERT, Wishes("ar")))
    site.stop()
    booked = given(kiosk.desk.check_in(code=code()))
    kiosk.restart()
    first, second = kiosk.desk.unprinted(HOUR)
    assert (first.ticket.number, first.language, first.booked) == (walked.number, "ar", False)
    assert (first.ticket.key, first.ticket.service_id) == (walked.key, LIFE_CERT)
    assert (second.ticket.number, second.booked) == (booked.number, True)
    assert second.ticket.starts_at == booked.starts_at
    assert second.ticket.service_id == PASSPORT
    assert second.language is None


def test_the_servers_own_number_is_due_with_its_language(site: SiteServer, kiosk: Watched) -> None:
    wishes = Wishes("zh")
    typed = given(kiosk.desk.check_in(wishes, reference="4711", time="09:15"))
    kiosk.restart()
    (due,) = kiosk.desk.unprinted(HOUR)
    assert (due.ticket.number, due.language, due.booked) == (typed.number, "zh", True)
    assert site.numbers() == [typed.number]


@pytest.mark.parametrize(
    "state",
    [SlipState.SENT, SlipState.PRINTED, SlipState.DOUBTFUL, SlipState.SHOWN, SlipState.FAILED],
)
def test_what_may_be_on_paper_or_was_given_up_is_not_due(kiosk: Watched, state: SlipState) -> None:
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.desk.report_slip(ticket.key, SlipIn(state=state))
    kiosk.restart()
    assert kiosk.desk.unprinted(HOUR) == []


def test_a_number_that_nobody_saw_is_not_due(site: SiteServer, kiosk: Watched) -> None:
    refused = kiosk.desk.check_in(code="CQ1:NONSENSE")
    assert isinstance(refused, RefusedArrival)
    kiosk.restart()
    assert kiosk.desk.unprinted(HOUR) == []
    assert not site.visits


def test_an_old_number_is_not_due(site: SiteServer, kiosk: Watched) -> None:
    given(kiosk.desk.walk_in(LIFE_CERT))
    site.now += timedelta(minutes=20)
    kiosk.restart()
    kiosk.until(lambda: kiosk.desk.site is not None and kiosk.desk.site.now == site.now)
    assert kiosk.desk.unprinted(timedelta(minutes=15)) == []
    assert len(kiosk.desk.unprinted(HOUR)) == 1


def test_yesterdays_number_is_not_due(site: SiteServer, kiosk: Watched) -> None:
    given(kiosk.desk.walk_in(LIFE_CERT))
    site.now += timedelta(hours=16)
    kiosk.restart()
    kiosk.until(lambda: kiosk.desk.site is not None and kiosk.desk.site.now == site.now)
    assert kiosk.desk.unprinted(timedelta(hours=48)) == []
