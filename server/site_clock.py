"""The clock of a server that runs on simulated time, told to the commands beside it.

A pairing code that an administrator makes beside a running server must be valid by that
server's time, not by the machine's.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from core.ports import Clock
from core.runtime.clock import SimulatedClock, SystemClock
from server.data_folder import DataFolder
from server.options import clock_of


@contextmanager
def published(folder: DataFolder, clock: Clock) -> Iterator[None]:
    """Tell commands beside this server its clock, as long as it is a simulated one."""
    path = _path(folder)
    if not isinstance(clock, SimulatedClock):
        path.unlink(missing_ok=True)
        yield
        return
    told = {
        "shows": clock.now().isoformat(),
        "at": SystemClock().now().isoformat(),
        "speed": clock.speed,
    }
    path.write_text(json.dumps(told), encoding="ascii")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def command_clock(options: argparse.Namespace, folder: DataFolder) -> Clock:
    """Return the clock of a command: the one it was given, else the running server's.

    Raises:
        Stop: The given one is no clock.
    """
    if options.clock is not None or not _server_runs(folder):
        return clock_of(options)
    try:
        told = json.loads(_path(folder).read_text(encoding="ascii"))
        at, shows = (datetime.fromisoformat(told[name]) for name in ("at", "shows"))
        speed = float(told["speed"])
    except (OSError, ValueError, KeyError, TypeError):
        return SystemClock()
    passed = SystemClock().now() - at
    return SimulatedClock(shows + passed * speed, speed)


def _path(folder: DataFolder) -> Path:
    return folder.path / "server.clock"


def _server_runs(folder: DataFolder) -> bool:
    if not _path(folder).exists():
        return False
    lock = FileLock(folder.path / "server.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False
