"""How far the clock jumped, as the journal tells it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any


def jump_of(facts: Mapping[str, Any] | None) -> timedelta:
    """Return how far ahead (or back, below zero) `site.clock_changed` says that the clock jumped.

    What happened before the event carries times of the clock before it.
    """
    if not facts:
        return timedelta()
    before, after = (datetime.fromisoformat(facts[name]) for name in ("before", "after"))
    return after - before
