"""Names from machine readable zones, and nothing but names."""

import logging
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.travel_documents import ANNA, MRV_A, NAMES, SPECIMENS, TD1, TD2, TD3
from ui.scanners.travel_document import (
    DocumentUnreadable,
    HolderNames,
    check_digit,
    holder_names,
)
from ui.scanners.understanding import MAX_CHARACTERS

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
each_specimen = pytest.mark.parametrize("kind", SPECIMENS)


def names_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = holder_names(text)
    return names.family, names.given


def code_of(text: str) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        holder_names(text)
    return caught.value.code


def passport(names: str, line: str = TD3[1]) -> str:
    return f"P<UTO{names}".ljust(44, "<") + "\n" + line


def sealed(line: str) -> str:
    """Return the second line of a passport with its check digits set right."""
    number, birth, expiry, rest = line[:9], line[13:19], line[21:27], line[28:42]
    whole = f"{number}{check_digit(number)}{line[10:13]}{birth}{check_digit(birth)}{line[20]}"
    whole += f"{expiry}{check_digit(expiry)}{rest}{check_digit(rest)}"
    return whole + check_digit(whole[0:10] + whole[13:20] + whole[21:43])


def without_rest_digit(line: str) -> str:
    """Return a line with a filler for the digit of its personal number."""
    line = line[:42] + "<"
    return line + check_digit(line[0:10] + line[13:20] + line[21:43])


@each_specimen
@pytest.mark.parametrize("cut", ["\r", "\n", "\r\n", ""])
def test_every_specimen_gives_its_names_however_its_lines_are_cut(kind: str, cut: str) -> None:
    assert names_of(cut.join(SPECIMENS[kind])) == NAMES.get(kind, ANNA)


@each_specimen
def test_fillers_that_a_reader_lost_at_the_ends_are_put_back(kind: str) -> None:
    assert names_of("\r\n".join(line.rstrip("<") for line in SPECIMENS[kind])) == NAMES.get(
        kind, ANNA
    )


@pytest.mark.parametrize("lines", [TD1, MRV_A])
def test_they_are_put_back_behind_lines_that_are_not_cut(lines: tuple[str, ...]) -> None:
    assert names_of("".join(lines).rstrip("<")) == ANNA


@each_specimen
@settings(max_examples=40)
@given(data=st.data())
def test_any_other_digit_in_what_is_guarded_is_found(kind: str, data: st.DataObject) -> None:
    """One wrong digit changes a sum of weights 7, 3 and 1, unless it is no guarded place."""
    lines = SPECIMENS[kind]
    zone = "".join(lines)
    digits = [at for at, char in enumerate(zone) if char.isdigit()]
    unguarded = range(72, 88) if kind == "MRV-A" else range(0)
    at = data.draw(st.sampled_from([each for each in digits if each not in unguarded]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != zone[at]]))
    assert code_of(zone[:at] + other + zone[at + 1 :]) == "document_damaged"


@given(st.text(ALPHABET + "\r\n", max_size=MAX_CHARACTERS))
def test_any_text_is_refused_or_gives_letters(text: str) -> None:
    try:
        names = holder_names(text)
    except DocumentUnreadable as refusal:
        names, code = HolderNames((), ()), refusal.code
    else:
        code = ""
    assert code in {"", "document_incomplete", "document_damaged", "document_nameless"}
    assert bool(names.family) is not bool(code)
    assert all(word.isalpha() for word in (*names.family, *names.given))


@pytest.mark.parametrize("text", ["", "\x00", "é" * 44, "P<UTO" + " " * 39, "٣" * 88, "p" * 10_000])
def test_what_is_no_zone_at_all_is_refused(text: str) -> None:
    assert code_of(text) in {"document_incomplete", "document_damaged"}


@pytest.mark.parametrize("text", [TD3[0], TD3[1], TD1[0], "\n".join(TD1[:2]), TD2[0].rstrip("<")])
def test_a_part_is_told_from_a_damaged_whole(text: str) -> None:
    assert code_of(text) == "document_incomplete"
    assert code_of("\n".join((TD3[0], TD3[1][:-1] + "9"))) == "document_damaged"


@pytest.mark.parametrize(
    ("names", "family", "given"),
    [
        ("ERIKSSON", ("ERIKSSON",), ()),
        ("VAN<DER<MUELLEN<<MARIANNE<LOUISE", ("VAN", "DER", "MUELLEN"), ("MARIANNE", "LOUISE")),
        ("D<ARTAGNAN<<CHARLES<OGIER", ("D", "ARTAGNAN"), ("CHARLES", "OGIER")),
        ("SMITH<JONES<<SUSIE<MARGARET", ("SMITH", "JONES"), ("SUSIE", "MARGARET")),
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", ("NILAVADHANANANDA",),
         ("CHAYAPA", "DEJTHAMRONG", "K")),
        ("PAPANDROPOULOUS<<JONATHOON<ALEXANDROS<AB", ("PAPANDROPOULOUS",),
         ("JONATHOON", "ALEXANDROS", "A")),
        ("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNAM", ("BENNELONG", "WOOLOOMOOLOO", "WARRANDYTE",
         "WARNA"), ()),
    ],
)  # fmt: skip
def test_names_come_cut_alone_and_in_many_words(
    names: str, family: tuple[str, ...], given: tuple[str, ...]
) -> None:
    assert names_of(passport(names[:39])) == (family, given)


@pytest.mark.parametrize("names", ["ER1KSSON<<ANNA", "ERIKSSON<<ANNA<MAR1A"])
def test_a_digit_in_a_name_was_misread(names: str) -> None:
    assert code_of(passport(names)) == "document_damaged"


def test_a_zone_without_a_name_says_so() -> None:
    assert code_of(passport("")) == "document_nameless"


@pytest.mark.parametrize(
    "line",
    [
        "C01X0006H1D<<6408125F2702283<<<<<<<<<<<<<<<4",
        sealed("L898902C36UTO7408122<1204159<<<<<<<<<<<<<<00"),
        sealed("L898902C36UTO74<<<<2F1204159<<<<<<<<<<<<<<00"),
        sealed("L898902C36UTO<<<<<<2F<<<<<<9<<<<<<<<<<<<<<00"),
        sealed("L898902C36UTO0002292X1204159<<<<<<<<<<<<<<00"),
    ],
)
def test_germans_and_unknown_birthdays_and_sexes_are_read(line: str) -> None:
    line = line[:43] + check_digit(line[0:10] + line[13:20] + line[21:43])
    assert names_of(passport("ERIKSSON<<ANNA<MARIA", line)) == ANNA


@pytest.mark.parametrize("birth", ["741312", "740832", "740431", "750229", "7408<2", "AB0812"])
def test_a_date_that_is_none_was_misread_in_two_places(birth: str) -> None:
    line = sealed(f"L898902C36UTO{birth}2F1204159ZE184226B<<<<<10")
    assert code_of(passport("ERIKSSON<<ANNA<MARIA", line)) == "document_damaged"


def test_a_filler_may_stand_for_the_digit_where_that_is_nought() -> None:
    empty = without_rest_digit(sealed("L898902C36UTO7408122F1204159<<<<<<<<<<<<<<00"))
    assert names_of(passport("ERIKSSON<<ANNA<MARIA", empty)) == ANNA
    filled = without_rest_digit(TD3[1])
    assert code_of(passport("ERIKSSON<<ANNA<MARIA", filled)) == "document_damaged"
    dutch = "XX00000000NLD7110195F1108280123456782<<<<<<2"
    assert names_of(passport("DE<BRUIJN<<WILLEKE", dutch)) == (("DE", "BRUIJN"), ("WILLEKE",))


def test_a_search_is_narrow_first_and_wide_then() -> None:
    assert HolderNames(("GARCIA", "LOPEZ"), ("ANA", "MARIA")).searches() == (
        "GARCIA LOPEZ ANA",
        "GARCIA LOPEZ",
    )
    assert HolderNames(("SUKARNO",), ()).searches() == ("SUKARNO",)


@each_specimen
def test_nothing_of_a_document_is_in_a_repr_an_error_or_a_log(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lines = SPECIMENS[kind]
    said = [repr(holder_names("\n".join(lines)))]
    for text in (lines[0], "\n".join(lines)[:-1] + "Ö", "\n".join(lines).replace("9", "1")):
        with pytest.raises(DocumentUnreadable) as caught:
            holder_names(text)
        error = caught.value
        said += [repr(error), str(error), "".join(traceback.format_exception(error))]
        assert error.__context__ is None
    said += [record.getMessage() for record in caplog.records]
    secrets = ("ERIKSSON", "STEVENSON", "BERTHIER", "ANNA", "CORINNE", "L8989", "D2314", "88069231",
               "740812", "340712", "651206")  # fmt: skip
    # A traceback shows lines of code, and none of theirs.
    assert not [secret for secret in secrets for text in said if secret in text]


@pytest.mark.parametrize(
    "line", ["P<UTOERIK", "P<UTOERIKSSON", "P<UTO", "P<UTOVAN<DER<ER", "P<UTOVAN<"]
)
def test_a_line_that_ends_within_the_family_name_is_no_name(line: str) -> None:
    with pytest.raises(DocumentUnreadable):
        holder_names(f"{line}\r{TD3[1]}")


@pytest.mark.parametrize("length", [61, 65, 68])
def test_a_zone_in_one_line_that_ends_within_the_family_name_is_no_name(length: int) -> None:
    with pytest.raises(DocumentUnreadable):
        holder_names("".join(TD1)[:length])


@pytest.mark.parametrize("kind", ["TD1", "TD2", "TD3", "MRV-A", "MRV-B"])
def test_a_line_of_names_that_is_short_in_spite_of_its_fillers_lost_a_letter(kind: str) -> None:
    *_, at = (number for number, line in enumerate(SPECIMENS[kind]) if "ERIKSSON" in line)
    line = SPECIMENS[kind][at]
    name = line.index("ERIKSSON")
    for lost in range(max(0, name - 3), len(line.rstrip("<"))):
        lines = [*SPECIMENS[kind]]
        lines[at] = line[:lost] + line[lost + 1 :]
        assert code_of("\r".join(lines)) == "document_damaged", lost


@pytest.mark.parametrize("lost", range(5))
def test_a_letter_lost_before_the_names_is_seen_though_all_fillers_are_lost_too(lost: int) -> None:
    line = TD3[0].rstrip("<")
    shifted = line[:lost] + line[lost + 1 :]
    assert code_of(f"{shifted}\r{TD3[1]}") == "document_damaged"


def test_a_document_of_one_state_for_somebody_of_another_is_read_though_fillers_are_lost() -> None:
    line = TD3[0].rstrip("<").replace("UTO", "XXB")
    assert names_of(f"{line}\r{TD3[1]}") == ANNA
