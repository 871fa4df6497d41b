"""How much each of many may ask: a bucket that fills evenly, and each request takes one."""

from collections import OrderedDict
from math import ceil
from time import monotonic


class Buckets:
    """A bucket for each name; for use in the event loop alone.

    Args:
        per_second: How many requests a name may go on with.
        burst: How many at once.
        most: How many names are remembered; the one that was heard longest ago is forgotten.
    """

    def __init__(self, *, per_second: float, burst: float, most: int) -> None:
        self._per_second = per_second
        self._burst = burst
        self._most = most
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, name: str) -> int:
        """Take one, unless none is left.

        Returns:
            Whole seconds until there is one again; 0 where one was taken.
        """
        now = monotonic()
        left, at = self._filled.get(name, (self._burst, now))
        left = min(left + (now - at) * self._per_second, self._burst)
        taken = left >= 1
        self._filled[name] = (left - 1 if taken else left, now)
        self._filled.move_to_end(name)
        if len(self._filled) > self._most:
            self._filled.popitem(last=False)
        return 0 if taken else ceil((1 - left) / self._per_second)

    def give_back(self, name: str) -> None:
        """Take nothing after all."""
        if name in self._filled:
            left, at = self._filled[name]
            self._filled[name] = (min(left + 1, self._burst), at)
