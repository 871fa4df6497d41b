"""Signing in elsewhere: the browser goes there, and comes back with a code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from counterapp.asking import Asking, AskingView
from counterapp.ports import Tasks
from sync.client.sign_in_browser import Brought, browsable, read_back
from sync.contract.sign_in import SignInBegunOut

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Elsewhere(Generic[T]):
    """Where somebody signs in, as the site knows it.

    Attributes:
        begin: Asks the site what a browser opens, for a port of this machine.
        finish: Brings the site the state, and what the browser brought back.
        refused: What is told where the browser brings no code.
    """

    begin: Callable[[int], SignInBegunOut]
    finish: Callable[[str, Brought], T]
    refused: str


class ProviderView(AskingView, Protocol):
    """A dialog that waits for the browser."""

    def show_waiting(self, *, paste: bool) -> None: ...


class Waiting(Protocol):
    """What waits for the browser on this machine."""

    port: int

    def expect(self, state: str) -> None: ...
    def close(self) -> None: ...


class ProviderPresenter(Generic[T]):
    """Leads one agent there and back.

    Args:
        view: The dialog.
        elsewhere: Where the agent signs in.
        waiting: Hears the browser that comes back, and tells `came`.
        browse: Opens an address in the browser; False where there is none.
        done: Takes what the sign-in led to.
        ended: The session, or the station, is not known any more.
    """

    def __init__(
        self,
        view: ProviderView,
        elsewhere: Elsewhere[T],
        waiting: Waiting,
        tasks: Tasks,
        *,
        browse: Callable[[str], bool],
        done: Callable[[T], None],
        ended: Callable[[], None],
    ) -> None:
        self._view = view
        self._elsewhere = elsewhere
        self._waiting = waiting
        self._tasks = tasks
        self._browse = browse
        self._done = done
        self._asking = Asking(view, ended)
        self._begun: SignInBegunOut | None = None

    def close(self) -> None:
        """Wait for nothing more: the dialog is gone."""
        self._asking.close()
        self._waiting.close()

    def begin(self) -> None:
        """Open the browser there; what was begun before is let go."""
        self._begun = None
        self._asking.begin()
        self._tasks.run(
            lambda: self._elsewhere.begin(self._waiting.port),
            done=self._on_begun,
            failed=self._asking.failed,
        )

    def came(self, brought: Brought) -> None:
        """Take what the browser brought back."""
        begun = self._begun
        if begun is None or not self._asking.open:
            return
        self._begun = None  # once
        if not brought.code:
            self._view.show_problem(self._elsewhere.refused, {})
            return
        self._asking.begin()
        self._tasks.run(
            lambda: self._elsewhere.finish(begun.state, brought),
            done=self._on_done,
            failed=self._asking.failed,
        )

    def pasted(self, text: str) -> None:
        """Take what somebody copied from the browser: the address there, or the code alone."""
        begun = self._begun
        brought = None
        if begun is not None:
            brought = read_back(text, begun.state, shown=begun.paste)
        if brought is None:
            self._view.show_problem("paste_refused", {})
        else:
            self.came(brought)

    def _on_begun(self, begun: SignInBegunOut) -> None:
        if not self._asking.open:
            return
        self._begun = begun
        self._waiting.expect(begun.state)
        self._view.show_busy(busy=False)
        self._view.show_waiting(paste=begun.paste)
        if not browsable(begun.url) or not self._browse(begun.url):
            self._view.show_problem("browser_missing", {})

    def _on_done(self, found: T) -> None:
        self._asking.agreed()
        self._done(found)
