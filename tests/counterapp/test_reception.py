"""Reception: check-in, tickets, help, devices, and tickets without paper."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model import AppointmentMode, SlipState
from core.runtime.ids import new_id
from counterapp.reception.appointment_model import Column
from counterapp.reception.arrivals_pane import SEARCH_PAUSE_MS
from sync.client.errors import Refused
from sync.contract.arrivals import CheckInIn, WalkInIn
from sync.contract.booking import BookingCapabilities, BookingHealth, BookingState
from sync.contract.stations import HelpOut
from tests.counterapp.conftest import ReceptionBench
from tests.fakes.counter_catalogue import LIFE, NINE


def arrivals(hall: ReceptionBench) -> list[str]:
    model = hall.reception.page.arrivals.model
    return [model.row(place).people for place in range(model.rowCount())]


def test_search_and_two_enters_check_a_person_in(hall: ReceptionBench, qtbot: QtBot) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    wanted = hall.site.book("471002", "Diaz", "Pablo")
    hall.refresh()
    page = hall.reception.page
    QTest.keyClicks(page.arrivals.search, "DIAZ")
    qtbot.wait(SEARCH_PAUSE_MS + 100)
    hall.timers.fire(300)
    assert arrivals(hall) == ["DIAZ Pablo"]
    QTest.keyClick(page.arrivals.search, Qt.Key.Key_Return)
    QTest.keyClick(page.arrivals.table, Qt.Key.Key_Return)
    (arrived,) = hall.site.arrived
    assert isinstance(arrived, CheckInIn)
    assert arrived.appointment_id == wanted.id
    assert page.arrivals.given_number.text() == "P 001"
    assert "Late for 10:00: taken all the same." in page.arrivals.given_text.text()
    assert "10 to 20 min" in page.arrivals.given_text.text()


def test_a_scanned_code_is_checked_in_and_never_searched(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    search = hall.reception.page.arrivals.search
    QTest.keyClicks(search, "CQ1:ABCDEF")
    QTest.keyClick(search, Qt.Key.Key_Return)
    (arrived,) = hall.site.arrived
    assert isinstance(arrived, CheckInIn)
    assert arrived.code == "CQ1:ABCDEF"
    assert search.text() == ""


def test_a_walk_in_ticket_is_one_click_with_its_options(hall: ReceptionBench) -> None:
    hall.refresh()
    pane = hall.reception.page.arrivals
    pane.priority.setChecked(True)
    pane.language.setCurrentIndex(pane.language.findData("ar"))
    pane.persons.setCurrentIndex(1)
    hall.click("walkIn_life_cert")
    (arrived,) = hall.site.arrived
    assert isinstance(arrived, WalkInIn)
    assert (arrived.service_id, arrived.priority, arrived.language, arrived.persons) == (
        LIFE.id, True, "ar", 2,
    )  # fmt: skip
    assert not pane.priority.isChecked()
    assert pane.options().persons == 1


def test_a_closed_service_says_until_when(hall: ReceptionBench) -> None:
    hall.refresh()
    (button,) = hall.buttons("walkIn_signature")
    assert button.text() == "Signature – closed until 14:00"
    assert not button.isEnabled()


def test_a_kiosk_without_paper_is_an_alert_that_goes_again(hall: ReceptionBench) -> None:
    kiosk = hall.site.add_kiosk("Borne 1")
    hall.refresh()
    assert hall.reception.page.alerts.text() == ""
    hall.site.set_device(kiosk, paper="out", printer="error")
    hall.refresh()
    assert hall.reception.page.alerts.text() == "Borne 1: no paper left"
    assert hall.reception.page.alerts.level() == "danger"
    assert hall.said[-1].code == "paper_out"
    hall.site.set_device(kiosk, paper="ok", printer="ok")
    hall.refresh()
    assert hall.reception.page.alerts.text() == ""
    assert hall.said[-1].code == "paper_back"


def test_low_paper_only_warns(hall: ReceptionBench) -> None:
    kiosk = hall.site.add_kiosk("Borne 1")
    hall.site.set_device(kiosk, paper="low")
    hall.refresh()
    assert hall.reception.page.alerts.level() == "warning"


def test_a_station_that_falls_silent_is_told(hall: ReceptionBench) -> None:
    hall.site.add_kiosk("Borne 1")
    hall.refresh()
    hall.site.clock.seconds += 120
    hall.refresh()
    assert "Borne 1 is not heard" in hall.reception.page.alerts.text()


@pytest.mark.parametrize(
    ("age_min", "state", "says"),
    [
        (5, "ok", ""),
        (5, "down", ""),
        (40, "down", "Appointments as of 09:20: what was booked or cancelled since"),
        (5, "refused", "Appointments as of 09:55: what was booked or cancelled since"),
        (26 * 60, "late", "Appointments as of 23/11 08:00: what was booked or cancelled since"),
        (None, "down", "Today's appointments were never read from the booking server"),
    ],
)
def test_appointments_that_are_old_are_told(
    hall: ReceptionBench, age_min: int | None, state: BookingState, says: str
) -> None:
    read_at = None if age_min is None else hall.site.clock.now() - timedelta(minutes=age_min)
    hall.site.booking_can = BookingCapabilities(can_list_days=True)
    hall.site.booking = BookingHealth(state=state, today_read_at=read_at)
    hall.refresh()
    shown = hall.reception.page.alerts.text()
    assert shown.startswith(says)
    assert bool(shown) is bool(says)
    hall.refresh()
    hall.site.booking = BookingHealth(state="ok", today_read_at=hall.site.clock.now())
    hall.refresh()
    assert hall.reception.page.alerts.text() == ""
    told = [notice.code for notice in hall.said]
    code = "appointments_old" if age_min is not None else "appointments_never_read"
    assert told == ([code, "appointments_fresh"] if says else [])


def test_a_person_who_asks_for_help_is_answered_with_one_click(hall: ReceptionBench) -> None:
    kiosk = hall.site.add_kiosk("Borne 2")
    hall.site.asked.append(HelpOut(id=new_id(), station_id=kiosk.id, asked_at=NINE))
    hall.refresh()
    assert "10:00 Borne 2: help asked for" in hall.reception.page.hall.helps.text()
    hall.click("answerHelp")
    hall.timers.fire(300)
    assert hall.buttons("answerHelp") == []
    assert [notice.code for notice in hall.said] == ["help_asked", "help_answered"]


def test_a_ticket_without_paper_is_listed_until_it_was_given_by_hand(
    hall: ReceptionBench,
) -> None:
    hall.site.add("K003", service=LIFE, booked_min=None, slip=SlipState.FAILED)
    hall.refresh()
    assert "K 003: no paper ticket" in hall.reception.page.hall.paperless.text()
    hall.click("markGiven")
    hall.timers.fire(300)
    assert hall.site.person("K003").slip is SlipState.SHOWN
    assert hall.buttons("markGiven") == []


def test_a_slip_that_is_only_just_queued_is_no_missing_paper(hall: ReceptionBench) -> None:
    hall.site.add("K003", service=LIFE, booked_min=None, slip=SlipState.QUEUED)
    hall.refresh()
    assert hall.buttons("markGiven") == []
    hall.site.clock.pass_s(5)
    hall.timers.fire(5000)
    assert len(hall.buttons("markGiven")) == 1


def test_a_refusal_gives_the_exact_answer_with_local_times(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.refresh()
    facts = {"come_back_at": "2026-11-24T09:30:00.000Z"}
    hall.site.refusing["check_in"] = Refused("too_early", 409, facts)
    hall.click("checkIn")
    assert "10:30" in hall.reception.page.problem.text()


def test_reception_waits_for_a_server_that_is_away(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.refresh()
    hall.site.reachable = False
    hall.click("checkIn")
    assert "“Check in” is kept" in hall.reception.page.problem.text()
    hall.site.reachable = True
    hall.reception.presenter.on_online(online=False)
    hall.reception.presenter.on_online(online=True)
    assert hall.site.done == ["check_in"]
    assert hall.reception.page.problem.text() == ""


def test_the_day_is_counted(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.site.book("471002", "Diaz", "Pablo")
    hall.refresh()
    hall.reception.page.arrivals.table.selectRow(0)
    hall.click("checkIn")
    hall.refresh()
    assert hall.reception.page.arrivals.counts.text() == (
        "Expected 1 · Arrived 1 · Waiting 1 · Absent 0"
    )


def test_an_ended_session_is_told(hall: ReceptionBench) -> None:
    hall.refresh()
    hall.site.session_valid = False
    hall.refresh()
    assert hall.expired


def test_a_display_that_is_not_heard_is_told(hall: ReceptionBench) -> None:
    display = hall.site.add_kiosk("Salle 1")
    hall.site.set_device(display, sound="warning")
    hall.refresh()
    assert hall.reception.page.alerts.text() == "Salle 1: calls are not heard, only shown"
    assert hall.reception.page.alerts.level() == "warning"
    hall.site.set_device(display, sound="ok")
    hall.refresh()
    assert hall.said[-1].code == "sound_back"


def test_tickets_that_the_server_refused_are_told(hall: ReceptionBench) -> None:
    kiosk = hall.site.add_kiosk("Borne 1")
    hall.site.set_device(kiosk, rejected=2)
    hall.refresh()
    text = "Borne 1: visitors hold tickets that the server refused"
    assert hall.reception.page.alerts.text() == text
    assert hall.reception.page.alerts.level() == "danger"


def test_the_counter_whose_agent_holds_an_appointment_stands_beside_its_service(
    hall: ReceptionBench,
) -> None:
    booking = hall.site.book("471001", "Diallo", "Aminata")
    hall.site.bookings[0] = booking.model_copy(update={"booked_counter": "2"})
    hall.refresh()
    model = hall.reception.page.arrivals.model
    assert model.index(0, Column.SERVICE).data() == "Passport → 2"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (AppointmentMode.PHONE, "by telephone"),
        (AppointmentMode.VIDEO, "by video"),
        (AppointmentMode.HOME, "at home"),
    ],
)
def test_who_is_not_met_here_is_marked_and_not_checked_in(
    hall: ReceptionBench, mode: AppointmentMode, said: str
) -> None:
    booking = hall.site.book("471001", "Diallo", "Aminata")
    hall.site.bookings[0] = booking.model_copy(update={"mode": mode})
    hall.refresh()
    pane = hall.reception.page.arrivals
    pane.table.selectRow(0)
    assert pane.model.index(0, Column.SERVICE).data() == f"Passport ({said})"
    assert not pane.button.isEnabled()
    hall.site.bookings[0] = booking
    hall.refresh()
    assert pane.model.index(0, Column.SERVICE).data() == "Passport"
    assert pane.button.isEnabled()


def test_who_is_only_spelt_alike_is_marked_and_never_chosen_by_itself(
    hall: ReceptionBench, qtbot: QtBot
) -> None:
    hall.site.book("471001", "Muhammad", "Ali")
    hall.site.spelt_otherwise = "mohamed"
    pane = hall.reception.page.arrivals
    QTest.keyClicks(pane.search, "mohamed")
    qtbot.wait(SEARCH_PAUSE_MS + 100)
    hall.timers.fire(300)
    assert arrivals(hall) == ["≈ MUHAMMAD Ali"]
    assert pane.chosen() is None
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert hall.site.arrived == []
    pane.table.selectRow(0)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert len(hall.site.arrived) == 1
