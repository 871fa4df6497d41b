"""Makes links for the person in hand, and shows each where it belongs."""

from collections.abc import Callable
from typing import Protocol

from counterapp.asking import Asking, AskingView
from counterapp.browser import Browse
from counterapp.ports import BookingSite, Tasks
from sync.client.sign_in_browser import browsable
from sync.contract.booking_links import BookingLinkIn, BookingLinkOut


class LinksView(AskingView, Protocol):
    """A dialog that offers links."""

    def show_code(self, url: str) -> None: ...
    def hide_code(self) -> None: ...


class LinksPresenter:
    """Asks the site for links, one at a time; none is kept.

    Args:
        view: The dialog.
        client: The site, as the agent; patient.
        visit_id: Of the visit in hand.
        browse: Opens an address in the browser; False where there is none.
        ended: The session is not known any more.
    """

    def __init__(
        self,
        view: LinksView,
        client: BookingSite,
        visit_id: str,
        tasks: Tasks,
        *,
        browse: Browse,
        ended: Callable[[], None],
    ) -> None:
        self._view = view
        self._client = client
        self._visit_id = visit_id
        self._tasks = tasks
        self._browse = browse
        self._asking = Asking(view, ended)

    def close(self) -> None:
        """Show nothing more: the dialog is gone."""
        self._asking.close()

    def plan(self, person: int) -> None:
        """Open the page on which the agent chooses a time."""
        self._ask(BookingLinkIn(link="plan", person=person), self._on_plan)

    def invite(self, person: int) -> None:
        """Show the person's own link, for their phone."""
        self._ask(BookingLinkIn(link="invitation", person=person), self._on_invitation)

    def _ask(self, wanted: BookingLinkIn, done: Callable[[BookingLinkOut], None]) -> None:
        self._view.hide_code()
        self._asking.begin()
        self._tasks.run(
            lambda: self._client.booking_link(self._visit_id, wanted),
            done=done,
            failed=self._asking.failed,
        )

    def _on_plan(self, link: BookingLinkOut) -> None:
        if not self._asking.open:
            return
        if browsable(link.url) and self._browse(link.url):
            self._asking.agreed()
            return
        self._view.show_busy(busy=False)
        self._view.show_problem("browser_missing", {})

    def _on_invitation(self, link: BookingLinkOut) -> None:
        if self._asking.open:
            self._view.show_busy(busy=False)
            self._view.show_code(link.url)
