"""The virtual day: its logs agree, and a comparison that finds a difference says so."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests

from benchmarks.virtual_day import __main__ as virtual_day
from benchmarks.virtual_day.line import Line
from benchmarks.virtual_day.logs import SiteLog, compare
from benchmarks.virtual_day.plan import Plan, make_plan
from benchmarks.virtual_day.stations import Handed, Notes
from core.model import CallId, CounterId, EventKind, OutboxState, StepId, VisitId
from core.things import Event
from sync.client.offline.rows import Row, RowKind, RowState
from tests.fakes.site_server import SiteServer

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = ["--visits", "40", "--counters", "4", "--kiosks", "2", "--speed", "240", "--hours", "0.4"]


@pytest.mark.slow
def test_a_small_day_leaves_no_difference_unexplained(capsys: pytest.CaptureFixture[str]) -> None:
    words = [*DAY, "--line-down", "10m", "--kills", "1", "--booked", "0.2", "--seed", "5"]
    assert virtual_day.main(words) == 0, capsys.readouterr().out
    assert "0 unexplained" in capsys.readouterr().out


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_whole_day_leaves_no_difference_unexplained(capsys: pytest.CaptureFixture[str]) -> None:
    assert virtual_day.main([]) == 0, capsys.readouterr().out


def test_a_day_is_drawn_alike_from_the_same_seed() -> None:
    def drawn(seed: int) -> Plan:
        return make_plan(
            seed=seed,
            starts=NINE,
            hours=9,
            visits=400,
            kiosks=4,
            services=9,
            line_down=timedelta(hours=6),
            kills=2,
            booked=0.5,
        )

    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)
    assert math.isclose(len(drawn(3).missed) / 200, 0.08, abs_tol=0.05)


def test_a_line_that_is_cut_lets_nothing_through_until_it_is_mended() -> None:
    site = SiteServer().start()
    line = Line(site.port)
    try:
        health = f"{line.url}/v1/healthz"
        assert requests.get(health, timeout=5).status_code == 200
        line.cut()
        with pytest.raises(requests.ConnectionError):
            requests.get(health, timeout=5)
        line.mend()
        assert requests.get(health, timeout=5).status_code == 200
    finally:
        line.close()
        site.stop()


def test_what_is_under_way_ends_when_a_line_is_cut() -> None:
    site = SiteServer().start()
    line = Line(site.port)
    try:
        site.fault("/v1/healthz", "delay", seconds=30)
        failed: list[Exception] = []

        def ask() -> None:
            try:
                requests.get(f"{line.url}/v1/healthz", timeout=20)
            except requests.ConnectionError as error:
                failed.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        deadline = time.monotonic() + 10
        while not site.of("/v1/healthz"):
            assert time.monotonic() < deadline
            site.stopping.wait(0.01)
        line.cut()
        asking.join(10)
        assert failed
    finally:
        line.close()
        site.stop()


@dataclass
class Logs:
    """The logs of a day on which one person came, was called and served."""

    plan: Plan
    notes: Notes
    site: SiteLog
    kiosks: list[list[Row]]
    written: list[dict[str, Any]]

    def unexplained(self) -> list[str]:
        return compare(self.plan, self.notes, self.site, self.kiosks, self.written, 0).unexplained


def _event(seq: int, kind: EventKind) -> Event:
    of_call = kind is EventKind.STEP_CALLED
    return Event(
        seq,
        NINE,
        kind,
        visit_id=VisitId("visit"),
        step_id=StepId("step"),
        call_id=CallId("call") if of_call else None,
        counter_id=CounterId("counter") if of_call else None,
    )


@pytest.fixture
def logs() -> Logs:
    kinds = ["VISIT_CHECKED_IN", "STEP_CALLED", "STEP_STARTED", "STEP_COMPLETED"]
    events = [_event(seq, EventKind[kind]) for seq, kind in enumerate(kinds, 1)]
    row = Row("key", "key", RowKind.CHECK_IN, RowState.ANSWERED, "", "F001", NINE, "lease")
    visit = {
        "id": "visit",
        "lease_id": "lease",
        "number": "F001",
        "called_as": "F001",
        "business_day": date(2026, 11, 24),
        "flags": (),
    }
    item = {
        "target": "70",
        "outcome": "seen",
        "state": OutboxState.SENT,
        "withdrawn_at": None,
        "order": 1,
        "reason": None,
    }
    return Logs(
        Plan(
            1,
            NINE,
            1,
            (),
            (),
            {"rdvs": [{"id": 7, "people": [{"participation": 70}]}]},
            frozenset(),
            NINE,
        ),
        Notes(
            handed=[Handed(0, "key", "F001", again=False)],
            calls=[("call", "step")],
            finished=["step"],
            shown=[(2, "step.called"), (3, "step.started"), (4, "step.completed")],
        ),
        SiteLog(
            events,
            {"visit": visit},
            [item],
            {"7": {"source_id": "7", "visit_id": "visit"}},
            None,
        ),
        [[replace(row, visit_id="visit")]],
        [{"kind": "participation", "id": 70, "before": "unknown", "status": "seen"}],
    )


def _second_call(logs: Logs) -> None:
    again = replace(_event(5, EventKind.STEP_CALLED), counter_id=CounterId("other"))
    events = list(logs.site.events)
    logs.site = replace(logs.site, events=[*events[:2], again, *events[2:]])


def _no_visit(logs: Logs) -> None:
    logs.site = replace(logs.site, visits={})


def _two_visits(logs: Logs) -> None:
    twin = {**logs.site.visits["visit"], "id": "twin"}
    logs.site = replace(logs.site, visits={**logs.site.visits, "twin": twin})


def _unsent(logs: Logs) -> None:
    items = [{**item, "state": OutboxState.PENDING} for item in logs.site.outbox]
    logs.site = replace(logs.site, outbox=items)


BROKEN: dict[str, Callable[[Logs], None]] = {
    "a visit is lost": _no_visit,
    "a visit is there twice": _two_visits,
    "a kiosk kept a number to itself": lambda logs: logs.kiosks[0].append(
        replace(logs.kiosks[0][0], key="b", number="F002", state=RowState.GIVEN, visit_id=None)
    ),
    "a kiosk forgot a number": lambda logs: logs.kiosks[0].clear(),
    "somebody is called to a second counter": _second_call,
    "an answered call is not in the journal": lambda logs: logs.notes.calls.append(("x", "step")),
    "an ended step is not in the journal": lambda logs: logs.notes.finished.append("step"),
    "the display missed something": lambda logs: logs.notes.shown.clear(),
    "the display heard something twice": lambda logs: logs.notes.shown.insert(
        0, (2, "step.called")
    ),
    "an outcome arrived twice": lambda logs: logs.written.append(
        {"kind": "participation", "id": 70, "before": "noshow", "status": "seen"}
    ),
    "an outcome never arrived": lambda logs: logs.written.clear(),
    "an outcome waits": _unsent,
    "a station broke": lambda logs: logs.notes.failures.append("agent: it broke"),
}


def test_logs_that_agree_leave_nothing_unexplained(logs: Logs) -> None:
    assert logs.unexplained() == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_difference_between_the_logs_is_found(logs: Logs, name: str) -> None:
    BROKEN[name](logs)
    assert logs.unexplained()


def test_a_write_that_was_repeated_after_a_lost_answer_is_explained(logs: Logs) -> None:
    logs.written.append({"kind": "participation", "id": 70, "before": "seen", "status": "seen"})
    report = compare(logs.plan, logs.notes, logs.site, logs.kiosks, logs.written, 0)
    assert not report.unexplained
    assert report.explained["told again after an answer was lost"] == 1
