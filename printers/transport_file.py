"""A file, a folder of jobs or a device node; and the kiosk that has no printer."""

import os
import select
from collections.abc import Callable
from pathlib import Path

from printers.transport import Link, LinkLost, LinkStuck, NoPrinter, reason_of


class FileLink:
    """An open file that takes bytes and says nothing."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, data: bytes, patience_s: float) -> None:
        view, taken = memoryview(data), 0
        while taken < len(data):
            try:
                taken += os.write(self._descriptor, view[taken:])
            except BlockingIOError as error:
                ready = select.select([], [self._descriptor], [], patience_s)[1]
                if not ready:
                    raise LinkStuck(f"stuck after {taken} of {len(data)} bytes") from error
            except OSError as error:
                raise LinkLost(f"broke after {taken} bytes: {error}") from error

    def receive(self, patience_s: float) -> bytes:
        return b""

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class JobLink:
    """A folder of jobs: the file of this one is made by its first byte, so that a look makes none.

    Args:
        make: Opens the file.
    """

    def __init__(self, make: Callable[[], FileLink]) -> None:
        self._make = make
        self._file: FileLink | None = None

    def send(self, data: bytes, patience_s: float) -> None:
        if self._file is None:
            self._file = self._make()
        self._file.send(data, patience_s)

    def receive(self, patience_s: float) -> bytes:
        return b""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class FileTransport:
    """A file that jobs are added to; in a folder, each job is a file: 001.bin, 002.bin and on."""

    answers = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = f"file:{path}"

    def open(self) -> Link:
        if self._path.is_dir():
            return JobLink(self._next_job)
        return self._opened(self._path)

    def _next_job(self) -> FileLink:
        return self._opened(self._next())

    def _opened(self, target: Path) -> FileLink:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        # Only Windows tells text from binary; only POSIX has device nodes that block.
        flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            return FileLink(os.open(target, flags, 0o600))
        except OSError as error:
            raise LinkLost(f"{self.name}: {error}", reason_of(error)) from error

    def _next(self) -> Path:
        taken = [int(path.stem) for path in self._path.glob("*.bin") if path.stem.isdecimal()]
        return self._path / f"{max(taken, default=0) + 1:03}.bin"


class NoTransport:
    """No printer at all."""

    answers = False
    name = "none"

    def open(self) -> FileLink:
        raise NoPrinter("this station has no printer")
