"""A reader that types like a keyboard, told from a person by its speed or its prefix."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.scanners.habits import AIM, AIM_LENGTH, Habits, Layout
from ui.scanners.joining import JOIN_MS, LineJoiner
from ui.scanners.key_events import MODIFIERS, HeldKeys, is_prefix_key, stroke_of
from ui.scanners.keystrokes import GAP_MS, Burst, Stroke
from ui.scanners.scanner import Scanner, aim_length, payload
from ui.scanners.understanding import is_plausible

FRAME_MS: Final = 100
"""A frame that began with the reader's prefix ends in so long a silence, if not in its suffix."""


class WedgeScanner(Scanner):
    """Holds keys for up to 50 ms: a burst of a reader is a code, the rest is typing.

    So a scan never lands in the field that has the focus, and typing is late by 50 ms at most. With
    a prefix nothing is late: only what follows it is kept from the fields.
    """

    def __init__(
        self,
        app: QApplication,
        habits: Habits | None = None,
        parent: QObject | None = None,
        *,
        platform: str | None = None,
    ) -> None:
        """Prepare a reader.

        Args:
            app: Its keys are watched.
            habits: How the reader was programmed.
            parent: The owner.
            platform: Qt's name of the window system, which numbers the keys; None for the present.
        """
        super().__init__(parent)
        self._app = app
        self._habits = habits or Habits()
        self._platform = platform or QGuiApplication.platformName()
        self._expected: Callable[[], bool] | None = None
        self._held = HeldKeys(app)
        self._burst = Burst()
        self._joiner = LineJoiner()
        self._inside = False
        """Its prefix was typed: keys are the reader's."""
        self._flooded = False
        """It has typed more than any code has: keys are the reader's, and lost."""
        self._by_place = False
        self._shifted = False
        """Shift was pressed since the last character."""
        self._composed = False
        """An input method made something of the keys since the last character."""
        self._ended_ms: int | None = None
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
            self._joiner.silence()
            self._give_back()

    # -- keys -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The QWindow gets each key first; counting it there too would double every character.
        if not isinstance(event, QKeyEvent | QInputMethodEvent) or self._held.replaying:
            return False
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QInputMethodEvent):
            return self._on_composed(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_release(watched, event)
        if self._expected is not None and not self._expected():
            self._give_back()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._on_shortcut(event)
        return event.type() == QEvent.Type.KeyPress and self._on_press(watched, event)

    def _on_composed(self, receiver: QWidget, event: QInputMethodEvent) -> bool:
        """Take what became of a dead key and the next one, whose places are told at their release.

        Where a reader typed them it is nothing.
        """
        self._composed = self._is_busy()
        if self._composed and not (self._inside or self._flooded):
            self._hold(receiver, event)
        return self._composed

    def _on_shortcut(self, event: QKeyEvent) -> bool:
        """Keep keys of a reader from being shortcuts."""
        ours = self._is_prefix_key(event) or (
            self._is_busy()
            and (self._is_suffix(event) or stroke_of(event, self._platform) is not None)
        )
        if ours:
            event.accept()
        return ours

    def _on_release(self, receiver: QWidget, event: QKeyEvent) -> bool:
        if self._held.was_composed(event) and self._is_busy():
            # Some readers let Shift go before the key that they pressed with it.
            self._shifted = self._shifted or (self._composed and event.key() == Qt.Key.Key_Shift)
            stroke = stroke_of(event, self._platform, shifted=self._shifted)
            if stroke is not None and stroke.by_place:
                self._add(Stroke("", stroke.by_place), event.timestamp() or self._clock.elapsed())
            if self._inside or self._flooded:
                return True
        return self._held.released(receiver, event)

    def _on_press(self, receiver: QWidget, event: QKeyEvent) -> bool:
        self._held.pressed(event)
        # When it was pressed: where this program was busy, keys come late, and all at once.
        now_ms = event.timestamp() or self._clock.elapsed()
        if self._burst.paused(now_ms, FRAME_MS if self._inside else GAP_MS):
            self._on_pause()
        self._shifted = self._shifted or event.key() == Qt.Key.Key_Shift
        if self._inside or self._flooded:
            self._on_inner_press(event, now_ms)
            return True
        if event.key() in MODIFIERS:
            # A reader presses Shift between its characters.
            return bool(self._held) and self._hold(receiver, event)
        stroke = None if event.isAutoRepeat() else stroke_of(event, self._platform)
        if self._is_prefix_key(event):
            self._give_back()
            self._inside = True
            self._swallow(event)
            return True
        if self._is_suffix(event) and not event.isAutoRepeat():
            return self._on_suffix(event, now_ms)
        if stroke is None:
            self._give_back()
            return False
        return self._on_character(receiver, event, stroke, now_ms)

    def _on_character(
        self, receiver: QWidget, event: QKeyEvent, stroke: Stroke, now_ms: int
    ) -> bool:
        if self._habits.prefix not in (None, AIM):
            return False
        self._add(stroke, now_ms)
        if self._habits.prefix == AIM and not self._may_be_aim():
            self._give_back()
            return False
        self._hold(receiver, event)
        if self._habits.prefix == AIM and len(self._burst) == AIM_LENGTH:
            self._held.take()
            self._inside = True
        elif self._burst.overlong:
            self._on_overlong(now_ms)
        return True

    def _on_inner_press(self, event: QKeyEvent, now_ms: int) -> None:
        """Take a key of which it is known that a reader typed it."""
        self._swallow(event)
        if self._is_suffix(event) and not self._flooded:
            self._finish(now_ms)
            return
        stroke = stroke_of(event, self._platform)
        if stroke is not None:
            self._add(stroke, now_ms)
            self._flooded = self._flooded or self._burst.overlong

    def _add(self, stroke: Stroke, now_ms: int) -> None:
        self._burst.add(stroke, now_ms)
        self._shifted = self._composed = False

    def _on_suffix(self, event: QKeyEvent, now_ms: int) -> bool:
        if self._burst.is_reader(now_ms) and self._habits.prefix is None:
            self._held.take()
            self._held.swallow(event)
            self._finish(now_ms)
            return True
        if self._ended_ms is not None and not self._held and now_ms - self._ended_ms <= GAP_MS:
            # Readers that end in CR and LF press Enter twice.
            self._held.swallow(event)
            return True
        self._give_back()
        return False

    def _on_overlong(self, now_ms: int) -> None:
        if self._burst.is_reader(now_ms):
            self._held.take()
            self._flooded = True
            self._wait(FRAME_MS)
        else:
            self._give_back()

    def _is_busy(self) -> bool:
        """Whether keys may be the reader's at the moment."""
        return self._inside or self._flooded or len(self._burst) > 0

    def _is_suffix(self, event: QKeyEvent) -> bool:
        return event.key() in self._habits.suffix.keys

    def _is_prefix_key(self, event: QKeyEvent) -> bool:
        return is_prefix_key(event, self._habits.prefix, self._platform)

    def _may_be_aim(self) -> bool:
        """Whether what was typed is a symbology identifier, or the beginning of one."""
        return any(
            aim_length(text + "]Q1"[len(text) :]) > 0
            for text in (self._burst.by_layout(), self._burst.by_place())
        )

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

    # -- silence --------------------------------------------------------------

    def _on_pause(self) -> None:
        """The reader, or the person, paused: what was before stands alone."""
        self._silence.stop()
        flooded, inside = self._flooded, self._inside
        self._flooded = self._inside = False
        if flooded:
            self._burst.clear()
            self.unreadable.emit()
        elif inside:
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
        if len(self._burst) > 0:
            # The next line is being typed, and its end looks after both.
            self._joining.start(JOIN_MS)
            return
        self._inside = False
        self._tell(self._joiner.silence())

    # -- what is held ---------------------------------------------------------

    def _hold(self, receiver: QWidget, event: QEvent) -> bool:
        self._held.hold(receiver, event)
        self._wait(FRAME_MS if self._inside else GAP_MS)
        return True

    def _swallow(self, event: QKeyEvent) -> None:
        self._held.swallow(event)
        self._wait(FRAME_MS)

    def _give_back(self) -> None:
        self._silence.stop()
        self._inside = self._flooded = False
        self._burst.clear()
        self._held.give_back()

    def _wait(self, gap_ms: int) -> None:
        self._looked = False
        self._silence.start(gap_ms)

    def _make_timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(act)
        return timer


def _is_code(frame: str) -> bool:
    text = payload(frame)
    return text is not None and is_plausible(text)
