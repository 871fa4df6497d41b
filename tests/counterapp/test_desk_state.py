"""What a desk takes from a reading that a command overtook."""

from counterapp.desk.reading import read_desk
from counterapp.desk.state import DeskState
from tests.fakes.counter_site import FakeSite


def test_an_overtaken_reading_moves_the_queue_and_leaves_the_visit_in_hand() -> None:
    site = FakeSite()
    site.add("P001")
    site.add("P002", booked_min=10)
    state = DeskState(site, site.desk.id, site.site(), "fr")
    overtaken = read_desk(site, site.desk.id, epoch=state.epoch, site=None)
    called = site.call_next(site.desk.id, key="one")
    state.take_visit(called.visit, called.step)

    assert not state.take_snapshot(overtaken)

    assert [item.number for item in state.items] == ["P001", "P002"]
    assert state.card is not None
    assert state.card.number == "P001"


def test_a_reading_that_nothing_overtook_is_taken_whole() -> None:
    site = FakeSite()
    site.add("P001")
    state = DeskState(site, site.desk.id, site.site(), "fr")
    called = site.call_next(site.desk.id, key="one")
    state.take_visit(called.visit, called.step)

    assert state.take_snapshot(read_desk(site, site.desk.id, epoch=state.epoch, site=None))

    assert state.step is not None
    assert [item.state for item in state.items] == ["called"]
