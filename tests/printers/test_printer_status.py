"""What answers of a printer mean, and what silence does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.status import (
    Answer,
    Listener,
    PrinterStatus,
    kind_of,
    read_answer,
    read_back,
)


def asked(one: int, two: int, three: int, four: int) -> PrinterStatus:
    status = PrinterStatus()
    for number, byte in enumerate((one, two, three, four), start=1):
        status = read_answer(status, number, byte)
    return status


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((0x12, 0x12, 0x12, 0x12), PrinterStatus("ok", "closed", online=True, cutter="ok")),
        ((0x12, 0x12, 0x12, 0x1E), PrinterStatus("low", "closed", online=True, cutter="ok")),
        (
            (0x1A, 0x32, 0x12, 0x7E),
            PrinterStatus("out", "closed", online=False, cause="paper_out", cutter="ok"),
        ),
        (
            (0x1A, 0x16, 0x12, 0x12),
            PrinterStatus("ok", "open", online=False, cause="cover_open", cutter="ok"),
        ),
        (
            (0x1A, 0x36, 0x12, 0x7E),
            PrinterStatus("out", "open", online=False, cause="cover_open", cutter="ok"),
        ),
        (
            (0x1A, 0x12, 0x12, 0x12),
            PrinterStatus("ok", "closed", online=False, cause="offline", cutter="ok"),
        ),
        (
            (0x1A, 0x52, 0x1A, 0x12),
            PrinterStatus("ok", "closed", online=False, cause="cutter", cutter="stuck"),
        ),
        (
            (0x1A, 0x52, 0x52, 0x12),
            PrinterStatus("ok", "closed", online=False, cause="overheated", cutter="ok"),
        ),
        (
            (0x1A, 0x52, 0x32, 0x12),
            PrinterStatus("ok", "closed", online=False, cause="unrecoverable", cutter="ok"),
        ),
    ],
)
def test_the_four_answers_are_read(
    answers: tuple[int, int, int, int], expected: PrinterStatus
) -> None:
    status = asked(*answers)
    assert status == expected
    assert status.ready == (expected.cause == "")


def test_silence_is_not_paper() -> None:
    assert PrinterStatus().paper == "unknown"
    assert not PrinterStatus().ready
    assert read_answer(PrinterStatus(), 1, 0x12).paper == "unknown"
    assert read_answer(PrinterStatus(), 1, 0x12).cutter == "unknown"


def test_only_four_questions_are_known() -> None:
    with pytest.raises(ValueError, match="5"):
        read_answer(PrinterStatus(), 5, 0x12)


@pytest.mark.parametrize(
    ("byte", "kind"),
    [
        (0x12, Answer.REALTIME),
        (0x7E, Answer.REALTIME),
        (0x00, Answer.FENCE),
        (0x03, Answer.FENCE),
        (0x0C, Answer.FENCE),
        (0x0F, Answer.FENCE),
        (0x01, Answer.GARBAGE),
        (0x60, Answer.GARBAGE),
        *((byte, Answer.GARBAGE) for byte in b"OK\r\n"),
        (0x10, Answer.BACK),
        (0x38, Answer.BACK),
        (0x11, Answer.FLOW),
        (0x13, Answer.FLOW),
        (0xFF, Answer.GARBAGE),
        (0x92, Answer.GARBAGE),
    ],
)
def test_fixed_bits_tell_answers_apart(byte: int, kind: Answer) -> None:
    assert kind_of(byte) is kind


def test_automatic_status_comes_in_fours_and_is_no_fence() -> None:
    listener = Listener()
    assert list(listener.feed(b"\x18\x00")) == []
    (heard,) = listener.feed(b"\x0c\x0f")
    assert (heard.kind, heard.data) == (Answer.BACK, b"\x18\x00\x0c\x0f")
    (wrong,) = listener.feed(b"\x18\xff\xff\xff")
    assert wrong.kind is Answer.GARBAGE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x10\x00\x00\x0f", PrinterStatus("ok", "closed", online=True, cutter="ok")),
        (b"\x10\x00\x03\x0f", PrinterStatus("low", "closed", online=True, cutter="ok")),
        (
            b"\x18\x00\x0c\x0f",
            PrinterStatus("out", "closed", online=False, cause="paper_out", cutter="ok"),
        ),
        (
            b"\x38\x00\x00\x0f",
            PrinterStatus("ok", "open", online=False, cause="cover_open", cutter="ok"),
        ),
        (
            b"\x18\x00\x00\x0f",
            PrinterStatus("ok", "closed", online=False, cause="offline", cutter="ok"),
        ),
        (
            b"\x18\x40\x00\x0f",
            PrinterStatus("ok", "closed", online=False, cause="overheated", cutter="ok"),
        ),
        (
            b"\x18\x08\x00\x0f",
            PrinterStatus("ok", "closed", online=False, cause="cutter", cutter="stuck"),
        ),
        (
            b"\x18\x20\x00\x0f",
            PrinterStatus("ok", "closed", online=False, cause="unrecoverable", cutter="ok"),
        ),
    ],
)
def test_automatic_status_tells_everything(data: bytes, expected: PrinterStatus) -> None:
    assert read_back(data) == expected


def test_what_follows_garbage_without_a_pause_is_no_answer() -> None:
    listener = Listener()
    kinds = {heard.kind for heard in listener.feed(b"Thermal printer ready\r\n\x00\x12")}
    assert kinds == {Answer.GARBAGE}
    assert list(listener.feed(b"")) == []
    assert [heard.kind for heard in listener.feed(b"\x12\x00")] == [Answer.REALTIME, Answer.FENCE]


@given(st.binary(max_size=40), st.integers(1, 7))
def test_answers_do_not_depend_on_how_bytes_arrive(data: bytes, size: int) -> None:
    whole = list(Listener().feed(data))
    listener = Listener()
    pieces = [
        heard for at in range(0, len(data), size) for heard in listener.feed(data[at : at + size])
    ]
    assert pieces == whole
