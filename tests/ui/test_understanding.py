"""What a text is that a reader read, and which lines belong together."""

import logging
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.contract.appointment_code import CODE_LENGTH
from tests.support.travel_documents import SPECIMENS, TD3
from ui.scanners.joining import LineJoiner
from ui.scanners.scanner import payload
from ui.scanners.travel_document import LENGTHS
from ui.scanners.understanding import MAX_CHARACTERS, Scan, ScanKind, is_plausible, understand


@dataclass(frozen=True)
class Form:
    min_length: int = 4
    max_length: int = 8
    letters: bool = False


DIGITS = Form()
LETTERS = Form(letters=True)
SIGNED = "CQ1:" + "A1 $%*+-./:" * 10 + "BCDEFGHIJK"


def test_the_longest_of_each_kind_has_room_under_the_limit() -> None:
    assert len(SIGNED) == CODE_LENGTH <= MAX_CHARACTERS
    assert max(LENGTHS) + 2 <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "form", "kind", "kept"),
    [
        (SIGNED, DIGITS, ScanKind.SIGNED_CODE, SIGNED),
        (SIGNED.lower(), DIGITS, ScanKind.SIGNED_CODE, SIGNED),
        ("CQ1:", DIGITS, ScanKind.NONE, ""),
        ("CQ1:A<B", DIGITS, ScanKind.NONE, ""),
        ("CQ1:" + "A" * MAX_CHARACTERS, DIGITS, ScanKind.NONE, ""),
        ("4711", DIGITS, ScanKind.REFERENCE, "4711"),
        (" 4711\r\n", DIGITS, ScanKind.REFERENCE, "4711"),
        ("471", DIGITS, ScanKind.NONE, ""),
        ("471100000", DIGITS, ScanKind.NONE, ""),
        ("47A1", DIGITS, ScanKind.NONE, ""),
        ("47a1", LETTERS, ScanKind.REFERENCE, "47A1"),
        ("47Ä1", LETTERS, ScanKind.NONE, ""),
        ("٤٧١١", LETTERS, ScanKind.NONE, ""),
        ("47ſ1", LETTERS, ScanKind.NONE, ""),
        ("4711-025", DIGITS, ScanKind.NONE, ""),
        ("", DIGITS, ScanKind.NONE, ""),
        ("\n\n", DIGITS, ScanKind.NONE, ""),
        ("https://example.org/?q=%3C%3C", DIGITS, ScanKind.NONE, ""),
        ("<script>alert(1)</script>", DIGITS, ScanKind.NONE, ""),
        (TD3[0], DIGITS, ScanKind.TRAVEL_DOCUMENT, TD3[0]),
        (TD3[1].lower(), DIGITS, ScanKind.TRAVEL_DOCUMENT, TD3[1]),
    ],
)
def test_a_text_is_one_of_three_things_or_none(
    text: str, form: Form, kind: ScanKind, kept: str
) -> None:

    scan = understand(text, form)
    assert (scan.kind, scan.text) == (kind, kept)
    assert is_plausible(text) or kind is ScanKind.NONE


@pytest.mark.parametrize("kind", SPECIMENS)
@pytest.mark.parametrize("cut", ["\r", "\n", "\r\n", ""])
def test_a_document_is_known_as_one_however_its_lines_are_cut(kind: str, cut: str) -> None:
    assert understand(cut.join(SPECIMENS[kind]), LETTERS).kind is ScanKind.TRAVEL_DOCUMENT


@given(st.text(max_size=200))
def test_any_text_is_understood_or_forgotten(text: str) -> None:
    scan = understand(text, LETTERS)
    assert scan.text == "" if scan.kind is ScanKind.NONE else scan.text.isascii()


def test_a_scan_does_not_show_its_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    scan = understand(TD3[0], DIGITS)
    assert repr(scan) == f"Scan(kind={ScanKind.TRAVEL_DOCUMENT!r})"
    assert caplog.records == []
    assert Scan(ScanKind.NONE).text == ""


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        ("]Q1CQ1: A $\r", "CQ1: A $"),
        ("\x02CQ1:A\x03\r\n", "CQ1:A"),
        ("\x02]Q1" + SIGNED + "\x03", SIGNED),
        ("]Q1", ""),
        ("\x00\x1b[2J", None),
        ("A" * (MAX_CHARACTERS + 1), None),
        ("]Q1" + "A" * MAX_CHARACTERS, "A" * MAX_CHARACTERS),
    ],
)
def test_what_readers_put_around_a_text_is_taken_off(frame: str, text: str | None) -> None:
    assert payload(frame) == text


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_lines_of_a_document_are_one_scan(kind: str) -> None:
    lines = SPECIMENS[kind]
    joiner = LineJoiner()
    found = [scan for line in lines for scan in joiner.add(line.lower())]
    assert found == ["\n".join(lines)]
    assert not joiner.holding
    found = [scan for line in lines for scan in joiner.add(line.rstrip("<"))]
    assert (found or joiner.silence()) == ["\n".join(line.rstrip("<") for line in lines)]


def test_codes_pass_at_once_and_end_what_is_held() -> None:
    joiner = LineJoiner()
    assert joiner.add(SIGNED) == [SIGNED]
    assert joiner.add("471025") == ["471025"]
    assert joiner.add(TD3[0]) == []
    assert joiner.add(SIGNED) == [TD3[0], SIGNED]
    assert joiner.add("".join(TD3)) == ["".join(TD3)]
    assert joiner.silence() == []


def test_references_that_look_like_a_first_line_stay_apart() -> None:
    joiner = LineJoiner()
    assert joiner.add("PAFRA1234567890") == []
    assert joiner.add("CAFRA1234567890") == []
    assert joiner.silence() == ["PAFRA1234567890", "CAFRA1234567890"]


@given(st.lists(st.text("AP<1:q ", min_size=1, max_size=50)))
def test_nothing_that_is_read_is_lost_or_made_up(lines: list[str]) -> None:
    joiner = LineJoiner()
    out = [scan for line in lines for scan in joiner.add(line)] + joiner.silence()
    said = "".join("".join(lines).upper().split())
    assert "".join("".join(out).upper().split()) == said
