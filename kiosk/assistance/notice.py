"""Saying why something cannot be done here, and what to do instead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from kiosk.outcomes import Fact, Given, Refused
from kiosk.pages import PageName
from kiosk.shell.presenter import ShellPresenter
from kiosk.site_view import SiteView

AGAIN: Final = "again-"
"""Begins the key of a slip that is printed again; the visit's id follows."""


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """Why something cannot be done here.

    Attributes:
        code: The refusal's.
        at: A time of day as `HH:MM` that the sentence names, "" where it names none.
        other_day: That time is not of today.
        number: The ticket that the person has already, "" for none.
    """

    code: str
    at: str = ""
    other_day: bool = False
    number: str = ""


class NoticeView(Protocol):
    """The page of refusals, as its presenter sees it."""

    def show_notice(self, notice: NoticeShown) -> None: ...


class NoticePresenter:
    """Turns a refusal into one sentence and what to do; never a dead end."""

    def __init__(
        self,
        view: NoticeView,
        shell: ShellPresenter,
        *,
        site: Callable[[], SiteView | None],
        now: Callable[[], datetime],
        given: Callable[[Given], None],
    ) -> None:
        self._view = view
        self._shell = shell
        self._site = site
        self._now = now
        self._given = given
        self._ticket: Given | None = None
        shell.on_wipe(self.forget)

    def show(self, refusal: Refused) -> None:
        """Say why, on a page of its own."""
        moment = _moment(refusal.facts.get("come_back_at") or refusal.facts.get("opens_at"))
        site = self._site()
        at, other_day = "", False
        if moment is not None and site is not None:
            at = site.clock(moment)
            other_day = not site.is_today(moment, self._now())
        self._ticket = _ticket(refusal, self._now())
        number = self._ticket.number if self._ticket is not None else ""
        self._view.show_notice(NoticeShown(refusal.code, at, other_day, number))
        self._shell.settle(PageName.NOTICE)

    def reprint(self) -> None:
        """Print the number that the person was given before."""
        if self._ticket is not None:
            self._given(self._ticket)

    def leave(self) -> None:
        """Understood."""
        self._shell.home()

    def forget(self) -> None:
        """Forget whose refusal it was."""
        self._ticket = None


def _moment(value: Fact) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _ticket(refusal: Refused, now: datetime) -> Given | None:
    number, visit_id = refusal.facts.get("number"), refusal.facts.get("visit_id")
    if refusal.code != "already_checked_in" or not isinstance(number, str):
        return None
    return Given(
        key=f"{AGAIN}{visit_id or number}",
        number=number,
        kind="appointment",
        issued_at=now,
        visit_id=visit_id if isinstance(visit_id, str) else None,
        again=True,
    )
