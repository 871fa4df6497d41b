"""Where a site's right at its booking server is kept, in memory of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from server.booking_grant import GrantKeeper
from server.faults import LockBusy, Stop
from server.kept_secrets import SharedSecrets


class KeptInMemory:
    """Keeps token and secret; may fail as a disk does.

    Attributes:
        texts: All tokens that were kept, in order.
        damaged: Nothing can be read.
        full: Nothing can be kept.
    """

    def __init__(self, token: str | None, secret: str | None = None) -> None:
        self.texts = [] if token is None else [token]
        self.secret = secret
        self.damaged = False
        self.full = False
        self._there = token is not None
        self._lock = threading.Lock()

    def booking_token(self) -> str | None:
        if self.damaged:
            raise Stop("the booking token is damaged: give it again")
        return self.texts[-1] if self._there else None

    def keep_booking_token(self, token: str) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.texts.append(token)
        self._there = True

    def forget_booking_token(self) -> None:
        self._there = False

    def booking_secret(self) -> str | None:
        return self.secret

    def shared_secrets(self) -> dict[str, SharedSecrets]:
        return {}

    @contextmanager
    def locked_booking_token(self, wait_s: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait_s):
            raise LockBusy
        try:
            yield
        finally:
            self._lock.release()


def grants_of(token: str) -> GrantKeeper:
    """Return a keeper that holds a bare token."""
    return GrantKeeper(KeptInMemory(token))
