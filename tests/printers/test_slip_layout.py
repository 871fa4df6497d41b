"""What stands where, before anything is drawn."""

from dataclasses import fields, replace

import pytest

from core.slip_limits import CODE_BYTES, code_fits
from printers.layout import (
    CODE_DOTS_LEAST,
    MARGIN,
    QUIET_MODULES,
    Align,
    CodeBlock,
    NumberBlock,
    SlipTooWide,
    TextBlock,
    arrange,
)
from printers.model import LEAST_DOTS, WIDTH_58_MM, WIDTH_80_MM
from printers.slip import Slip, Words


def code_of(slip: Slip, width: int = WIDTH_80_MM) -> CodeBlock:
    (code,) = (block for block in arrange(slip, width).blocks if isinstance(block, CodeBlock))
    return code


def text_of(slip: Slip) -> str:
    blocks = arrange(slip, WIDTH_80_MM).blocks
    runs = [
        run for block in blocks if isinstance(block, TextBlock | CodeBlock) for run in block.runs
    ]
    return "\n".join(run.text for run in runs)


def test_a_slip_has_no_field_for_a_person() -> None:
    names = {field.name for field in fields(Slip)}
    assert names == {
        "number", "language", "second_language", "site_name", "issued_at", "caption", "lines",
        "instruction", "documents_title", "documents", "notice", "qr_payload", "duplicate",
    }  # fmt: skip


def test_a_slip_has_a_number(french: Slip) -> None:
    with pytest.raises(ValueError, match="number"):
        replace(french, number="")


def test_the_encoder_gets_its_seven_white_dots() -> None:
    assert MARGIN >= 7


def test_everything_said_is_laid_out_in_both_languages(arabic: Slip) -> None:
    slip = replace(arabic, duplicate=Words("نسخة ثانية", "Duplicata"))
    laid_out = text_of(slip)
    for words in slip.words():
        for text in (words.first, words.second):
            assert text.replace("K042", "") in laid_out.translate({0x2066: "", 0x2069: ""}).replace(
                "K042", ""
            )


def test_ticket_codes_are_isolated_from_right_to_left_text(arabic: Slip) -> None:
    assert "\u2066K042\u2069" in text_of(arabic)


@pytest.mark.parametrize("not_a_ticket", ["PK0423", "K04", "K04219", "2026K042x"])
def test_other_codes_are_left_alone(french: Slip, not_a_ticket: str) -> None:
    assert "\u2066" not in text_of(replace(french, lines=(Words(not_a_ticket),)))


def test_one_language_is_centred_and_two_begin_at_their_edges(french: Slip, arabic: Slip) -> None:
    def aligns(slip: Slip) -> list[Align]:
        blocks = arrange(slip, WIDTH_80_MM).blocks
        return [block.align for block in blocks if isinstance(block, TextBlock)][1:5]

    assert set(aligns(french)) == {Align.CENTRE}
    assert set(aligns(arabic)) == {Align.START}


def test_a_code_has_four_white_modules_around_it(french: Slip) -> None:
    modules = code_of(french).modules
    border = [*modules[:QUIET_MODULES], *modules[-QUIET_MODULES:]]
    border += [row[:QUIET_MODULES] + row[-QUIET_MODULES:] for row in modules]
    assert QUIET_MODULES == 4
    assert not any(any(row) for row in border)
    assert modules[QUIET_MODULES][QUIET_MODULES]


@pytest.mark.parametrize("width", [576, 384])
def test_a_signed_code_keeps_four_dots_a_module(french: Slip, width: int) -> None:
    signed = "CQ1:" + "ABCDEFGHJ $%*+-./:" * 7
    code = code_of(replace(french, qr_payload=signed[:124]), width)
    assert code.dots >= CODE_DOTS_LEAST == 4
    assert len(code.modules) == 41 + 8


def test_a_code_wider_than_the_paper_is_refused(french: Slip) -> None:
    with pytest.raises(SlipTooWide):
        arrange(replace(french, qr_payload="x" * 700), WIDTH_58_MM)


def test_a_code_that_settings_may_ask_for_fits_the_narrowest_paper(french: Slip) -> None:
    for letters in ("x" * CODE_BYTES, "\N{CYRILLIC SMALL LETTER YA}" * (CODE_BYTES // 2)):
        assert code_fits(letters)
        assert not code_fits(letters + "x")
        assert code_of(replace(french, qr_payload=letters), LEAST_DOTS).side <= LEAST_DOTS
        with pytest.raises(SlipTooWide):
            arrange(replace(french, qr_payload=letters + "x"), LEAST_DOTS)


def test_the_notice_stands_beside_the_code_only_where_it_can_be_read(french: Slip) -> None:
    assert code_of(french).beside
    assert not code_of(french, WIDTH_58_MM).beside


def test_a_slip_may_say_nearly_nothing() -> None:
    slip = Slip(number="K001", language="en", site_name="Tour", issued_at=Words("08:50"))
    blocks = arrange(slip, WIDTH_80_MM).blocks
    assert sum(isinstance(block, NumberBlock) for block in blocks) == 1
    assert text_of(slip) == "Tour\n08:50"


def test_a_notice_without_a_code_is_printed(french: Slip) -> None:
    assert "Ce numéro sert" in text_of(replace(french, qr_payload=None))
