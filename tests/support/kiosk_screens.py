"""What every page of the kiosk must hold: reach, sizes, whole texts."""

from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.assembly import Kiosk
from kiosk.pages import PageName
from kiosk.shell.button import KioskButton
from kiosk.shell.fitting import wrapped_size
from kiosk.shell.look import Look
from kiosk.shell.window import KioskWindow
from kiosk.shell.words import WEIGHTS, Words

_ROUNDING = 3


def is_on(kiosk: Kiosk, page: PageName) -> bool:
    """Whether a kiosk shows a page."""
    return kiosk.shell.page is page


def focused(app: QApplication, kiosk: Kiosk) -> QWidget:
    """Return what has the keyboard."""
    return app.focusWidget() or kiosk.window


def buttons(window: KioskWindow) -> list[KioskButton]:
    """Return the buttons that can be seen."""
    return [each for each in window.findChildren(KioskButton) if each.isVisible()]


def texts(window: KioskWindow) -> list[Words]:
    """Return the texts that can be seen."""
    return [each for each in window.findChildren(Words) if each.isVisible() and each.text()]


def place(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget stands in its window."""
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def mistakes(window: KioskWindow) -> list[str]:
    """Return what is wrong with the page that is shown, in words."""
    look = window.look
    found = []
    for button in buttons(window):
        found += _button_mistakes(button, window, look)
    for words in texts(window):
        found += _text_mistakes(words, window, look)
    everything = [*buttons(window), *texts(window)]
    for one, other in combinations(everything, 2):
        first, second = place(one, window), place(other, window)
        common = first.intersected(second)
        if common.width() > _ROUNDING and common.height() > _ROUNDING:
            found.append(f"{one.objectName()} and {other.objectName()} overlap by {common}")
    return found


def _button_mistakes(button: KioskButton, window: KioskWindow, look: Look) -> list[str]:
    found = []
    spot, name = place(button, window), button.objectName()
    least = look.canvas.px(96)
    if min(spot.width(), spot.height()) < least - 1:
        found.append(f"{name} is {spot.width()} x {spot.height()}, least is {least}")
    if spot.top() < look.canvas.px(look.canvas.reach) - 1:
        found.append(f"{name} is at {spot.top()}, out of reach")
    if not button.accessibleName():
        found.append(f"{name} has no name")
    if button.text():
        found += [f"{name}: {each}" for each in button.text_mistakes()]
    return found


def _text_mistakes(words: Words, window: KioskWindow, look: Look) -> list[str]:
    found = []
    spot, name = place(words, window), words.objectName()
    if not window.rect().contains(spot):
        found.append(f"{name} leaves the window: {spot}")
    if words.drawn_px < words.floor(look):
        found.append(f"{name} is drawn at {words.drawn_px}")
    wide, high = wrapped_size(
        words.text(), look.font(words.drawn_px, WEIGHTS[words.role]), words.width()
    )
    if words.role != "number" and high > words.height() + _ROUNDING:
        found.append(f"{name} needs {high} px of height, has {words.height()}: {words.text()!r}")
    if wide > words.width() + _ROUNDING:
        found.append(f"{name} needs {wide} px of width, has {words.width()}: {words.text()!r}")
    return found
