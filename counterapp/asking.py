"""A dialog that asks the server, and may be gone before the answer is there."""

from collections.abc import Callable
from typing import Protocol

from counterapp.notices import Facts
from counterapp.refusals import told
from sync.client.errors import Refused, Unauthorised, Unreachable


class AskingView(Protocol):
    """A dialog that stays open until the server has agreed."""

    def show_busy(self, *, busy: bool) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def hide_problem(self) -> None: ...
    def close_done(self) -> None: ...


class Asking:
    """What becomes of a dialog by the server's answer.

    Args:
        view: The dialog.
        ended: The session, or the station, is not known any more: only signing in helps.

    Attributes:
        open: Whether the dialog is still there.
    """

    def __init__(self, view: AskingView, ended: Callable[[], None]) -> None:
        self._view = view
        self._ended = ended
        self.open = True

    def close(self) -> None:
        """Show nothing more: the dialog is gone, perhaps before the server has answered."""
        self.open = False

    def begin(self) -> None:
        """Wait for an answer."""
        self._view.hide_problem()
        self._view.show_busy(busy=True)

    def agreed(self) -> None:
        """Close the dialog, if it is still there."""
        if self.open:
            self._view.close_done()

    def failed(self, error: Exception) -> None:
        """Show what is wrong; a session that is over closes the dialog."""
        if not isinstance(error, Refused | Unreachable):
            raise error
        if not self.open:
            return
        self._view.show_busy(busy=False)
        if isinstance(error, Unauthorised):
            self._view.close_done()
            self._ended()
        else:
            self._view.show_problem(*told(error))
