"""Checking in: by code, by reference, refused, alone, wrong, and never to a dead end."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.model import Arrival, SlipState
from kiosk.assembly import Kiosk
from kiosk.outcomes import Away, Refused
from kiosk.pages import PageName
from tests.fakes.kiosk_outside import FakeWorld, slip_news
from tests.support.kiosk_screens import is_on, texts
from tests.support.travel_documents import SPECIMENS


def type_reference(kiosk: Kiosk, reference: str, time: str) -> None:
    kiosk.appointment.start()
    for digit in reference:
        kiosk.appointment.key(digit)
    kiosk.appointment.confirm()
    for digit in time:
        kiosk.appointment.time_key(digit)
    kiosk.appointment.time_confirm()


def test_a_code_from_the_home_page_gives_a_number_and_a_slip(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.scanned("CQ1:SOMECODE")
    assert world.desk.asked == [("code", "CQ1:SOMECODE", "en")]
    assert is_on(kiosk, PageName.TICKET)
    assert kiosk.pages.ticket.number.text() == "P042"
    assert "on time" in kiosk.pages.ticket.arrival.text()
    assert "M.\u00a0D." in kiosk.pages.ticket.booked.text()
    assert world.printer.printed == [("P042", "en", False)]


def test_a_late_person_is_told_so_and_taken_all_the_same(kiosk: Kiosk, world: FakeWorld) -> None:
    world.desk.answer = world.desk.appointment(Arrival.LATE)
    type_reference(kiosk, "4711", "0920")
    assert world.desk.asked == [("reference", "4711", "09:20", "en")]
    text = kiosk.pages.ticket.arrival.text()
    assert "You are late" in text
    assert "all the same" in text


def test_an_early_person_learns_when_they_are_called(kiosk: Kiosk, world: FakeWorld) -> None:
    world.desk.answer = world.desk.appointment(Arrival.EARLY)
    kiosk.scanned("CQ1:CODE")
    assert "early" in kiosk.pages.ticket.arrival.text()
    assert "10:08" in kiosk.pages.ticket.booked.text()


def test_the_keys_of_the_screen_type_the_reference(kiosk: Kiosk) -> None:
    page = kiosk.pages.reference
    QTest.mouseClick(kiosk.pages.home.appointment, Qt.MouseButton.LeftButton)
    for digit in "47":
        QTest.mouseClick(page.keys["1234567890".index(digit)], Qt.MouseButton.LeftButton)
    assert page.typed.text() == "47_ ___"
    QTest.mouseClick(page.erase, Qt.MouseButton.LeftButton)
    assert page.typed.text() == "4__ ___"
    assert page.ok.isEnabled()


def test_a_scanned_plain_reference_still_asks_for_the_time(kiosk: Kiosk) -> None:
    kiosk.scanned("4711")
    assert is_on(kiosk, PageName.TIME)


def test_a_code_is_asked_for_only_while_a_scanner_can_read_it(kiosk: Kiosk) -> None:
    page = kiosk.pages.reference
    kiosk.scanner_changed("error")
    kiosk.appointment.start()
    assert page.title.text() == "Your appointment number"
    assert not page.where.isVisible()
    assert not page.typing.isVisible()
    kiosk.scanner_changed("ok")
    assert page.title.text() == "Show your QR code"
    assert page.typing.isVisible()


def test_what_is_no_code_at_all_is_answered_too(kiosk: Kiosk) -> None:
    kiosk.unreadable()
    assert is_on(kiosk, PageName.NOTICE)
    assert "do not know this code" in kiosk.pages.notice.title.text()


def test_noise_of_the_scanner_takes_nobodys_number_away(kiosk: Kiosk) -> None:
    kiosk.scanned("CQ1:SOMECODE")
    kiosk.unreadable()
    assert is_on(kiosk, PageName.TICKET)


def test_back_from_the_time_keeps_the_reference(kiosk: Kiosk) -> None:
    kiosk.scanned("4711")
    kiosk.shell.back()
    assert is_on(kiosk, PageName.REFERENCE)
    assert kiosk.pages.reference.typed.text() == "471 1__"


@pytest.mark.parametrize(
    ("code", "facts", "title", "advice"),
    [
        ("too_early", {"come_back_at": "2026-11-24T10:00:00Z"}, "too early", "10:00"),
        ("too_late", {}, "over", "reception"),
        ("wrong_day", {}, "another day", "reception"),
        ("wrong_site", {}, "another place", "reception"),
        ("cancelled", {}, "cancelled", "reception"),
        ("see_reception", {}, "reception", "help"),
        ("code_invalid", {}, "do not know this code", "reception"),
        ("code_unreadable", {}, "could not read", "light"),
        ("something_new", {}, "reception", "help"),
    ],
)
def test_each_refusal_says_what_happened_and_what_to_do(
    kiosk: Kiosk,
    world: FakeWorld,
    code: str,
    facts: dict[str, str | int | bool | None],
    title: str,
    advice: str,
) -> None:
    world.desk.answer = Refused(code, facts)
    kiosk.scanned("CQ1:CODE")
    assert is_on(kiosk, PageName.NOTICE)
    assert title in kiosk.pages.notice.title.text()
    assert advice in kiosk.pages.notice.advice.text()
    assert kiosk.pages.notice.help.isVisible()
    QTest.mouseClick(kiosk.pages.notice.leave, Qt.MouseButton.LeftButton)
    assert is_on(kiosk, PageName.HOME)
    assert world.printer.printed == []


def test_someone_checked_in_already_gets_the_same_number_again(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    world.desk.answer = Refused("already_checked_in", {"number": "P031", "visit_id": "v31"})
    kiosk.scanned("CQ1:CODE")
    assert kiosk.pages.notice.number.text() == "P031"
    QTest.mouseClick(kiosk.pages.notice.reprint, Qt.MouseButton.LeftButton)
    assert kiosk.pages.ticket.number.text() == "P031"
    assert world.printer.printed == [("P031", "en", True)]
    kiosk.slip_changed(slip_news("again-v31", SlipState.PRINTED, "", copy=True))
    assert world.book.noted == [("again-v31", SlipState.PRINTED)]


def test_an_unknown_code_asks_nobody(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.scanned("https://example.org/../../etc/passwd")
    assert world.desk.asked == []
    assert "do not know this code" in kiosk.pages.notice.title.text()


@pytest.mark.parametrize("lines", SPECIMENS.values())
def test_a_travel_document_is_no_code_and_is_forgotten(
    kiosk: Kiosk, world: FakeWorld, lines: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kiosk.scanned("\n".join(lines))
    assert world.desk.asked == []
    assert "do not know this code" in kiosk.pages.notice.title.text()
    kept = [repr(vars(each)) for each in (kiosk, kiosk.appointment)]
    said = (
        kept
        + [record.getMessage() for record in caplog.records]
        + [each.text() for each in texts(kiosk.window)]
    )
    assert not [line for line in lines for text in said if line in text]


@pytest.mark.parametrize("text", ["", "x" * 10_000, "\x00\x1b[2J", "CQ1:" + "A" * 600, "{0}%s%n"])
def test_odd_scans_end_on_a_page_with_words(kiosk: Kiosk, text: str) -> None:
    kiosk.scanned(text)
    assert is_on(kiosk, PageName.NOTICE)


def test_a_server_that_is_away_is_said_and_the_visit_is_not_lost(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    world.desk.answer = Away()
    type_reference(kiosk, "4711", "1020")
    assert "cannot check" in kiosk.pages.notice.title.text()
    assert "still holds" in kiosk.pages.notice.advice.text()


def test_five_wrong_references_are_answered_without_asking(kiosk: Kiosk, world: FakeWorld) -> None:
    world.desk.answer = Refused("see_reception")
    for _ in range(7):
        kiosk.shell.home()
        type_reference(kiosk, "4711", "1020")
        assert is_on(kiosk, PageName.NOTICE)
    assert len(world.desk.asked) == 5


def test_a_second_scan_while_one_is_asked_is_not_taken(kiosk: Kiosk, world: FakeWorld) -> None:
    world.tasks.held = True
    kiosk.scanned("CQ1:ONE")
    assert is_on(kiosk, PageName.BUSY)
    kiosk.scanned("CQ1:TWO")
    world.tasks.release()
    assert world.desk.asked == [("code", "CQ1:ONE", "en")]
    assert is_on(kiosk, PageName.TICKET)


def test_the_next_persons_code_ends_the_session_before(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.shell.choose_language("ar")
    kiosk.scanned("CQ1:ONE")
    kiosk.scanned("CQ1:TWO")
    assert kiosk.pages.ticket.number.text() == "P043"
    assert world.desk.asked[-1] == ("code", "CQ1:TWO", "en")


def test_someone_without_a_number_is_sent_to_reception(kiosk: Kiosk) -> None:
    kiosk.appointment.start()
    QTest.mouseClick(kiosk.pages.reference.without, Qt.MouseButton.LeftButton)
    assert "Reception will find" in kiosk.pages.notice.title.text()


def test_nothing_typed_outlives_the_session(kiosk: Kiosk) -> None:
    type_reference(kiosk, "4711", "10")
    kiosk.shell.home()
    kiosk.appointment.start()
    assert kiosk.pages.reference.typed.text() == "___ ___"
    assert kiosk.pages.time.typed.text() == "__:__"
