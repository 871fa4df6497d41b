"""The announcements, one after the other, on a thread of their own."""

import logging
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Final

from PySide6.QtCore import QObject, Signal

from display.announcer.chime import CHIME, RECALL, read_sound, silence, write_wave
from display.announcer.player import NoSound, Player, prune
from display.announcer.voice import Voice, VoiceMissing
from display.wording import call_languages, sentence
from sync.contract.calls import BoardItem
from ui.courier import Courier

_log = logging.getLogger(__name__)

HURRY_ABOVE: Final = 2
"""With more calls waiting than this, each is spoken in French and the visitor's language only."""

_AFTER_CHIME_S: Final = 0.25
_BETWEEN_S: Final = 0.45
_STOP_S: Final = 3.0

VOICE_MISSING: Final = "voice_missing"
NO_LOUDSPEAKER: Final = "no_loudspeaker"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class _Job:
    item: BoardItem
    site_languages: tuple[str, ...]
    recall: bool


class Announcer(QObject):
    """Speaks calls in the order of their coming; never on the Qt thread, and none is dropped.

    Signals:
        spoken: An announcement ended; the argument is the id of its call.
        sound_changed: How the sound stands: empty when all is well, else `voice_missing`,
            `no_loudspeaker` or `failed`.
    """

    spoken = Signal(str)
    sound_changed = Signal(str)

    def __init__(
        self,
        voice: Voice,
        player: Player | None,
        *,
        keep: Path | None = None,
        keep_all: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Prepare the announcer.

        Args:
            voice: Makes sentences.
            player: Plays them; None where there is no loudspeaker.
            keep: Where files are kept that could not be played, or all files.
            keep_all: Keep every announcement, not the last fifty only.
            parent: The owner.
        """
        super().__init__(parent)
        self._courier = Courier(self)
        self._voice = voice
        self._player = player
        self._keep = keep
        self._keep_all = keep_all
        self._jobs: deque[_Job] = deque()
        self._ready = Condition()
        self._stop = Event()
        self._thread: Thread | None = None
        self._count = 0
        self._sound: str | None = None

    def start(self) -> None:
        """Begin to work."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="announcer", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Fall silent at once; no signal comes afterwards."""
        self._stop.set()
        self._courier.close()
        with self._ready:
            self._ready.notify()
        if self._thread is not None:
            self._thread.join(_STOP_S)
            self._thread = None

    def announce(self, item: BoardItem, languages: Sequence[str], *, recall: bool) -> None:
        """Queue a call; one that is not to be said aloud is left out.

        Args:
            item: The call.
            languages: The site's languages, in their order.
            recall: The person is called again: a triple chime.
        """
        if not item.aloud:
            return
        with self._ready:
            self._jobs.append(_Job(item, tuple(languages), recall))
            self._ready.notify()

    def forget(self, call_id: str) -> None:
        """Take back what was not spoken yet."""
        with self._ready:
            self._jobs = deque(job for job in self._jobs if job.item.call_id != call_id)

    def _run(self) -> None:
        while (taken := self._next()) is not None:
            job, waiting = taken
            try:
                self._announce(job, hurried=waiting > HURRY_ABOVE)
            except OSError as error:
                # A full disk or a folder that went away must not silence the calls to come.
                _log.warning("announcement failed: %s", type(error).__name__)
                self._tell_sound(FAILED)
            if not self._stop.is_set():
                self._courier.post(partial(self.spoken.emit, job.item.call_id))

    def _next(self) -> tuple[_Job, int] | None:
        with self._ready:
            self._ready.wait_for(lambda: self._jobs or self._stop.is_set())
            if self._stop.is_set():
                return None
            job = self._jobs.popleft()
            return job, len(self._jobs)

    def _announce(self, job: _Job, *, hurried: bool) -> None:
        with tempfile.TemporaryDirectory(prefix="guichet-voice-") as folder:
            path = Path(folder) / self._file_name(job)
            samples, voiceless = self._compose(job, Path(folder), hurried=hurried)
            write_wave(path, samples)
            heard = self._play(path)
            if not heard or self._keep_all:
                self._store(path)
        if heard:
            self._tell_sound(VOICE_MISSING if voiceless else "")
        else:
            self._tell_sound(NO_LOUDSPEAKER)

    def _compose(self, job: _Job, folder: Path, *, hurried: bool) -> tuple[bytes, bool]:
        parts = [read_sound(RECALL if job.recall else CHIME), silence(_AFTER_CHIME_S)]
        voiceless = False
        for language in call_languages(job.item, job.site_languages, hurried=hurried):
            try:
                parts.append(self._voice.speak(sentence(job.item, language), language, folder))
                parts.append(silence(_BETWEEN_S))
            except VoiceMissing:
                voiceless = True
        return b"".join(parts), voiceless

    def _play(self, path: Path) -> bool:
        if self._player is None:
            return False
        try:
            self._player.play(path, self._stop)
        except NoSound as error:
            _log.warning("no sound: %s", error)
            return False
        return True

    def _store(self, path: Path) -> None:
        if self._keep is None:
            return
        self._keep.mkdir(parents=True, exist_ok=True)
        # Moved whole into place: who watches the folder never reads half a file.
        part = self._keep / f".{path.name}.part"
        part.write_bytes(path.read_bytes())
        part.replace(self._keep / path.name)
        if not self._keep_all:
            prune(self._keep)

    def _file_name(self, job: _Job) -> str:
        self._count += 1
        again = "-recall" if job.recall else ""
        counter = "".join(c for c in job.item.counter if c.isalnum()) or "x"
        return f"{self._count:04}-{job.item.number}-{counter}{again}.wav"

    def _tell_sound(self, state: str) -> None:
        if state != self._sound and not self._stop.is_set():
            self._sound = state
            self._courier.post(partial(self.sound_changed.emit, state))
