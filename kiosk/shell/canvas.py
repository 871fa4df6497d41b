"""Where things may stand on a portrait screen of 1080 × 1920, in design pixels."""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1080
HEIGHT: Final = 1920
MARGIN: Final = 48
GAP: Final = 24
TARGET: Final = 96
"""Least height and width of a control: 20 mm on a 21.5 inch screen."""

HEADER_BOTTOM: Final = 216
FOOT: Final = 16
REACH: Final = 840
"""No control above this row, so that a seated person reaches each of them."""

REACH_LOWER: Final = 1250
"""The same in the "lower" mode."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in design pixels; x grows in reading direction."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def row(self, count: int, index: int, *, span: int = 1, gap: float = GAP) -> "Box":
        """Return the `index`-th of `count` equal columns, `span` columns wide."""
        width = (self.width - gap * (count - 1)) / count
        x = self.x + index * (width + gap)
        return Box(x, self.y, width * span + gap * (span - 1), self.height)

    def column(self, count: int, index: int, *, gap: float = GAP) -> "Box":
        """Return the `index`-th of `count` equal rows."""
        height = (self.height - gap * (count - 1)) / count
        return Box(self.x, self.y + index * (height + gap), self.width, height)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The zones of every page for one choice of reach and text size.

    Attributes:
        scale: Screen pixels in one design pixel, above 0.
        large: Text of 1.3 times the usual size, never below 48.
        lower: All controls in the lower third of the screen.
    """

    scale: float = 1.0
    large: bool = False
    lower: bool = False

    @property
    def reach(self) -> int:
        return REACH_LOWER if self.lower else REACH

    @property
    def bar_row(self) -> int:
        return 132 if self.large else TARGET

    @property
    def bar(self) -> Box:
        """The two rows at the bottom that are the same on every page."""
        height = 2 * self.bar_row + GAP
        return Box(MARGIN, HEIGHT - FOOT - height, WIDTH - 2 * MARGIN, height)

    @property
    def controls(self) -> Box:
        """Where a page may put what people touch."""
        return Box(MARGIN, self.reach, WIDTH - 2 * MARGIN, self.bar.y - GAP - self.reach)

    def controls_from_below(self, height: float) -> Box:
        """Return the lowest part of the control zone, as high as asked where it fits."""
        zone = self.controls
        kept = min(height, zone.height)
        return Box(zone.x, zone.bottom - kept, zone.width, kept)

    def info_above(self, controls: Box) -> Box:
        """Return what is left between the header and a page's controls."""
        top = HEADER_BOTTOM
        return Box(MARGIN, top, WIDTH - 2 * MARGIN, controls.y - GAP - top)

    def text(self, design_px: float) -> float:
        """Return the nominal size of a text in this mode, in design pixels."""
        return max(48.0, design_px * 1.3) if self.large else design_px

    @property
    def floor(self) -> float:
        """No text is ever smaller than this, in design pixels."""
        return 48.0 if self.large else 32.0

    def px(self, design: float) -> int:
        """Return screen pixels, rounded to the nearest whole one."""
        return round(design * self.scale)
