"""One picture of the whole morning, from the pictures that the programs took of themselves."""

from pathlib import Path
from typing import Final

from PIL import Image

_PAPER: Final = "#E9E5DC"
_GAP: Final = 24


def compose(out: Path) -> Path:
    """Put kiosk, slip, display and counter side by side into `out/morning.png`."""
    display = _wide(out / "display-call.png", 960)
    counter = _wide(out / "counter-visit.png", 960)
    height = display.height + _GAP + counter.height
    kiosk = _tall(out / "kiosk-on-time.png", height)
    slip = _wide(out / "slips" / "003.png", 400)
    width = kiosk.width + slip.width + display.width + 4 * _GAP
    sheet = Image.new("RGB", (width, height + 2 * _GAP), _PAPER)
    left = _GAP
    sheet.paste(kiosk, (left, _GAP))
    left += kiosk.width + _GAP
    sheet.paste(slip, (left, _GAP + (height - slip.height) // 2))
    left += slip.width + _GAP
    sheet.paste(display, (left, _GAP))
    sheet.paste(counter, (left, _GAP + display.height + _GAP))
    path = out / "morning.png"
    sheet.save(path, optimize=True)
    return path


def _wide(path: Path, width: int) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    return picture.resize((width, round(picture.height * width / picture.width)))


def _tall(path: Path, height: int) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    return picture.resize((round(picture.width * height / picture.height), height))
