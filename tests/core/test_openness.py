"""Whether a walk-in ticket is given now: one answer for menus and for commands."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.errors import Conflict
from core.model import CRISIS_STREAM, Closed, ServiceId, SiteId
from core.site import Calendar, Service, Site, Window
from core.site_day import SiteDay
from core.usecases.openness import Door, door, is_offered, require_calls

TUESDAY = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NOW = TEN
LIFE = Service(ServiceId("l"), "life", 1, "K", {"fr": "Vie"})
PASSPORT = Service(ServiceId("p"), "passport", 2, "P", {"fr": "Passeport"}, walk_in=False)
CRISIS = Service(ServiceId("c"), "crisis_info", 3, "Y", {"fr": "Crise"}, stream=CRISIS_STREAM)
HOURS = Calendar(
    tuple(Window(day, time(9), time(12)) for day in range(5))
    + tuple(Window(day, time(14), time(16)) for day in range(5)),
    last_ticket_min=30,
)
SITE = Site(
    SiteId("s"), "Poste", "Europe/Lisbon", services=(LIFE, PASSPORT, CRISIS), calendar=HOURS
)
OPEN = SiteDay()
IN_CRISIS = SiteDay(crisis_since=NOW)
FROZEN = SiteDay(frozen_since=NOW, freeze_reason="alarm")


def test_an_open_service_has_no_reason_against_it() -> None:
    assert door(SITE, LIFE, OPEN, NOW) == Door()
    assert door(SITE, LIFE, OPEN, NOW).open


def test_by_appointment_only_yields_to_reception() -> None:
    assert door(SITE, PASSPORT, OPEN, NOW).code == "walk_in_not_offered"
    assert door(SITE, PASSPORT, OPEN, NOW, reception=True).open


@pytest.mark.parametrize("reception", [False, True])
def test_outside_the_hours_and_after_the_last_ticket_nobody_gives_one(reception: bool) -> None:
    late = NOW + timedelta(minutes=90)
    found = door(SITE, LIFE, OPEN, late, reception=reception)
    assert (found.code, found.closed) == ("service_closed", Closed.HOURS)
    assert found.opens_at == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    evening = door(SITE, LIFE, OPEN, NOW + timedelta(hours=8), reception=reception)
    assert evening.opens_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_last_call_stops_kiosks_alone() -> None:
    found = door(SITE, LIFE, OPEN, NOW, last_call=True)
    assert (found.code, found.closed, found.opens_at) == (
        "last_call",
        Closed.LAST_CALL,
        datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
    )
    assert door(SITE, LIFE, OPEN, NOW, last_call=True, reception=True).open


def test_a_freeze_stops_kiosks_alone() -> None:
    assert door(SITE, LIFE, FROZEN, NOW).code == "site_frozen"
    assert door(SITE, LIFE, FROZEN, NOW, reception=True).open


def test_a_crisis_pauses_the_ordinary_for_everybody() -> None:
    for reception in (False, True):
        assert door(SITE, LIFE, IN_CRISIS, NOW, reception=reception).code == "crisis_mode"


def test_crisis_services_are_there_in_a_crisis_alone_and_at_any_hour() -> None:
    assert not is_offered(CRISIS, OPEN)
    assert door(SITE, CRISIS, OPEN, NOW, reception=True).code == "service_closed"
    night = NOW + timedelta(hours=13)
    assert is_offered(CRISIS, IN_CRISIS)
    assert door(SITE, CRISIS, IN_CRISIS, night, last_call=True).open
    both = replace(IN_CRISIS, frozen_since=NOW)
    assert door(SITE, CRISIS, both, night).code == "site_frozen"


def test_a_day_that_was_closed_gives_none_to_anybody() -> None:
    closed = SiteDay(closed_on=TUESDAY)
    found = door(SITE, LIFE, closed, NOW, reception=True)
    assert (found.code, found.closed) == ("service_closed", Closed.DAY_CLOSED)
    assert found.opens_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_nobody_is_called_while_the_site_is_frozen() -> None:
    require_calls(OPEN)
    with pytest.raises(Conflict, match="site_frozen") as raised:
        require_calls(FROZEN)
    assert raised.value.facts == {"reason": "alarm"}
