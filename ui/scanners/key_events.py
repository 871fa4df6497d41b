"""Keys as Qt tells them: what they write, and those that are kept back for a moment."""

from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanners.habits import START_OF_TEXT
from ui.scanners.key_places import is_function_key, us_character
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


def stroke_of(event: QKeyEvent, platform: str, *, shifted: bool = False) -> Stroke | None:
    """Return the character of a key, None if it is none but a command.

    Args:
        event: A key that is pressed, or let go.
        platform: Qt's name of the window system, which numbers the keys.
        shifted: Whether Shift was held at its press, though the event does not say so.
    """
    held = event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    # AltGr is both of them on Windows.
    if control != alt or held & Qt.KeyboardModifier.MetaModifier:
        return None
    text = event.text()
    shifted = shifted or bool(held & Qt.KeyboardModifier.ShiftModifier)
    by_place = us_character(event.nativeScanCode(), platform, shifted=shifted)
    # What a layout writes may be invisible: Persian has a joiner on the key of `B`.
    if by_place or (text and text.isprintable()):
        return Stroke(text, by_place)
    return None


def is_prefix_key(event: QKeyEvent, prefix: Qt.Key | str | None, platform: str) -> bool:
    """Whether a key is a reader's prefix of one key: a function key, or Ctrl+B in any script."""
    code = event.nativeScanCode()
    if isinstance(prefix, Qt.Key):
        number = prefix - Qt.Key.Key_F1 + 1
        return event.key() == prefix or is_function_key(number, code, platform)
    if prefix != START_OF_TEXT:
        return False
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.text() == START_OF_TEXT or (
        control and us_character(code, platform, shifted=False) == "b"
    )


@dataclass(frozen=True, slots=True, repr=False)
class _Held:
    receiver: QWidget
    event: QEvent


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
        self._down: set[int] = set()
        self.replaying = False

    def __bool__(self) -> bool:
        return bool(self._held)

    def hold(self, receiver: QWidget, event: QEvent) -> None:
        """Keep a key, or what an input method made of keys, for a while."""
        self._held.append(_Held(receiver, event.clone()))

    def swallow(self, event: QKeyEvent) -> None:
        """Keep a key that is pressed for good."""
        self._swallowed.add(_name(event))

    def pressed(self, event: QKeyEvent) -> None:
        """A key is pressed anew, whatever became of its last release."""
        self._swallowed.discard(_name(event))
        self._down.add(_name(event))

    def was_composed(self, event: QKeyEvent) -> bool:
        """Whether an input method took the press of a key that is let go, as of a dead key."""
        return _name(event) not in self._down

    def released(self, receiver: QWidget, event: QKeyEvent) -> bool:
        """Take a key that is let go; return whether it is kept back, as its press was."""
        name = _name(event)
        self._down.discard(name)
        if name in self._swallowed:
            self._swallowed.discard(name)
            return True
        if self._held:
            self.hold(receiver, event)
        return bool(self._held)

    def take(self) -> None:
        """Keep all that is held for good."""
        for each in self._held:
            if isinstance(each.event, QKeyEvent):
                press = each.event.type() == QEvent.Type.KeyPress
                (self._swallowed.add if press else self._swallowed.discard)(_name(each.event))
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
