"""Tells a reader that types from a person, by its speed."""

from dataclasses import dataclass, field
from typing import Final

from ui.scanners.scanner import MAX_FRAME

GAP_MS: Final = 50
"""The longest pause of a reader between two keys; Windows' clock blurs what is shorter."""

MEAN_MS: Final = 30
"""A reader's keys follow one another faster than this on the whole; nobody types like that."""

MINIMUM_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Stroke:
    """One character: as the system's keyboard layout has it, and as a US keyboard has it."""

    by_layout: str = field(repr=False)
    by_place: str = field(repr=False)


class Burst:
    """Keys that follow one another without a pause."""

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._first_ms = 0
        self._last_ms = 0

    def __len__(self) -> int:
        return len(self._strokes)

    def add(self, stroke: Stroke, at_ms: int) -> None:
        """Take a key at a time of whatever clock."""
        if not self._strokes:
            self._first_ms = at_ms
        self._strokes.append(stroke)
        self._last_ms = at_ms

    def clear(self) -> None:
        """Begin anew."""
        self._strokes.clear()

    def paused(self, at_ms: int, gap_ms: int = GAP_MS) -> bool:
        """Whether a key at this time would come after a pause."""
        return bool(self._strokes) and at_ms - self._last_ms > gap_ms

    @property
    def overlong(self) -> bool:
        """Whether there are more keys than any code of ours has."""
        return len(self._strokes) > MAX_FRAME

    def is_reader(self, at_ms: int) -> bool:
        """Whether a reader typed this, if the key that ends it comes now.

        One character alone again and again is a key that somebody holds.
        """
        length = len(self._strokes)
        return (
            length >= MINIMUM_LENGTH
            and not self.paused(at_ms)
            and at_ms - self._first_ms <= MEAN_MS * length
            and len(set(self._strokes)) > 1
        )

    def by_layout(self) -> str:
        """Return the text as the system's keyboard layout has it."""
        return "".join(stroke.by_layout for stroke in self._strokes)

    def by_place(self) -> str:
        """Return the text as a US keyboard has it, where that is known."""
        return "".join(stroke.by_place or stroke.by_layout for stroke in self._strokes)
