"""Identifiers: UUIDs of version 7 (RFC 9562), which sort in the order of their making."""

import secrets
import threading
import time
from typing import Final
from uuid import UUID

_RANDOM_BITS: Final = 74
_RANDOM_MAX: Final = (1 << _RANDOM_BITS) - 1


class _Maker:
    """Makes ids that grow within a process, also when the machine's clock steps back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millis = 0
        self._random = 0

    def make(self) -> UUID:
        with self._lock:
            millis = time.time_ns() // 1_000_000
            if millis > self._millis:
                self._millis = millis
                # The top bit stays free, so that the counter has room within one millisecond.
                self._random = secrets.randbits(_RANDOM_BITS - 1)
            else:
                self._random += 1 + secrets.randbits(32)
                if self._random > _RANDOM_MAX:
                    self._millis += 1
                    self._random = secrets.randbits(_RANDOM_BITS - 1)
            high, low = self._random >> 62, self._random & ((1 << 62) - 1)
            value = self._millis << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
        return UUID(int=value)


_maker = _Maker()


def new_id() -> str:
    """Return a new UUIDv7 in lower case; later calls in this process return greater ids."""
    return str(_maker.make())
