"""Slips in the printer's own letters, read back by an independent reader."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstration.thermal_printer.commands import Command, read_command
from printers.encoder import REALTIME
from printers.layout import arrange
from printers.letters import Letters, LettersMissing
from printers.model import PrinterModel, model_named, model_names
from printers.open import compose
from printers.setup import SlipMode
from printers.slip import Slip, Words
from printers.text_encoder import encode_text

WIDE = model_named("TM-T20II")
NARROW = model_named("Sunmi-V2")
OLD = model_named("TM-T88II")
OTHERS = ("T-1", "TM-T88IV-SA")
"""Their few pages have no curly apostrophe: French slips are drawn."""


def commands(data: bytes) -> Iterator[Command]:
    while data:
        command = read_command(data)
        assert command is not None
        assert command.name != "?", data[:20]
        yield command
        data = data[len(command.raw) :]


def lines_of(data: bytes, model: PrinterModel) -> list[str]:
    """Return what a person reads, line by line."""
    lines, codec = io.StringIO(), "cp437"
    for command in commands(data):
        match command.name:
            case "ESC t":
                codec = model.code_pages[command.data[0]]
            case "text":
                lines.write(command.data.decode(codec))
            case "LF":
                lines.write("\n")
    return lines.getvalue().splitlines()


@pytest.mark.parametrize("model", [WIDE, NARROW, OLD], ids=lambda model: model.name)
def test_everything_said_stands_on_the_paper(french: Slip, model: PrinterModel) -> None:
    slip = replace(french, duplicate=Words("Copie"))
    data = encode_text(arrange(slip, model.width_dots), model).data
    read = " ".join(" ".join(lines_of(data, model)).split())
    for words in slip.words():
        assert " ".join(words.first.split()) in read
    assert slip.number in read
    assert slip.site_name in read
    longest = max(len(line) for line in lines_of(data, model))
    assert longest <= model.small_columns


def test_two_languages_stand_side_by_side_where_both_fit(french: Slip) -> None:
    slip = replace(
        french,
        second_language="en",
        lines=(Words("Salle 1", "Room 1"),),
        instruction=Words("Asseyez-vous et regardez l’écran : votre numéro sera affiché.", "Sit!"),
    )
    lines = lines_of(encode_text(arrange(slip, 576), WIDE).data, WIDE)
    (pair,) = (line for line in lines if line.startswith("Salle 1"))
    assert pair == f"Salle 1{'Room 1':>41}"
    assert "Sit!" in lines


def test_lines_are_broken_between_words_and_not_at_blanks_that_hold() -> None:
    words = Words("Attente\u00a0: entre\u00a010 et\u202f20 minutes, puis le guichet")
    slip = Slip("K042", "fr", "Poste", words)
    lines = lines_of(encode_text(arrange(slip, 384), NARROW).data, NARROW)
    assert lines[2:] == ["Attente : entre 10 et 20", "minutes, puis le guichet"]


def test_the_number_is_as_large_as_the_letters_go(french: Slip) -> None:
    for number, model, across in (("K042", WIDE, 8), ("K1000", NARROW, 6), ("W888", NARROW, 8)):
        data = encode_text(arrange(replace(french, number=number), model.width_dots), model).data
        assert b"\x1d!" + bytes(((across - 1) << 4 | 7,)) + number.encode() in data
        assert across * 12 * len(number) <= model.width_dots


def test_the_code_is_drawn_whatever_the_printer_can(french: Slip) -> None:
    # Lists of models say of some that they make codes, which print the order's text instead.
    for model in (WIDE, NARROW, OLD):
        names = [
            each.name
            for each in commands(encode_text(arrange(french, model.width_dots), model).data)
        ]
        assert "GS (" not in names
        assert names.count("GS v") >= 5


def test_a_text_slip_is_small_where_a_picture_is_not(french: Slip) -> None:
    assert len(compose(french, WIDE).data) < 7000


@pytest.mark.usefixtures("qapp")
def test_what_the_letters_cannot_say_is_drawn(french: Slip, arabic: Slip, chinese: Slip) -> None:
    for slip in (arabic, chinese, replace(french, site_name="Консульство 领事馆")):
        with pytest.raises(LettersMissing):
            encode_text(arrange(slip, 576), WIDE)
        assert compose(slip, WIDE).data.count(b"\x1dv0") > 5
    for model, mode in ((WIDE, SlipMode.PICTURE), (model_named(""), SlipMode.AUTO)):
        assert b"Consulat" not in compose(french, model, mode).data


def test_cyrillic_and_french_are_said_on_one_slip(french: Slip) -> None:
    slip = replace(french, second_language="ru", caption=Words("Votre numéro", "Ваш номер"))
    lines = lines_of(encode_text(arrange(slip, 576), WIDE).data, WIDE)
    assert any("Votre numéro" in line and "Ваш номер" in line for line in lines)


@pytest.mark.parametrize("name", [name for name in model_names() if name not in OTHERS])
def test_a_french_slip_is_written_in_pages_that_any_printer_of_its_kind_has(
    french: Slip, name: str
) -> None:
    model = model_named(name)
    slip = replace(french, site_name="Accueil à l’été", lines=(Words("• À 9 h : «é»"),))
    data = encode_text(arrange(slip, model.width_dots), model).data
    taken = {each.data[0] for each in commands(data) if each.name == "ESC t"}
    assert {model.code_pages[page] for page in taken} == {"cp1252"}


def test_a_page_that_a_second_list_denies_is_not_taken() -> None:
    assert 18 not in model_named("TM-T88III").code_pages
    data = Letters(model_named("CT-S651").code_pages, "’Ж").write("’Ж")
    assert data == b"\x1bt\x10\x92\x1bt\x07\x86"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("ete", []),
        ("été", [0]),
        ("À votre tour", [2]),
        ("10 €", [19]),
        ("l’été à 10 €", [16]),
        ("Ваш номер", [17]),
        ("été — Ваш номер : été", [17, 16]),
        ("łódź", [18]),
    ],
)
def test_a_slip_takes_as_few_pages_as_can_be_and_the_surest(text: str, pages: list[int]) -> None:
    data = Letters(WIDE.code_pages, text).write(text)
    assert sorted({data[at + 2] for at in range(len(data)) if data[at : at + 2] == b"\x1bt"}) == (
        sorted(pages)
    )


def test_a_page_stays_while_it_has_the_letters() -> None:
    text = "l’été, déjà ; l’année"
    assert Letters(WIDE.code_pages, text).write(text).count(b"\x1bt") == 1


@pytest.mark.parametrize(
    "letter", ["ل", "ש", "ả", "😀", "\u0301", "\x07", "\xad", "\u200b", "你", "ğ", "Ψ"]
)
def test_no_letter_is_replaced_by_another(letter: str) -> None:
    pages = {**WIDE.code_pages, 22: "iso8859_6", 49: "cp1255"}
    with pytest.raises(LettersMissing) as missing:
        Letters(pages, f"A{letter}")
    assert missing.value.letter == letter


@given(st.text(max_size=30) | st.text("aé’ÀЖł€ß\xa0\xad", max_size=30))
def test_what_is_written_reads_as_it_was_said(text: str) -> None:
    try:
        data = Letters(WIDE.code_pages, text).write(text)
    except LettersMissing:
        return
    said, codec, at = "", "cp437", 0
    while at < len(data):
        if data[at : at + 2] == b"\x1bt":
            codec = WIDE.code_pages[data[at + 2]]
            at += 3
        else:
            said += data[at : at + 1].decode(codec)
            at += 1
    assert said == text.replace("\u00a0", " ").replace("\u202f", " ")


@given(st.text(st.sampled_from("A\x10\x04\x05\x14é›ЖĐ"), max_size=20), st.integers(0, 300))
def test_no_text_holds_a_real_time_command(text: str, size: int) -> None:
    slip = Slip("K042", "fr", "Poste", Words(text), qr_payload="\x10\x04\x14" * size or None)
    try:
        job = encode_text(arrange(slip, 576), WIDE)
    except LettersMissing:
        return
    assert not REALTIME.search(job.data)


def test_the_middle_of_a_slip_is_the_middle_of_narrow_paper(french: Slip) -> None:
    model = model_named("TM-T20II", 58)
    data = encode_text(arrange(french, model.width_dots), model).data
    assert data.index(b"\x1dW\x80\x01") < data.index(b"Consulat")
    assert max(len(line) for line in lines_of(data, model)) <= 42
    assert b"\x1dW" not in encode_text(arrange(french, 576), WIDE).data


def test_a_printer_without_a_cutter_moves_the_paper_on(french: Slip) -> None:
    data = compose(french, NARROW).data
    assert b"\x1dV" not in data
    assert data.endswith(b"\x1bd\x05\x1dr\x01")
