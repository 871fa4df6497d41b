"""Sends an agent's commands one at a time, and again under the same key after a lost answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from core.runtime.ids import new_id
from counterapp.ports import Tasks, Timers
from sync.client.errors import Refused, Unauthorised, Unreachable

T = TypeVar("T")
FIRST_RETRY_MS: Final = 1000
LONGEST_RETRY_MS: Final = 10_000
CALL_VALID_S: Final = 30.0
"""A call that could not be sent is dropped after this time: the agent may be elsewhere by then."""


@dataclass(frozen=True, slots=True, eq=False)
class _Command:
    name: str
    attempt: Callable[["_Command"], None]
    refused: Callable[[Refused], None] | None
    valid_s: float | None
    begun: float


class Commander:
    """The one command under way at a workplace.

    Nothing that an agent did is lost while the server is away: the command stays here and is
    sent under its first key until it is answered, so that it takes effect once.

    Args:
        monotonic: Seconds that never run backwards.
        changed: Called when a command begins, ends, or starts to wait for the server.
        refused: Takes each refusal that the command's sender does not handle itself.
        expired: Called when the session is no longer valid; the command is dropped.
        dropped: Called with the name of a command that grew too old to be sent.
    """

    def __init__(
        self,
        tasks: Tasks,
        timers: Timers,
        monotonic: Callable[[], float],
        *,
        changed: Callable[[], None],
        refused: Callable[[Refused], None],
        expired: Callable[[], None],
        dropped: Callable[[str], None],
    ) -> None:
        self._tasks = tasks
        self._timers = timers
        self._monotonic = monotonic
        self._changed = changed
        self._refused = refused
        self._expired = expired
        self._dropped = dropped
        self._command: _Command | None = None
        self._retry_ms = FIRST_RETRY_MS
        self._waiting: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a command has no answer yet."""
        return self._command is not None

    @property
    def unsent(self) -> str | None:
        """The name of the command that waits for the server to come back, if any."""
        if self._command is None or self._waiting is None:
            return None
        return self._command.name

    def send(
        self,
        name: str,
        work: Callable[[str], T],
        done: Callable[[T], None],
        *,
        refused: Callable[[Refused], None] | None = None,
        valid_s: float | None = None,
    ) -> bool:
        """Send a command, unless another one is under way.

        Args:
            name: What the command is called in `unsent` and `dropped`.
            work: Does the command under the idempotency key it is given.
            done: Takes the answer.
            refused: Takes a refusal in place of the general one.
            valid_s: Seconds after which it must not be sent any more; None is for ever.

        Returns:
            Whether it was taken.
        """
        if self._command is not None:
            return False
        key = new_id()

        def attempt(command: _Command) -> None:
            def answered(answer: T) -> None:
                if self._command is command:
                    self._end()
                    done(answer)
                    self._changed()

            def failed(error: Exception) -> None:
                if self._command is command:
                    self._on_failed(command, error)

            self._tasks.run(lambda: work(key), done=answered, failed=failed)

        self._command = _Command(name, attempt, refused, valid_s, self._monotonic())
        self._retry_ms = FIRST_RETRY_MS
        self._start()
        return True

    def server_back(self) -> None:
        """Send the waiting command at once, since the server answers again."""
        if self._waiting is not None:
            self._waiting()
            self._again()

    def refuse(self, refusal: Refused) -> None:
        """Handle a refusal in the general way, for a sender that cannot."""
        self._refused(refusal)

    def stop(self) -> None:
        """Forget the waiting command; an answer under way is dropped."""
        if self._waiting is not None:
            self._waiting()
            self._waiting = None
        self._command = None

    def _start(self) -> None:
        if self._command is not None:
            self._command.attempt(self._command)
            self._changed()

    def _on_failed(self, command: _Command, error: Exception) -> None:
        match error:
            case Unauthorised():
                self._end()
                self._changed()
                self._expired()
            case Refused():
                self._end()
                (command.refused or self._refused)(error)
                self._changed()
            case Unreachable():
                self._waiting = self._timers.after(self._retry_ms, self._again)
                self._retry_ms = min(self._retry_ms * 2, LONGEST_RETRY_MS)
                self._changed()
            case _:
                self._end()
                self._changed()
                raise error

    def _again(self) -> None:
        self._waiting = None
        command = self._command
        if command is None:
            return
        age_s = self._monotonic() - command.begun
        if command.valid_s is not None and age_s > command.valid_s:
            self._end()
            self._dropped(command.name)
            self._changed()
            return
        self._start()

    def _end(self) -> None:
        self._command = None
        self._waiting = None
