"""Slips, state and stock of a kiosk's desk."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.model import SlipState
from sync.client.offline.outcomes import DeskState, RefusedArrival, ServerAway
from sync.contract.arrivals import SlipIn
from tests.fakes.site_rules import (
    LIFE_CERT,
    PASSPORT,
    START,
    TOKEN,
)
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import Watched, code, given

Start = Callable[..., Watched]


def test_what_became_of_a_slip_is_told_after_the_arrival(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.desk.report_slip(ticket.key, SlipIn(state=SlipState.SENT))
    kiosk.desk.report_slip(ticket.key, SlipIn(state=SlipState.PRINTED))
    kiosk.restart()
    site.start()
    kiosk.settled()
    (visit_id,) = site.visits
    assert site.slips == [(visit_id, "sent"), (visit_id, "printed")]


def test_slips_of_people_whom_the_server_numbered_are_told_too(
    site: SiteServer, kiosk: Watched
) -> None:
    ticket = given(kiosk.desk.check_in(reference="123456", time="09:00"))
    kiosk.desk.report_slip(ticket.key, SlipIn(state=SlipState.SHOWN))
    kiosk.settled()
    assert site.slips == [(ticket.visit_id, "shown")]


def test_slips_of_a_number_that_was_refused_are_dropped(site: SiteServer, kiosk: Watched) -> None:
    site.refusals[LIFE_CERT] = (422, "lease_unknown", {})
    ticket = given(kiosk.desk.walk_in(LIFE_CERT))
    kiosk.desk.report_slip(ticket.key, SlipIn(state=SlipState.PRINTED))
    kiosk.settled()
    assert site.slips == []
    assert kiosk.desk.state().rejected == 1


def test_the_state_follows_the_server(site: SiteServer, kiosk: Watched) -> None:
    assert kiosk.desk.state() == DeskState(online=True)
    site.stop()
    kiosk.desk.walk_in(LIFE_CERT)
    kiosk.until(lambda: kiosk.desk.state() == DeskState(pending=1))
    site.start()
    kiosk.until(lambda: kiosk.states[-1] == DeskState(online=True))


def test_a_revoked_kiosk_gives_no_numbers_that_nobody_would_know_of(
    site: SiteServer, kiosk: Watched
) -> None:
    site.token = "another"
    kiosk.desk.refresh()
    kiosk.until(lambda: kiosk.desk.state().unauthorised)
    assert kiosk.desk.walk_in(LIFE_CERT) == RefusedArrival("unauthorised")
    assert kiosk.desk.check_in(code=code()) == RefusedArrival("unauthorised")
    assert kiosk.desk.check_in(reference="123456") == RefusedArrival("unauthorised")
    site.token = TOKEN
    kiosk.desk.refresh()
    kiosk.until(lambda: not kiosk.desk.state().unauthorised)
    assert given(kiosk.desk.walk_in(LIFE_CERT)).online


def test_numbers_of_yesterday_are_not_given(site: SiteServer, kiosk: Watched) -> None:
    site.stop()
    assert given(kiosk.desk.walk_in(LIFE_CERT)).number == "K001"
    kiosk.desk.clock.heard(START + timedelta(days=1))
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()


def test_numbers_of_before_a_restore_are_not_given(site: SiteServer, kiosk: Watched) -> None:
    site.epoch = 2
    for _ in range(8):
        assert given(kiosk.desk.walk_in(LIFE_CERT)).number[0] == "K"
    kiosk.stocked()
    # The top-up brought the new epoch; what is left of the old one is worth nothing.
    after = given(kiosk.desk.walk_in(LIFE_CERT)).number
    assert int(after[1:]) > 10
    assert given(kiosk.desk.walk_in(PASSPORT)).number == "P011"


def test_numbers_of_another_station_are_not_given(site: SiteServer, start: Start) -> None:
    kiosk = start(station_id="one")
    kiosk.stocked()
    site.stop()
    kiosk.station_id = "two"
    kiosk.restart()
    assert kiosk.desk.walk_in(LIFE_CERT) == ServerAway()


def test_a_machine_whose_clock_is_wrong_stamps_the_servers_time(
    site: SiteServer, kiosk: Watched
) -> None:
    site.stop()
    kiosk.restart()
    issued = given(kiosk.desk.walk_in(LIFE_CERT)).issued_at
    assert abs(issued - START) < timedelta(minutes=1)
    assert issued.astimezone(ZoneInfo("Europe/Lisbon")).date() == START.date()


def test_it_closes_in_time_while_the_server_is_mute(site: SiteServer, kiosk: Watched) -> None:
    site.fault("/v1/walk-ins", "delay", seconds=20)
    kiosk.desk.walk_in(LIFE_CERT, wait_s=0)
    began = kiosk.desk.clock.monotonic()
    kiosk.desk.close(1.0)
    assert kiosk.desk.clock.monotonic() - began < 3
    kiosk.open()
