"""What other threads have to tell arrives on the screen's, in order, until nobody wants it."""

import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.courier import Courier


def test_work_of_another_thread_is_done_on_this_one_in_order(qtbot: QtBot) -> None:
    courier = Courier()
    seen: list[tuple[int, int]] = []

    def note(number: int) -> None:
        seen.append((number, threading.get_ident()))

    def post() -> None:
        for number in range(100):
            courier.post(lambda number=number: note(number))  # type: ignore[misc]

    worker = threading.Thread(target=post)
    worker.start()
    worker.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(number, threading.get_ident()) for number in range(100)]


def test_what_is_on_its_way_when_it_is_closed_does_not_arrive(qtbot: QtBot) -> None:
    courier = Courier()
    seen: list[int] = []
    worker = threading.Thread(target=lambda: courier.post(lambda: seen.append(1)))
    worker.start()
    worker.join()
    courier.close()
    QCoreApplication.processEvents()
    assert seen == []
