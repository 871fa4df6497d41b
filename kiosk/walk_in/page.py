"""What are you here for? One tile a service."""

from typing import Final

from PySide6.QtCore import Qt, Signal

from core.wait_range import wait_range
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP, Box
from kiosk.shell.fitting import LINE
from kiosk.shell.lists import listed
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.site_view import ServiceTile
from ui.i18n import isolated
from ui.icons import known_icon

MOST: Final = 6
_ROW: Final = 104


class ServicesPage(Page):
    """At most six tiles; pages are turned by big arrows, never scrolled.

    Signals:
        service_chosen: A service's id.
        page_turned: +1 or -1.
        priority_asked: "I have priority".
    """

    service_chosen = Signal(str)
    page_turned = Signal(int)
    priority_asked = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("services", guard)
        self.title = self.words("servicesTitle", "title")
        self.booked_only = self.words("bookedOnly", "small", color="text.secondary")
        self.position = self.words("servicesPosition", "body")
        self.tiles = [self.button(f"service_{index}", kind="tile") for index in range(MOST)]
        self.previous = self.button("previousPage", icon="chevron-left", kind="key")
        self.next = self.button("nextPage", icon="chevron-right", kind="key")
        self.priority = self.button("priority", icon="wheelchair", checkable=True)
        self.previous.tapped.connect(lambda: self.page_turned.emit(-1))
        self.next.tapped.connect(lambda: self.page_turned.emit(1))
        self.priority.tapped.connect(self.priority_asked)
        for index, tile in enumerate(self.tiles):
            tile.tapped.connect(lambda index=index: self._choose(index))
        self._shown: list[ServiceTile] = []
        self._page, self._pages = 1, 1
        self._booked_only: list[str] = []

    def tiles_a_page(self) -> int:
        """Return how many tiles have room in the present look."""
        if self.look is None:
            return MOST
        canvas = self.look.canvas
        return 2 if canvas.lower and canvas.large else 4 if canvas.lower or canvas.large else MOST

    def _columns(self, look: Look) -> int:
        # Large text needs the whole width for words such as "Lebensbescheinigung".
        return 1 if look.canvas.large else 2

    def show_services(
        self,
        tiles: list[ServiceTile],
        *,
        page: int,
        pages: int,
        by_appointment: list[str],
        priority: bool,
    ) -> None:
        """Show one page of services."""
        self._shown, self._page, self._pages = tiles, page, pages
        self._booked_only = by_appointment
        self.priority.setChecked(priority)
        self.refresh()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What are you here for?"))
        self.priority.set_words(self.tr("Priority access"))
        self.previous.setAccessibleName(self.tr("Previous page"))
        self.next.setAccessibleName(self.tr("Next page"))
        place = f"{self._page} / {self._pages}"
        self.position.setText(isolated(place) if self._pages > 1 else "")
        booked = self.tr("By appointment only: {services}")
        named = listed(self._booked_only[:4])
        self.booked_only.setText(booked.format(services=named) if named else "")
        for tile, service in zip(self.tiles, self._shown, strict=False):
            tile.pictogram = known_icon(service.icon)
            tile.warns = not service.open
            tile.set_words(service.label, self._note(service))

    def arrange(self, look: Look) -> None:
        row = max(_ROW, look.canvas.bar_row) if not look.canvas.lower else 96.0
        zone = look.canvas.controls
        foot = Box(zone.x, zone.bottom - row, zone.width, row)
        grid = Box(zone.x, zone.y, zone.width, zone.height - row - GAP)
        columns = self._columns(look)
        rows = self.tiles_a_page() // columns
        for index, tile in enumerate(self.tiles):
            tile.setVisible(index < len(self._shown) and index < rows * columns)
            if tile.isVisibleTo(self):
                cell = grid.column(rows, index // columns).row(columns, index % columns)
                self.place_button(tile, cell)
        self._arrange_foot(look, foot)
        self.place_column([self.title, self.booked_only], look.canvas.info_above(zone), gap=40)

    def _arrange_foot(self, look: Look, foot: Box) -> None:
        several = self._pages > 1
        self.previous.setVisible(several)
        self.next.setVisible(several)
        self.previous.setEnabled(self._page > 1)
        self.next.setEnabled(self._page < self._pages)
        self.position.setVisible(several)
        if not several:
            self.place_button(self.priority, foot)
            return
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.previous.pictogram, self.next.pictogram = (
            ("chevron-right", "chevron-left") if rtl else ("chevron-left", "chevron-right")
        )
        if foot.height < 2 * 48 * LINE and look.canvas.large:
            # One line of large text needs more width; the arrows alone tell of other pages.
            self.position.hide()
            self.place_button(self.priority, foot.row(8, 0, span=6))
            self.place_button(self.previous, foot.row(8, 6))
            self.place_button(self.next, foot.row(8, 7))
            return
        self.place_button(self.priority, foot.row(6, 0, span=3))
        self.place_button(self.previous, foot.row(6, 3))
        self.place_words(self.position, foot.row(6, 4))
        self.place_button(self.next, foot.row(6, 5))

    def _choose(self, index: int) -> None:
        if index < len(self._shown):
            self.service_chosen.emit(self._shown[index].id)

    def _note(self, service: ServiceTile) -> str:
        if not service.open:
            if service.opens and service.opens_today:
                return self.tr("CLOSED until {time}").format(time=isolated(service.opens))
            if service.opens:
                return self.tr("CLOSED · another day at {time}").format(
                    time=isolated(service.opens)
                )
            return self.tr("CLOSED")
        wait = wait_range(service.wait.p50_s, service.wait.p90_s)
        if wait is None:
            return ""
        return self.tr("wait {a} to {b} min").format(a=wait[0], b=wait[1])
