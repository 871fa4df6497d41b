"""The screen that the windows open on: the person's own, or a virtual one."""

import os
import shutil
from pathlib import Path

from demonstration.processes import Program, ProgramFailed


def has_screen() -> bool:
    """Whether this session shows windows to a person."""
    if os.name == "nt" or os.uname().sysname == "Darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class VirtualScreen:
    """An Xvfb screen with a window manager, or Qt's offscreen drawing where there is no Xvfb.

    Attributes:
        env: What programs need in their environment to open windows here.
    """

    SIZE = "1920x1920x24"

    def __init__(self, folder: Path) -> None:
        self._programs: list[Program] = []
        if shutil.which("Xvfb") is None:
            self.name = "no screen (drawn in memory: Xvfb is not installed)"
            self.env = {"QT_QPA_PLATFORM": "offscreen"}
            return
        display = self._start_xvfb(folder)
        self.name = f"virtual screen {display}"
        self.env = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
        if shutil.which("openbox"):
            # Without a window manager no window becomes active and keys go nowhere.
            self._programs.append(
                Program("openbox", ["openbox"], log=folder / "openbox.log", env=self.env)
            )

    def _start_xvfb(self, folder: Path) -> str:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", self.SIZE, "-nolisten", "tcp"]
        xvfb = Program("Xvfb", command, log=folder / "xvfb.log", env={})
        self._programs.append(xvfb)
        try:
            return ":" + xvfb.wait_for(r"^(\d+)$")[1]
        except ProgramFailed:
            self.close()
            raise

    def close(self) -> None:
        """End the screen and its window manager."""
        for program in reversed(self._programs):
            program.stop()
