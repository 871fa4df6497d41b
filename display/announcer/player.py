"""Sends a WAV file to a loudspeaker, or keeps it where there is none."""

import logging
import shutil
import subprocess
import sys
import wave
from pathlib import Path
from threading import Event
from typing import Final, Protocol

_log = logging.getLogger(__name__)

KEPT_FILES: Final = 50
_SPARE_S: Final = 5.0
_POLL_S: Final = 0.05


class NoSound(Exception):
    """Nothing could be heard."""


class Player(Protocol):
    """Plays one file and comes back when it is over."""

    def play(self, path: Path, stop: Event) -> None:
        """Play a WAV file; end early when `stop` is set.

        Raises:
            NoSound: It could not be heard.
        """
        ...


class CommandPlayer:
    """Plays through a program of the system, such as `paplay` or `aplay`."""

    def __init__(self, *command: str) -> None:
        self._command = command

    def play(self, path: Path, stop: Event) -> None:
        """Run the program on the file, no longer than the sound lasts and a little more.

        Raises:
            NoSound: The program is missing, failed or hung.
        """
        try:
            process = subprocess.Popen(
                [*self._command, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise NoSound(self._command[0]) from error
        left = length_s(path) + _SPARE_S
        while process.poll() is None and left > 0 and not stop.wait(_POLL_S):
            left -= _POLL_S
        if process.poll() is None:
            process.kill()
            process.wait()
            if not stop.is_set():
                raise NoSound(f"{self._command[0]} hung")
        elif process.returncode != 0:
            raise NoSound(f"{self._command[0]} ended with {process.returncode}")


class FilePlayer:
    """Says that all was heard: for rooms whose sound is a folder of files."""

    def play(self, path: Path, stop: Event) -> None:
        """Do nothing; the announcer keeps the file."""
        del path, stop


class WindowsPlayer:
    """Plays through Windows' own sound function, which blocks until the end."""

    def play(self, path: Path, stop: Event) -> None:
        """Play the file.

        Raises:
            NoSound: Windows refused it.
        """
        del stop
        if sys.platform != "win32":
            raise NoSound("not Windows")
        import winsound  # noqa: PLC0415 - exists on Windows only

        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME)
        except RuntimeError as error:
            raise NoSound("winsound") from error


def system_player() -> Player | None:
    """Return the way to this machine's loudspeaker, None when there is no program for it."""
    if sys.platform == "win32":
        return WindowsPlayer()
    for program, options in (("paplay", ()), ("aplay", ("-q",))):
        found = shutil.which(program)
        if found is not None:
            return CommandPlayer(found, *options)
    return None


def length_s(path: Path) -> float:
    """Return how long a WAV file lasts, in seconds."""
    with wave.open(str(path), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


def prune(folder: Path, keep: int = KEPT_FILES) -> None:
    """Delete all but the newest files of a folder of announcements."""
    files = sorted(folder.glob("*.wav"), key=lambda path: path.stat().st_mtime_ns)
    for old in files[: max(0, len(files) - keep)]:
        old.unlink(missing_ok=True)
