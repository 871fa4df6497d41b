"""The simulator: agrees with theory, plays each rule, and counts what it should."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.policy import measure
from benchmarks.simulator.days import OPENS, Day, Visitor, days
from benchmarks.simulator.measures import Measures, percentile
from benchmarks.simulator.play import Player
from benchmarks.simulator.posts import LARGE, SMALL, scenario
from benchmarks.simulator.recorded import read_seconds, recorded_day, recorded_post
from benchmarks.simulator.rules import all_rules, in_order_of_ticket, rank_time
from benchmarks.simulator.theory import checks, erlang_c_wait, priority_waits


def test_one_counter_waits_as_theory_says() -> None:
    assert erlang_c_wait(0.05, 10, 1) == pytest.approx(10)
    assert priority_waits(0.025, 0.025, 10) == pytest.approx((20 / 3, 40 / 3))


@pytest.mark.slow
def test_simulated_queues_wait_as_theory_says() -> None:
    for check in checks(4_000, 3):
        assert check.simulated == pytest.approx(check.theory, rel=0.2), check.name


def test_the_same_seed_makes_the_same_days() -> None:
    assert list(days(SMALL, 2, 7)) == list(days(SMALL, 2, 7))
    assert list(days(SMALL, 2, 7)) != list(days(SMALL, 2, 8))


def test_a_day_has_about_as_many_people_as_its_rates_say() -> None:
    found = list(days(LARGE, 4, 1))
    booked = sum(len([v for v in day.visitors if v.starts_at]) for day in found)
    missed = sum(len(day.missed) for day in found)
    walked_in = sum(len([v for v in day.visitors if not v.starts_at]) for day in found)
    assert booked + missed == 4 * 400
    assert missed / (booked + missed) == pytest.approx(0.15, abs=0.03)
    assert walked_in == pytest.approx(4 * 8 * 38, rel=0.1)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_serves_everybody(rule: object) -> None:
    fresh = next(found for found in all_rules() if found.name == getattr(rule, "name", ""))
    day = next(days(SMALL, 1, 2))
    played = Player(SMALL, day, fresh).play()
    assert len(played.turns) == len(day.visitors)
    assert all(turn.called_at is not None for turn in played.turns.values())
    assert not played.waiting
    assert not played.busy


@pytest.mark.parametrize("name", ["small", "overload", "30% priority", "L peaks"])
def test_nobody_who_checks_in_after_a_rank_time_is_called_before(name: str) -> None:
    found = measure(scenario(name), lambda: rank_time(60), 1 if name == "L peaks" else 6, 3)
    assert found.visits > 100
    assert found.violations == 0


def test_other_rules_break_that_promise() -> None:
    for place in (1, 4, 6):
        rule_of = all_rules
        found = measure(scenario("overload"), lambda: rule_of()[place], 6, 3)  # noqa: B023 - called at once
        assert found.violations > 0


def test_the_dial_moves_from_walk_ins_to_appointments() -> None:
    post = scenario("overload")
    found = [measure(post, lambda: rank_time(minutes), 12, 4) for minutes in (0, 60, 480)]  # noqa: B023 - called at once
    on_time = [cell.on_time_percent for cell in found]
    worst = [cell.walk_in_worst for cell in found]
    assert on_time == sorted(on_time)
    assert worst == sorted(worst)
    assert on_time[0] + 5 < on_time[-1]


def test_somebody_who_came_later_and_is_called_first_is_counted_as_passing() -> None:
    post = replace(SMALL, counters=SMALL.counters[:1])

    def visitor(number: int, minute: float, booked: float | None, work_min: float) -> Visitor:
        slot = None if booked is None else OPENS + timedelta(minutes=booked)
        came = OPENS + timedelta(minutes=minute)
        return Visitor(number, came, slot, False, ("passport",), (work_min * 60,))

    day = Day((visitor(1, 0, None, 80), visitor(2, 1, None, 5), visitor(3, 61, 62, 5)))
    found = {}
    for rule in (in_order_of_ticket(), all_rules()[1]):
        measures = Measures()
        measures.add(Player(post, day, rule).play())
        found[rule.name] = (measures.passed, measures.passed_late)
    assert list(found.values()) == [([0, 0], 0), ([0, 1], 1)]


def test_recorded_arrivals_are_played(tmp_path: Path) -> None:
    file = tmp_path / "arrivals.csv"
    file.write_text("seconds_from_opening\n0\n60\n120\n", encoding="utf-8")
    day = recorded_day(read_seconds(file), [300.0], 1)
    played = Player(recorded_post(1), day, rank_time(60)).play()
    assert [turn.wait_s for turn in played.turns.values()] == [0, 240, 480]


@pytest.mark.parametrize("row", ["", "a", "-1", "nan", "9999999"])
def test_a_file_with_something_else_is_refused(tmp_path: Path, row: str) -> None:
    file = tmp_path / "arrivals.csv"
    file.write_text(f"seconds\n1\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"number|float"):
        read_seconds(file)


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([], 0.9) == 0
