"""A reader that types as a US keyboard, on a real window system under other layouts."""

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from tests.support.keys import X11_OFFSET, us_keys
from tests.support.travel_documents import TD3

TOOLS = ("Xvfb", "xdotool", "setxkbmap")
LAYOUTS = ("fr", "de", "ru", "ara", "ir")
SIGNED = "CQ1:A1 $%*+-./:+E+A+/ZYWQMB4"
PATIENT_S = 20
SILENT_S = 2.0
MOST_TRIES = 5

pytestmark = pytest.mark.slow


@dataclass
class Screen:
    """A virtual screen with the window of `tests.support.wedge_window` on it."""

    environment: dict[str, str]
    window: str
    program: "subprocess.Popen[bytes]" = field(repr=False)

    def layout(self, name: str) -> None:
        self._run("setxkbmap", name)

    def type(self, *lines: str) -> None:
        """Press the keys that a US keyboard has for the lines, each with Enter at its end."""
        keys = us_keys()
        pressed = []
        for line in lines:
            for character in line:
                place, shifted = keys[character]
                pressed.append(f"{'shift+' if shifted else ''}{place + X11_OFFSET}")
            pressed.append("Return")
        self._run("xdotool", "key", "--delay", "1", *pressed)

    def told(self) -> tuple[str, ...]:
        """Return the next line that the window wrote."""
        assert self.program.stdout is not None
        words = self.program.stdout.readline().decode().split()
        return tuple("" if word == "-" else bytes.fromhex(word).decode() for word in words)

    def heard(self) -> list[str]:
        """Return the scans since this was asked last, and what the field held besides.

        Keys may still be on their way: it is asked once there is a scan, or none comes.
        """
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        select.select([self.program.stdout], [], [], SILENT_S)
        self.program.stdin.write(b"\n")
        self.program.stdin.flush()
        scans = []
        while (line := self.told())[0] != "held":
            scans.append(line[1])
        return [*scans, line[1]]

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENT_S)


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    with ExitStack() as stack:
        reading, writing = os.pipe()
        stack.callback(os.close, reading)
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        stack.callback(end, server)
        display = os.read(reading, 16).decode().strip()
        if not display:
            pytest.skip("Xvfb does not start here")
        environment = os.environ | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.support.wedge_window"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        stack.callback(end, program)
        made = Screen(environment, "", program)
        ready = made.told()
        if not ready:
            pytest.skip("Qt finds no libraries for X11 here")
        made.window = ready[1]
        subprocess.run(
            ["xdotool", "windowfocus", "--sync", made.window],
            env=environment,
            check=True,
            timeout=PATIENT_S,
        )
        yield made


def end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(timeout=PATIENT_S)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def test_codes_and_documents_survive_every_layout(screen: Screen) -> None:
    for layout in LAYOUTS:
        screen.layout(layout)
        for lines in ((SIGNED,), ("471025",), TD3):
            wanted = ["\n".join(lines), ""]
            # A busy machine may hold up what types, as nothing does in a reader.
            tries: list[list[str]] = []
            while wanted not in tries and len(tries) < MOST_TRIES:
                screen.type(*lines)
                tries.append(screen.heard())
            assert tries[-1] == wanted, (layout, tries)
