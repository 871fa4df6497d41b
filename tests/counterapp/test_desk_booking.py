"""What a desk shows of the booking server: what the site's gateway can do, and no more."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from sync.contract.booking import BookingCapabilities, BookingHealth
from tests.counterapp.conftest import DeskBench

BOOKED = "019ab0c4-7e1d-7000-8000-0000000000b1"
PAGE = "https://rdv.exemple.test/admin/organisations/77/rdvs/501"
SERVER = BookingCapabilities(gateway="rdv_service_public", can_list_days=True, can_open_url=True)
FILES = BookingCapabilities(gateway="files", expects_files=True)


def open_with(bench: DeskBench, can: BookingCapabilities) -> QPushButton:
    """Have somebody with an appointment in hand; return the button to their page."""
    bench.site.booking_can = can
    bench.site.booking = BookingHealth(state="ok", today_read_at=bench.site.clock.now())
    bench.site.add("P031", booked_min=0)
    person = bench.site.person("P031")
    person.card = person.card.model_copy(update={"appointment_id": BOOKED})
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    bench.click("openCounter")
    bench.timers.fire(300)
    bench.click("callNext")
    return bench.button("bookingPage")


def test_page_of_an_appointment_opens_in_the_browser(bench: DeskBench) -> None:
    button = open_with(bench, SERVER)
    assert button.isVisibleTo(bench.desk.page)
    bench.click("bookingPage")
    assert (bench.browsed, bench.said[-1].code) == ([], "booking_page_unknown")
    bench.site.pages[BOOKED] = PAGE
    bench.click("bookingPage")
    assert bench.browsed == [PAGE]


@pytest.mark.parametrize("can", [BookingCapabilities(), FILES])
def test_where_there_are_no_pages_there_is_no_button(
    bench: DeskBench, can: BookingCapabilities
) -> None:
    assert not open_with(bench, can).isVisibleTo(bench.desk.page)


def test_old_appointments_are_told_at_the_desk_and_an_old_answer_alarms_nobody(
    bench: DeskBench,
) -> None:
    open_with(bench, SERVER)
    shown = bench.desk.page.booking
    bench.site.clock.seconds += 40 * 60
    bench.site.booking = BookingHealth(state="ok", today_read_at=bench.site.clock.now())
    bench.timers.fire()
    bench.timers.fire(300)
    assert shown.text() == ""
    read_at = bench.site.clock.now() - timedelta(minutes=30)
    bench.site.booking = BookingHealth(state="down", today_read_at=read_at)
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert shown.text().startswith("Appointments as of ")
    bench.site.booking = BookingHealth(state="ok", today_read_at=bench.site.clock.now())
    bench.timers.fire()
    bench.timers.fire(300)
    assert shown.text() == ""


def test_a_day_of_which_much_is_missing_is_told_with_its_own_sentence(bench: DeskBench) -> None:
    open_with(bench, SERVER)
    bench.site.booking = BookingHealth(
        state="late", today_read_at=bench.site.clock.now(), held_days=("2026-11-24",)
    )
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert "suddenly missing at the booking server" in bench.desk.page.booking.text()


def test_of_files_only_a_day_without_one_is_told(bench: DeskBench) -> None:
    open_with(bench, FILES)
    shown = bench.desk.page.booking
    bench.site.clock.seconds += 5 * 3600
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert shown.text() == ""
    bench.site.booking = BookingHealth(state="ok")
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert shown.text() == "No file with today's appointments was brought yet"


def test_without_a_gateway_nothing_has_an_age(bench: DeskBench) -> None:
    open_with(bench, BookingCapabilities())
    bench.site.booking = BookingHealth(state="off")
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert bench.desk.page.booking.text() == ""
