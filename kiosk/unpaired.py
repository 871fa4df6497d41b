"""A kiosk that belongs to no site yet says so and waits for staff."""

from PySide6.QtWidgets import QApplication

from kiosk.options import KioskOptions
from kiosk.pages import PageName
from kiosk.pageset import make_pages
from kiosk.session import Options
from kiosk.shell.button import TapGuard
from kiosk.shell.window import KioskWindow
from ui.station_options import show_window


def show_unpaired(app: QApplication, options: KioskOptions) -> int:
    """Show the plain page until the program is ended."""
    station = options.station
    guard = TapGuard()
    pages = make_pages(guard)
    window = KioskWindow(app, pages.by_name(), guard, theme=station.theme)
    pages.starting.show_fault("unpaired")
    window.show_options(Options(station.language))
    window.show_page(PageName.STARTING, can_return=False)
    show_window(app, window, station)
    try:
        return app.exec()
    finally:
        window.leave()
