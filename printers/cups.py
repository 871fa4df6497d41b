"""Queues of CUPS, by the programs that come with it; `pycups` would have to be compiled."""

import os
import re
import subprocess
from dataclasses import dataclass
from typing import Final

from printers.bounded import TookTooLong

NAME: Final = re.compile(r"""[^\s/#,'"\\\x00-\x1f-][^\s/#,'"\\\x00-\x1f]{0,126}""")
"""What CUPS allows, but for what its programs would take for a list or an option."""

_JOB: Final = re.compile(r"request id is (\S+-[0-9]+) ")
_QUEUE: Final = re.compile(r"^printer (\S+) ", re.MULTILINE)
_MOST_TOLD: Final = 200


class CupsMissing(Exception):
    """The programs of CUPS are not installed."""


class CupsRefused(Exception):
    """CUPS answered that it does not; `str()` is what it said."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """How a queue is.

    Attributes:
        enabled: It prints what it holds.
        accepting: It takes jobs.
        told: What CUPS says of it, for logs.
    """

    enabled: bool
    accepting: bool
    told: str


def queues(limit_s: float) -> list[str]:
    """Return the names of all queues, sorted; none where CUPS has none.

    Raises:
        CupsMissing, CupsRefused, TookTooLong: See `_run`.
    """
    try:
        told = _run(["lpstat", "-p"], limit_s)
    except CupsRefused as error:
        if "No destinations" in str(error):
            return []
        raise
    return sorted(name for name in _QUEUE.findall(told) if NAME.fullmatch(name))


def state_of(queue: str, limit_s: float) -> QueueState:
    """Ask how a queue is.

    Raises:
        CupsRefused: There is no such queue, or CUPS does not run: see `runs`.
        CupsMissing, TookTooLong: See `_run`.
    """
    told = _run(["lpstat", "-p", queue, "-a", queue], limit_s)
    line = next((each for each in told.splitlines() if each.startswith(f"printer {queue} ")), "")
    return QueueState(
        enabled=" disabled since " not in line,
        accepting=f"{queue} accepting requests" in told,
        told=" ".join(told.split())[:_MOST_TOLD],
    )


def runs(limit_s: float) -> bool:
    """Tell whether CUPS runs; where it does not, its programs say that no queue is there.

    Raises:
        CupsMissing, CupsRefused, TookTooLong: See `_run`.
    """
    return "is running" in _run(["lpstat", "-r"], limit_s)


def submit(queue: str, title: str, data: bytes, limit_s: float) -> str:
    """Hand over a job as it is and return its name.

    Raises:
        CupsRefused: It was not taken.
        CupsMissing, TookTooLong: See `_run`.
    """
    told = _run(["lp", "-d", queue, "-o", "raw", "-t", title], limit_s, data)
    found = _JOB.search(told)
    if found is None:
        raise CupsRefused(told[:_MOST_TOLD])
    return found[1]


def holds(queue: str, job: str, limit_s: float) -> bool:
    """Tell whether a queue still holds a job.

    Raises:
        CupsMissing, CupsRefused, TookTooLong: See `_run`.
    """
    told = _run(["lpstat", "-W", "not-completed", "-o", queue], limit_s)
    return any(line.split(" ", 1)[0] == job for line in told.splitlines())


def cancel(job: str, limit_s: float) -> None:
    """Take a job off its queue.

    Raises:
        CupsMissing, CupsRefused, TookTooLong: See `_run`.
    """
    _run(["cancel", job], limit_s)


def _run(command: list[str], limit_s: float, data: bytes = b"") -> str:
    """Run a program of CUPS and return what it says.

    Raises:
        CupsMissing: It is not installed.
        CupsRefused: It ended with a complaint.
        TookTooLong: It did not end in time, and was killed.
    """
    try:
        ended = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limit_s,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise CupsMissing(command[0]) from error
    except OSError as error:
        raise CupsRefused(str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(f"{command[0]} took more than {limit_s:g} s") from error
    if ended.returncode:
        complaint = ended.stderr.decode("utf-8", "replace").strip() or f"exit {ended.returncode}"
        raise CupsRefused(complaint[:_MOST_TOLD])
    return ended.stdout.decode("utf-8", "replace")
