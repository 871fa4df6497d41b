"""The desk: each action, each answer, and what is enabled when."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from core.model import CounterState, EventKind, Outcome, SlipState, StepState
from core.runtime.ids import new_id
from sync.client.errors import Refused
from sync.contract.stations import EventOut
from tests.counterapp.conftest import DeskBench, make_desk_bench
from tests.fakes.counter_catalogue import CASH, LIFE, NINE, PASSPORT


def open_with(bench: DeskBench, *numbers: str) -> None:
    for place, number in enumerate(numbers):
        service = PASSPORT if number[0] == "P" else LIFE
        bench.site.add(number, service=service, booked_min=10 * place)
    bench.click("openCounter")
    bench.timers.fire(300)


def call(bench: DeskBench, number: str = "P031") -> None:
    open_with(bench, number)
    bench.click("callNext")


def serve(bench: DeskBench, number: str = "P031") -> None:
    call(bench, number)
    bench.click("start")


def test_a_closed_counter_can_only_be_opened(bench: DeskBench) -> None:
    assert bench.enabled() == {"openCounter"}


def test_an_open_counter_may_call_pause_and_close(bench: DeskBench) -> None:
    open_with(bench)
    assert bench.site.desk.state is CounterState.OPEN
    assert bench.enabled() == {"callNext", "pauseCounter", "closeCounter"}


def test_calling_the_next_shows_the_visit_and_what_may_be_done(bench: DeskBench) -> None:
    call(bench)
    assert bench.number() == "P 031"
    assert bench.desk.page.visit.chip.state() == "called"
    assert bench.enabled() == {
        "start", "recall", "absent", "undoCall", "transfer", "pauseCounter",
    }  # fmt: skip
    assert bench.said[-1].code == "called"
    assert bench.said[-1].facts == {"number": "P031", "counter": "2"}


def test_what_was_changed_at_the_booking_server_is_shown_of_the_visit_in_hand(
    bench: DeskBench,
) -> None:
    call(bench)
    person = bench.site.person("P031")
    shown = bench.desk.page.visit.flags
    assert not shown.isVisibleTo(bench.desk.page)
    flags = ("source_cancelled", "doubled", "reported_late")
    person.card = person.card.model_copy(update={"flags": flags})
    bench.click("start")
    assert shown.text() == (
        "▲ Look at this: cancelled at the booking server"
        " · a second appointment today for the same service"
    )
    assert shown.isVisibleTo(bench.desk.page)


def test_a_third_call_is_the_last(bench: DeskBench) -> None:
    call(bench)
    bench.click("recall")
    assert "called 2 times" in bench.desk.page.visit.timer.text()
    bench.click("recall")
    assert "recall" not in bench.enabled()


def test_starting_shows_the_timer_against_the_typical_time(bench: DeskBench) -> None:
    serve(bench)
    bench.site.clock.pass_s(760)
    bench.desk.page.tick()
    visit = bench.desk.page.visit
    assert visit.timer.text() == "12:40 / 30 min"
    assert visit.bar.value() == 760
    assert bench.enabled() == {"finish", "transfer", "park", "pauseCounter"}


def test_the_timer_warns_only_past_half_as_much_again(bench: DeskBench) -> None:
    serve(bench)
    bench.site.clock.pass_s(44 * 60)
    bench.desk.page.tick()
    assert bench.desk.page.visit.timer.property("level") == ""
    bench.site.clock.pass_s(2 * 60)
    bench.desk.page.tick()
    assert bench.desk.page.visit.timer.property("level") == "warning"


def test_undo_puts_the_person_back(bench: DeskBench) -> None:
    call(bench)
    bench.click("undoCall")
    assert bench.number() == ""
    assert bench.site.state("P031") is StepState.WAITING


def test_finishing_needs_one_enter_and_records_done(bench: DeskBench) -> None:
    serve(bench)
    bench.click("finish")
    dialog = bench.dialog("finishDialog")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    (ending,) = bench.site.finished
    assert [(o.person, o.service_id, o.outcome) for o in ending.outcomes] == [
        (1, PASSPORT.id, Outcome.DONE)
    ]
    assert bench.number() == ""
    assert bench.said[-1].facts["service"] == "Cashier"


def test_a_family_has_an_outcome_for_each_person(bench: DeskBench) -> None:
    bench.site.add("P031", persons=3)
    bench.click("openCounter")
    bench.click("callNext")
    bench.click("start")
    bench.click("finish")
    dialog = bench.dialog("finishDialog")
    refused = dialog.findChild(QPushButton, "outcome_2_1_refused")
    assert refused is not None
    refused.click()
    incomplete = dialog.findChild(QPushButton, "outcome_3_1_incomplete")
    assert incomplete is not None
    incomplete.click()
    bench.click_dialog("finishDialog", "finishConfirm")
    outcomes = [o.outcome for o in bench.site.finished[0].outcomes]
    assert outcomes == [Outcome.DONE, Outcome.REFUSED, Outcome.INCOMPLETE]


def test_cancelling_the_dialog_changes_nothing(bench: DeskBench) -> None:
    serve(bench)
    bench.click("finish")
    QTest.keyClick(bench.dialog("finishDialog"), Qt.Key.Key_Escape)
    assert bench.site.finished == []
    assert bench.number() == "P 031"


def test_an_early_absence_is_confirmed_and_the_person_may_come_back(bench: DeskBench) -> None:
    call(bench)
    bench.click("absent")
    assert bench.site.state("P031") is StepState.CALLED
    bench.click_dialog("absentDialog", "absentConfirm")
    assert bench.site.state("P031") is StepState.NO_SHOW
    assert bench.desk.page.action_pane.last.text() == "P 031 was absent"
    bench.click("lastVisitAgain")
    assert bench.site.state("P031") is StepState.WAITING
    assert not bench.desk.page.action_pane.last.isVisible()


def test_an_absence_after_three_calls_asks_nothing(bench: DeskBench) -> None:
    call(bench)
    bench.click("recall")
    bench.click("recall")
    bench.click("absent")
    assert bench.site.state("P031") is StepState.NO_SHOW


def test_a_transfer_proposes_the_next_step_of_the_flow(bench: DeskBench) -> None:
    serve(bench)
    bench.click("transfer")
    dialog = bench.dialog("transferDialog")
    service = dialog.findChild(QComboBox, "transferService")
    assert service is not None
    assert service.currentText() == "Cashier"
    counters = dialog.findChild(QComboBox, "transferCounter")
    assert counters is not None
    assert [counters.itemText(n) for n in range(counters.count())] == ["Any counter", "5 – Caisse"]
    bench.click_dialog("transferDialog", "transferConfirm")
    (target,) = bench.site.transferred
    assert (target.service_id, target.counter_id, target.keep_seniority) == (CASH.id, None, True)
    assert bench.number() == ""


def test_typing_into_the_service_chooses_it(bench: DeskBench) -> None:
    serve(bench)
    bench.click("transfer")
    service = bench.dialog("transferDialog").findChild(QComboBox, "transferService")
    assert service is not None
    QTest.keyClicks(service, "Life")
    bench.click_dialog("transferDialog", "transferConfirm")
    assert bench.site.transferred[0].service_id == LIFE.id


def test_a_parked_visit_is_taken_up_again_from_the_queue(bench: DeskBench) -> None:
    serve(bench)
    bench.click("park")
    bench.timers.fire(300)
    assert bench.site.state("P031") is StepState.PARKED
    assert "resumeParked" not in bench.enabled()
    bench.desk.page.queue.table.selectRow(0)
    assert "resumeParked" in bench.enabled()
    QTest.keyClick(bench.desk.page.queue.table, Qt.Key.Key_Return)
    assert bench.site.state("P031") is StepState.SERVING
    assert bench.number() == "P 031"


def test_calling_out_of_turn_needs_a_reason(bench: DeskBench) -> None:
    open_with(bench, "P031", "P032")
    bench.desk.page.queue.table.selectRow(1)
    bench.click("callThis")
    bench.click_dialog("reasonDialog", "reason_urgent")
    assert bench.number() == "P 032"


def test_a_break_has_a_reason_and_ends_with_the_same_key(bench: DeskBench) -> None:
    open_with(bench)
    bench.press("F11")
    QTest.keyClick(bench.dialog("reasonDialog"), Qt.Key.Key_2)
    paused = bench.site.desk
    assert (paused.state, paused.pause_reason) == (CounterState.PAUSED, "meal")
    bench.press("F11")
    assert bench.site.desk.state is CounterState.OPEN


def test_closing_the_counter(bench: DeskBench) -> None:
    open_with(bench)
    bench.click("closeCounter")
    assert bench.site.desk.state is CounterState.CLOSED
    assert bench.enabled() == {"openCounter"}


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("queue_empty", {}, "Nobody is waiting"),
        ("counter_busy", {}, "busy"),
        ("counter_closed", {}, "closed"),
        ("forbidden", {}, "role"),
        ("wrong_state", {"state": "serving"}, "In service"),
    ],
)
def test_a_refusal_is_one_clear_sentence_and_goes_with_the_next_action(
    bench: DeskBench, code: str, facts: dict[str, str], words: str
) -> None:
    open_with(bench, "P031")
    bench.site.refusing["call_next"] = Refused(code, 409, facts)
    bench.click("callNext")
    assert words in bench.problem()
    assert "callNext" in bench.enabled()
    bench.click("callNext")
    assert bench.problem() == ""
    assert bench.number() == "P 031"


def test_a_second_click_while_the_first_is_under_way_does_nothing(bench: DeskBench) -> None:
    open_with(bench, "P031", "P032")
    bench.tasks.holding = True
    bench.click("callNext")
    assert bench.enabled() == set()
    bench.desk.presenter.commands.call_next()
    bench.tasks.let_go()
    assert bench.site.done.count("call_next") == 1


def test_the_visit_in_hand_is_found_again_after_a_restart(bench: DeskBench) -> None:
    call(bench)
    again = make_desk_bench(bench.site)
    again.desk.presenter.start()
    assert again.number() == "P 031"
    again.desk.presenter.stop()


def test_ticked_documents_are_saved_at_once(bench: DeskBench) -> None:
    serve(bench)
    bench.desk.page.visit.boxes["photo"].click()
    assert bench.site.patches[-1].documents == {"photo": True}
    bench.timers.fire(300)
    assert bench.desk.page.visit.boxes["photo"].isChecked()


def test_a_note_is_saved_when_the_typing_pauses(bench: DeskBench) -> None:
    serve(bench)
    note = bench.desk.page.visit.note
    QTest.keyClicks(note, "photo to redo")
    assert bench.site.patches == []
    bench.timers.fire(1000)
    assert bench.site.patches[-1].note == "photo to redo"


def test_a_note_typed_just_before_finishing_goes_with_it(bench: DeskBench) -> None:
    serve(bench)
    QTest.keyClicks(bench.desk.page.visit.note, "paid in cash")
    bench.click("finish")
    dialog = bench.dialog("finishDialog")
    field = dialog.findChild(QLineEdit, "finishNote")
    assert field is not None
    assert field.text() == "paid in cash"
    bench.click_dialog("finishDialog", "finishConfirm")
    assert bench.site.finished[0].note == "paid in cash"
    bench.timers.fire()
    assert all(patch.note is None for patch in bench.site.patches)


def test_the_name_can_be_hidden_until_the_next_person(bench: DeskBench) -> None:
    bench.site.add("P032", booked_min=30, name=("Diaz", "Pablo"))
    call(bench)
    names = bench.desk.page.visit.names
    assert names.text() == "DIALLO Aminata"
    bench.click("hideName")
    assert "DIALLO" not in names.text()
    bench.timers.fire(300)
    assert "DIALLO" not in names.text()
    bench.click("undoCall")
    bench.site.people[1].card = bench.site.people[1].card.model_copy(update={"steps": ()})
    bench.site.people.pop(1)
    bench.click("callNext")
    assert names.text() == "DIAZ Pablo"


def test_news_of_the_feed_are_read_a_few_times_a_second_at_most(bench: DeskBench) -> None:
    bench.timers.fire(300)
    before = bench.site.reads
    for seq in range(50):
        bench.desk.presenter.on_event(
            EventOut(seq=seq + 1, at=NINE, kind=EventKind.STEP_WAITING, step_id=new_id())
        )
    assert bench.site.reads == before + 1
    bench.timers.fire(300)
    assert bench.site.reads == before + 2
    bench.timers.fire(300)
    assert bench.site.reads == before + 2


def test_another_arrival_appears_by_the_feed(bench: DeskBench) -> None:
    bench.timers.fire(300)
    bench.site.add("K042", service=LIFE, booked_min=None, slip=SlipState.FAILED, priority=True)
    bench.desk.presenter.on_event(EventOut(seq=9, at=NINE, kind=EventKind.VISIT_WALKED_IN))
    model = bench.desk.page.queue.model
    assert model.rowCount() == 1
    assert model.row(0).number == "K042"
    assert model.row(0).paperless
    assert "Queue 1 · for me 1" in bench.desk.page.queue.count.text()


def test_an_answer_that_is_older_than_a_command_does_not_undo_it(bench: DeskBench) -> None:
    open_with(bench, "P031")
    stale = bench.desk.presenter._read()
    bench.click("callNext")
    bench.desk.presenter._on_read(stale)
    assert bench.number() == "P 031"


def test_the_session_that_ends_is_told_and_the_note_is_kept(bench: DeskBench) -> None:
    serve(bench)
    QTest.keyClicks(bench.desk.page.visit.note, "come back")
    bench.site.session_valid = False
    bench.timers.fire(1000)
    assert bench.expired
    bench.site.session_valid = True
    bench.desk.presenter.resume(bench.site)
    assert bench.site.patches[-1].note == "come back"
    assert bench.desk.page.visit.note.text() == "come back"
