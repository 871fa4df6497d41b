"""The desk while the server is away: told, nothing lost, nothing done twice."""

from core.model import CounterState, StepState
from counterapp.desk.actions import Action
from tests.counterapp.conftest import DeskBench


def called(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.site.add("P032", booked_min=10)
    bench.click("openCounter")
    bench.click("callNext")


def test_silence_is_told_and_the_actions_wait(bench: DeskBench) -> None:
    called(bench)
    bench.desk.presenter.on_online(online=False)
    assert "does not answer" in bench.problem()
    assert bench.enabled() == set()
    bench.desk.presenter.on_online(online=True)
    assert bench.problem() == ""
    assert "start" in bench.enabled()


def test_a_command_sent_into_silence_is_kept_and_done_once(bench: DeskBench) -> None:
    called(bench)
    bench.site.reachable = False
    bench.click("start")
    assert "“Start” is kept" in bench.problem()
    assert bench.enabled() == set()
    bench.timers.fire(1500)
    bench.timers.fire(3000)
    assert bench.site.state("P031") is StepState.CALLED
    bench.site.reachable = True
    bench.desk.presenter.on_online(online=False)
    bench.desk.presenter.on_online(online=True)
    assert bench.site.state("P031") is StepState.SERVING
    assert bench.site.done.count("start") == 1
    assert bench.problem() == ""


def test_a_lost_answer_does_not_call_two_people(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.site.add("P032", booked_min=10)
    bench.click("openCounter")
    bench.site.losing = 1
    bench.click("callNext")
    bench.timers.fire(1500)
    assert bench.number() == "P 031"
    assert bench.site.state("P032") is StepState.WAITING
    assert bench.site.done.count("call_next") == 1


def test_a_call_that_grew_old_is_not_sent_any_more(bench: DeskBench) -> None:
    bench.site.add("P031")
    bench.click("openCounter")
    bench.site.reachable = False
    bench.click("callNext")
    bench.site.clock.pass_s(60)
    bench.site.reachable = True
    bench.timers.fire(1500)
    assert bench.site.state("P031") is StepState.WAITING
    assert bench.said[-1].code == "dropped"
    assert "callNext" in bench.enabled()


def test_finishing_is_kept_however_long_it_takes(bench: DeskBench) -> None:
    called(bench)
    bench.click("start")
    bench.site.reachable = False
    bench.click("finish")
    bench.click_dialog("finishDialog", "finishConfirm")
    bench.site.clock.pass_s(3600)
    bench.site.reachable = True
    bench.timers.fire(1500)
    assert bench.site.done.count("finish") == 1
    assert bench.number() == ""


def test_what_others_did_meanwhile_is_read_on_return(bench: DeskBench) -> None:
    called(bench)
    bench.timers.fire(300)
    bench.desk.presenter.on_online(online=False)
    bench.site._set_counter("pause_counter", bench.site.desk.id, "k", state=CounterState.PAUSED)
    bench.site.add("P099", booked_min=50)
    bench.desk.presenter.on_online(online=True)
    bench.timers.fire(300)
    assert bench.desk.page.queue.model.rowCount() == 3
    assert not bench.desk.page.action_pane.buttons[Action.PAUSE].isVisible()


def test_a_ticked_document_is_kept_and_sent_later(bench: DeskBench) -> None:
    called(bench)
    bench.click("start")
    bench.site.reachable = False
    bench.desk.page.visit.boxes["photo"].click()
    assert bench.desk.page.visit.boxes["photo"].isChecked()
    bench.site.reachable = True
    bench.timers.fire(5000)
    assert bench.site.patches[-1].documents == {"photo": True}


def test_a_read_that_fails_is_tried_again_by_itself(bench: DeskBench) -> None:
    bench.timers.fire(300)
    bench.site.add("P031")
    bench.site.reachable = False
    bench.desk.presenter.refresh()
    assert "does not answer" in bench.problem()
    bench.site.reachable = True
    bench.timers.fire(4000)
    assert bench.desk.page.queue.model.rowCount() == 1


def test_a_feed_that_began_anew_is_followed_by_a_whole_reading(bench: DeskBench) -> None:
    bench.timers.fire(300)
    bench.site.add("P031")
    bench.desk.presenter.restarted()
    bench.timers.fire(300)
    assert bench.desk.page.queue.model.rowCount() == 1
