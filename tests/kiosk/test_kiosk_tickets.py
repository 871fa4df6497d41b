"""Walk-ins, slips, a printer without paper, help, health, and what outlives a visitor: nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.model import EventKind, SlipState, SlipWay
from kiosk.assembly import Kiosk
from kiosk.outcomes import Refused, Wait
from kiosk.pages import PageName
from kiosk.printing import PrinterNews
from kiosk.shell.button import KioskButton
from sync.contract.site import DocumentOut
from sync.contract.stations import EventOut
from tests.fakes.kiosk_outside import NOW, FakeWorld, a_site, service_id, slip_news
from tests.support.kiosk_screens import is_on, mistakes


def press(button: KioskButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_walk_in_needs_three_screens_and_speaks_their_language(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    press(kiosk.pages.home.languages["ar"])
    press(kiosk.pages.home.walk_in)
    press(kiosk.pages.services.tiles[0])
    assert world.desk.asked == [("walk_in", service_id(1), "ar", "")]
    assert kiosk.pages.ticket.number.text() == "K042"
    assert world.printer.printed == [("K042", "ar", False)]


def test_tiles_are_six_a_page_with_closed_services_last(kiosk: Kiosk) -> None:
    press(kiosk.pages.home.walk_in)
    services = kiosk.pages.services
    assert [tile.isVisible() for tile in services.tiles] == [True] * 6
    assert "10 to 20 min" in services.tiles[0].note
    assert services.tiles[1].note == ""
    press(services.next)
    visible = [tile for tile in services.tiles if tile.isVisible()]
    assert len(visible) == 2
    assert "CLOSED until \u206614:30\u2069" in visible[1].note
    assert "Passport" in services.booked_only.text()


def test_lower_and_large_show_fewer_tiles(kiosk: Kiosk) -> None:
    press(kiosk.pages.home.walk_in)
    kiosk.shell.toggle_lower()
    assert sum(tile.isVisible() for tile in kiosk.pages.services.tiles) == 4
    kiosk.shell.toggle_large()
    assert sum(tile.isVisible() for tile in kiosk.pages.services.tiles) == 2


def test_the_looks_of_the_person_before_leave_no_short_pages(kiosk: Kiosk) -> None:
    kiosk.walk_in.start()
    kiosk.shell.toggle_lower()
    kiosk.shell.toggle_large()
    kiosk.shell.back()
    kiosk.shell.toggle_lower()
    kiosk.shell.toggle_large()
    press(kiosk.pages.home.walk_in)
    assert sum(tile.isVisible() for tile in kiosk.pages.services.tiles) == 6


def test_a_long_list_of_papers_pushes_nothing_under_the_buttons_in_large_text(
    make_kiosk: Callable[..., Kiosk],
) -> None:
    site = a_site()
    papers = tuple(
        DocumentOut(code=f"p{n}", labels={"en": f"proof number {n} of where the family lives"})
        for n in range(8)
    )
    services = tuple(each.model_copy(update={"documents": papers}) for each in site.services)
    world = FakeWorld(site.model_copy(update={"services": services}))
    kiosk = make_kiosk(world)
    kiosk.scanned("CQ1:CODE")
    assert kiosk.pages.ticket.documents.isVisible()
    kiosk.shell.toggle_large()
    assert not kiosk.pages.ticket.documents.isVisible()
    assert mistakes(kiosk.window) == []
    kiosk.shell.toggle_large()
    assert kiosk.pages.ticket.documents.isVisible()


def test_priority_is_asked_for_without_a_reason(kiosk: Kiosk, world: FakeWorld) -> None:
    press(kiosk.pages.home.walk_in)
    press(kiosk.pages.services.priority)
    assert kiosk.pages.services.priority.isChecked()
    press(kiosk.pages.services.tiles[0])
    assert world.desk.asked[-1][3] == "priority"
    kiosk.shell.home()
    press(kiosk.pages.home.walk_in)
    assert not kiosk.pages.services.priority.isChecked()


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("service_closed", {"opens_at": "2026-11-24T14:30:00Z"}, "14:30"),
        ("service_closed", {"opens_at": "2026-11-25T08:30:00Z"}, "another day"),
        ("service_closed", {}, "another day"),
        ("crisis_mode", {}, "reception"),
        ("site_frozen", {}, "wait a moment, or go to reception"),
        ("last_call", {"opens_at": "2026-11-25T08:30:00Z"}, "another day, or go to reception"),
        ("last_call", {"opens_at": "2026-11-24T14:30:00Z"}, "come back at"),
        ("quota_reached", {}, "another day"),
        ("kiosk_storage", {}, "reception"),
    ],
)
def test_a_refused_walk_in_says_when_or_where(
    kiosk: Kiosk,
    world: FakeWorld,
    code: str,
    facts: dict[str, str | int | bool | None],
    words: str,
) -> None:
    world.desk.answer = Refused(code, facts)
    kiosk.walk_in.start()
    kiosk.walk_in.choose(service_id(2))
    assert words in kiosk.pages.notice.advice.text()


def test_collecting_a_document_gives_a_ticket_at_once(kiosk: Kiosk, world: FakeWorld) -> None:
    press(kiosk.pages.home.collect)
    assert world.desk.asked == [("walk_in", service_id(4), "en", "")]


def test_the_slip_is_followed_to_paper(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.walk_in.choose(service_id(1))
    assert "being printed" in kiosk.pages.ticket.paper.text()
    for state in (SlipState.QUEUED, SlipState.SENT, SlipState.PRINTED):
        kiosk.slip_changed(slip_news("key-42", state, ""))
    assert kiosk.pages.ticket.paper.text() == "Take your ticket"
    assert [state for _, state in world.book.noted] == ["queued", "sent", "printed"]


def test_a_ticket_page_ends_after_fifteen_seconds_but_not_while_printing(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.walk_in.choose(service_id(1))
    world.clock.pass_s(40)
    kiosk.shell.tick()
    assert is_on(kiosk, PageName.TICKET)
    kiosk.slip_changed(slip_news("key-42", SlipState.SENT, ""))
    world.clock.pass_s(14)
    kiosk.shell.tick()
    assert "1 s" in kiosk.pages.ticket.finish.text()
    world.clock.pass_s(2)
    kiosk.shell.tick()
    assert is_on(kiosk, PageName.HOME)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("paper_out", "No paper left"),
        ("cover_open", "printer is open"),
        ("unreachable", "does not answer"),
        ("no_printer", "does not print"),
    ],
)
def test_a_number_holds_without_paper(
    kiosk: Kiosk, world: FakeWorld, cause: str, words: str
) -> None:
    world.printer.cause = cause
    kiosk.walk_in.choose(service_id(1))
    page = kiosk.pages.no_paper
    assert is_on(kiosk, PageName.NO_PAPER)
    assert words in page.title.text()
    assert page.number.text() == "K042"
    assert world.printer.printed == [("K042", "en", False)]
    press(page.note)
    assert world.book.noted == [("key-42", SlipState.SHOWN)]
    assert world.book.ways == [(SlipWay.SCREEN, cause)]
    assert world.printer.withdrawn == ["key-42"]
    assert is_on(kiosk, PageName.HOME)
    kiosk.slip_changed(slip_news("key-42", SlipState.PRINTED, ""))
    assert world.book.noted[-1] == ("key-42", SlipState.PRINTED)
    assert is_on(kiosk, PageName.HOME)


def test_paper_that_runs_out_while_printing_changes_the_page_and_back(kiosk: Kiosk) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.QUEUED, "paper_out"))
    assert is_on(kiosk, PageName.NO_PAPER)
    kiosk.slip_changed(slip_news("key-42", SlipState.PRINTED, ""))
    assert is_on(kiosk, PageName.TICKET)


def test_a_printer_that_hangs_leaves_the_number_on_the_screen(kiosk: Kiosk) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.DOUBTFUL, "no_fence"))
    assert is_on(kiosk, PageName.NO_PAPER)
    assert kiosk.pages.no_paper.number.text() == "K042"


def test_who_notes_a_doubtful_number_leaves_the_doubt_to_staff(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.DOUBTFUL, "no_fence"))
    press(kiosk.pages.no_paper.note)
    assert world.book.noted == [("key-42", SlipState.DOUBTFUL)]
    assert is_on(kiosk, PageName.HOME)


def test_reprint_is_marked_and_tells_only_what_came_out(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.DOUBTFUL, "no_fence"))
    kiosk.shell.settle(PageName.TICKET)
    press(kiosk.pages.ticket.reprint)
    assert world.printer.printed[-1] == ("K042", "en", True)
    kiosk.slip_changed(slip_news("key-42", SlipState.FAILED, "unreachable", copy=True))
    kiosk.slip_changed(slip_news("key-42", SlipState.PRINTED, "", copy=True))
    assert [state for _, state in world.book.noted] == ["doubtful", "printed"]


def test_the_servers_word_completes_the_page(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.walk_in.choose(service_id(1))
    news = world.desk.ticket(service_id(1))
    kiosk.reported("key-42", replace(news, wait=Wait(300, 540, 0), visit_id="v1"))
    assert "between 5 and 10" in kiosk.pages.ticket.wait.text()
    assert kiosk.pages.ticket.ahead.text() == "Nobody is ahead of you"


def test_help_reaches_reception_with_the_page_and_hears_the_answer(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.walk_in.start()
    press(kiosk.window.bar.help)
    assert world.helped == ["services"]
    assert "has been called" in kiosk.pages.help.title.text()
    kiosk.event_received(
        EventOut(seq=9, at=NOW, kind=EventKind.HELP_ANSWERED, facts={"help_id": "help-1"})
    )
    assert "on the way" in kiosk.pages.help.title.text()
    press(kiosk.pages.help.go_on)
    assert is_on(kiosk, PageName.SERVICES)


@pytest.mark.parametrize(
    ("kind", "times"),
    [
        (EventKind.COUNTER_OPENED, 1),
        (EventKind.SITE_CLOSED_EARLY, 1),
        (EventKind.SITE_CRISIS_STARTED, 1),
        (EventKind.SITE_CRISIS_ENDED, 1),
        (EventKind.SITE_FROZEN, 1),
        (EventKind.SITE_THAWED, 1),
        (EventKind.DAY_CLOSED, 1),
        (EventKind.SLIP_PRINTED, 0),
    ],
)
def test_what_opens_or_closes_services_has_the_site_read_again(
    kiosk: Kiosk, world: FakeWorld, kind: EventKind, times: int
) -> None:
    before = world.refreshed
    kiosk.event_received(EventOut(seq=9, at=NOW, kind=kind))
    assert world.refreshed - before == times


def test_help_says_so_when_nobody_can_be_called(kiosk: Kiosk, world: FakeWorld) -> None:
    world.reachable = False
    press(kiosk.window.bar.help)
    assert "cannot be called" in kiosk.pages.help.title.text()


def test_health_is_told_at_each_change_and_survives_the_server(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.printer_changed(PrinterNews("error", "out", "absent", "paper_out"))
    assert [feeling.paper for feeling in world.health][-1] == "out"
    assert "No paper" in kiosk.window.header.state.text()
    world.reachable = False
    kiosk.printer_changed(PrinterNews("ok", "ok", "absent", ""))
    world.reachable = True
    kiosk.feed_changed("live")
    assert [feeling.paper for feeling in world.health][-1] == "ok"
    told = len(world.health)
    kiosk.printer_changed(PrinterNews("ok", "ok", "absent", ""))
    assert len(world.health) == told


def test_a_lost_server_is_one_line_in_the_header(kiosk: Kiosk) -> None:
    kiosk.feed_changed("silent")
    assert "Connection lost" in kiosk.window.header.state.text()
    kiosk.feed_changed("live")
    assert kiosk.window.header.state.text() == ""


@pytest.mark.parametrize(
    ("state", "line"),
    [("wrong_server", "Another server answers"), ("superseded", "An old server answers")],
)
def test_who_answers_in_place_of_the_server_is_told_until_the_server_is_back(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk], state: str, line: str
) -> None:
    shown = kiosk.window.header.state
    kiosk.feed_changed(state)
    kiosk.server_changed(away=True)
    assert shown.text().startswith(line)
    kiosk.feed_changed("silent")
    assert "Connection lost" in shown.text()
    kiosk.feed_changed(state)
    kiosk.server_changed(away=False)
    assert shown.text() == ""
    waiting = make_kiosk(FakeWorld())
    waiting.feed_changed(state)
    assert line.lower() in waiting.pages.starting.advice.text().lower()
    waiting.feed_changed("silent")
    assert "waiting for the server" in waiting.pages.starting.advice.text()


def test_a_kiosk_that_knows_no_site_waits_and_begins_by_itself(
    make_kiosk: Callable[..., Kiosk],
) -> None:
    kiosk = make_kiosk(FakeWorld())
    assert is_on(kiosk, PageName.STARTING)
    assert "reception" in kiosk.pages.starting.advice.text()
    kiosk.scanned("CQ1:CODE")
    assert is_on(kiosk, PageName.STARTING)
    kiosk.site_read(a_site())
    assert is_on(kiosk, PageName.HOME)
    assert kiosk.window.header.site.text() == "Consulat inventé à Lisbonne"


def test_a_revoked_kiosk_says_what_staff_must_do(kiosk: Kiosk) -> None:
    kiosk.revoked()
    assert is_on(kiosk, PageName.STARTING)
    assert "Pair it again" in kiosk.pages.starting.advice.text()


def test_a_slip_from_the_second_printer_is_told_and_recorded(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.SENT, way=SlipWay.SECOND_PRINTER))
    assert is_on(kiosk, PageName.TICKET)
    assert "other printer" in kiosk.pages.ticket.paper.text()
    kiosk.slip_changed(slip_news("key-42", SlipState.PRINTED, way=SlipWay.SECOND_PRINTER))
    assert world.book.ways == [(SlipWay.SECOND_PRINTER, "")] * 2
    kiosk.ticket.finish()
    kiosk.walk_in.choose(service_id(1))
    assert "other printer" not in kiosk.pages.ticket.paper.text()


def test_a_doubt_stays_told_when_the_printer_is_well_again(kiosk: Kiosk) -> None:
    kiosk.walk_in.choose(service_id(1))
    kiosk.slip_changed(slip_news("key-42", SlipState.DOUBTFUL, "connection_lost"))
    assert is_on(kiosk, PageName.NO_PAPER)
    kiosk.printer_changed(PrinterNews("ok", "ok", "absent", ""))
    assert is_on(kiosk, PageName.NO_PAPER)


def test_reception_hears_of_the_second_printer(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.printer_changed(PrinterNews("error", "out", "ok", ""))
    assert world.health[-1].second_printer == "ok"
    assert world.health[-1].printer == "error"
