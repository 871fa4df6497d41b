"""The slips of the documentation: printed from bytes, looked at, and no dot moved since."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops
from pyzbar import pyzbar

from demonstration.sample_slips import SAMPLES, printed, sample_slip
from printers.model import model_named
from printers.open import compose
from printers.setup import SlipMode

_SHOWN = Path(__file__).parents[2] / "docs" / "images" / "slips"
_ANEW = "python -m demonstration.sample_slips docs/images/slips"

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_slip_is_the_one_that_is_shown(tmp_path: Path, name: str) -> None:
    language, model = SAMPLES[name]
    slip = sample_slip(language)
    came_out = printed(compose(slip, model), model, tmp_path)
    with Image.open(came_out) as found, Image.open(_SHOWN / f"{name}.png") as shown:
        assert found.size == shown.size, f"looks otherwise than in docs: look, then {_ANEW}"
        moved = ImageChops.difference(found.convert("L"), shown.convert("L")).getbbox()
        assert moved is None, f"looks otherwise than in docs within {moved}: look, then {_ANEW}"
        grey = found.convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(grey)] == [slip.qr_payload]
    codes = pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert [code.data.decode() for code in codes] == [slip.qr_payload]


def test_there_is_a_picture_of_every_sample_and_no_other() -> None:
    assert {path.stem for path in _SHOWN.glob("*.png")} == set(SAMPLES)


@pytest.mark.parametrize("mode", SlipMode)
def test_a_slip_keeps_to_narrow_paper_under_a_wide_head(tmp_path: Path, mode: SlipMode) -> None:
    slip, model = sample_slip("fr"), model_named("TM-T20II", 58)
    came_out = printed(compose(slip, model, mode), model_named("TM-T20II"), tmp_path)
    with Image.open(came_out) as found:
        grey = found.convert("L")
    ink = grey.point(lambda dot: 255 - dot).getbbox()
    assert ink is not None
    assert 300 < ink[2] <= model.width_dots
    assert [code.text for code in zxingcpp.read_barcodes(grey)] == [slip.qr_payload]
