"""Asking the desk for a number off the screen's thread, and showing what came of it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from kiosk.outcomes import ArrivalDesk, Away, Given, Outcome, Refused
from kiosk.pages import PageName
from kiosk.session import Session
from kiosk.shell.presenter import ShellPresenter

T = TypeVar("T")


class Tasks(Protocol):
    """Runs work elsewhere and brings its outcome back to the screen's thread."""

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None: ...


class Arrivals:
    """One arrival at a time: busy page, then the ticket or a reason in plain words."""

    def __init__(
        self,
        shell: ShellPresenter,
        session: Session,
        desk: ArrivalDesk,
        tasks: Tasks,
        *,
        given: Callable[[Given], None],
        refused: Callable[[Refused], None],
    ) -> None:
        self._shell = shell
        self._session = session
        self._desk = desk
        self._tasks = tasks
        self._given = given
        self._refused = refused
        self.busy = False

    def check_in_code(self, code: str) -> None:
        """Check in with a signed code."""
        language = self._session.options.language
        self._run(lambda: self._desk.check_in_code(code, language=language))

    def check_in_reference(
        self, reference: str, time: str | None, *, refused: Callable[[Refused], None]
    ) -> None:
        """Check in with a typed reference; `refused` hears of a refusal before it is shown."""
        language = self._session.options.language
        self._run(
            lambda: self._desk.check_in_reference(reference, time=time, language=language),
            refused,
        )

    def walk_in(self, service_id: str) -> None:
        """Take a ticket for a service."""
        language, priority = self._session.options.language, self._session.priority
        self._run(lambda: self._desk.walk_in(service_id, language=language, priority=priority))

    def refuse(self, refusal: Refused) -> None:
        """Show a reason that the kiosk found by itself."""
        self._refused(refusal)

    def _run(
        self, work: Callable[[], Outcome], note: Callable[[Refused], None] | None = None
    ) -> None:
        if self.busy:
            return
        self.busy = True
        self._shell.open(PageName.BUSY)

        def done(outcome: Outcome) -> None:
            self.busy = False
            match outcome:
                case Given():
                    self._given(outcome)
                case Refused():
                    if note is not None:
                        note(outcome)
                    self._refused(outcome)
                case Away():
                    self._refused(Refused("server_unreachable"))

        def failed(error: Exception) -> None:
            # What is not an outcome is a bug: the person is sent on before it is reported.
            self.busy = False
            self._refused(Refused("kiosk_fault"))
            raise error

        self._tasks.run(work, done=done, failed=failed)
