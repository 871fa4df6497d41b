"""Facts about drawn slips that hold whatever a font's dots look like."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication, QTextLayout
from pyzbar import pyzbar

from printers import raster
from printers.layout import MARGIN, Align, NumberBlock, Run, TextBlock, arrange
from printers.letters import LetterUndrawable
from printers.picture import DOTS_PER_MM, Picture
from printers.raster import DrawingUnavailable, draw, load_fonts, shape
from printers.slip import Slip, Words

SIGNED = "CQ1:" + ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 3)[:120]


@pytest.fixture(autouse=True)
def bundled_fonts(qapp: QGuiApplication) -> None:
    load_fonts()


@pytest.fixture(params=["french", "arabic", "chinese"])
def slip(request: pytest.FixtureRequest) -> Slip:
    slip = request.getfixturevalue(request.param)
    assert isinstance(slip, Slip)
    return slip


@pytest.fixture(params=[576, 512, 384])
def width(request: pytest.FixtureRequest) -> int:
    width: int = request.param
    return width


def drawn(slip: Slip, width: int = 576) -> Picture:
    return draw(arrange(slip, width))


def image_of(picture: Picture) -> Image.Image:
    white = bytes(byte ^ 0xFF for byte in picture.data)
    return Image.frombytes("1", (picture.width, picture.height), white).convert("L")


def inked_rows(picture: Picture) -> list[bool]:
    return [any(picture.row(index)) for index in range(picture.height)]


def bands(picture: Picture) -> Iterator[int]:
    """Yield the heights of the runs of rows that have ink."""
    height = 0
    for inked in [*inked_rows(picture), False]:
        if inked:
            height += 1
        elif height:
            yield height
            height = 0


def families(text: QTextLayout) -> set[str]:
    return {run.rawFont().familyName() for run in text.glyphRuns()}


def shaped(text: str, language: str, weight: int = 400) -> QTextLayout:
    return shape(Run(text, language, 32, weight), 560, Align.START)


def test_the_picture_is_as_wide_as_the_paper_and_keeps_its_margins(slip: Slip, width: int) -> None:
    picture = drawn(slip, width)
    assert picture.width == width
    rows = [int.from_bytes(picture.row(index), "big") for index in range(picture.height)]
    ink = 0
    for row in rows:
        ink |= row
    # A letter such as j hangs over by a dot; seven white ones are what the encoder needs.
    assert ink >> (picture.width - MARGIN + 1) == 0
    assert ink & ((1 << (MARGIN - 1)) - 1) == 0


def test_the_number_is_at_least_15_mm_high(slip: Slip, width: int) -> None:
    tallest = max(bands(drawn(replace(slip, qr_payload=None), width)))
    assert tallest / DOTS_PER_MM >= 15


@pytest.mark.parametrize("number", ["W888", "K042", "M1000", "W8888"])
def test_the_widest_numbers_fit_and_stay_tall(number: str, width: int) -> None:
    layout = arrange(Slip(number, "fr", "Poste", Words("08:50")), width)
    (only_number,) = (block for block in layout.blocks if isinstance(block, NumberBlock))
    picture = draw(replace(layout, blocks=(only_number,)))
    (height,) = bands(picture)
    assert height / DOTS_PER_MM >= 15
    box = image_of(picture).point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    assert box[0] >= MARGIN - 1
    assert box[2] <= width - MARGIN + 1


def test_no_slip_is_longer_than_it_needs(slip: Slip, width: int) -> None:
    picture = drawn(slip, width)
    limit = 130 if width == 576 else 150
    assert picture.height_mm <= limit
    assert max(len(blank) for blank in _blank_runs(picture)) <= 4 * DOTS_PER_MM


def _blank_runs(picture: Picture) -> list[str]:
    return re.findall("0+", "".join("1" if inked else "0" for inked in inked_rows(picture)))


@pytest.mark.parametrize("payload", ["https://pt.ambafrance.org/accueil", SIGNED])
def test_two_readers_read_the_code(slip: Slip, width: int, payload: str) -> None:
    picture = image_of(drawn(replace(slip, qr_payload=payload), width))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [payload]
    codes = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert [found.data.decode() for found in codes] == [payload]


def test_arabic_is_shaped_by_its_own_font() -> None:
    text = shaped("انتظر في القاعة", "ar")
    assert families(text) == {"Noto Sans Arabic"}
    # Joined letters and the lam-alef are drawn with forms that no single letter has.
    alone = {glyph for letter in "انتظرفيلقعة" for run in shaped(letter, "ar").glyphRuns()
             for glyph in run.glyphIndexes()}  # fmt: skip
    drawn = {glyph for run in text.glyphRuns() for glyph in run.glyphIndexes()}
    assert drawn - alone


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize(
    ("language", "text", "family"),
    [
        ("fr", "Démarches", "Noto Sans"),
        ("ru", "Возьмите", "Noto Sans"),
        ("zh", "请准备", "Noto Sans SC"),
        ("ar", "رقمك", "Noto Sans Arabic"),
        ("fr", "رقمك", "Noto Sans Arabic"),
        ("ar", "您的号码", "Noto Sans SC"),
    ],
)
def test_each_script_has_its_bundled_font(
    language: str, text: str, family: str, weight: int
) -> None:
    assert families(shaped(text, language, weight)) == {family}


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar", "pt", "de", "zh", "ru"])
def test_every_letter_of_the_eight_languages_has_a_glyph(language: str) -> None:
    text = {
        "fr": "œŒçÇéÈêëïùû «’»", "en": "counter", "es": "¿áñü?", "ar": "ءآأؤإئةىًٌٍَُِّْ،؛؟",
        "pt": "ãõâçà", "de": "äöüßẞ", "zh": "叫到号后请到窗口，。：", "ru": "ёЁйъыэюяЩ",
    }[language]  # fmt: skip
    glyphs = [g for run in shaped(text, language).glyphRuns() for g in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs


def test_a_ticket_code_reads_from_left_to_right_inside_arabic(arabic: Slip) -> None:
    (block,) = (
        block
        for block in arrange(arabic, 576).blocks
        if isinstance(block, TextBlock) and block.runs[0].text.startswith("عندما")
    )
    text = shape(block.runs[0], 560, Align.START)
    at = block.runs[0].text.index("K042")
    line = text.lineForTextPosition(at)
    found = [line.cursorToX(at + offset) for offset in range(4)]
    xs = [float(str(x[0] if isinstance(x, tuple) else x)) for x in found]
    # Before the first letter stands the edge of the Arabic; after each, the next one's left edge.
    assert xs[1] < xs[2] < xs[3]


def test_arabic_begins_at_the_right_edge(arabic: Slip) -> None:
    text = shaped("رقمك", "ar")
    line = text.lineAt(0)
    assert line.naturalTextRect().right() > 550


def test_no_word_is_broken_to_even_out_the_lines() -> None:
    run = Run("Rindfleischetikettierung jawohl", "de", 40, 700)
    narrowest = raster._balanced_width(run, 560)
    text = shape(run, narrowest, Align.CENTRE)
    lines = [text.lineAt(index) for index in range(text.lineCount())]
    assert "jawohl" in [run.text[line.textStart() :][: line.textLength()].strip() for line in lines]
    assert narrowest <= 560


def test_a_word_longer_than_the_paper_is_broken_rather_than_lost() -> None:
    text = shape(Run("x" * 100, "de", 32, 400), 560, Align.START)
    assert text.lineCount() > 1
    assert all(text.lineAt(at).naturalTextWidth() <= 561 for at in range(text.lineCount()))


def test_threads_draw_the_same_picture(slip: Slip) -> None:
    with ThreadPoolExecutor(4) as pool:
        pictures = set(pool.map(drawn, [slip] * 8))
    assert pictures == {drawn(slip)}


def test_without_qt_the_error_says_what_to_do(
    french: Slip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "instance", staticmethod(lambda: None))
    with pytest.raises(DrawingUnavailable, match="QGuiApplication"):
        drawn(french)


@pytest.mark.parametrize("where", ["site", "number"])
def test_a_letter_that_no_font_has_is_refused(french: Slip, where: str) -> None:
    bad = "A\ue123"
    slip = replace(french, site_name=bad) if where == "site" else replace(french, number=bad)
    with pytest.raises(LetterUndrawable, match=r"U\+E123") as refused:
        drawn(slip)
    assert refused.value.letter == "\ue123"


@pytest.mark.parametrize("letter", ["😀", "გ", "ש", "∙"])
def test_a_letter_that_only_a_font_of_the_machine_has_is_refused(french: Slip, letter: str) -> None:
    # Debian's DejaVu Sans, which is no part of the program, has all of these.
    with pytest.raises(LetterUndrawable) as refused:
        drawn(replace(french, site_name=f"Salle {letter}, 1er étage"))
    assert refused.value.letter == letter


def test_a_damaged_font_is_named(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(raster, "resource", lambda *_parts: folder)
    load_fonts.cache_clear()
    with pytest.raises(DrawingUnavailable, match=r"broken\.ttf"):
        load_fonts()
