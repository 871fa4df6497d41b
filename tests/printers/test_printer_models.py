"""What is known of makes of printers, and what is not taken for granted."""

import pytest

from printers.model import ModelUnknown, model_named, model_names


def test_of_a_printer_that_nobody_named_no_code_page_is_believed() -> None:
    model = model_named("")
    assert (model.width_dots, model.code_pages) == (576, {})
    assert model_named("", 58).width_dots == 384


def test_a_model_is_found_whatever_the_case() -> None:
    model = model_named("tm-t20ii")
    assert (model.name, model.width_dots, model.columns, model.small_columns) == (
        "TM-T20II", 576, 48, 64,
    )  # fmt: skip
    assert model.code_pages[16] == "cp1252"
    assert model.mm(80) == pytest.approx(10.0, abs=0.02)


@pytest.mark.parametrize(
    ("name", "chosen", "dots", "paper"),
    [
        ("", 80, 576, 80),
        ("", 58, 384, 58),
        ("TM-T20II", 80, 576, 80),
        ("TM-T20II", 58, 384, 58),
        ("TM-T88V", 58, 360, 58),
        ("POS-5890", 80, 384, 58),
        ("RP-F10-58mm", 80, 432, 58),
        ("RP326", 80, 576, 80),
        ("RP326", 58, 384, 58),
        ("T-1", 80, 504, 80),
    ],
)
def test_slips_are_as_wide_as_both_the_head_and_the_roll(
    name: str, chosen: int, dots: int, paper: int
) -> None:
    model = model_named(name, chosen)
    assert (model.width_dots, model.paper_mm) == (dots, paper)
    assert model.columns <= dots / 12
    assert model.narrowed == (chosen == 58 and name in ("TM-T20II", "TM-T88V", "RP326"))


def test_a_coarser_head_prints_longer_slips() -> None:
    assert model_named("TM-T88V").mm(71) == pytest.approx(10.0, abs=0.05)


@pytest.mark.parametrize("name", ["AF-240", "SP2000", "TM-U220", "no such thing"])
def test_what_prints_no_slips_is_no_model(name: str) -> None:
    assert name not in model_names()
    with pytest.raises(ModelUnknown, match="TM-T20II"):
        model_named(name)


@pytest.mark.parametrize("name", ["default", "Simple"])
def test_a_profile_of_no_maker_is_believed_no_more_than_none(name: str) -> None:
    assert name.casefold() not in model_names()
    assert model_named(name, 58) == model_named("", 58)


def test_only_rolls_that_exist_are_printed_on() -> None:
    with pytest.raises(ModelUnknown, match="57"):
        model_named("", 57)


@pytest.mark.parametrize("name", model_names())
def test_each_model_has_sane_figures(name: str) -> None:
    model = model_named(name)
    assert model.width_dots % 8 == 0
    assert 384 <= model.width_dots <= 640
    assert 360 <= model_named(name, 58).width_dots <= 432
    assert 10 <= model.width_dots / model.columns <= 16
    assert model.columns < model.small_columns <= model.width_dots / 8
    assert all(0 <= number <= 255 for number in model.code_pages)
    for codec in model.code_pages.values():
        assert "é".encode(codec, "replace") != b""
        assert b"A7".decode(codec) == "A7"
