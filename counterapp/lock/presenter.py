"""Locking a workplace and opening it again."""

import logging
import re
from collections.abc import Callable
from typing import Final, Protocol

from counterapp.notices import Facts
from counterapp.ports import AgentSite, Tasks
from counterapp.refusals import told
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.contract.stations import LockOut, SessionOut

_PIN: Final = re.compile(r"[0-9]{6}")
_log = logging.getLogger(__name__)


class LockView(Protocol):
    """A page that asks for a PIN or a password."""

    def show_agent(self, username: str, *, has_pin: bool) -> None: ...
    def show_busy(self, *, busy: bool) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def clear(self) -> None: ...


class LockPresenter:
    """Locks a session at the server and asks there whether it may be opened.

    Args:
        view: The page.
        unlocked: The agent is back.
        ended: The session is over: only signing in helps.
        renewed: The agent is back under another session.
        unwanted: Somebody else has opened a session, which nobody needs.
    """

    def __init__(
        self,
        view: LockView,
        tasks: Tasks,
        *,
        unlocked: Callable[[], None],
        ended: Callable[[], None],
        renewed: Callable[[SessionOut], None],
        unwanted: Callable[[SessionOut], None],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._unlocked = unlocked
        self._ended = ended
        self._renewed = renewed
        self._unwanted = unwanted
        self._username = ""
        self._client: AgentSite | None = None
        self._has_pin = False

    @property
    def locked(self) -> bool:
        """Whether the workplace is covered."""
        return self._client is not None

    def lock(self, client: AgentSite, username: str, *, has_pin: bool) -> None:
        """Cover the workplace, whether or not the server hears of it."""
        self._client, self._has_pin, self._username = client, has_pin, username
        self._view.show_agent(username, has_pin=has_pin)
        self._view.clear()
        self._tasks.run(client.lock, done=lambda _: None, failed=self._on_lock_failed)

    def unlock(self, typed: str) -> None:
        """Open the workplace by the PIN of this station, or by the password."""
        client = self._client
        if client is None:
            return
        by_pin = self._has_pin and _PIN.fullmatch(typed) is not None
        self._view.clear()
        self._view.show_busy(busy=True)
        self._tasks.run(
            (lambda: client.unlock_by_pin(typed)) if by_pin else (lambda: client.unlock(typed)),
            done=self._on_unlocked,
            failed=self._on_failed,
        )

    def come_back(self, session: SessionOut) -> None:
        """Open the workplace to its agent, who signed in again; nobody else opens it."""
        if self._client is None or session.agent.username != self._username:
            self._unwanted(session)
            if self._client is not None:
                self._view.show_problem("other_agent", {})
            return
        self._view.clear()
        self._client = None
        self._renewed(session)

    def give_up(self) -> None:
        """The session is over; nothing is covered any more."""
        self._client = None
        self._view.clear()

    def _on_lock_failed(self, error: Exception) -> None:
        # The screen is covered; at the server the session stays as open as it was.
        _log.info("session not locked at the server: %s", type(error).__name__)

    def _on_unlocked(self, answer: LockOut) -> None:
        del answer
        self._view.show_busy(busy=False)
        self._client = None
        self._unlocked()

    def _on_failed(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        match error:
            case Unauthorised(code="pin_refused", facts={"tries_left": 0}):
                self._end()
            case Unauthorised(code="wrong_credentials" | "pin_refused"):
                self._view.show_problem(error.code, error.facts)
            case Unauthorised():
                self._end()
            case Refused() | Unreachable():
                code, facts = told(error)
                self._has_pin = self._has_pin and code != "pin_unknown"
                self._view.show_problem(code, facts)
            case _:
                raise error

    def _end(self) -> None:
        self._client = None
        self._ended()
