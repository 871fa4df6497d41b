"""Answers that the server need not send again while they are the same.

Rails marks each answer with a digest of its body (`ETag`) and, shown the mark of the present one,
says so and sends no body (304). It has made the body all the same: what is spared is the line.
"""

import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

_MOST: Final = 64
_MOST_BYTES: Final = 8 * 1024 * 1024
_LONGEST_MARK: Final = 200


@dataclass(frozen=True, slots=True)
class _Answer:
    mark: str
    packed: bytes = field(repr=False)


class Remembered:
    """The last answers of one line, packed, in memory alone: they hold names."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._bytes = 0

    def mark(self, question: str) -> str | None:
        """Return the mark of the answer that is known; None where none is."""
        found = self._answers.get(question)
        return None if found is None else found.mark

    def body(self, question: str) -> bytes:
        """Return the answer that is known.

        Raises:
            KeyError: None is.
        """
        self._answers.move_to_end(question)
        return zlib.decompress(self._answers[question].packed)

    def keep(self, question: str, mark: str | None, body: bytes) -> None:
        """Keep an answer in place of the one before; one without a mark is of no use."""
        self._drop(question)
        fits = mark is not None and len(mark) <= _LONGEST_MARK and mark.isascii()
        if mark is None or not fits or not mark.isprintable():
            return
        self._answers[question] = _Answer(mark, zlib.compress(body, 6))
        self._bytes += len(self._answers[question].packed)
        while len(self._answers) > _MOST or self._bytes > _MOST_BYTES:
            self._drop(next(iter(self._answers)))

    def _drop(self, question: str) -> None:
        gone = self._answers.pop(question, None)
        if gone is not None:
            self._bytes -= len(gone.packed)
