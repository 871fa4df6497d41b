"""Which calls stand on the panel, and which in the list."""

from hypothesis import given
from hypothesis import strategies as st

from display.board.calls import HISTORY_PLACES, HOLD_S, PANEL_PLACES, REST_S, CallBoard
from tests.support.boards import item


def numbers(calls: CallBoard) -> tuple[list[str], list[str]]:
    """Return what stands on the panel and in the list."""
    return [i.number for i in calls.panel], [i.number for i in calls.recent]


def test_a_call_takes_the_panel_at_once() -> None:
    calls = CallBoard()
    assert calls.call(item(1, "P031"), 0)
    assert numbers(calls) == (["P031"], [])


def test_two_calls_close_together_share_the_panel_newest_first() -> None:
    calls = CallBoard()
    calls.call(item(1, "P031"), 0)
    calls.call(item(2, "K042"), 2)
    assert numbers(calls) == (["K042", "P031"], [])


def test_the_older_of_two_leaves_after_its_time() -> None:
    calls = CallBoard()
    calls.call(item(1, "P031"), 0)
    calls.call(item(2, "K042"), 2)
    assert not calls.tick(HOLD_S - 0.1)
    assert calls.tick(HOLD_S)
    assert numbers(calls) == (["K042"], ["P031"])


def test_a_third_call_is_seen_at_once_and_gets_the_panel_in_its_turn() -> None:
    calls = CallBoard()
    for n, number in enumerate(("P031", "K042", "F108"), start=1):
        calls.call(item(n, number), n)
    assert numbers(calls) == (["K042", "P031"], ["F108"])
    calls.tick(1 + HOLD_S)
    assert numbers(calls) == (["F108", "K042"], ["P031"])


def test_a_recall_comes_back_to_the_panel() -> None:
    calls = CallBoard()
    calls.call(item(1, "P031"), 0)
    calls.call(item(2, "K042"), 100)
    assert numbers(calls) == (["K042"], ["P031"])
    assert calls.call(item(1, "P031", repeats=1), 101)
    assert numbers(calls) == (["P031", "K042"], [])


def test_the_same_call_twice_changes_nothing() -> None:
    calls = CallBoard()
    assert calls.call(item(1), 0)
    assert not calls.call(item(1), 1)


def test_an_undone_call_is_gone_everywhere() -> None:
    calls = CallBoard()
    calls.call(item(1, "P031"), 0)
    calls.call(item(2, "K042"), 30)
    assert calls.retract(item(1).call_id, 31)
    assert calls.retract(item(2).call_id, 31)
    assert not calls.retract(item(3).call_id, 31)
    assert numbers(calls) == ([], [])


def test_an_answered_call_rests_a_minute_and_then_leaves_the_panel() -> None:
    calls = CallBoard()
    calls.call(item(1, "P031"), 0)
    calls.tick(REST_S * 5)
    assert numbers(calls) == (["P031"], [])
    calls.end(item(1).call_id)
    assert not calls.is_live(item(1).call_id)
    calls.tick(REST_S * 5 + 1)
    assert numbers(calls) == ([], ["P031"])


def test_a_start_shows_what_the_server_shows() -> None:
    calls = CallBoard()
    fresh = calls.load([item(9, "P031"), item(8, "K042")], [item(7, "F108"), item(6, "H001")], 0)
    assert [each.number for each in fresh] == ["P031", "K042"]
    assert numbers(calls) == (["P031", "K042"], ["F108", "H001"])


def test_a_reread_forgets_what_the_server_no_longer_knows() -> None:
    calls = CallBoard()
    calls.load([item(9, "P031")], [item(7, "F108")], 0)
    assert calls.load([], [item(9, "P031")], 20) == []
    assert numbers(calls) == (["P031"], [])
    calls.load([], [], 30)
    assert numbers(calls) == ([], [])


def test_another_waiting_room_stays_out() -> None:
    calls = CallBoard("A")
    assert not calls.call(item(1, zone="B"), 0)
    assert calls.call(item(2, zone="A"), 0)
    assert calls.call(item(3, zone=""), 0)
    assert len(calls.panel) == 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=40))
def test_no_call_is_dropped_and_each_has_its_time(steps: list[tuple[int, int]]) -> None:
    calls = CallBoard()
    now = 0.0
    seen: dict[str, float] = {}
    left: dict[str, float] = {}

    def look() -> None:
        standing = {each.call_id for each in calls.panel}
        for call_id in standing:
            seen.setdefault(call_id, now)
        for call_id in seen.keys() - standing:
            left.setdefault(call_id, now)
        assert len(calls.panel) <= PANEL_PLACES
        assert len(calls.recent) <= HISTORY_PLACES
        assert not standing & {each.call_id for each in calls.recent}

    for n, (wait_s, _) in enumerate(steps, start=1):
        calls.call(item(n), now)
        look()
        for _ in range(wait_s):
            now += 1
            calls.tick(now)
            look()
    for _ in range(round(HOLD_S) * len(steps) + 1):
        now += 1
        calls.tick(now)
        look()
    assert len(seen) == len(steps)
    assert all(left[call_id] - seen[call_id] >= HOLD_S for call_id in left)
