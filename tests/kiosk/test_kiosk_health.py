"""The kiosk's report of how it feels, at the moment when the kiosk closes."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from kiosk.health import HealthReporter

T = TypeVar("T")


class LateTasks:
    """Keeps work until a test lets it go."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except OSError as error:
                failed(error)
            else:
                done(result)

        self.held.append(job)


def closed(feeling: object) -> None:
    del feeling
    raise OSError("the store is closed")


def test_a_report_that_fails_while_the_kiosk_closes_is_no_fault() -> None:
    tasks = LateTasks()
    reporter = HealthReporter(tasks, closed, away=ConnectionError)
    reporter.beat()
    reporter.end()
    tasks.held[0]()
    reporter.beat()
    assert len(tasks.held) == 1


def test_a_report_that_fails_before_is_a_fault() -> None:
    tasks = LateTasks()
    reporter = HealthReporter(tasks, closed, away=RuntimeError)
    reporter.beat()
    with pytest.raises(OSError, match="closed"):
        tasks.held[0]()
