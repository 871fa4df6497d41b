"""Marc's morning: ten visitors by the function keys, no mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.model import StepState
from counterapp.shortcuts import DEFAULTS
from tests.counterapp.conftest import DeskBench
from tests.fakes.counter_catalogue import LIFE


def test_ten_visitors_are_served_with_keys_alone(bench: DeskBench) -> None:
    numbers = [f"K{place:03}" for place in range(1, 11)]
    for place, number in enumerate(numbers):
        bench.site.add(number, service=LIFE, booked_min=place)
    bench.press("F11")
    bench.timers.fire(300)
    for number in numbers:
        bench.press("F2")
        assert bench.number() == f"{number[0]} {number[1:]}"
        bench.press("F5")
        bench.press("F8")
        QTest.keyClick(bench.dialog("finishDialog"), Qt.Key.Key_Return)
    assert [bench.site.state(number) for number in numbers] == [StepState.COMPLETED] * 10
    assert bench.site.done.count("finish") == 10


def test_every_step_of_a_difficult_visit_has_a_key(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.site.add("P032", booked_min=10)
    bench.press("F11")
    bench.timers.fire(300)
    bench.press("F2")
    bench.press("F3")
    bench.press("Ctrl+Z")
    assert bench.site.state("P031") is StepState.WAITING
    bench.press("F2")
    bench.press("F9")
    QTest.keyClick(bench.dialog("absentDialog"), Qt.Key.Key_Return)
    assert bench.site.state("P031") is StepState.NO_SHOW
    bench.press("Shift+F9")
    assert bench.site.state("P031") is StepState.WAITING
    bench.press("F2")
    bench.press("F5")
    bench.press("Shift+F8")
    assert bench.site.state("P031") is StepState.PARKED
    bench.timers.fire(300)
    bench.desk.page.queue.table.selectRow(0)
    bench.press("Shift+F5")
    assert bench.site.state("P031") is StepState.SERVING
    bench.press("F7")
    QTest.keyClick(bench.dialog("transferDialog"), Qt.Key.Key_Return)
    assert bench.site.done.count("transfer") == 1
    bench.press("Shift+F11")
    assert bench.site.done[-1] == "close_counter"


def test_a_key_whose_button_is_disabled_does_nothing(bench: DeskBench) -> None:
    for key in ("F2", "F3", "F5", "F7", "F8", "Shift+F8", "F9", "Ctrl+Z", "Shift+F11"):
        bench.press(key)
    assert bench.site.done == []


def test_f6_goes_round_the_panes_that_can_take_the_keyboard(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.press("F11")
    bench.press("F2")
    page = bench.desk.page
    seen: list[str] = []
    for _ in range(3):
        bench.press("F6")
        focus = page.focusWidget()
        assert focus is not None
        panes = (page.queue, page.visit, page.action_pane)
        seen += [pane.objectName() for pane in panes if pane.isAncestorOf(focus)]
    assert sorted(seen) == ["actionPane", "queuePane", "visitPane"]


def test_f4_says_why_in_a_sentence(bench: DeskBench) -> None:
    bench.site.add("P031", booked_min=0)
    bench.press("F11")
    bench.timers.fire(300)
    bench.press("F4")
    assert bench.desk.page.queue.why.text() == "P 031: appointment at 10:00, rank 10:00."


def test_f4_on_a_line_further_down_says_why_the_first_comes_before_it(bench: DeskBench) -> None:
    bench.site.add("P031", booked_min=0)
    bench.site.add("K042", service=LIFE)
    bench.press("F11")
    bench.timers.fire(300)
    bench.desk.page.queue.table.selectRow(1)
    bench.press("F4")
    lines = bench.desk.page.queue.why.text().split("\n")
    assert [line.split(":")[0] for line in lines] == ["P 031", "K 042"]


def test_searching_finds_a_ticket_as_people_write_it(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.site.add("K042", service=LIFE)
    bench.press("F11")
    bench.timers.fire(300)
    bench.press("Ctrl+F")
    QTest.keyClicks(bench.desk.page.queue.search, "k 42")
    model = bench.desk.page.queue.model
    assert [model.row(n).number for n in range(model.rowCount())] == ["K042"]


def test_no_key_is_a_bare_letter_or_a_digit_with_control() -> None:
    for key in DEFAULTS.values():
        last = key.rpartition("+")[2]
        assert key.startswith(("F", "Shift+F", "Ctrl+")), key
        assert not last.isdigit(), key
        assert key not in {"F10", "Alt+F4"}
