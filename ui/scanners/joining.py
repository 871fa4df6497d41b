"""Puts the lines of a travel document together, which readers send one after another."""

from typing import Final

from ui.scanners.travel_document import FILLER, LENGTHS, MOST_LINES, begins_zone, is_line

JOIN_MS: Final = 150
"""The lines of one document follow within this time."""


class LineJoiner:
    """Holds the lines of a document until it is whole, or the reader falls silent.

    Everything else passes at once. Line ends are LF in what comes out.
    """

    def __init__(self) -> None:
        self._held: list[str] = []

    @property
    def holding(self) -> bool:
        """Whether `silence` would give something out."""
        return bool(self._held)

    def add(self, line: str) -> list[str]:
        """Take a line and return the scans that it completes."""
        capitals = line.strip().upper()
        belongs = is_line(capitals) if self._held else begins_zone(capitals)
        if not belongs:
            return [*self.silence(), line]
        self._held.append(capitals)
        whole = len(set(map(len, self._held))) == 1 and sum(map(len, self._held)) in LENGTHS
        return self.silence() if whole or len(self._held) == MOST_LINES else []

    def silence(self) -> list[str]:
        """Nothing came for a while: what is held is all that there is."""
        held, self._held = self._held, []
        if any(FILLER in line for line in held):
            return ["\n".join(held)]
        return held
