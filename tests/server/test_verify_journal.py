"""`verify-journal`: the chain holds, and nobody was passed against the guarantee of the rule."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.model import EventKind
from core.runtime.clock import SimulatedClock
from core.store import Store
from core.things import Actor
from server.__main__ import main
from server.data_folder import DataFolder
from server.opening import open_store

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["verify-journal", "--data", str(folder)]) == 0
    return capsys.readouterr().out.splitlines()


def opened(folder: Path) -> Store:
    data = DataFolder(folder)
    return open_store(data, data.key(), SimulatedClock(NINE + timedelta(hours=2), 0))


def waits(store: Store, step_id: str, number: str, came_min: int, rank_min: int) -> None:
    came, rank = (NINE + timedelta(minutes=after) for after in (came_min, rank_min))
    store.write(
        lambda uow: uow.record(
            EventKind.STEP_WAITING,
            Actor(),
            visit_id=f"visit of {step_id}",
            step_id=step_id,
            number=number,
            service_id="life",
            rank=rank,
            due_from=came,
            checked_in_at=came,
        )
    )


def called(store: Store, step_id: str, services: str, reason: str | None) -> None:
    store.write(
        lambda uow: uow.record(
            EventKind.STEP_CALLED,
            Actor(),
            visit_id=f"visit of {step_id}",
            step_id=step_id,
            counter_id="counter",
            services=services,
            reason=reason,
        )
    )


@pytest.mark.parametrize(
    ("services", "reason", "rank_min", "told"),
    [
        ("life,proxy", None, 29, True),
        ("life", None, 30, False),  # came within the minute of the rank
        ("proxy", None, 10, False),  # could not have been served there
        ("life", "frail", 10, False),  # for a reason
    ],
)
def test_a_passing_that_nothing_explains_is_a_line_and_no_damage(
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
    services: str,
    reason: str | None,
    rank_min: int,
    told: bool,
) -> None:
    store = opened(data_folder)
    waits(store, "first", "K001", 0, rank_min)
    waits(store, "second", "K002", 30, 30)
    called(store, "second", services, reason)
    store.close()
    rows, *lines = verified(data_folder, capsys)
    assert rows.endswith("rows intact")
    assert bool(lines) is told
    for line in lines:
        assert "K002, here since 2026-11-24 09:30Z, was called before K001" in line
        assert f"rank 09:{rank_min}Z" in line


def test_a_fresh_site_has_nothing_to_tell(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(verified(data_folder, capsys)) == 1
