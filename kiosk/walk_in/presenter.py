"""Walk-ins: which service, page by page, and whether with priority."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.arrivals import Arrivals
from kiosk.pages import PageName
from kiosk.session import Session
from kiosk.shell.presenter import ShellPresenter
from kiosk.site_view import ServiceTile, SiteView


class ServicesView(Protocol):
    """The page of services, as its presenter sees it."""

    def show_services(
        self,
        tiles: list[ServiceTile],
        *,
        page: int,
        pages: int,
        by_appointment: list[str],
        priority: bool,
    ) -> None: ...

    def tiles_a_page(self) -> int: ...


class WalkInPresenter:
    """Turns a touched tile into a ticket."""

    def __init__(
        self,
        view: ServicesView,
        shell: ShellPresenter,
        session: Session,
        arrivals: Arrivals,
        *,
        site: Callable[[], SiteView | None],
        now: Callable[[], datetime],
    ) -> None:
        self._view = view
        self._shell = shell
        self._session = session
        self._arrivals = arrivals
        self._site = site
        self._now = now
        self._page = 0
        shell.on_wipe(self.forget)

    def start(self) -> None:
        """Ask what the person came for."""
        self._page = 0
        # Open first: how many tiles a page holds depends on the looks that opening puts on it.
        self._shell.open(PageName.SERVICES)
        self.render()

    def collect(self) -> None:
        """A person fetches a document: a ticket at once where that service is open."""
        site = self._site()
        service = site.collection() if site is not None else None
        if service is None:
            self.start()
        else:
            self._arrivals.walk_in(service.id)

    def forget(self) -> None:
        """Back to the first page of services."""
        self._page = 0

    def choose(self, service_id: str) -> None:
        """A tile was touched; a closed one is asked for too, so that the reason is said."""
        self._arrivals.walk_in(service_id)

    def turn(self, pages: int) -> None:
        """Show the next or the previous page of services."""
        self._page += pages
        self.render()

    def toggle_priority(self) -> None:
        """The person asks for priority access, without a reason."""
        self._session.priority = not self._session.priority
        self.render()

    def render(self) -> None:
        """Show the services as they stand now; called again when they change."""
        site = self._site()
        if site is None:
            return
        language = self._session.options.language
        tiles = site.tiles(language, self._now())
        size = max(1, self._view.tiles_a_page())
        pages = max(1, -(-len(tiles) // size))
        self._page = min(max(0, self._page), pages - 1)
        self._view.show_services(
            tiles[self._page * size : (self._page + 1) * size],
            page=self._page + 1,
            pages=pages,
            by_appointment=site.by_appointment_only(language),
            priority=self._session.priority,
        )
