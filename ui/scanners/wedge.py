"""A reader that types like a keyboard, told from a person by its speed or its prefix."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanners.joining import JOIN_MS, LineJoiner
from ui.scanners.key_places import us_character
from ui.scanners.keystrokes import GAP_MS, Burst, Stroke
from ui.scanners.scanner import Scanner, aim_length, payload
from ui.scanners.understanding import is_plausible

FRAME_MS: Final = 100
"""A frame that began with the reader's prefix ends in so long a silence, if not in its suffix."""

START_OF_TEXT: Final = "\x02"
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAB: Final = frozenset({Qt.Key.Key_Tab})
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)


class Suffix(StrEnum):
    """The key that a reader types at the end."""

    ENTER = "enter"
    TAB = "tab"

    @property
    def keys(self) -> frozenset[Qt.Key]:
        return _ENTER if self is Suffix.ENTER else _TAB


class Layout(StrEnum):
    """How a reader's keys are read."""

    US = "us"
    """By their places: the reader types like a US keyboard, whatever the system's layout is."""
    SYSTEM = "system"
    """By the system's layout, which the reader was set to."""
    AUTO = "auto"
    """By whichever of the two makes a code of them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a reader was programmed.

    Attributes:
        prefix: What it types first: a function key, the start of text (Ctrl+B), `AIM` for its
            symbology identifier, or None; then its speed must do.
        suffix: The key at the end.
        layout: The keyboard that it is set to.
    """

    prefix: Qt.Key | str | None = None
    suffix: Suffix = Suffix.ENTER
    layout: Layout = Layout.AUTO


AIM: Final = "aim"


@dataclass(frozen=True, slots=True, repr=False)
class _Held:
    receiver: QWidget
    event: QKeyEvent


class WedgeScanner(Scanner):
    """Holds keys for up to 50 ms: a burst of a reader is a code, the rest is typing.

    So a scan never lands in the field that has the focus, and typing is late by 50 ms at most. With
    a prefix nothing is late: only what follows it is kept from the fields.
    """

    def __init__(
        self, app: QApplication, habits: Habits | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._habits = habits or Habits()
        self._platform = QGuiApplication.platformName()
        self._expected: Callable[[], bool] | None = None
        self._burst = Burst()
        self._held: list[_Held] = []
        self._pressed: set[int] = set()
        """Keys whose release is kept back, since their press was."""
        self._inside = False
        self._flooded = False
        self._by_place = False
        self._ended_ms: int | None = None
        self._joiner = LineJoiner()
        self._replaying = False
        self._looked = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._silence = self._make_timer(self._on_silence)
        self._joining = self._make_timer(self._on_joined)
        self._running = False

    @property
    def state(self) -> str:
        return "ok" if self._running else "absent"

    def expect(self, expected: Callable[[], bool]) -> None:
        self._expected = expected

    def start(self) -> None:
        if not self._running:
            self._running = True
            self._app.installEventFilter(self)
            self.found.emit()

    def stop(self) -> None:
        if self._running:
            self._running = False
            self._app.removeEventFilter(self)
            self._joining.stop()
            self._joiner = LineJoiner()
            self._give_back()

    # -- keys -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The QWindow gets each key first; counting it there too would double every character.
        if self._replaying or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_release(watched, event)
        if self._expected is not None and not self._expected():
            self._give_back()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._on_shortcut(event)
        return event.type() == QEvent.Type.KeyPress and self._on_press(watched, event)

    def _on_shortcut(self, event: QKeyEvent) -> bool:
        """Keep keys of a reader from being shortcuts."""
        busy = self._inside or self._flooded or bool(self._burst)
        ours = _is_prefix_key(event, self._habits.prefix) or (
            busy and (event.key() in self._habits.suffix.keys or self._stroke(event) is not None)
        )
        if ours:
            event.accept()
        return ours

    def _on_release(self, receiver: QWidget, event: QKeyEvent) -> bool:
        if _place(event) in self._pressed:
            self._pressed.discard(_place(event))
            return True
        if self._held:
            self._held.append(_Held(receiver, event.clone()))
            return True
        return False

    def _on_press(self, receiver: QWidget, event: QKeyEvent) -> bool:
        self._pressed.discard(_place(event))
        now_ms = event.timestamp() or self._clock.elapsed()
        if self._burst.paused(now_ms, FRAME_MS if self._inside else GAP_MS):
            self._on_pause()
        if self._inside or self._flooded:
            return self._on_inner_press(event, now_ms)
        if event.key() in _MODIFIERS:
            # A reader presses Shift between its characters.
            return self._hold(receiver, event) if self._held else False
        if event.isAutoRepeat():
            self._give_back()
            return False
        if _is_prefix_key(event, self._habits.prefix):
            self._give_back()
            return self._begin(event)
        if event.key() in self._habits.suffix.keys:
            return self._on_suffix(event, now_ms)
        stroke = self._stroke(event)
        if stroke is None:
            self._give_back()
            return False
        return self._on_character(receiver, event, stroke, now_ms)

    def _on_character(
        self, receiver: QWidget, event: QKeyEvent, stroke: Stroke, now_ms: int
    ) -> bool:
        prefix = self._habits.prefix
        if prefix is not None and prefix != AIM:
            return False
        self._burst.add(stroke, now_ms)
        if prefix == AIM and not self._may_be_aim():
            self._give_back()
            return False
        self._hold(receiver, event)
        if prefix == AIM and len(self._burst) == _AIM_CHARACTERS:
            self._take_held()
            self._inside = True
        elif self._burst.overlong:
            self._on_overlong(now_ms)
        return True

    def _on_inner_press(self, event: QKeyEvent, now_ms: int) -> bool:
        """Take a key of which it is known that a reader typed it."""
        self._pressed.add(_place(event))
        if event.key() in self._habits.suffix.keys and not self._flooded:
            self._finish(now_ms)
            return True
        stroke = self._stroke(event)
        if stroke is not None:
            self._burst.add(stroke, now_ms)
            self._flooded = self._flooded or self._burst.overlong
        self._wait(FRAME_MS)
        return True

    def _on_suffix(self, event: QKeyEvent, now_ms: int) -> bool:
        if self._ended_ms is not None and not self._burst and now_ms - self._ended_ms <= GAP_MS:
            # Readers that end in CR and LF press Enter twice.
            self._pressed.add(_place(event))
            return True
        if self._habits.prefix is not None or not self._burst.is_reader(now_ms):
            self._give_back()
            return False
        self._take_held()
        self._pressed.add(_place(event))
        self._finish(now_ms)
        return True

    def _on_overlong(self, now_ms: int) -> None:
        if self._burst.is_reader(now_ms):
            self._take_held()
            self._flooded = True
            self._wait(FRAME_MS)
        else:
            self._give_back()

    def _begin(self, event: QKeyEvent) -> bool:
        self._pressed.add(_place(event))
        self._inside = True
        self._wait(FRAME_MS)
        return True

    # -- frames ---------------------------------------------------------------

    def _finish(self, now_ms: int) -> None:
        """The reader has typed its suffix."""
        self._silence.stop()
        self._ended_ms = now_ms
        self._tell_frame()
        # The other lines of a document may come without the prefix.
        self._inside = self._inside and self._joiner.holding

    def _tell_frame(self) -> None:
        text = payload(self._text())
        self._burst.clear()
        if text is None:
            self.unreadable.emit()
        elif text:
            self._tell(self._joiner.add(text))
        if self._joiner.holding:
            self._joining.start(JOIN_MS)

    def _tell(self, texts: list[str]) -> None:
        for text in texts:
            self.scanned.emit(text)

    def _text(self) -> str:
        by_layout, by_place = self._burst.by_layout(), self._burst.by_place()
        match self._habits.layout:
            case Layout.US:
                return by_place
            case Layout.SYSTEM:
                return by_layout
        # All lines of a document are typed alike.
        if not self._joiner.holding:
            self._by_place = not _is_code(by_layout) and _is_code(by_place)
        return by_place if self._by_place else by_layout

    def _on_pause(self) -> None:
        """A key comes after a pause: what was before stands alone."""
        if self._flooded:
            self._flooded = self._inside = False
            self._burst.clear()
            self.unreadable.emit()
        elif self._inside:
            self._inside = False
            self._tell_frame()
        else:
            self._give_back()

    def _on_silence(self) -> None:
        # Where the program itself was busy, keys may lie ready that came in time: look once more.
        if not self._looked:
            self._looked = True
            self._silence.start(0)
        else:
            self._on_pause()

    def _on_joined(self) -> None:
        if self._burst:
            # The next line is being typed, and its end looks after both.
            self._joining.start(JOIN_MS)
            return
        self._inside = False
        self._tell(self._joiner.silence())

    # -- what is held ---------------------------------------------------------

    def _hold(self, receiver: QWidget, event: QKeyEvent) -> bool:
        self._held.append(_Held(receiver, event.clone()))
        self._wait(GAP_MS)
        return True

    def _take_held(self) -> None:
        """A reader typed what is held: nobody gets it."""
        for each in self._held:
            press = each.event.type() == QEvent.Type.KeyPress
            (self._pressed.add if press else self._pressed.discard)(_place(each.event))
        self._held.clear()

    def _give_back(self) -> None:
        """Hand the held keys to the widgets that they were meant for."""
        self._silence.stop()
        self._inside = self._flooded = False
        self._burst.clear()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for each in held:
                if shiboken6.isValid(each.receiver):
                    self._app.sendEvent(each.receiver, each.event)
        finally:
            self._replaying = False

    def _wait(self, gap_ms: int) -> None:
        self._looked = False
        self._silence.start(gap_ms)

    def _stroke(self, event: QKeyEvent) -> Stroke | None:
        """Return the character of a key, None if it is no character but a command."""
        held = event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        # AltGr is both of them on Windows.
        if control != alt or held & Qt.KeyboardModifier.MetaModifier:
            return None
        text = event.text()
        shifted = bool(held & Qt.KeyboardModifier.ShiftModifier)
        by_place = us_character(event.nativeScanCode(), self._platform, shifted=shifted)
        if not (text or by_place) or not text.isprintable():
            return None
        return Stroke(text, by_place)

    def _may_be_aim(self) -> bool:
        full = "]Q1"
        return any(
            aim_length(text + full[len(text) :]) > 0
            for text in (self._burst.by_layout(), self._burst.by_place())
        )

    def _make_timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(act)
        return timer


_AIM_CHARACTERS: Final = 3


def _is_prefix_key(event: QKeyEvent, prefix: Qt.Key | str | None) -> bool:
    if isinstance(prefix, Qt.Key):
        return event.key() == prefix
    return prefix == START_OF_TEXT and event.text() == START_OF_TEXT


def _place(event: QKeyEvent) -> int:
    """Return what names a key, pressed or released: Shift may be up again at its release."""
    return event.nativeScanCode() or event.key()


def _is_code(frame: str) -> bool:
    text = payload(frame)
    return text is not None and is_plausible(text)
