"""Tables of statistics: each block hidden for itself, and never found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from core.statistics.cells import Counted
from core.statistics.indicators import table

GROUPS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(
        lambda visits, booked, times, agents: Counted(
            {"visits": visits, "booked": booked, "service_04": times, "service_s": times * 270},
            agents if times else 0,
        ),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(1, 2),
    ),
    max_size=6,
)


def test_blocks_are_hidden_by_what_stands_behind_them() -> None:
    found = table({"a": Counted({"visits": 40, "booked": 3, "came": 3})}).rows[0]
    assert found.suppressed == {"bookings"}
    assert found.blocks["visits"]["visits"] == 40
    assert set(found.blocks["bookings"].values()) == {None}


def test_shares_of_nothing_are_none() -> None:
    found = table({}).total
    assert found.blocks["visits"]["visits"] == 0
    assert found.blocks["visits"]["walk_ins_share"] is None
    assert found.blocks["wait"]["p90_s"] is None
    assert found.suppressed == frozenset()


def test_the_total_is_the_sum() -> None:
    groups = {"a": Counted({"visits": 7}), "b": Counted({"visits": 9})}
    assert table(groups).total.blocks["visits"]["visits"] == 16


def test_one_agents_times_hide_with_the_smallest_others() -> None:
    one = Counted({"service_04": 50, "service_s": 50 * 270}, 1)
    two = Counted({"service_04": 30, "service_s": 30 * 270}, 2)
    more = Counted({"service_04": 60, "service_s": 60 * 270}, 2)
    found = table({"a": one, "b": two, "c": more})
    assert ["service" in row.suppressed for row in found.rows] == [True, True, False]
    assert found.total.blocks["service"]["count"] == 140


@given(GROUPS)
def test_nothing_small_is_told_or_found(groups: dict[str, Counted]) -> None:
    found = table(groups)
    for block, base, name in (
        ("visits", "visits", "visits"),
        ("bookings", "booked", "booked"),
        ("service", "count", "service_04"),
    ):
        rows = [(row.key, row.blocks[block][base]) for row in found.rows]  # type: ignore[index]
        shown = [figure for _, figure in rows if figure is not None]
        assert all(figure == 0 or figure >= 5 for figure in shown)
        total = found.total.blocks[block][base]  # type: ignore[index]
        if total is not None:
            rest = total - sum(shown)
            gone = [key for key, figure in rows if figure is None]
            assert rest == 0 or (rest >= 5 and len(gone) > 1)
        if block == "service":
            alone = {key for key, part in groups.items() if part.of(name) and part.agents == 1}
            assert alone <= {key for key, figure in rows if figure is None}
