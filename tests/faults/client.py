"""A client that keeps its promise: one key for one wish, sent again until it is answered."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tests.faults.history import Answer, Command, History, Json, Who
from tests.faults.wire import Lost, Request, Wire


@dataclass(frozen=True, slots=True)
class Habits:
    """How often a client does what a server must bear, from 0 to 1.

    Attributes:
        twice: Sends again what was answered.
        at_once: Sends one wish over two connections at the same time.
        reuse: Sends something else under a key that was used.
        pause_s: Longest pause before it tries again.
    """

    twice: float = 0.1
    at_once: float = 0.1
    reuse: float = 0.05
    pause_s: float = 0.2


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done."""

    method: str
    path: str
    body: Json = None


_KEPT: Final = frozenset({200, 201, 409})
"""Answers that a server keeps with their key."""


class Client:
    """Sends the wishes of one player, one after the other.

    Args:
        gone: Set when nobody waits for answers any more.
        other: Makes another wish, for a key that was used.
    """

    def __init__(
        self,
        who: Who,
        token: str,
        wire: Wire,
        history: History,
        chooser: random.Random,
        habits: Habits,
        gone: threading.Event,
        other: Callable[[], Wish] | None = None,
    ) -> None:
        self.who = who
        self._token = token
        self._wire = wire
        self._history = history
        self._chooser = chooser
        self._habits = habits
        self._gone = gone
        self._other = other

    def do(self, wish: Wish) -> Answer | None:
        """Have a wish carried out; None if nothing is known of it at the end of all."""
        command = self._history.begin(self.who, self.new_key(), wish.method, wish.path, wish.body)
        helper = None
        if self._chance(self._habits.at_once):
            helper = threading.Thread(target=self._quietly, args=(command,))
            helper.start()
        answer = self._insist(command)
        if helper is not None:
            helper.join()
        if answer is None:
            return None
        if self._chance(self._habits.twice):
            self._quietly(command)
        if answer.status in _KEPT and self._chance(self._habits.reuse):
            self._reuse(command)
        return answer

    def read(self, path: str) -> Answer | None:
        """Read something, once; None if no answer came."""
        command = self._history.begin(self.who, "", "GET", path, None)
        try:
            answer = self._wire.send(Request("GET", path, self._token))
        except Lost:
            return None
        self._history.answered(command, answer)
        return answer

    def new_key(self) -> str:
        """Return a key that this client never used."""
        return str(UUID(int=self._chooser.getrandbits(128), version=4))

    def _insist(self, command: Command) -> Answer | None:
        while not self._gone.is_set():
            try:
                answer = self._once(command)
            except Lost:
                answer = None
            if answer is not None and answer.final:
                return answer
            self._gone.wait(self._chooser.uniform(0, self._habits.pause_s))
        return command.answer

    def _once(self, command: Command) -> Answer:
        self._history.sent(command)
        request = Request(command.method, command.path, self._token, command.key, command.body)
        answer = self._wire.send(request)
        self._history.answered(command, answer)
        return answer

    def _quietly(self, command: Command) -> None:
        try:
            self._once(command)
        except Lost:
            return

    def _reuse(self, command: Command) -> None:
        other = None if self._other is None else self._other()
        if other is None or (other.path, other.body) == (command.path, command.body):
            return
        wrong = self._history.begin(
            self.who, command.key, other.method, other.path, other.body, reuse=True
        )
        self._quietly(wrong)

    def _chance(self, rate: float) -> bool:
        return self._chooser.random() < rate
