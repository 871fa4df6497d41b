"""What the room hears, in which order, and what happens without a voice or a loudspeaker."""

import shutil
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from core.runtime.paths import resource
from display.announcer.announcer import (
    FAILED,
    NO_LOUDSPEAKER,
    VOICE_MISSING,
    Announcer,
)
from display.announcer.chime import CHIME_S, RATE_HZ, chime, recall_chime, silence
from display.announcer.player import CommandPlayer, FilePlayer, NoSound, length_s, prune
from display.announcer.voice import EspeakVoice, VoiceMissing
from tests.support.boards import item


@dataclass
class Speaker:
    """A voice that notes what it was given."""

    lacking: frozenset[str] = frozenset()
    said: list[str] = field(default_factory=list)

    def speak(self, text: str, language: str, folder: Path) -> bytes:
        assert folder.is_dir()
        if language in self.lacking:
            raise VoiceMissing(language)
        self.said.append(text)
        return silence(0.1)


@dataclass
class Loudspeaker:
    """A player that can be held up and can be broken."""

    gate: Event = field(default_factory=Event)
    broken: bool = False
    lengths: list[float] = field(default_factory=list)

    def play(self, path: Path, stop: Event) -> None:
        while not (self.gate.wait(0.01) or stop.is_set()):
            pass
        if self.broken:
            raise NoSound("broken")
        self.lengths.append(length_s(path))


Make = Callable[..., Announcer]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[Announcer] = []

    def build(voice: Speaker, player: Loudspeaker | FilePlayer | None, **rest: object) -> Announcer:
        announcer = Announcer(voice, player, **rest)  # type: ignore[arg-type]
        made.append(announcer)
        announcer.start()
        return announcer

    yield build
    for announcer in made:
        announcer.stop()


def open_speaker() -> Loudspeaker:
    """Return a player that plays at once."""
    speaker = Loudspeaker()
    speaker.gate.set()
    return speaker


def test_a_call_is_a_chime_then_french_then_the_visitors_language(qtbot: QtBot, make: Make) -> None:
    voice, speaker = Speaker(), open_speaker()
    announcer = make(voice, speaker)
    with qtbot.waitSignal(announcer.spoken) as caught:
        announcer.announce(item(1, "K042", language="ar"), ["fr", "en"], recall=False)
    assert caught.args == [item(1).call_id]
    assert voice.said == [
        "Ticket K 42, guichet 3.",
        "الرقم K 42، الشباك 3.",
        "Ticket K 42, counter 3.",
    ]
    assert speaker.lengths[0] > CHIME_S


def test_calls_are_spoken_in_order_and_shorter_when_many_wait(qtbot: QtBot, make: Make) -> None:
    voice, speaker = Speaker(), Loudspeaker()
    announcer = make(voice, speaker)
    spoken: list[str] = []
    announcer.spoken.connect(spoken.append)
    for n in range(1, 7):
        announcer.announce(item(n, f"K00{n}", language="es"), ["fr", "en"], recall=False)
    speaker.gate.set()
    qtbot.waitUntil(lambda: len(spoken) == 6)
    assert spoken == [item(n).call_id for n in range(1, 7)]
    english = [said for said in voice.said if "counter" in said]
    assert 0 < len(english) < 6
    assert sum("guichet" in said for said in voice.said) == 6
    assert sum("ventanilla" in said for said in voice.said) == 6


def test_who_is_fetched_in_person_is_never_spoken(qtbot: QtBot, make: Make) -> None:
    voice = Speaker()
    announcer = make(voice, open_speaker())
    announcer.announce(item(1, aloud=False), ["fr"], recall=False)
    with qtbot.waitSignal(announcer.spoken) as caught:
        announcer.announce(item(2, "K002"), ["fr"], recall=False)
    assert caught.args == [item(2).call_id]
    assert voice.said == ["Ticket K 2, guichet 3."]


def test_what_was_taken_back_is_not_spoken(qtbot: QtBot, make: Make) -> None:
    voice, speaker = Speaker(), Loudspeaker()
    announcer = make(voice, speaker)
    spoken: list[str] = []
    announcer.spoken.connect(spoken.append)
    announcer.announce(item(1, "K001"), ["fr"], recall=False)
    qtbot.waitUntil(lambda: len(voice.said) == 1)
    announcer.announce(item(2, "K002"), ["fr"], recall=False)
    announcer.announce(item(3, "K003"), ["fr"], recall=False)
    announcer.forget(item(2).call_id)
    speaker.gate.set()
    qtbot.waitUntil(lambda: len(spoken) == 2)
    assert voice.said == ["Ticket K 1, guichet 3.", "Ticket K 3, guichet 3."]


def test_a_recall_has_a_triple_chime(qtbot: QtBot, make: Make) -> None:
    speaker = open_speaker()
    announcer = make(Speaker(), speaker)
    with qtbot.waitSignal(announcer.spoken):
        announcer.announce(item(1), ["fr"], recall=False)
    with qtbot.waitSignal(announcer.spoken):
        announcer.announce(item(1, repeats=1), ["fr"], recall=True)
    assert speaker.lengths[1] - speaker.lengths[0] == pytest.approx(2 * CHIME_S, abs=0.01)


def test_a_missing_voice_leaves_the_chime_and_is_told(qtbot: QtBot, make: Make) -> None:
    speaker = open_speaker()
    announcer = make(Speaker(frozenset({"fr", "en"})), speaker)
    with qtbot.waitSignal(announcer.sound_changed) as caught:
        announcer.announce(item(1), ["fr", "en"], recall=False)
    assert caught.args == [VOICE_MISSING]
    assert speaker.lengths[0] >= CHIME_S


def test_without_a_loudspeaker_files_are_kept_and_it_is_told(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    announcer = make(Speaker(), None, keep=tmp_path / "kept")
    with qtbot.waitSignal(announcer.sound_changed) as caught:
        announcer.announce(item(1, "K042", "3"), ["fr"], recall=False)
    assert caught.args == [NO_LOUDSPEAKER]
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["0001-K042-3.wav"]


def test_a_loudspeaker_that_comes_back_is_told_too(qtbot: QtBot, make: Make) -> None:
    speaker = open_speaker()
    speaker.broken = True
    announcer = make(Speaker(), speaker)
    with qtbot.waitSignal(announcer.sound_changed) as caught:
        announcer.announce(item(1), ["fr"], recall=False)
    assert caught.args == [NO_LOUDSPEAKER]
    speaker.broken = False
    with qtbot.waitSignal(announcer.sound_changed) as caught:
        announcer.announce(item(2), ["fr"], recall=False)
    assert caught.args == [""]


def test_a_folder_that_cannot_be_written_does_not_stop_the_calls(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    announcer = make(Speaker(), None, keep=tmp_path / "file" / "kept")
    with qtbot.waitSignal(announcer.sound_changed) as caught:
        announcer.announce(item(1), ["fr"], recall=False)
    assert caught.args == [FAILED]
    with qtbot.waitSignal(announcer.spoken):
        announcer.announce(item(2), ["fr"], recall=False)


def test_stopping_cuts_the_sound_short(qtbot: QtBot, make: Make) -> None:
    voice = Speaker()
    announcer = make(voice, Loudspeaker())
    announcer.announce(item(1), ["fr"], recall=False)
    qtbot.waitUntil(lambda: bool(voice.said))
    announcer.stop()


def test_the_committed_chimes_are_what_the_script_makes() -> None:
    for name, made in (("chime.wav", chime()), ("recall.wav", recall_chime())):
        with wave.open(str(resource("sounds", name)), "rb") as sound:
            assert sound.getparams()[:3] == (1, 2, RATE_HZ)
            assert sound.readframes(sound.getnframes()) == made
    assert len(chime()) == 2 * round(CHIME_S * RATE_HZ)


def test_the_newest_files_are_kept(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.wav").write_bytes(b"")
    prune(tmp_path, keep=2)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", ["fr", "en", "es", "ar", "pt", "de", "zh", "ru"])
def test_the_engine_speaks_every_language(language: str, tmp_path: Path) -> None:
    samples = EspeakVoice().speak("Ticket K 42, guichet 3.", language, tmp_path)
    assert len(samples) > RATE_HZ
    assert any(samples)


def test_an_engine_that_is_not_there_is_a_missing_voice(tmp_path: Path) -> None:
    for program in (str(tmp_path / "none"), "/bin/false"):
        with pytest.raises(VoiceMissing):
            EspeakVoice(program).speak("un", "fr", tmp_path)


def test_a_player_that_fails_or_hangs_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        sound.writeframes(silence(0.1))
    CommandPlayer("/bin/true").play(path, Event())
    for command in ("/bin/false", str(tmp_path / "none")):
        with pytest.raises(NoSound):
            CommandPlayer(command).play(path, Event())
    stop = Event()
    stop.set()
    CommandPlayer("/bin/sh", "-c", "sleep 60").play(path, stop)
