"""A disk below a real program that fails on command; see `faulty_disk.c`."""

import mmap
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, Self

SOURCE: Final = Path(__file__).with_name("faulty_disk.c")
BEFORE, AFTER, HALF = range(3)
"""When a program dies in a call: before it, after it, or with half of a write done."""

_FIELDS: Final = (
    *("calls", "syncs", "die_at", "die_how", "space"),
    *("write_errno", "sync_errno", "short_writes", "sync_us"),
)


class NoCompiler(Exception):
    """The layer cannot be built here; the text says why."""


@cache
def library() -> Path:
    """Build the layer once a process; return where it is.

    Raises:
        NoCompiler: Not Linux, or no C compiler.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        raise NoCompiler("faults of the disk need Linux and a C compiler")
    built = Path(mkdtemp(prefix="faulty-disk-")) / "faulty_disk.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", built, SOURCE, "-ldl"],
        check=True,
    )
    return built


class FaultyDisk:
    """What the disk below one folder does, for programs that are started with `environment`.

    Args:
        folder: The folder; it exists.
        control: A file, outside the folder, through which the programs are told; made if missing.
        trace: Where to write down every change; None for nowhere.
    """

    def __init__(self, folder: Path, control: Path, trace: Path | None = None) -> None:
        self.folder = folder.resolve()
        self.trace = trace
        if not control.exists():
            control.write_bytes(bytes(8 * len(_FIELDS)))
        with control.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 0)
        self._control = control
        self.heal()

    @classmethod
    def below_this_program(cls) -> Self:
        """Return the disk that this program was started on, as a good one from now on."""
        names = ("FAULTY_DISK_ROOT", "FAULTY_DISK_CONTROL")
        return cls(*(Path(os.environ[name]) for name in names))

    @property
    def environment(self) -> dict[str, str]:
        """The variables that put a program on this disk."""
        own = {
            "LD_PRELOAD": str(library()),
            "FAULTY_DISK_ROOT": str(self.folder),
            "FAULTY_DISK_CONTROL": str(self._control),
        }
        if self.trace is not None:
            own["FAULTY_DISK_TRACE"] = str(self.trace)
        return {**os.environ, **own}

    def heal(self) -> None:
        """Be a good disk again."""
        for field in _FIELDS[2:]:
            self._put(field, 0)
        self._put("space", -1)

    @contextmanager
    def failing(self, **faults: int) -> Iterator[None]:
        """Fail for a while; keywords are fields of the control."""
        for field, value in faults.items():
            self._put(field, value)
        try:
            yield
        finally:
            self.heal()

    def die_at(self, call: int, how: int = BEFORE) -> None:
        """Kill the program at a changing call, counted from now on; -1 is before the next sync."""
        self._put("calls", 0)
        self._put("die_how", how)
        self._put("die_at", call)

    @property
    def calls(self) -> int:
        """How many changing calls there were."""
        return self._get("calls")

    @property
    def syncs(self) -> int:
        """How many syncs of a file were tried."""
        return self._get("syncs")

    def _put(self, field: str, value: int) -> None:
        struct.pack_into("<q", self._shared, 8 * _FIELDS.index(field), value)

    def _get(self, field: str) -> int:
        found: int = struct.unpack_from("<q", self._shared, 8 * _FIELDS.index(field))[0]
        return found
