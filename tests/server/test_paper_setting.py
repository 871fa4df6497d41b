"""Setting lines on paper: any script, joined and in order, and never a box in place of a letter."""

import random
import re
import shutil
import subprocess
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from server.paper.directions import stretches
from server.paper.faces import BOLD, PLAIN, lacking, pieces, plain, without_lacking
from server.paper.page import Document
from server.paper.setting import broken, line_of, shortened
from tests.support.printed import text_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")

MADE = datetime(2026, 11, 24, 9, 5, 7, tzinfo=ZoneInfo("America/St_Johns"))
NAMES = (
    "Élodie Lefèvre-Dûpont",
    "José Ñuñez y García",
    "محمد الأمين بن عبد الله",
    "شيماء العلي",
    "João Conceição",
    "Jürgen Weiß",
    "李小龙",
    "Жанна Ёлкина",
    "Nguyễn Thị Ánh",
)

# As the reference algorithm puts them: from left to right, Latin base and Arabic base.
ORDERS = (
    ("abc", "abc", "abc"),
    ("ابت", "تبا", "تبا"),
    ("ab ابت cd", "ab تبا cd", "cd تبا ab"),
    ("ابت 12 cd", "12 تبا cd", "cd 12 تبا"),
    ("12 ابت", "12 تبا", "تبا 12"),
    ("ابت ٣٤ ab", "٣٤ تبا ab", "ab ٣٤ تبا"),
    ("ab (ابت)", "ab (تبا)", ")تبا( ab"),
    ("ابت (ab)", "تبا (ab)", ")ab( تبا"),
    ("ابت (جحخ) ab", ")خحج( تبا ab", "ab )خحج( تبا"),
    ("K 042، ابت 3", "K 042، 3 تبا", "3 تبا ،K 042"),
    ("ابت 1-2, 3.5", "3.5 ,2-1 تبا", "3.5 ,2-1 تبا"),
    ("ab! ابت!", "ab! تبا!", "!تبا !ab"),
    ("ابت 50% ab", "50 تبا% ab", "ab %50 تبا"),
    ("ab 5€ ابت [ab 1] جح", "ab 5€ تبا [ab 1] حج", "حج ]ab 1[ تبا ab 5€"),
)


def seen(text: str, *, rtl: bool) -> str:
    found = ((text[one.start : one.end], one.rtl) for one in stretches(text, rtl=rtl))
    return "".join(part[::-1] if turned else part for part, turned in found)


def drawn(*texts: str, rtl: bool = False, bold: bool = False) -> bytes:
    sheet = Document("t", "t", "fr", subject="s", made=MADE)
    for at, text in enumerate(texts):
        line = line_of(text, 20, BOLD if bold else PLAIN, rtl=rtl)
        line.draw(sheet.canvas, 550 - line.width if rtl else 40, 780 - 40 * at)
    return sheet.finish()


@pytest.mark.parametrize(("text", "left", "right"), ORDERS)
def test_letters_stand_in_the_order_of_the_rules(text: str, left: str, right: str) -> None:
    assert (seen(text, rtl=False), seen(text, rtl=True)) == (left, right)


def test_every_letter_stands_once_whatever_the_line() -> None:
    for seed in range(300):
        dice = random.Random(seed)
        text = "".join(dice.choice("ابab12 ٣()[].,-$%é") for _ in range(dice.randint(0, 20)))
        places = sorted((one.start, one.end) for one in stretches(text, rtl=bool(seed % 2)))
        assert all(end == start for (_, end), (start, _) in pairwise(places)), seed
        assert "".join(text[start:end] for start, end in places) == text, seed


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize("rtl", [True, False])
def test_names_of_all_scripts_are_read_back_as_they_are(
    tmp_path: Path, *, rtl: bool, bold: bool
) -> None:
    found = text_of(drawn(*NAMES, rtl=rtl, bold=bold), tmp_path)
    for name in NAMES:
        assert not lacking(name)
        assert name in found, found


def test_one_line_may_mix_scripts(tmp_path: Path) -> None:
    found = text_of(drawn("Ahmed محمد الأمين 李小龙 Жанна"), tmp_path)
    for word in ("Ahmed", "محمد الأمين", "李小龙", "Жанна"):
        assert word in found


def test_arabic_is_joined(tmp_path: Path) -> None:
    (joined,) = line_of("محمد", 20, PLAIN).drawn
    assert joined.forms is not None
    assert len(set(joined.forms)) == 4, "a meem that begins is not one in the middle"
    assert text_of(drawn("محمد"), tmp_path) == "محمد"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("한국", "한국"),
        ("Հայ", "Հայ"),
        ("שלום", "שלום"),
        ("A\U0001f600", "\U0001f600"),
        ("A\ue000B", "\ue000"),
        ("Anaïs", ""),
        ("", ""),
    ],
)
def test_letters_that_no_face_has_are_named(text: str, missing: str) -> None:
    drawn("شيماء")  # reportlab gives forms without a letter private codes, which are no letters
    assert lacking(text) == missing
    assert not lacking(without_lacking(text))


def test_marks_that_turn_a_line_round_and_control_characters_are_taken_out() -> None:
    assert plain("Ana\u202eïs\u2066 \x00\tB\r\nC\u200b") == "Anaïs B C"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("e\u0301") == "é"


def test_an_accent_stays_with_its_letter() -> None:
    assert [one.text for one in pieces("й\u0301本", PLAIN)] == ["й\u0301", "本"]


def test_lines_break_at_blanks_and_between_chinese_letters() -> None:
    texts = [one.text for one in broken("Le petit chat est mort", 12, PLAIN, 60)]
    assert texts == ["Le petit", "chat est", "mort"]
    chinese = "请保留此卡并等候，我们会叫您的号码。"
    lines = [one.text for one in broken(chinese, 12, PLAIN, 100)]
    assert "".join(lines) == chinese
    assert len(lines) > 1
    assert not any(one.startswith(("，", "。")) for one in lines)


@pytest.mark.parametrize("text", ["W" * 200, "م" * 200, "李" * 200, "a" + "\u0301" * 200])
def test_a_word_that_is_too_long_is_cut_and_nothing_of_it_lost(text: str) -> None:
    lines = broken(text, 12, PLAIN, 100)
    assert all(one.width <= 100 for one in lines)
    assert "".join(one.text for one in lines) == plain(text)
    short = shortened(text, 12, PLAIN, 100)
    assert short.width <= 100


def test_papers_may_be_drawn_at_once(tmp_path: Path) -> None:
    made: list[bytes] = []
    several = [Thread(target=lambda: made.append(drawn(*NAMES))) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert len(made) == 4
    for pdf in made:
        found = text_of(pdf, tmp_path)
        assert all(name in found for name in NAMES)


def test_a_file_says_when_it_was_made_by_the_clock_of_its_site_and_what_for(
    tmp_path: Path,
) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(drawn("Zoë"))
    done = subprocess.run(["pdfinfo", "-isodates", file], check=True, capture_output=True)
    told = done.stdout.decode()
    assert re.search(r"^CreationDate: +2026-11-24T09:05:07-03:30$", told, re.MULTILINE), told
    assert re.search(r"^Subject: +s$", told, re.MULTILINE)


def test_the_same_at_the_same_time_is_the_same_file() -> None:
    assert drawn("Zoë", "李小龙") == drawn("Zoë", "李小龙")


def test_chinese_is_as_dark_as_the_bold_letters_beside_it(tmp_path: Path) -> None:
    def ink(*, bold: bool) -> int:
        file = tmp_path / "ink.pdf"
        file.write_bytes(drawn("欧阳娜娜", bold=bold))
        subprocess.run(
            ["pdftoppm", "-gray", "-r", "72", "-singlefile", file, file.with_suffix("")],
            check=True,
        )
        picture = Image.open(file.with_suffix(".pgm"))
        return sum(255 - grey for grey in picture.tobytes())

    assert ink(bold=True) > 1.2 * ink(bold=False)
