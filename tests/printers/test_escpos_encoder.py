"""Bytes that say what was drawn and nothing else, read back by an independent reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstration.thermal_printer.commands import Command, read_command
from demonstration.thermal_printer.paper import Paper
from printers.encoder import REALTIME, STRIP_ROWS, encode
from printers.layout import arrange
from printers.model import model_named
from printers.picture import Picture
from printers.raster import draw
from printers.slip import Slip

ROLL = model_named("")
"""A printer of which nothing is known but its paper."""

TROUBLE = (0x10, 0x04, 0x05, 0x14)
ANY_BYTE = st.sampled_from([0x00, *TROUBLE, 0x08, 0x02, 0x20, 0xFF])


@st.composite
def pictures(draw_value: st.DrawFn, *, white_left: bool) -> Picture:
    """Pictures full of bytes that begin real-time commands."""
    stride = draw_value(st.sampled_from([3, 4, 5, 16, 48, 72]))
    height = draw_value(st.integers(1, 8))
    size = stride * height
    awkward = st.lists(ANY_BYTE, min_size=size, max_size=size).map(bytes)
    data = bytearray(draw_value(awkward | st.binary(min_size=size, max_size=size)))
    if white_left:
        data[::stride] = bytes(height)
    return Picture(stride * 8, bytes(data))


def commands(data: bytes) -> list[Command]:
    found = []
    while data:
        command = read_command(data)
        assert command is not None
        assert command.name != "?"
        found.append(command)
        data = data[len(command.raw) :]
    return found


def read_back(data: bytes, width: int) -> list[int]:
    """Return the rows that come out of a printer, as numbers."""
    rows: list[int] = []
    left = 0
    for command in commands(data):
        if command.name == "GS L":
            left = int.from_bytes(command.data, "little")
        if command.name == "GS v":
            stride = int.from_bytes(command.data[2:4], "little")
            body = command.data[6:]
            for at in range(0, len(body), stride):
                bits, room = stride * 8, width - left - stride * 8
                value = int.from_bytes(body[at : at + stride], "big")
                assert bits == width
                rows.append(value << room if room >= 0 else value >> -room)
    return rows


def rows_of(picture: Picture) -> list[int]:
    return [int.from_bytes(picture.row(index), "big") for index in range(picture.height)]


def has_a_way_out(picture: Picture) -> bool:
    """Whether each awkward row has a shift that breaks every command in it."""
    for index in range(picture.height):
        row = picture.row(index)
        value = int.from_bytes(row, "big")
        moved = [(value << shift).to_bytes(len(row) + 1, "big")[1:] for shift in range(8)]
        if all(REALTIME.search(one) for one in moved):
            return False
    return True


@given(pictures(white_left=False))
def test_no_job_holds_a_real_time_command_across_any_boundary(picture: Picture) -> None:
    assert not REALTIME.search(encode(picture, ROLL).data)


@given(pictures(white_left=True))
def test_what_comes_out_is_the_picture(picture: Picture) -> None:
    rows, wanted = read_back(encode(picture, ROLL).data, picture.width), rows_of(picture)
    if has_a_way_out(picture):
        assert rows == wanted
    for row, want in zip(rows, wanted, strict=True):
        assert row & ~want == 0


@given(pictures(white_left=False))
def test_whatever_the_picture_only_the_dots_that_begin_commands_may_be_lost(
    picture: Picture,
) -> None:
    rows, wanted = read_back(encode(picture, ROLL).data, picture.width), rows_of(picture)
    for index, (row, want) in enumerate(zip(rows, wanted, strict=True)):
        commands_in_row = len(REALTIME.findall(picture.row(index)))
        assert row & ~want == 0
        assert (row ^ want).bit_count() <= commands_in_row


def test_a_row_without_a_way_out_loses_one_dot_a_command() -> None:
    awkward = b"\x10\x04" + b"\x00" * 70
    rows = read_back(encode(Picture(576, awkward), ROLL).data, 576)
    assert rows == [int.from_bytes(awkward, "big")]
    everywhere = int.from_bytes(b"\x10\x04", "big")
    row = b"\x80" + bytes(7)
    for shift in range(8):
        row += (everywhere << (8 - shift)).to_bytes(3, "big")
    row += bytes(72 - len(row))
    data = encode(Picture(576, row), ROLL).data
    assert not REALTIME.search(data)
    lost = read_back(data, 576)[0] ^ int.from_bytes(row, "big")
    assert 0 < lost.bit_count() <= len(REALTIME.findall(row))


def test_a_command_across_two_rows_is_broken_by_a_new_strip() -> None:
    picture = Picture(16, b"\x00\x10\x04\x00")
    assert [command.name for command in commands(encode(picture, ROLL).data)].count("GS v") == 2
    assert read_back(encode(picture, ROLL).data, 16) == rows_of(picture)


def test_a_job_is_reset_strips_cut_and_fence() -> None:
    data = encode(Picture(576, bytes(72 * 200)), ROLL).data
    names = [command.name for command in commands(data)]
    assert names == ["ESC @", "GS v", "GS v", "GS v", "GS V", "GS r"]
    assert data.endswith(b"\x1dVB\x00\x1dr\x01")
    heights = [
        int.from_bytes(command.data[4:6], "little")
        for command in commands(data)
        if command.name == "GS v"
    ]
    assert heights == [STRIP_ROWS, STRIP_ROWS, 200 - 2 * STRIP_ROWS]


def test_the_length_on_paper_is_told() -> None:
    assert encode(Picture(8, bytes(80)), ROLL).height_mm == pytest.approx(10.0, abs=0.02)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["french", "arabic", "chinese"])
def test_slips_come_out_dot_by_dot(name: str, request: pytest.FixtureRequest) -> None:
    slip = request.getfixturevalue(name)
    assert isinstance(slip, Slip)
    picture = draw(arrange(slip, 576))
    job = encode(picture, ROLL)
    assert not REALTIME.search(job.data)
    assert read_back(job.data, picture.width) == rows_of(picture)


@pytest.mark.parametrize(("width", "data"), [(12, b""), (0, b""), (16, b"\x00")])
def test_pictures_that_no_printer_takes_are_refused(width: int, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"printed|short"):
        Picture(width, data)


def test_the_virtual_paper_shows_the_same_dots() -> None:
    paper = Paper(16)
    paper.print_row(b"\x80\x01", 0)
    paper.print_row(b"\x80", 1)
    assert paper.height == 2
    assert not paper.blank
