"""The chimes, made by us: `python -m display.announcer.chime` writes resources/sounds again."""

import array
import math
import sys
import wave
from functools import cache
from pathlib import Path
from typing import Final

from core.runtime.paths import resource

CHIME: Final = "chime.wav"
RECALL: Final = "recall.wav"
RATE_HZ: Final = 22_050
CHIME_S: Final = 0.8
_TONES_HZ: Final = (659.26, 880.0)  # E5 and A5: a rising fourth, far from any ringtone
_PARTIALS: Final = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.07))
_ATTACK_S: Final = 0.012
_DECAY_S: Final = 0.28
_LEVEL: Final = 0.45
_PEAK: Final = 32_767
_RECALL_TIMES: Final = 3


def chime() -> bytes:
    """Return two rising tones, 0.8 s of 16-bit mono samples."""
    half = CHIME_S / len(_TONES_HZ)
    samples = array.array("h")
    for tone in _TONES_HZ:
        samples.extend(_sample(tone, n / RATE_HZ, half) for n in range(round(half * RATE_HZ)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def recall_chime() -> bytes:
    """Return the chime three times, for a person who is called again."""
    return chime() * _RECALL_TIMES


def silence(seconds: float) -> bytes:
    """Return so many seconds of nothing."""
    return bytes(2 * round(seconds * RATE_HZ))


@cache
def read_sound(name: str) -> bytes:
    """Return the samples of a file in resources/sounds.

    Raises:
        OSError: It is missing, or not 16-bit mono at 22,050 Hz.
    """
    try:
        with wave.open(str(resource("sounds", name)), "rb") as sound:
            if sound.getparams()[:3] != (1, 2, RATE_HZ):
                raise OSError(f"{name}: unexpected kind of sound")
            return sound.readframes(sound.getnframes())
    except (wave.Error, EOFError) as error:
        raise OSError(f"{name}: {error}") from error


def write_wave(path: Path, samples: bytes, *, rate_hz: int = RATE_HZ) -> None:
    """Write 16-bit mono samples as a WAV file."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        sound.writeframes(samples)


def _sample(tone_hz: float, at_s: float, length_s: float) -> int:
    rise = min(1.0, at_s / _ATTACK_S)
    fall = min(1.0, (length_s - at_s) / _ATTACK_S)  # no click where the tones meet
    body = math.exp(-at_s / _DECAY_S)
    wave_form = sum(
        level * math.sin(2 * math.pi * tone_hz * factor * at_s) for factor, level in _PARTIALS
    )
    return round(_PEAK * _LEVEL * rise * fall * body * wave_form / sum(p[1] for p in _PARTIALS))


def write_all() -> None:
    """Write both chimes into resources/sounds."""
    resource("sounds").mkdir(exist_ok=True)
    write_wave(resource("sounds", CHIME), chime())
    write_wave(resource("sounds", RECALL), recall_chime())


if __name__ == "__main__":
    write_all()
