"""Each edge case of the rule, under its name, on a real store."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from core.errors import Conflict
from core.model import CounterId, Outcome, StepState
from core.policy import in_order
from core.store.exceptions import exceptions_of_day
from core.usecases import (
    calling,
    day_closing,
    finishing,
    grouping,
    patching,
    serving,
    settings,
    transferring,
    urgent,
)
from tests.fakes.reception import CATALOGUE, Reception
from tests.support.at_a_reception import (
    absent,
    come_back,
    hold,
    lead,
    open_for,
    rank,
    served,
    visit_of,
)

SECONDARY: Final = {
    **CATALOGUE,
    "counters": [
        CATALOGUE["counters"][0],
        {
            "number": "2",
            "name": {"fr": "Guichet 2"},
            "zone": "A",
            "services": ["passport", "proxy"],
            "secondary": ["life"],
        },
        CATALOGUE["counters"][2],
    ],
}


@pytest.fixture
def secondary(tmp_path: Path) -> Iterator[Reception]:
    """Give a site whose counter 2 takes life certificates too, ten minutes of rank later."""
    site = Reception(tmp_path / "site.db", catalogue=SECONDARY)
    yield site
    site.store.close()


@pytest.fixture
def absolute(tmp_path: Path) -> Iterator[Reception]:
    """Give a site where priority visits go first, at most two in a row."""
    document = {"policy": {"priority_mode": "absolute", "absolute_in_a_row": 2}}
    site = Reception(tmp_path / "site.db", document)
    yield site
    site.store.close()


def test_too_early(reception: Reception) -> None:
    booked = reception.book(9, 40)
    with pytest.raises(Conflict, match="too_early"):
        reception.check_in(booked)
    early = reception.check_in(booked, reception=True)
    walk_in = reception.walk_in()
    assert rank(reception, early) == reception.at(9, 40)
    reception.open()
    assert served(reception) == walk_in["number"]
    assert served(reception) == early["number"]


def test_late_within_grace(reception: Reception) -> None:
    booked = reception.book(9, 0)
    reception.wait(minutes=15)
    before = reception.walk_in()
    late = reception.check_in(booked)
    assert rank(reception, late) == reception.at(9, 15)
    assert rank(reception, before) == reception.at(10, 15)


def test_late_beyond_grace(reception: Reception) -> None:
    booked, rebooked = reception.book(9, 0), reception.book(9, 0, "proxy")
    reception.wait(minutes=16)
    late = reception.check_in(booked)
    step = reception.step(late)
    assert (step.rank, step.due_from) == (reception.at(9, 46), reception.at(9, 0))
    with pytest.raises(Conflict, match="too_late"):
        reception.check_in(rebooked)


def test_two_appointments_at_one_time(reception: Reception) -> None:
    first, second = reception.book(9, 10), reception.book(9, 10)
    here_first = reception.check_in(second)
    here_second = reception.check_in(first)
    reception.wait(minutes=12)
    reception.open()
    assert served(reception) == here_first["number"]
    assert served(reception) == here_second["number"]


def test_group_or_family(reception: Reception) -> None:
    one = reception.walk_in()
    reception.wait(minutes=5)
    other = reception.walk_in()
    reception.wait(minutes=5)
    late = reception.walk_in()
    command = grouping.Group((str(late["visit_id"]), str(one["visit_id"])))
    reception.do(grouping.group, reception.lea, command)
    assert rank(reception, one) == reception.at(10, 0)
    reception.open()
    assert [served(reception), served(reception)] == [one["number"], other["number"]]
    with pytest.raises(Conflict, match="queue_empty"):
        reception.call_next()


def test_a_large_walk_in_visit_gives_way_after_four_transactions(reception: Reception) -> None:
    large = reception.walk_in(persons=5)
    reception.open()
    reception.wait(minutes=20)
    call = reception.call_next()
    step_id = str(call["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    life = reception.service("life")
    outcomes = tuple(finishing.PersonOutcome(person, life, Outcome.DONE) for person in range(1, 5))
    ended = reception.do(finishing.finish, reception.lea, finishing.Finish(step_id, outcomes))
    rest = {"step_id": ended["next_step_id"]}
    assert reception.step(rest).visit_id == large["visit_id"]
    assert rank(reception, rest) == reception.at(10, 20)


def test_next_step_or_transfer(reception: Reception) -> None:
    walk_in = reception.walk_in()
    reception.open()
    reception.wait(minutes=10)
    call = reception.call_next()
    step_id = str(call["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    reception.wait(minutes=7)
    target = transferring.Transfer(step_id, reception.service("social"))
    onward = reception.do(transferring.transfer, reception.lea, target)
    step = reception.step({"step_id": onward["next_step_id"]})
    assert (step.rank, step.due_from) == (reception.at(9, 10), reception.at(9, 0))
    assert step.visit_id == walk_in["visit_id"]


def test_wrong_service_chosen(tmp_path: Path) -> None:
    quick = [{**one, "walk_in_allowance_min": 15} for one in CATALOGUE["services"]]
    quick = [
        one if one["code"] == "social" else CATALOGUE["services"][place]
        for place, one in enumerate(quick)
    ]
    reception = Reception(tmp_path / "site.db", catalogue={**CATALOGUE, "services": quick})
    wrong = reception.walk_in()
    reception.wait(minutes=30)
    command = patching.PatchVisit(str(wrong["visit_id"]), service_id=reception.service("social"))
    reception.do(patching.patch_visit, reception.lea, command)
    assert rank(reception, wrong) == reception.at(9, 15)
    reception.store.close()


def test_priority(reception: Reception) -> None:
    usual = reception.walk_in()
    reception.wait(minutes=10)
    priority = reception.walk_in(priority=True)
    assert rank(reception, priority) == reception.at(9, 10)
    reception.open()
    assert [served(reception), served(reception)] == [priority["number"], usual["number"]]


def test_priority_absolute(absolute: Reception) -> None:
    usual = [absolute.walk_in()["number"] for _ in range(2)]
    absolute.wait(minutes=61)
    first = [absolute.walk_in(priority=True)["number"] for _ in range(5)]
    absolute.open()
    called = [served(absolute) for _ in range(7)]
    assert called == [first[0], first[1], usual[0], first[2], first[3], usual[1], first[4]]


def test_priority_absolute_without_end_while_nobody_is_past_their_rank(
    absolute: Reception,
) -> None:
    absolute.walk_in()
    first = [absolute.walk_in(priority=True)["number"] for _ in range(3)]
    absolute.open()
    assert [served(absolute) for _ in range(3)] == first


def test_urgent(reception: Reception) -> None:
    waited = reception.check_in(reception.book(9, 0))
    reception.wait(minutes=20)
    ill = reception.walk_in()
    command = urgent.MakeUrgent(str(ill["visit_id"]), "ill")
    reception.do(urgent.make_urgent, lead(reception), command)
    assert rank(reception, ill) == reception.at(8, 20)
    reception.open()
    assert served(reception) == ill["number"]
    with reception.read() as reader:
        (passed,) = exceptions_of_day(reader, reader.today)
    assert (passed.number, passed.passed_number) == (ill["number"], waited["number"])
    assert (passed.explained, passed.reason) == ("urgent", "ill")


def test_on_hold(reception: Reception) -> None:
    held = reception.walk_in(priority=True)
    earlier = reception.walk_in(priority=True)
    reception.open("1")
    reception.open("2", reception.max)
    hold(reception)
    reception.wait(minutes=31)
    come_back(reception, held)
    assert rank(reception, held) == reception.at(9, 31)
    assert reception.call_next("2", reception.max)["number"] == earlier["number"]
    reception.wait(minutes=1)
    reception.walk_in(priority=True)
    assert reception.call_next("1")["number"] == held["number"]


def test_on_hold_is_offered_first_where_it_was_held(reception: Reception) -> None:
    held = reception.walk_in()
    reception.open("1")
    hold(reception)
    before = reception.check_in(reception.book(9, 0))
    reception.wait(minutes=10)
    come_back(reception, held)
    assert rank(reception, held) == reception.at(10, 0)
    with reception.read() as reader:
        here = [entry.visit.number for entry in reader.queue(reception.counter("1"))]
        elsewhere = [entry.visit.number for entry in reader.queue(reception.counter("2"))]
    assert here == [held["number"], before["number"]]
    assert elsewhere == [before["number"], held["number"]]
    assert reception.call_next("1")["number"] == held["number"]


def test_on_hold_twice_at_most(reception: Reception) -> None:
    held = reception.walk_in()
    reception.open()
    for _ in range(2):
        hold(reception)
        come_back(reception, held)
    with pytest.raises(Conflict, match="hold_limit"):
        hold(reception)


def test_no_answer(reception: Reception) -> None:
    gone = reception.walk_in(priority=True)
    reception.open()
    absent(reception, reception.call_next())
    assert reception.step(gone).state is StepState.NO_SHOW
    reception.wait(minutes=15)
    come_back(reception, gone)
    assert rank(reception, gone) == reception.at(9, 15)
    absent(reception, reception.call_next())
    with pytest.raises(Conflict, match="second_absence"):
        come_back(reception, gone)


def test_no_answer_for_long(reception: Reception) -> None:
    gone = reception.walk_in(priority=True)
    reception.open()
    absent(reception, reception.call_next())
    reception.wait(minutes=16)
    come_back(reception, gone)
    assert rank(reception, gone) == reception.at(9, 46)


def test_counter_with_few_services(reception: Reception) -> None:
    reception.walk_in()
    cash = reception.open("3")
    with pytest.raises(Conflict, match="queue_empty"):
        reception.call_next("3")
    with reception.read() as reader:
        assert not reader.queue(cash)
        assert len(reader.queue()) == 1


def test_secondary_services(secondary: Reception) -> None:
    life = secondary.walk_in("life")
    secondary.wait(minutes=10)
    proxy = secondary.walk_in("proxy")
    counter_id = secondary.counter("2")
    open_for(secondary, "2", "proxy", "life")
    # Ten minutes later and ten minutes of offset: equal, and the ticket decides.
    with secondary.read() as reader:
        assert [entry.visit.number for entry in reader.queue(counter_id)] == [
            life["number"],
            proxy["number"],
        ]
    third = secondary.walk_in("life")
    assert [served(secondary, "2") for _ in range(3)] == [
        life["number"],
        proxy["number"],
        third["number"],
    ]


def test_secondary_services_stand_behind_own_ones(secondary: Reception) -> None:
    life = secondary.walk_in("life")
    secondary.wait(minutes=9)
    proxy = secondary.walk_in("proxy")
    open_for(secondary, "2", "proxy", "life")
    assert [served(secondary, "2"), served(secondary, "2")] == [proxy["number"], life["number"]]


def test_last_call(reception: Reception) -> None:
    before = reception.walk_in()
    with pytest.raises(Conflict, match="last_call"):
        reception.walk_in(last_calls=frozenset({reception.service("life")}))
    booked = reception.check_in(reception.book(9, 0))
    reception.open()
    assert [served(reception), served(reception)] == [booked["number"], before["number"]]


def test_last_call_gives_a_voucher_that_is_never_late(reception: Reception) -> None:
    waits = reception.walk_in()
    close = day_closing.CloseDay(reception.at(9).date(), default_action="carry_over", confirm=True)
    reception.do(day_closing.close_day, lead(reception), close)
    reception.wait(minutes=24 * 60 + 45)
    with reception.read() as reader:
        (card,) = reader.appointments()
    assert card.appointment.voucher
    back = reception.check_in(card.appointment.id)
    assert rank(reception, back) == reception.clock.now().replace(second=0, microsecond=0)
    assert waits["visit_id"] == card.appointment.source_id


def test_agent_picks_somebody_else(reception: Reception) -> None:
    first = reception.walk_in()
    reception.wait(minutes=61)
    second = reception.walk_in()
    counter_id = reception.open()
    command = calling.CallStep(counter_id, str(second["step_id"]), "interpreter_here")
    call = reception.do(calling.call_step, reception.lea, command)
    with reception.read() as reader:
        kept = reader.call(str(call["call_id"]))
        (passed,) = exceptions_of_day(reader, reader.today)
    assert kept.reason == "interpreter_here"
    assert [other["step_id"] for other in kept.audit["others"]] == [first["step_id"]]
    assert (passed.explained, passed.reason) == ("override", "interpreter_here")


def test_parameters_changed(reception: Reception) -> None:
    before = reception.walk_in()
    version = reception.site().version
    document = {
        "policy": {"walk_in_allowance_min": 15, "late_allowance_min": 15, "priority_bonus_min": 15}
    }
    reception.do(settings.change, reception.server, settings.ChangeSettings(document))
    after = reception.walk_in()
    assert rank(reception, before) == reception.at(10, 0)
    assert rank(reception, after) == reception.at(9, 15)
    versions = [visit_of(reception, one).settings_version for one in (before, after)]
    assert versions == [version, version + 1]
    with reception.read() as reader:
        told = {entry.visit.number: entry.why.facts for entry in reader.queue()}
    assert told[before["number"]]["allowance_min"] == 60
    assert told[after["number"]]["allowance_min"] == 15


def test_two_counters_press_together(reception: Reception) -> None:
    expected = {reception.walk_in()["number"] for _ in range(2)}
    reception.open("1")
    reception.open("2", reception.max)
    with ThreadPoolExecutor(2) as pool:
        calls = [
            pool.submit(reception.call_next, "1", reception.lea),
            pool.submit(reception.call_next, "2", reception.max),
        ]
    assert {call.result()["number"] for call in calls} == expected


def test_the_choice_is_the_first_of_the_order_that_people_see(absolute: Reception) -> None:
    for minutes, priority in ((0, False), (2, True), (30, False), (1, True), (40, True)):
        absolute.wait(minutes=minutes)
        absolute.walk_in(priority=priority)
    counter_id = absolute.open()
    for _ in range(5):
        with absolute.read() as reader:
            first = next(one for one in reader.queue(CounterId(counter_id)) if one.position == 1)
        assert served(absolute) == first.visit.number
    assert in_order([], absolute.clock.now()) == []
