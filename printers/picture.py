"""A picture in one colour, as thermal printers take it."""

from dataclasses import dataclass

DOTS_PER_MM = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of dots, top first.

    Attributes:
        width: Dots in a row; a multiple of 8.
        data: `width // 8` bytes a row, the leftmost dot in the highest bit, 1 for black.
    """

    width: int
    data: bytes

    def __post_init__(self) -> None:
        if self.width <= 0 or self.width % 8:
            raise ValueError(f"a picture {self.width} dots wide; multiples of 8 are printed")
        if len(self.data) % self.stride:
            raise ValueError("a picture whose last row is cut short")

    @property
    def stride(self) -> int:
        """Bytes in a row."""
        return self.width // 8

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.data) // self.stride

    @property
    def height_mm(self) -> float:
        """Length on paper in millimetres, at 8 dots a millimetre."""
        return self.height / DOTS_PER_MM

    def row(self, index: int) -> bytes:
        """Return the bytes of one row."""
        return self.data[index * self.stride : (index + 1) * self.stride]
