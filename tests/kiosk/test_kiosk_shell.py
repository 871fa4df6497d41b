"""Sessions, time, keys and touches: what holds on every page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.assembly import Kiosk
from kiosk.pages import PageName
from kiosk.session import Options, Session
from kiosk.shell.button import TapGuard
from tests.fakes.kiosk_outside import FakeClock, FakeWorld
from tests.support.kiosk_screens import focused, is_on


def test_a_page_asks_for_more_time_and_then_forgets_the_visitor(
    kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.shell.choose_language("de")
    kiosk.shell.toggle_contrast()
    kiosk.appointment.start()
    kiosk.appointment.key("7")
    world.clock.pass_s(61)
    kiosk.shell.tick()
    assert kiosk.window.question.isVisible()
    assert "29" in kiosk.window.question.left.text()
    world.clock.pass_s(30)
    kiosk.shell.tick()
    assert is_on(kiosk, PageName.HOME)
    assert not kiosk.window.question.isVisible()
    assert kiosk.session.options == Options("en")
    kiosk.appointment.start()
    assert kiosk.pages.reference.typed.text() == "___ ___"


def test_who_goes_back_home_leaves_nothing_typed_and_no_priority(kiosk: Kiosk) -> None:
    kiosk.scanned("4711")
    kiosk.appointment.time_key("0")
    kiosk.shell.back()
    kiosk.shell.back()
    assert is_on(kiosk, PageName.HOME)
    kiosk.appointment.start()
    assert kiosk.pages.reference.typed.text() == "___ ___"
    assert kiosk.pages.time.typed.text() == "__:__"
    kiosk.shell.back()
    kiosk.walk_in.start()
    kiosk.walk_in.toggle_priority()
    kiosk.shell.back()
    assert not kiosk.session.priority


def test_more_time_may_be_asked_for_again_and_again(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.appointment.start()
    for _ in range(12):
        world.clock.pass_s(80)
        kiosk.shell.tick()
        assert kiosk.window.question.isVisible()
        QTest.mouseClick(kiosk.window.question.more, Qt.MouseButton.LeftButton)
        assert not kiosk.window.question.isVisible()
    assert is_on(kiosk, PageName.REFERENCE)


def test_a_touch_beside_the_answers_is_an_answer_too(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.appointment.start()
    world.clock.pass_s(70)
    kiosk.shell.tick()
    QTest.mouseClick(kiosk.window.question, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not kiosk.window.question.isVisible()


def test_saying_that_one_has_finished_goes_home(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.appointment.start()
    world.clock.pass_s(70)
    kiosk.shell.tick()
    QTest.mouseClick(kiosk.window.question.end, Qt.MouseButton.LeftButton)
    assert is_on(kiosk, PageName.HOME)


def test_home_forgets_the_looks_of_someone_who_went_away(kiosk: Kiosk, world: FakeWorld) -> None:
    kiosk.shell.toggle_large()
    world.clock.pass_s(61)
    kiosk.shell.tick()
    assert kiosk.session.untouched
    assert not kiosk.window.look.canvas.large


def test_a_double_tap_does_not_press_the_next_page(kiosk: Kiosk, world: FakeWorld) -> None:
    home, window = kiosk.pages.home, kiosk.window
    inside = QPoint(home.walk_in.width() // 4, 8)
    spot = home.walk_in.mapTo(window, inside)
    QTest.mouseClick(home.walk_in, Qt.MouseButton.LeftButton, pos=inside)
    below = window.childAt(spot)
    assert below is not None
    QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=below.mapFrom(window, spot))
    assert is_on(kiosk, PageName.SERVICES)
    world.clock.pass_s(1)
    QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=below.mapFrom(window, spot))
    assert not is_on(kiosk, PageName.SERVICES)


def test_sliding_off_a_button_cancels(kiosk: Kiosk) -> None:
    button = kiosk.pages.home.walk_in
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseMove(button, QPoint(-50, -50))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
    assert is_on(kiosk, PageName.HOME)


def test_a_guard_tells_a_trembling_finger_from_two_taps() -> None:
    clock = FakeClock()
    guard = TapGuard(clock.monotonic)
    assert guard.accept(QPoint(10, 10))
    assert not guard.accept(QPoint(12, 11))
    assert guard.accept(QPoint(300, 10))
    clock.pass_s(0.6)
    assert guard.accept(QPoint(300, 10))


def test_the_whole_walk_in_path_works_by_keys(
    qapp: QApplication, kiosk: Kiosk, world: FakeWorld
) -> None:
    window = kiosk.window
    window.activateWindow()
    qapp.processEvents()

    def go_to(button: QWidget) -> None:
        for _ in range(60):
            if qapp.focusWidget() is button:
                return
            QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {button}")

    go_to(kiosk.pages.home.walk_in)
    QTest.keyClick(kiosk.pages.home.walk_in, Qt.Key.Key_Return)
    assert is_on(kiosk, PageName.SERVICES)
    go_to(kiosk.pages.services.tiles[1])
    QTest.keyClick(kiosk.pages.services.tiles[1], Qt.Key.Key_Up)
    assert qapp.focusWidget() is kiosk.pages.services.tiles[0]
    QTest.keyClick(kiosk.pages.services.tiles[0], Qt.Key.Key_Enter)
    assert is_on(kiosk, PageName.TICKET)
    go_to(kiosk.pages.ticket.finish)
    QTest.keyClick(kiosk.pages.ticket.finish, Qt.Key.Key_Space)
    assert is_on(kiosk, PageName.HOME)
    assert len(world.desk.asked) == 1


def test_a_reference_can_be_typed_on_a_keyboard(
    qapp: QApplication, kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.window.activateWindow()
    kiosk.appointment.start()
    qapp.processEvents()
    QTest.keyClicks(focused(qapp, kiosk), "4719")
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Backspace)
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Return)
    QTest.keyClicks(focused(qapp, kiosk), "1020")
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Return)
    assert world.desk.asked == [("reference", "471", "10:20", "en")]


def test_escape_goes_back_and_help_has_a_key(
    qapp: QApplication, kiosk: Kiosk, world: FakeWorld
) -> None:
    kiosk.window.activateWindow()
    kiosk.walk_in.start()
    qapp.processEvents()
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Escape)
    assert is_on(kiosk, PageName.HOME)
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_Escape)
    assert is_on(kiosk, PageName.HOME)
    QTest.keyClick(focused(qapp, kiosk), Qt.Key.Key_F1)
    assert world.helped == ["home"]


def test_no_ordinary_key_leaves_the_kiosk(qapp: QApplication, kiosk: Kiosk) -> None:
    window = kiosk.window
    window.close()
    assert window.isVisible()
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_Tab, Qt.Key.Key_Q, Qt.Key.Key_W):
        for modifier in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(focused(qapp, kiosk), key, modifier)
    assert window.isVisible()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint


def test_help_language_and_looks_stand_at_one_place_on_every_page(kiosk: Kiosk) -> None:
    bar = kiosk.window.bar

    def places() -> dict[str, tuple[int, int]]:
        kept = (bar.back, bar.contrast, bar.large, bar.lowered)
        ends = {"help": (bar.help.geometry().right(), bar.help.geometry().bottom())}
        return {each.objectName(): (each.x(), each.y()) for each in kept if each.isVisible()} | ends

    kiosk.appointment.start()
    first = places()
    for open_page in (kiosk.walk_in.start, kiosk.appointment.without_number):
        open_page()
        assert places() == first
        kiosk.shell.home()
    assert places()["help"] == first["help"]


def test_the_busy_page_appears_only_when_the_wait_is_noticed(
    qtbot: QtBot, kiosk: Kiosk, world: FakeWorld
) -> None:
    world.tasks.held = True
    kiosk.walk_in.start()
    kiosk.walk_in.choose("any")
    assert kiosk.pages.services.isVisible()
    qtbot.waitUntil(kiosk.pages.busy.isVisible)
    world.tasks.release()
    assert is_on(kiosk, PageName.TICKET)


def test_a_session_knows_its_languages() -> None:
    with pytest.raises(ValueError, match="not a language"):
        Session("xx")
