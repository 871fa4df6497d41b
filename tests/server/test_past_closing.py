"""Near closing: who is told that their turn would come too late, and who gets no ticket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import Conflict
from core.usecases import finishing, serving, site_switches
from core.usecases.finishing import Finish
from core.usecases.serving import Start
from core.usecases.site_switches import CloseEarly
from server.waits import Waits
from tests.fakes.reception import Reception

HOURS = {"calendar": {"weekly": {"tuesday": [{"opens": "08:00", "closes": "11:00"}]}}}


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    """Open on a Tuesday until eleven; five people were served in four minutes each."""
    site = Reception(tmp_path / "site.db", HOURS)
    site.open()
    for _ in range(5):
        site.walk_in()
        step_id = str(site.call_next()["step_id"])
        site.do(serving.start, site.lea, Start(step_id))
        site.wait(minutes=4)
        site.do(finishing.finish, site.lea, Finish(step_id))
    yield site
    site.store.close()


def unlikely(reception: Reception, count: int) -> list[bool]:
    """Let some people come; say whose turn is unlikely before closing, and a newcomer's."""
    steps = [str(reception.walk_in()["step_id"]) for _ in range(count)]
    waits = Waits(reception.store)
    waits.refresh()
    found = [waits.of_step(step_id) for step_id in steps]
    newcomer = waits.of_arrival(reception.service("life"), None)
    return [one is not None and one.unlikely for one in found] + [newcomer.unlikely]


def test_a_turn_after_closing_is_told_as_unlikely(reception: Reception) -> None:
    reception.until(10, 55)
    assert unlikely(reception, 3) == [False, False, True, True]


def test_far_from_closing_no_turn_is_unlikely(reception: Reception) -> None:
    assert unlikely(reception, 3) == [False] * 4


def test_closing_early_counts(reception: Reception) -> None:
    closes_at = reception.at(10)
    reception.until(9, 55)
    reception.do(site_switches.close_early, reception.lea, CloseEarly(closes_at))
    assert unlikely(reception, 3) == [False, False, True, True]


def test_last_call_refuses_a_kiosks_ticket_and_not_receptions(reception: Reception) -> None:
    ends = frozenset({reception.service("life")})
    with pytest.raises(Conflict, match="last_call") as raised:
        reception.walk_in(last_calls=ends)
    assert raised.value.facts["opens_at"] is not None
    reception.walk_in(last_calls=ends, reception=True)
