"""The widgets that all programs share: code only, styled by the one sheet."""

from ui.widgets.banner import Banner
from ui.widgets.chip import StateChip
from ui.widgets.elided import ElidedLabel
from ui.widgets.header import StepHeader
from ui.widgets.keypad import Keypad
from ui.widgets.status import StatusLine
from ui.widgets.tile import TileButton

__all__ = [
    "Banner",
    "ElidedLabel",
    "Keypad",
    "StateChip",
    "StatusLine",
    "StepHeader",
    "TileButton",
]
