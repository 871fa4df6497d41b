"""The benchmarks print their tables, and the rule keeps its promise in them."""

import pytest

from benchmarks import calling, policy, slips, waits

pytestmark = pytest.mark.slow


def test_the_comparison_of_rules_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert policy.main(["--quick", "--days", "2"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("rank time, W = 60") == 5
    assert "The dial W" in printed


def test_the_comparison_of_estimates_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert waits.main(["--quick", "--days", "1"]) == 0
    printed = capsys.readouterr().out
    assert "Services 20 % slow" in printed
    assert "forward simulation" in printed


def test_the_times_of_calls_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert calling.main(["--quick"]) == 0
    printed = capsys.readouterr().out
    assert "priority absolute" in printed
    assert printed.count("bare commit") == 3


@pytest.mark.usefixtures("qapp")
def test_slips_are_timed_to_their_first_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert slips.main(["--quick"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("first byte") == 2
    assert "second half" in printed
