"""Garbage that a program leaves ends on the screen's thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.sweeping import ScreenSweeper


@pytest.fixture(autouse=True)
def _python_looks_again() -> Iterator[None]:
    was_on, limits = gc.isenabled(), gc.get_threshold()
    gc.enable()
    yield
    gc.set_threshold(*limits)
    (gc.enable if was_on else gc.disable)()


class _Left(QObject):
    """Garbage with a cycle, which says where it ends."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self.ends = ends
        self.me = self

    def __del__(self) -> None:
        self.ends.append(threading.get_ident())


def _make_garbage() -> None:
    for _ in range(2000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_nothing_ends_on_a_thread_that_only_made_the_next_object(qtbot: QtBot) -> None:
    gc.set_threshold(100, 2, 2)
    parent = QObject()
    sweeper = ScreenSweeper(parent)
    sweeper.start()
    ends: list[int] = []
    _Left(ends)
    worker = threading.Thread(target=_make_garbage)
    worker.start()
    worker.join()
    assert ends == []
    sweeper.sweep_due()
    assert ends == [threading.get_ident()]


def test_it_looks_by_itself(qtbot: QtBot) -> None:
    gc.set_threshold(100, 2, 2)
    parent = QObject()
    sweeper = ScreenSweeper(parent)
    sweeper.start()
    ends: list[int] = []
    _Left(ends)
    _make_garbage()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.get_ident()]


def test_what_has_lasted_is_looked_through_in_its_turn(qtbot: QtBot) -> None:
    gc.set_threshold(100, 1, 1)
    parent = QObject()
    sweeper = ScreenSweeper(parent)
    sweeper.start()
    ends: list[int] = []
    left = _Left(ends)
    gc.collect(1)
    del left
    for _ in range(10):
        _make_garbage()
        sweeper.sweep_due()
    assert ends
