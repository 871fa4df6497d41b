"""Loading without looking for garbage."""

import gc
from collections.abc import Iterator

import pytest

from core.runtime.sweeping import unswept


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_garbage_is_looked_for_again_afterwards_also_after_a_fault() -> None:
    gc.enable()
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ModuleNotFoundError), unswept():
        raise ModuleNotFoundError
    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_left_so() -> None:
    gc.disable()
    with unswept():
        pass
    assert not gc.isenabled()
