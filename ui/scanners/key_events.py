"""Keys as Qt tells them: what they write, and those that are kept back for a moment."""

from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanners.key_places import us_character
from ui.scanners.keystrokes import Stroke

MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)


def stroke_of(event: QKeyEvent, platform: str) -> Stroke | None:
    """Return the character of a key, None if it is none but a command.

    Args:
        event: A key that is pressed.
        platform: Qt's name of the window system, which numbers the keys.
    """
    held = event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    # AltGr is both of them on Windows.
    if control != alt or held & Qt.KeyboardModifier.MetaModifier:
        return None
    text = event.text()
    shifted = bool(held & Qt.KeyboardModifier.ShiftModifier)
    by_place = us_character(event.nativeScanCode(), platform, shifted=shifted)
    if not (text or by_place) or not text.isprintable():
        return None
    return Stroke(text, by_place)


@dataclass(frozen=True, slots=True, repr=False)
class _Held:
    receiver: QWidget
    event: QKeyEvent


class HeldKeys:
    """Keys that are kept from their widgets until it is known whose they are.

    Attributes:
        replaying: Whether keys are being given back, which must not be held again.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._held: list[_Held] = []
        self._swallowed: set[int] = set()
        """Keys that nobody saw pressed, so that nobody sees them let go."""
        self.replaying = False

    def __bool__(self) -> bool:
        return bool(self._held)

    def hold(self, receiver: QWidget, event: QKeyEvent) -> None:
        """Keep a key for a while."""
        self._held.append(_Held(receiver, event.clone()))

    def swallow(self, event: QKeyEvent) -> None:
        """Keep a key that is pressed for good."""
        self._swallowed.add(_name(event))

    def pressed(self, event: QKeyEvent) -> None:
        """A key is pressed anew, whatever became of its last release."""
        self._swallowed.discard(_name(event))

    def released(self, receiver: QWidget, event: QKeyEvent) -> bool:
        """Take a key that is let go; return whether it is kept back, as its press was."""
        name = _name(event)
        if name in self._swallowed:
            self._swallowed.discard(name)
            return True
        if self._held:
            self.hold(receiver, event)
        return bool(self._held)

    def take(self) -> None:
        """Keep all that is held for good."""
        for each in self._held:
            press = each.event.type() == QEvent.Type.KeyPress
            (self.swallow if press else self.pressed)(each.event)
        self._held.clear()

    def give_back(self) -> None:
        """Hand all that is held to the widgets that it was meant for, in its order."""
        held, self._held = self._held, []
        self.replaying = True
        try:
            for each in held:
                if shiboken6.isValid(each.receiver):
                    self._app.sendEvent(each.receiver, each.event)
        finally:
            self.replaying = False


def _name(event: QKeyEvent) -> int:
    """Return what names a key at its press and its release, whether Shift is still held or not."""
    return event.nativeScanCode() or event.key()
