"""A living site gets another start of its day, or another zone; clocks are changed over it."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.business_days import Days, wall_clock
from core.errors import SettingsInvalid, Unprocessable
from core.model import EventKind, SettingsPart
from core.things import Actor
from core.usecases import finishing, serving, settings
from core.usecases.settings import ChangeSettings, ImportCatalogue
from core.usecases.site_changing import ChangeSite, change_site
from tests.fakes.reception import CATALOGUE, Reception

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NIGHT = {"weekly": {"tuesday": [{"opens": "18:00", "closes": "02:00"}]}}


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Reception]:
    """Set a site up that is open from Tuesday evening to two o'clock."""
    site = Reception(tmp_path / "site.db", {"calendar": NIGHT, "day_starts_at": "03:00"})
    yield site
    site.store.close()


def today(site: Reception) -> date:
    with site.read() as reader:
        found: date = reader.today
    return found


def queue(site: Reception) -> list[str]:
    with site.read() as reader:
        return [entry.visit.called_as for entry in reader.queue()]


def change(site: Reception, **document: Any) -> None:  # noqa: ANN401 - values of settings
    site.do(settings.change, site.server, ChangeSettings(document))


def test_the_queue_goes_on_past_midnight_until_the_day_ends(night: Reception) -> None:
    night.until(23, 55)
    night.walk_in()
    lease = night.lease("K", 2)
    night.wait(minutes=60)
    second = night.walk_in()
    given = night.walk_in(leased=night.leased(lease, "K002"))
    assert today(night) == TUESDAY
    assert (second["number"], given["alias"]) == ("K004", None)
    assert queue(night) == ["K001", "K004", "K002"]
    with night.read() as reader:
        assert reader.opening().open
    night.wait(minutes=130)
    assert today(night) == WEDNESDAY
    assert queue(night) == []
    next_evening = night.leased(night.lease("K", 1), "K001")
    assert night.walk_in(leased=next_evening)["alias"] is None


def test_a_lease_ends_with_the_day_that_starts_later(night: Reception) -> None:
    assert night.lease()["expires_at"] == "2026-11-25T03:00:00+00:00"


def test_a_booking_after_midnight_belongs_to_the_evening(night: Reception) -> None:
    booked = night.book(1, 0, days=1)
    night.until(23, 50)
    with night.read() as reader:
        assert [card.appointment.id for card in reader.appointments(TUESDAY)] == [booked]
    night.wait(minutes=60)
    assert night.check_in(booked)["arrival"] == "on_time"


def two_days(window: str, starts_at: str) -> str:
    """Return the mistake of hours that reach over the turn of the day."""
    begin = f"which begin at {starts_at} (day_starts_at)"
    return f"calendar.{window} lies in two business days, {begin}"


@pytest.mark.parametrize(
    ("document", "mistake"),
    [
        ({"day_starts_at": "06:01"}, "day_starts_at: a time from 00:00 to 06:00"),
        ({"day_starts_at": "25:00"}, "day_starts_at: a time from 00:00 to 06:00"),
        ({"day_starts_at": 3}, "day_starts_at: a time from 00:00 to 06:00"),
        (
            {"calendar": NIGHT, "day_starts_at": "01:00"},
            two_days("weekly.tuesday: 18:00 to 02:00", "01:00"),
        ),
        (
            {"calendar": {"weekly": {"monday": [{"opens": "02:00", "closes": "09:00"}]}}}
            | {"day_starts_at": "03:00"},
            two_days("weekly.monday: 02:00 to 09:00", "03:00"),
        ),
        (
            {
                "calendar": {
                    "exceptions": [
                        {"day": "2026-12-31", "windows": [{"opens": "20:00", "closes": "01:00"}]}
                    ]
                },
                "day_starts_at": "00:30",
            },
            two_days("exceptions.2026-12-31: 20:00 to 01:00", "00:30"),
        ),
    ],
)
def test_hours_over_the_turn_of_the_day_are_refused(
    reception: Reception, document: dict[str, Any], mistake: str
) -> None:
    with pytest.raises(SettingsInvalid) as refused:
        change(reception, **document)
    assert mistake in refused.value.mistakes


def test_hours_that_end_as_the_day_does_are_taken(reception: Reception) -> None:
    change(reception, calendar=NIGHT, day_starts_at="02:00")
    evening = {"weekly": {"tuesday": [{"opens": "18:00", "closes": "00:00"}]}}
    change(reception, calendar=evening)


def test_a_site_that_says_nothing_of_its_day_may_serve_past_midnight(
    reception: Reception,
) -> None:
    change(reception, calendar=NIGHT)
    assert reception.site().calendar.windows


def test_hours_of_a_service_are_judged_too(night: Reception) -> None:
    services = [dict(one) for one in CATALOGUE["services"]]
    services[1]["calendar"] = NIGHT
    command = ImportCatalogue({**CATALOGUE, "services": services})
    night.do(settings.import_catalogue, night.server, command)
    with pytest.raises(SettingsInvalid, match=r"services\.life\.calendar\.weekly\.tuesday"):
        change(night, calendar=None, day_starts_at="01:00")
    change(night, calendar=None, day_starts_at="02:00")


def test_hours_from_before_they_were_judged_are_still_read(reception: Reception) -> None:
    reception.store.write(_old_settings)
    with reception.read() as reader:
        assert reader.site().calendar.windows


def _old_settings(uow: Any) -> None:  # noqa: ANN401 - a unit of work
    newest = uow.settings.newest()
    settings.put_version(
        uow,
        Actor(),
        newest.layer,
        SettingsPart.SETTINGS,
        {"calendar": NIGHT},
        changed=(),
    )


def test_a_later_start_of_the_day_takes_everybody_back_into_yesterday(
    reception: Reception,
) -> None:
    booked = reception.book(1, 30, days=1)
    reception.until(23, 59)
    before = reception.walk_in()
    reception.wait(minutes=60)
    after = reception.walk_in("proxy")
    lease = reception.lease("K", 1)
    change(reception, day_starts_at="03:00")
    assert today(reception) == TUESDAY
    assert set(queue(reception)) == {before["number"], after["number"]}
    with reception.read() as reader:
        assert [card.appointment.id for card in reader.appointments(TUESDAY)] == [booked]
    given = reception.walk_in(leased=reception.leased(lease, "K001"))
    assert given["alias"] == "K002"
    assert queue(reception)[-1] == "K002"


def test_a_site_that_moves_to_another_zone_takes_its_day_along(reception: Reception) -> None:
    booked = reception.book(23, 30)
    first = reception.walk_in()
    done = reception.do(change_site, reception.server, ChangeSite("Wellington", "Pacific/Auckland"))
    assert done["changed"] == 2
    with reception.read() as reader:
        site = reader.site()
        assert (site.name, site.zone) == ("Wellington", "Pacific/Auckland")
        assert reader.appointment(booked).appointment.business_day == WEDNESDAY
        (event,) = [
            one
            for one in reader.events(0, 500)
            if one.kind is EventKind.SITE_SETTINGS_CHANGED and (one.facts or {})["part"] == "site"
        ]
    assert (event.facts or {})["values"] == "zone: Europe/Lisbon → Pacific/Auckland"
    # It is 22:00 there, still Tuesday.
    assert (today(reception), queue(reception)) == (TUESDAY, [first["number"]])
    reception.do(change_site, reception.server, ChangeSite(zone="Pacific/Kiritimati"))
    assert (today(reception), queue(reception)) == (TUESDAY, [first["number"]])
    reception.wait(minutes=61)
    assert today(reception) == WEDNESDAY
    reception.do(change_site, reception.server, ChangeSite(zone="Pacific/Tahiti"))
    assert today(reception) == date(2026, 11, 24)


def test_what_is_no_zone_changes_nothing(reception: Reception) -> None:
    with pytest.raises(Unprocessable, match="zone_unknown"):
        reception.do(change_site, reception.server, ChangeSite("Ailleurs", "Mars/Phobos"))
    done = reception.do(change_site, reception.server, ChangeSite(zone="Europe/Lisbon"))
    assert done["changed"] == 0
    assert reception.site().name == "Lisbonne"


CHANGES = [
    ("Europe/Lisbon", date(2027, 3, 28), time(0, 30), "02:00"),
    ("Europe/Lisbon", date(2027, 10, 31), time(1, 30), "02:00"),
    ("Europe/Paris", date(2027, 3, 28), time(1, 30), "03:00"),
    ("America/Los_Angeles", date(2027, 11, 7), time(1, 30), "02:00"),
    ("Pacific/Auckland", date(2027, 4, 4), time(2, 30), "03:00"),
    ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), "02:00"),
    ("Pacific/Tahiti", date(2027, 3, 28), time(1, 30), "02:00"),
    ("Asia/Tehran", date(2027, 10, 31), time(1, 30), "02:00"),
]


@pytest.mark.parametrize(("zone", "day", "clock", "until"), CHANGES)
def test_a_service_over_a_clock_change_is_as_long_as_it_was(
    reception: Reception, zone: str, day: date, clock: time, until: str
) -> None:
    reception.do(change_site, reception.server, ChangeSite(zone=zone))
    days: Days = reception.site().days
    begins = days.moment(day, clock)
    reception.clock.advance((begins - reception.clock.now()).total_seconds())
    waiting = reception.walk_in()
    reception.open()
    reception.call_next()
    step_id = str(waiting["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    while wall_clock(reception.clock.now(), days.zone) != until:
        reception.wait(minutes=1)
    passed = reception.clock.now() - begins
    reception.do(finishing.finish, reception.lea, finishing.Finish(step_id))
    step = reception.step(waiting)
    assert step.started_at is not None
    assert step.ended_at is not None
    assert step.ended_at - step.started_at == passed
    assert passed in {timedelta(minutes=30), timedelta(minutes=45), timedelta(minutes=90)}
    assert days.of(step.ended_at) == day
