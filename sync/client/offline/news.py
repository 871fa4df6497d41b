"""Lets a screen wait a moment for the server's word on one arrival."""

import threading
from dataclasses import dataclass

from sync.client.errors import Refused
from sync.contract.arrivals import ArrivedOut

News = ArrivedOut | Refused | None
"""What is known of an arrival: the server's answer, its refusal, or that it is away for now."""


@dataclass(frozen=True, slots=True)
class _Word:
    news: News


class NewsDesk:
    """Hands news from the thread that sends to the one that waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._words: dict[str, _Word | None] = {}

    def expect(self, key: str) -> None:
        """Keep the next news of an arrival until `wait` fetches it."""
        with self._changed:
            self._words[key] = None

    def tell(self, key: str, news: News) -> None:
        """Pass on news; an answer or refusal is not replaced by silence."""
        with self._changed:
            if key in self._words and (news is not None or self._words[key] is None):
                self._words[key] = _Word(news)
                self._changed.notify_all()

    def wait(self, key: str, timeout_s: float) -> News:
        """Return the first news, None when the server is away or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._words.get(key) is not None, timeout_s)
            word = self._words.get(key)
        return None if word is None else word.news

    def forget(self, key: str) -> None:
        """Nobody waits any more."""
        with self._changed:
            self._words.pop(key, None)
