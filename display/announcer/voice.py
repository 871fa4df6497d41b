"""Voices: one sentence in one language as a WAV file, made by a separate process."""

import logging
import shutil
import subprocess
import wave
from pathlib import Path
from typing import Final, Protocol

from display.announcer.chime import RATE_HZ

_log = logging.getLogger(__name__)

WORDS_PER_MINUTE: Final = 145
_TIMEOUT_S: Final = 10.0
_NAMES: Final = {"zh": "cmn", "en": "en-gb", "fr": "fr-fr"}


class VoiceMissing(Exception):
    """This language cannot be spoken here."""


class Voice(Protocol):
    """Speaks a sentence into 16-bit mono samples at 22,050 Hz."""

    def speak(self, text: str, language: str, folder: Path) -> bytes:
        """Return the samples of a sentence, using `folder` for files in between.

        Raises:
            VoiceMissing: This language cannot be spoken here.
        """
        ...


class EspeakVoice:
    """espeak-ng, an offline engine that runs beside us and never inside."""

    def __init__(self, program: str | None = None) -> None:
        self._program = program or shutil.which("espeak-ng")

    def speak(self, text: str, language: str, folder: Path) -> bytes:
        """Return the samples of a sentence.

        Raises:
            VoiceMissing: The engine is not installed, has no such language, or failed.
        """
        if self._program is None:
            raise VoiceMissing("espeak-ng is not installed")
        target = folder / "sentence.wav"
        target.unlink(missing_ok=True)
        command = [self._program, "-v", _NAMES.get(language, language)]
        command += ["-s", str(WORDS_PER_MINUTE), "-w", str(target), "--stdin"]
        try:
            subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=_TIMEOUT_S, check=True
            )
            with wave.open(str(target), "rb") as sound:
                if sound.getparams()[:3] != (1, 2, RATE_HZ):
                    raise VoiceMissing(f"{language}: unexpected kind of sound")
                return sound.readframes(sound.getnframes())
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
            _log.warning("no voice for %s: %s", language, type(error).__name__)
            raise VoiceMissing(language) from error
