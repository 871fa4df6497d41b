"""What a person may type: a reference in groups of three, then the booked time."""

from dataclasses import dataclass
from typing import Final

from ui.scanners.understanding import is_reference

DIGITS: Final = "0123456789"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GROUP: Final = 3
TIME_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """How references look at this site.

    Attributes:
        min_length: Fewest characters, at least 1.
        max_length: Most characters, at most 16.
        letters: Whether A–Z occur.
        ask_time: Whether the booked time is asked too, since references are easy to guess.
    """

    min_length: int
    max_length: int
    letters: bool
    ask_time: bool

    def fits(self, text: str) -> bool:
        """Whether a text is a whole reference."""
        return is_reference(text, self)


def grouped(typed: str, shape: ReferenceShape) -> list[str]:
    """Return the boxes to show: three characters each, `_` for what is still to come.

    Boxes beyond the shortest reference appear once they are needed.
    """
    shown = max(shape.min_length, len(typed) + 1, GROUP * 2)
    shown = min(-(-shown // GROUP) * GROUP, max(shape.max_length, len(typed)))
    line = typed.ljust(shown, "_")
    return [line[i : i + GROUP] for i in range(0, len(line), GROUP)]


def next_time_keys(typed: str) -> str:
    """Return the digits that may follow in a time of day that is typed as `HHMM`."""
    match len(typed):
        case 0:
            return DIGITS
        case 1:
            return DIGITS if typed in "01" else "0123"
        case 2:
            return "012345"
        case 3:
            return DIGITS
        case _:
            return ""


def add_time_digit(typed: str, digit: str) -> str:
    """Return what is typed after one more digit; `9` first means `09`, a wrong one is not taken."""
    if digit not in next_time_keys(typed):
        return typed
    return f"0{digit}" if not typed and digit in "3456789" else typed + digit


def as_time(typed: str) -> str | None:
    """Return `HH:MM` once four digits are there."""
    return f"{typed[:2]}:{typed[2:]}" if len(typed) == TIME_LENGTH else None
