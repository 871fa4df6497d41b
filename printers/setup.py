"""What is chosen for one printer: the way to it, its model, and how slips are sent."""

from dataclasses import dataclass
from enum import StrEnum


class SlipMode(StrEnum):
    """How a slip is sent: as text where the printer's own letters can say all of it, or drawn."""

    AUTO = "auto"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """One printer as a station knows it.

    Attributes:
        way: How it is reached, such as `tcp:192.0.2.7:9100`, or `none`.
        model: A name of `model.model_names`, or "" for any.
        mode: How slips are sent.
        paper_mm: Width of the roll, 80 or 58; a model for 58 prints on no wider one.
        roll_m: Metres of paper on a new roll.
    """

    way: str = "none"
    model: str = ""
    mode: SlipMode = SlipMode.AUTO
    paper_mm: int = 80
    roll_m: float = 80.0
