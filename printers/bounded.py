"""Calls of the system that have no time limit of their own, given one."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """The system did not come back in time; what it does goes on in a thread of its own."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises, if it does so in time.

    Args:
        seconds: How long is waited.
        work: What may hang. It is not stopped: nothing can stop a call of the system.

    Raises:
        TookTooLong: It still hangs.
    """
    results: list[T] = []
    errors: list[Exception] = []
    ended = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            errors.append(error)
        ended.set()

    threading.Thread(target=run, name="bounded-call", daemon=True).start()
    if not ended.wait(seconds):
        raise TookTooLong(f"no answer of the system in {seconds:g} s")
    if errors:
        raise errors[0]
    return results[0]
