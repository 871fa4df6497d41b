"""Every program with a window ends in order when the system or a terminal asks for it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from ui.driver_client import Driver


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("program", ["kiosk", "counterapp", "display"])
def test_a_signal_ends_a_program_within_3_s(
    program: str, number: signal.Signals, tmp_path: Path
) -> None:
    socket = tmp_path / "driver"
    command = [sys.executable, "-m", program, "--profile", str(tmp_path / "profile")]
    with subprocess.Popen(
        [*command, "--windowed", "960x720", "--driver", str(socket)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as running:
        driver = Driver(socket)
        driver.tree()
        driver.close()
        running.send_signal(number)
        asked = monotonic()
        assert running.wait(timeout=10) == 0
        assert monotonic() - asked < 3
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()
