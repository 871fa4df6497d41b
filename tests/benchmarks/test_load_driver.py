"""The load driver measures the real server, and judges its figures as its table says."""

import json
from pathlib import Path

import pytest

from benchmarks.load import __main__ as load
from benchmarks.load.figures import Limit, Table
from benchmarks.load.floors import Floors
from benchmarks.load.measured import Measured
from benchmarks.load.site import make_site
from core.store.chain import verify


@pytest.mark.slow
def test_actions_are_measured_beside_the_floors_of_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tmp_path / "figures.json"
    words = ["--quick", "--parts", "driver,actions", "--waiting", "20", "--json", str(found)]
    assert load.main([*words, "--folder", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "press → last of 40, 20 waiting" in printed
    figures = json.loads(found.read_text("utf-8"))
    rows = {row["figure"]: row for row in figures["rows"]}
    assert rows["call next, 20 waiting"]["count"] > 0
    assert rows["40 stations flat out, 20 waiting"]["ratio"] > 0
    assert figures["floors"]["F1_ms"] > 0


@pytest.mark.soak
def test_the_same_is_measured_over_tls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--rounds", "1", "--parts", "actions", "--waiting", "200", "--stations", "4"]
    assert load.main([*words, "--folder", str(tmp_path)]) == 0
    assert "press → last of 40, 200 waiting, TLS" in capsys.readouterr().out


@pytest.mark.soak
def test_what_a_standing_server_costs_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        load.main(["--quick", "--parts", "rest,disk,year,search", "--folder", str(tmp_path)]) == 0
    )
    printed = capsys.readouterr().out
    for figure in ("resident memory", "10 ms slower", "SIGKILL", "statistics", "name search"):
        assert figure in printed


@pytest.mark.soak
def test_a_year_that_is_made_has_a_whole_journal(tmp_path: Path) -> None:
    site = make_site(tmp_path, waiting=3, booked=2, year=300)
    with site.open() as store, store.read() as reader:
        verdict = verify(reader.connection, ())
        assert verdict.intact
        assert verdict.rows > 8 * 250
        assert len(reader.queue()) == 3
        assert len(reader.appointments()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("compiler", ["as it is", "none"])
def test_the_floors_are_measured_with_and_without_a_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiler: str
) -> None:
    if compiler == "none":
        monkeypatch.setenv("PATH", "")
    with Floors(tmp_path) as floors:
        found = floors.measure(20)
    assert found.one > 0
    assert found.fan > 0
    assert found.many > 0
    if compiler == "none":
        assert floors.language == "Python"


def test_a_ratio_is_taken_round_by_round() -> None:
    measured = Measured("issue")
    measured.add_round([2.0, 2.0, 8.0], floor=1.0)
    measured.add_round([20.0, 20.0, 40.0], floor=10.0)
    measured.add_round([])
    assert measured.ratio == pytest.approx(2)
    assert measured.ratio_p99 == pytest.approx(6)
    assert measured.best.median == pytest.approx(2)
    assert measured.count == 6


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(15.0, "reached"), (15.1, "missed"), (31.0, "ALARM")]
)
def test_a_figure_is_judged_by_its_ratio(ratio: float, verdict: str) -> None:
    table, measured = Table(), Measured("issue")
    measured.add_round([ratio], floor=1.0)
    table.times("issue", measured, "F1", Limit(15, 30), Limit(60, 150))
    assert table.as_json()[0]["verdict"] == verdict
    assert table.text().rstrip().endswith(verdict)


@pytest.mark.parametrize(
    ("value", "verdict"), [(0.03, "reached"), (0.02, "missed"), (0.001, "ALARM")]
)
def test_of_some_figures_more_is_better(value: float, verdict: str) -> None:
    table = Table()
    table.value("flat out", 100, "/s", Limit(0.025, 0.01, at_least=True), ratio=value)
    assert table.as_json()[0]["verdict"] == verdict


def test_the_worse_of_median_and_percentile_counts() -> None:
    table, measured = Table(), Measured("issue")
    measured.add_round([1.0] * 50 + [200.0], floor=1.0)
    table.times("issue", measured, "F1", Limit(15, 30), Limit(60, 150))
    assert table.as_json()[0]["verdict"] == "ALARM"
