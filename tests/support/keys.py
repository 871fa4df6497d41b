"""Keys as a window system sends them: with places, layouts and times."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

X11_OFFSET: Final = 8
_US_ROWS: Final = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
}
_LAYOUTS: Final = {
    # What the system makes of the same keys, row by row.
    "fr": {
        2: ("&é\"'(-è_çà)=", "1234567890°+"),
        16: ("azertyuiop^$", "AZERTYUIOP¨£"),
        30: ("qsdfghjklmù²", "QSDFGHJKLM%²"),
        43: ("*wxcvbn,;:!", "µWXCVBN?./§"),
        57: (" ", " "),
    },
    "de": {
        2: ("1234567890ß´", '!"§$%&/()=?`'),
        16: ("qwertzuiopü+", "QWERTZUIOPÜ*"),
        30: ("asdfghjklöä^", "ASDFGHJKLÖÄ°"),
        43: ("#yxcvbnm,.-", "'YXCVBNM;:_"),
        57: (" ", " "),
    },
    "ru": {
        2: ("1234567890-=", '!"№;%:?*()_+'),
        16: ("йцукенгшщзхъ", "ЙЦУКЕНГШЩЗХЪ"),
        30: ("фывапролджэё", "ФЫВАПРОЛДЖЭЁ"),
        43: ("\\ячсмитьбю.", "/ЯЧСМИТЬБЮ,"),
        57: (" ", " "),
    },
}

_PLACES: Final = {
    Qt.Key.Key_Return: 28,
    Qt.Key.Key_Tab: 15,
    Qt.Key.Key_B: 48,
    Qt.Key.Key_F13: 183,
    Qt.Key.Key_Tools: 183,  # What X11 calls the key of F13.
}


class Typist:
    """Types into a widget as a US keyboard, at whatever pace and under whatever layout.

    Args:
        gap_ms: The time from key to key.
        layout: The system's layout; "us", or one of `_LAYOUTS`.
        places: Whether the window system tells the places of keys.
        offset: What it adds to their numbers.
    """

    def __init__(
        self,
        app: QApplication,
        gap_ms: int = 10,
        layout: str = "us",
        *,
        places: bool = True,
        offset: int = X11_OFFSET,
    ) -> None:
        self._app = app
        self.gap_ms = gap_ms
        self.now_ms = 1_000_000
        self._places = places
        self._offset = offset
        by_layout = _by_place(_LAYOUTS.get(layout, _US_ROWS))
        self._keys = {
            character: (*key, by_layout[key]) for key, character in _by_place(_US_ROWS).items()
        }

    def type(self, widget: QWidget, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Press and release a key for each character, with Shift where it needs it."""
        for character in text:
            place, shifted, shown = self._keys[character]
            if shifted:
                self._send(widget, QEvent.Type.KeyPress, Qt.Key.Key_Shift, 42, "", shift=True)
            key = _key(character)
            self._send(widget, QEvent.Type.KeyPress, key, place, shown, shift=shifted)
            self._send(widget, QEvent.Type.KeyRelease, key, place, shown, shift=shifted)
            if shifted:
                self._send(widget, QEvent.Type.KeyRelease, Qt.Key.Key_Shift, 42, "")
            self.now_ms += self.gap_ms
        if end is not None:
            self.press(widget, end)

    def press(self, widget: QWidget, key: Qt.Key, text: str = "", *, control: bool = False) -> None:
        """Press and release one key that is no character."""
        place = _PLACES.get(key, 0)
        self._send(widget, QEvent.Type.KeyPress, key, place, text, control=control)
        self._send(widget, QEvent.Type.KeyRelease, key, place, text, control=control)
        self.now_ms += self.gap_ms

    def compose(self, widget: QWidget, dead: str, after: str, committed: str) -> None:
        """Type a key that is dead in the layout, and one behind it, as an input method tells them.

        Of both keys their release alone is told, and Shift is let go before them.
        """
        self._send(widget, QEvent.Type.KeyPress, Qt.Key.Key_Shift, 42, "", shift=True)
        self._send(widget, QEvent.Type.KeyRelease, Qt.Key.Key_Shift, 42, "")
        self._send(widget, QEvent.Type.KeyRelease, _key(dead), self._keys[dead][0], "")
        self.now_ms += self.gap_ms
        event = QInputMethodEvent()
        event.setCommitString(committed)
        self._app.sendEvent(widget, event)
        self._send(widget, QEvent.Type.KeyRelease, Qt.Key.Key_Shift, 42, "")
        self._send(widget, QEvent.Type.KeyRelease, _key(after), self._keys[after][0], "")
        self.now_ms += self.gap_ms

    def repeat(self, widget: QWidget, character: str, times: int, *, marked: bool) -> None:
        """Hold a key down; `marked` as the window system should, else as presses of their own."""
        place, shifted, shown = self._keys[character]
        for time in range(times):
            again = marked and time > 0
            self._send(
                widget, QEvent.Type.KeyPress, _key(character), place, shown,
                shift=shifted, again=again,
            )  # fmt: skip
            self.now_ms += self.gap_ms

    def _send(
        self,
        widget: QWidget,
        kind: QEvent.Type,
        key: Qt.Key,
        place: int,
        text: str,
        *,
        shift: bool = False,
        control: bool = False,
        again: bool = False,
    ) -> None:
        held = Qt.KeyboardModifier.NoModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        if control:
            held |= Qt.KeyboardModifier.ControlModifier
        code = place + self._offset if self._places else 0
        if kind == QEvent.Type.KeyPress:
            asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, code, 0, 0, text, again)
            asked.setTimestamp(self.now_ms)
            asked.ignore()
            self._app.sendEvent(widget, asked)
        event = QKeyEvent(kind, key, held, code, 0, 0, text, again)
        event.setTimestamp(self.now_ms)
        self._app.sendEvent(widget, event)


def us_keys() -> dict[str, tuple[int, bool]]:
    """Return the place of each character's key on a US keyboard, and whether it needs Shift."""
    return {character: key for key, character in _by_place(_US_ROWS).items()}


def _by_place(rows: Mapping[int, tuple[str, str]]) -> dict[tuple[int, bool], str]:
    return {
        (first + at, bool(shifted)): character
        for first, pair in rows.items()
        for shifted, row in reversed(list(enumerate(pair)))
        for at, character in enumerate(row)
    }


def _key(character: str) -> Qt.Key:
    return Qt.Key(ord(character.upper()))
