"""Calling a person to the kiosk."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from kiosk.arrivals import Tasks
from kiosk.pages import PageName
from kiosk.shell.presenter import ShellPresenter


class HelpState(StrEnum):
    """How a call for help stands."""

    ASKING = "asking"
    TOLD = "told"
    COMING = "coming"
    AWAY = "away"


class HelpView(Protocol):
    """The help page, as its presenter sees it."""

    def show_help(self, state: HelpState) -> None: ...


class HelpPresenter:
    """Calls reception to this kiosk.

    Args:
        ask: Tells the server, with the page the person was on, and returns the call's id.
    """

    def __init__(
        self,
        view: HelpView,
        shell: ShellPresenter,
        tasks: Tasks,
        ask: Callable[[str], str],
        *,
        away: type[Exception],
    ) -> None:
        self._view = view
        self._shell = shell
        self._tasks = tasks
        self._ask = ask
        self._away = away
        self._state = HelpState.ASKING
        self._call_id: str | None = None

    def call(self) -> None:
        """Ask for a person; a second touch while one is asked for shows the page again."""
        asked_from = self._shell.page
        self._shell.open(PageName.HELP)
        if self._state in (HelpState.TOLD, HelpState.COMING) and self._call_id is not None:
            self._view.show_help(self._state)
            return
        self._show(HelpState.ASKING)
        self._tasks.run(lambda: self._ask(asked_from.value), done=self._told, failed=self._failed)

    def answered(self, call_id: str) -> None:
        """Reception says that somebody is on the way."""
        if call_id == self._call_id:
            self._show(HelpState.COMING)

    def forget(self) -> None:
        """The next visitor may call again."""
        self._call_id = None
        self._state = HelpState.ASKING

    def _told(self, call_id: str) -> None:
        self._call_id = call_id
        self._show(HelpState.TOLD)

    def _failed(self, error: Exception) -> None:
        self._show(HelpState.AWAY)
        if not isinstance(error, self._away):
            raise error

    def _show(self, state: HelpState) -> None:
        self._state = state
        self._view.show_help(state)
