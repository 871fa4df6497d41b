"""Asking the server to take a secret."""

from collections.abc import Callable
from typing import Generic, TypeVar

from counterapp.asking import Asking, AskingView
from counterapp.ports import Tasks

T = TypeVar("T")


class SecretPresenter(Generic[T]):
    """Sends what a dialog asks for; the dialog closes when the server has taken it.

    Args:
        view: The dialog.
        done: Takes the answer.
        ended: The session is over: only signing in helps.
    """

    def __init__(
        self,
        view: AskingView,
        tasks: Tasks,
        *,
        done: Callable[[T], None],
        ended: Callable[[], None],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._done = done
        self._asking = Asking(view, ended)

    def close(self) -> None:
        """The dialog is gone."""
        self._asking.close()

    def submit(self, call: Callable[[], T], *needed: str, new: str, again: str) -> None:
        """Check what can be checked here, then let `call` ask the server."""
        if not new or not all(needed):
            self._view.show_problem("incomplete", {})
            return
        if new != again:
            self._view.show_problem("not_repeated", {})
            return
        self._asking.begin()
        self._tasks.run(call, done=self._on_done, failed=self._asking.failed)

    def _on_done(self, answer: T) -> None:
        self._asking.agreed()
        self._done(answer)
