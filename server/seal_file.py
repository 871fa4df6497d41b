"""Seals outside the database: a file of lines that only grows, in the data folder or elsewhere."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.seals import Seal


@dataclass(frozen=True, slots=True)
class SealLines:
    """What a file of seals holds.

    Attributes:
        seals: In the order of the file.
        fault: What is wrong with the file, or None. A last line that a power cut tore is nothing.
    """

    seals: Sequence[Seal]
    fault: str | None = None


class SealFile:
    """One file of seals."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> SealLines | None:
        """Return what the file holds; None if there is no file."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            return SealLines((), f"cannot be read: {error.strerror}")
        *lines, _torn = content.split(b"\n")
        seals = []
        for number, line in enumerate(lines, 1):
            try:
                seals.append(Seal.of_line(line.decode("ascii")))
            except ValueError:
                return SealLines(seals, f"line {number} is not a seal")
        return SealLines(seals)

    def seals(self) -> Sequence[Seal]:
        """Return the seals that can be read, if there are any."""
        lines = self.read()
        return () if lines is None else lines.seals

    def append(self, seals: Iterable[Seal]) -> None:
        """Add seals at the end; they are on disk when this returns.

        Raises:
            OSError: The file cannot be written.
        """
        text = "".join(f"{seal.line()}\n" for seal in seals).encode("ascii")
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.seek(_whole_lines(file.read()))
            file.write(text)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())


def _whole_lines(content: bytes) -> int:
    """Return where the last whole line ends: what a power cut tore is written over."""
    return content.rfind(b"\n") + 1
