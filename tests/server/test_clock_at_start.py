"""What a server makes of the clock that it finds when it starts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.model import EventKind
from server.purging import PAUSE_S, Purger
from tests.fakes.reception import TUESDAY_NINE
from tests.support.set_clocks import SetReception, kinds, waits

HOUR = timedelta(hours=1)
TODAY = TUESDAY_NINE.date()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[SetReception]:
    site = SetReception(tmp_path / "site.db")
    yield site
    site.store.close()


def test_a_start_with_a_clock_behind_the_journal_is_told_and_dated_anew(
    hall: SetReception,
) -> None:
    waiting = hall.walk_in()
    hall.wait(minutes=30)
    last = hall.walk_in()
    hall.machine.shows = datetime(2019, 1, 1, tzinfo=UTC)
    hall.restart()
    hall.watch.start()
    health = hall.watch.health()
    hall.watch.stop()
    assert (health.state, hall.watch.doubted()) == ("behind", True)
    assert waits(hall) == {waiting["number"]: 1800, last["number"]: 0}
    # Then the network's time arrives.
    hall.wait(minutes=2)
    hall.jump(TUESDAY_NINE + timedelta(minutes=40) - hall.machine.now())
    assert hall.watch.health().state == "jumped"
    assert waits(hall) == {waiting["number"]: 1920, last["number"]: 120}
    with hall.read() as reader:
        assert reader.today == TODAY
        assert reader.verify_journal().intact


def test_a_clock_far_ahead_at_a_start_is_doubted_and_nothing_is_forgotten(
    hall: SetReception,
) -> None:
    hall.book(9, 0)
    hall.machine.set(400 * 24 * HOUR)
    hall.restart()
    hall.watch.start()
    purger = Purger(hall.store, hall.steady, hall.watch.doubted)
    purger.refresh()
    hall.watch.stop()
    assert hall.watch.health().state == "ahead"
    assert kinds(hall)[-1] is EventKind.SITE_CLOCK_DOUBTED
    hall.jump(-400 * 24 * HOUR)
    hall.wait(seconds=PAUSE_S)
    purger.refresh()
    with hall.read() as reader:
        (card,) = reader.appointments(TODAY)
    assert card.persons[0].family_name == "Silva"


def test_a_quiet_start_says_nothing(hall: SetReception) -> None:
    hall.walk_in()
    hall.wait(minutes=14 * 60)
    hall.restart()
    hall.watch.start()
    hall.watch.stop()
    assert hall.watch.health().state == "ok"
    assert EventKind.SITE_CLOCK_DOUBTED not in kinds(hall)
