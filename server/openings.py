"""Remembers who has a visit open, so that a screen that reads it again is not told twice."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

_LASTS: Final = timedelta(minutes=10)
_MOST: Final = 2000


class Openings:
    """The visits that agents opened lately; safe to use from several threads."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._lock = Lock()

    def is_new(self, agent_id: str, visit_id: str, now: datetime) -> bool:
        """Say whether an agent opens a visit, or goes on reading it: within 10 min of the last."""
        with self._lock:
            last = self._seen.pop((agent_id, visit_id), None)
            self._seen[agent_id, visit_id] = now
            while len(self._seen) > _MOST:
                self._seen.popitem(last=False)
        return last is None or now - last > _LASTS
