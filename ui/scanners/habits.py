"""How a reader that types was programmed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

START_OF_TEXT: Final = "\x02"
"""The prefix that readers type as Ctrl+B."""

AIM: Final = "aim"
"""The prefix that is a symbology identifier, such as `]Q1`."""

AIM_LENGTH: Final = 3


class Suffix(StrEnum):
    """The key that a reader types at the end."""

    ENTER = "enter"
    TAB = "tab"

    @property
    def keys(self) -> frozenset[Qt.Key]:
        """The keys of a keyboard that are it."""
        if self is Suffix.TAB:
            return frozenset({Qt.Key.Key_Tab})
        return frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Layout(StrEnum):
    """How a reader's keys are read."""

    US = "us"
    """By their places: the reader types like a US keyboard, whatever the system's layout is."""
    SYSTEM = "system"
    """By the system's layout, which the reader was set to."""
    AUTO = "auto"
    """By whichever of the two makes a code of them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a reader was programmed.

    Attributes:
        prefix: What it types first: a function key, `START_OF_TEXT` or `AIM`; with None its speed
            must do.
        suffix: The key at the end.
        layout: The keyboard that it is set to.
    """

    prefix: Qt.Key | str | None = None
    suffix: Suffix = Suffix.ENTER
    layout: Layout = Layout.AUTO
