"""At the counter: flows, outcomes, holds, absences, transfers, ends, and what is told of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.errors import Conflict, Unprocessable
from core.model import Outcome, StepState
from core.things import Receipt
from core.usecases import (
    calling,
    finishing,
    leaving,
    outbox,
    patching,
    returning,
    serving,
    transferring,
)
from core.usecases.finishing import Finish, PersonOutcome
from core.usecases.returning import Absent, ComeBack, Reopen
from core.usecases.serving import Park, Resume
from tests.fakes.reception import Reception


def started(reception: Reception, number: str = "1") -> Receipt:
    """Call the next and start to serve."""
    call = reception.call_next(number)
    reception.do(serving.start, reception.lea, serving.Start(str(call["step_id"])))
    return call


def finish(reception: Reception, step: Receipt, **more: Any) -> Receipt:  # noqa: ANN401 - fields of Finish
    return reception.do(
        finishing.finish, reception.lea, replace(Finish(str(step["step_id"])), **more)
    )


def absent(reception: Reception, step: Receipt, *, confirm: bool = True) -> Receipt:
    return reception.do(returning.absent, reception.lea, Absent(str(step["step_id"]), confirm))


def come_back(reception: Reception, step: Receipt) -> Receipt:
    return reception.do(returning.come_back, reception.lea, ComeBack(str(step["step_id"])))


def test_finishing_lets_the_next_step_of_the_flow_wait_with_seniority(
    reception: Reception,
) -> None:
    reception.check_in(reception.book(9, 10))
    reception.open()
    reception.wait(minutes=3)
    step = started(reception)
    done = finish(reception, step)
    assert done["ended"] is False
    cash = reception.step({"step_id": done["next_step_id"]})
    assert cash.service_id == reception.service("cash")
    assert (cash.state, cash.ordinal) == (StepState.WAITING, 2)
    assert cash.rank == reception.at(9, 3)
    assert reception.outcomes_to_send() == []
    reception.open("3")
    last = finish(reception, started(reception, "3"))
    assert last["ended"] is True
    assert reception.outcomes_to_send() == [("part-1", "seen")]


def test_a_flow_can_be_cut_short(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    done = finish(reception, started(reception), continue_flow=False)
    assert (done["next_step_id"], done["ended"]) == (None, True)


def test_outcomes_are_kept_for_each_person_and_filled_up(reception: Reception) -> None:
    visit = reception.walk_in(persons=2)
    reception.open()
    life = reception.service("life")
    outcome = PersonOutcome(2, life, Outcome.INCOMPLETE)
    finish(reception, started(reception), outcomes=(outcome,), note="pièce manquante")
    with reception.read() as reader:
        card = reader.visit(str(visit["visit_id"]))
    assert [(found.person, found.outcome) for found in card.outcomes] == [
        (1, Outcome.NOT_RECORDED),
        (2, Outcome.INCOMPLETE),
    ]
    assert card.note == "pièce manquante"


def test_an_outcome_for_nobody_is_refused_and_changes_nothing(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step = started(reception)
    outcome = PersonOutcome(2, reception.service("life"), Outcome.DONE)
    with pytest.raises(Unprocessable, match="person_unknown"):
        finish(reception, step, outcomes=(outcome,))
    assert reception.step(step).state is StepState.SERVING


def test_what_was_not_started_cannot_be_finished(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    with pytest.raises(Conflict, match="wrong_state") as refused:
        finish(reception, call)
    assert refused.value.facts["state"] == "called"


def test_a_held_person_frees_the_counter_and_goes_on_at_any(reception: Reception) -> None:
    reception.walk_in()
    reception.walk_in()
    reception.open("1")
    held = started(reception)
    reception.do(serving.park, reception.lea, Park(str(held["step_id"]), "photo"))
    other = started(reception)
    with pytest.raises(Conflict, match="counter_busy"):
        reception.do(serving.resume, reception.lea, Resume(str(held["step_id"])))
    reception.open("2", reception.max)
    reception.do(serving.resume, reception.max, Resume(str(held["step_id"])))
    step = reception.step(held)
    assert (step.state, step.counter_id) == (StepState.SERVING, reception.counter("2"))
    assert reception.step(other).state is StepState.SERVING
    with pytest.raises(Conflict, match="wrong_state"):
        reception.do(serving.resume, reception.max, Resume(str(held["step_id"])))


def test_going_on_needs_an_open_counter(reception: Reception) -> None:
    reception.walk_in()
    reception.open("1")
    held = started(reception)
    reception.do(serving.park, reception.lea, Park(str(held["step_id"])))
    with pytest.raises(Conflict, match="counter_closed"):
        reception.do(serving.resume, reception.max, Resume(str(held["step_id"])))


def test_absent_too_soon_needs_a_confirmation(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    with pytest.raises(Conflict, match="absent_too_soon"):
        absent(reception, call, confirm=False)
    reception.wait(minutes=2)
    absent(reception, call, confirm=False)
    assert reception.step(call).state is StepState.NO_SHOW


def test_absent_after_three_calls_needs_none(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    for _ in range(2):
        reception.do(calling.recall, reception.lea, calling.Recall(str(call["step_id"])))
    assert absent(reception, call, confirm=False)["ended"] is True


def test_an_absence_is_told_and_a_return_withdraws_it(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    call = reception.call_next()
    absent(reception, call)
    assert reception.outcomes_to_send() == [("part-1", "noshow")]
    reception.wait(minutes=5)
    come_back(reception, call)
    assert reception.outcomes_to_send() == []
    step = reception.step(call)
    assert (step.state, step.rank) == (StepState.WAITING, reception.at(9, 5))


def test_a_return_after_the_absence_was_sent_ends_in_seen(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.open()
    call = reception.call_next()
    absent(reception, call)
    with reception.read() as reader:
        item = reader.outbox_due()[0]
    reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    come_back(reception, call)
    finish(reception, started(reception))
    assert reception.outcomes_to_send() == [("part-1", "seen")]


def test_an_absence_undone_while_it_is_sent_is_forgotten_there(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.open()
    call = reception.call_next()
    absent(reception, call)
    with reception.read() as reader:
        item = reader.outbox_due()[0]
    come_back(reception, call)
    reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    assert reception.outcomes_to_send() == [("part-1", "unknown")]


def test_back_late_waits_longer_and_a_second_absence_ends_it(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    absent(reception, call)
    reception.wait(minutes=90)
    come_back(reception, call)
    assert reception.step(call).rank == reception.at(11, 0)
    absent(reception, reception.call_next())
    with pytest.raises(Conflict, match="second_absence"):
        come_back(reception, call)


def test_nobody_comes_back_on_another_day(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    absent(reception, call)
    reception.clock.advance(24 * 3600)
    with pytest.raises(Conflict, match="another_day"):
        come_back(reception, call)


def test_ended_by_mistake_waits_again_at_the_same_rank(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.open()
    step = started(reception)
    finish(reception, step)
    assert reception.outcomes_to_send() == [("part-1", "seen")]
    reception.do(returning.reopen, reception.lea, Reopen(str(step["step_id"])))
    again = reception.step(step)
    assert (again.state, again.rank) == (StepState.WAITING, reception.at(9))
    assert reception.outcomes_to_send() == []


def test_a_step_is_not_reopened_while_the_next_one_waits(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    step = started(reception)
    finish(reception, step)
    with pytest.raises(Conflict, match="visit_has_open_step"):
        reception.do(returning.reopen, reception.lea, Reopen(str(step["step_id"])))


def test_a_transfer_keeps_seniority(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step = started(reception)
    reception.wait(minutes=20)
    command = transferring.Transfer(str(step["step_id"]), reception.service("cash"))
    done = reception.do(transferring.transfer, reception.lea, command)
    assert reception.step(step).state is StepState.COMPLETED
    cash = reception.step({"step_id": done["next_step_id"]})
    assert cash.rank == reception.at(9, 0)
    assert cash.waiting_since == reception.at(9, 20)
    reception.open("3")
    assert reception.call_next("3")["number"] == step["number"]


def test_a_transfer_may_join_anew(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step = started(reception)
    command = transferring.Transfer(
        str(step["step_id"]), reception.service("cash"), keep_seniority=False
    )
    done = reception.do(transferring.transfer, reception.lea, command)
    assert reception.step({"step_id": done["next_step_id"]}).rank == reception.at(10, 0)


def test_a_transfer_to_a_counter_is_called_only_there(reception: Reception) -> None:
    reception.walk_in()
    reception.open("1")
    step = started(reception)
    command = transferring.Transfer(
        str(step["step_id"]), reception.service("life"), counter_id=reception.counter("2")
    )
    reception.do(transferring.transfer, reception.lea, command)
    with pytest.raises(Conflict, match="queue_empty"):
        reception.call_next("1")
    reception.open("2", reception.max)
    assert reception.call_next("2", reception.max)["number"] == "K001"


def test_a_transfer_into_the_flow_goes_on_from_there(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    step = started(reception)
    command = transferring.Transfer(str(step["step_id"]), reception.service("cash"))
    reception.do(transferring.transfer, reception.lea, command)
    reception.open("3")
    assert finish(reception, started(reception, "3"))["ended"] is True


@pytest.mark.parametrize(
    ("usecase", "state", "told"),
    [
        (leaving.leave, StepState.LEFT, [("part-1", "seen")]),
        (leaving.send_away, StepState.SENT_AWAY, [("part-1", "seen")]),
        (leaving.cancel, StepState.CANCELLED, []),
    ],
)
def test_ends_without_service(
    reception: Reception,
    usecase: Callable[..., Receipt],
    state: StepState,
    told: list[tuple[str, str]],
) -> None:
    visit = reception.check_in(reception.book(9, 0))
    command = leaving.Leave(str(visit["visit_id"]), "too_long")
    reception.do(usecase, reception.lea, command)
    assert reception.step(visit).state is state
    assert reception.outcomes_to_send() == told
    with pytest.raises(Conflict, match="wrong_state"):
        reception.do(usecase, reception.lea, command)


def test_who_is_called_does_not_leave_without_the_counter(reception: Reception) -> None:
    visit = reception.walk_in()
    reception.open()
    reception.call_next()
    with pytest.raises(Conflict, match="wrong_state"):
        reception.do(leaving.leave, reception.lea, leaving.Leave(str(visit["visit_id"])))


def test_seen_on_arrival_is_told_at_check_in(tmp_path: Path) -> None:
    site = Reception(tmp_path / "site.db", {"booking": {"seen_on": "arrival"}})
    site.check_in(site.book(9, 0, "life"))
    assert site.outcomes_to_send() == [("part-1", "seen")]
    site.open()
    absent(site, site.call_next())
    assert site.outcomes_to_send() == [("part-1", "seen")]
    site.store.close()


def test_documents_needs_and_notes_of_a_visit_change(reception: Reception) -> None:
    visit = str(reception.check_in(reception.book(9, 0))["visit_id"])
    command = patching.PatchVisit(visit, note="rappel", language="en", documents={"photo": True})
    reception.do(patching.patch_visit, reception.lea, command)
    with reception.read() as reader:
        card = reader.visit(visit)
    assert card.visit.documents_shown == ("photo",)
    assert (card.visit.language, card.note) == ("en", "rappel")
    with pytest.raises(Unprocessable, match="document_unknown"):
        reception.do(
            patching.patch_visit,
            reception.lea,
            patching.PatchVisit(visit, documents={"none": True}),
        )
