"""Asking the server to take a secret."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from counterapp.notices import Facts
from counterapp.ports import Tasks
from counterapp.refusals import told
from sync.client.errors import Refused, Unauthorised, Unreachable

T = TypeVar("T")


class SecretView(Protocol):
    """A dialog that asks for secrets."""

    def show_busy(self, *, busy: bool) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def hide_problem(self) -> None: ...
    def close_done(self) -> None: ...


class SecretPresenter(Generic[T]):
    """Sends what a dialog asks for; the dialog closes when the server has taken it.

    Args:
        view: The dialog.
        done: Takes the answer.
        ended: The session is over: only signing in helps.
    """

    def __init__(
        self,
        view: SecretView,
        tasks: Tasks,
        *,
        done: Callable[[T], None],
        ended: Callable[[], None],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._done = done
        self._ended = ended
        self._open = True

    def close(self) -> None:
        """Show nothing more: the dialog is gone, perhaps before the server has answered."""
        self._open = False

    def submit(self, call: Callable[[], T], *needed: str, new: str, again: str) -> None:
        """Check what can be checked here, then let `call` ask the server."""
        if not new or not all(needed):
            self._view.show_problem("incomplete", {})
            return
        if new != again:
            self._view.show_problem("not_repeated", {})
            return
        self._view.hide_problem()
        self._view.show_busy(busy=True)
        self._tasks.run(call, done=self._on_done, failed=self._on_failed)

    def _on_done(self, answer: T) -> None:
        if self._open:
            self._view.close_done()
        self._done(answer)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | Unreachable):
            raise error
        if not self._open:
            return
        self._view.show_busy(busy=False)
        if isinstance(error, Unauthorised):
            self._view.close_done()
            self._ended()
        else:
            self._view.show_problem(*told(error))
