"""What could not be understood of a day is told once, and kept for the lead."""

from dataclasses import replace

import pytest

from sync.booking.backoff import BackoffRule
from sync.booking.inbox import Inbox, PullPace
from sync.booking.reporting import DayReport
from sync.booking.rows import DayOfBookings, Oddity, SetAside
from tests.fakes.booking_fakes import DAY, FakeGateway, FakeSite, booking

ODD = replace(booking(502), notes=(Oddity.STATUS_UNKNOWN,))
TROUBLED = DayOfBookings(DAY, (booking(501), ODD), (SetAside("503", ("starts_at",)),))
CLEAN = DayOfBookings(DAY, (booking(501),))


class Scripted(FakeGateway):
    """Lists what it is given."""

    listed = CLEAN

    def list_day(self, day: object) -> DayOfBookings:
        del day
        return self.listed


def test_a_report_names_what_was_odd_and_what_was_set_aside_by_ids_alone() -> None:
    report = DayReport.of(TROUBLED)
    assert report.odd == {Oddity.STATUS_UNKNOWN: ("502",)}
    assert report.lines() == [
        "1 bookings: status_unknown",
        "booking 503 was set aside: starts_at",
    ]
    assert DayReport.of(CLEAN).is_clean


def test_the_same_report_is_logged_once_and_kept_until_all_is_understood(
    caplog: pytest.LogCaptureFixture,
) -> None:
    gateway = Scripted()
    inbox = Inbox(FakeSite(), gateway, PullPace(), BackoffRule())
    gateway.listed = TROUBLED
    for now in (0.0, 300.0, 600.0):
        inbox.pull_today(now)
    assert [record.levelname for record in caplog.records].count("WARNING") == 2
    assert inbox.reports == (DayReport.of(TROUBLED),)
    gateway.listed = CLEAN
    inbox.pull_today(900.0)
    assert not inbox.reports
    assert "all is understood now" in caplog.text
