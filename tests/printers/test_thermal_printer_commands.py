"""The virtual printer believes other writers than ours."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from escpos.printer import Dummy
from PIL import Image
from pyzbar import pyzbar

from demonstration.thermal_printer.commands import read_command
from demonstration.thermal_printer.process import PrinterProcess


def send(printer: PrinterProcess, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as connection:
        connection.sendall(data + b"\x1dr\x01")
        assert connection.recv(1) == b"\x00"


def test_a_picture_by_python_escpos_comes_out_dot_by_dot(
    start_printer: Callable[..., PrinterProcess], tmp_path: Path
) -> None:
    printer = start_printer()
    wanted = Image.radial_gradient("L").convert("1", dither=Image.Dither.NONE)
    writer = Dummy()
    writer.image(wanted, impl="bitImageRaster")
    writer.cut(mode="PART", feed=False)
    send(printer, writer.output)
    assert printer.next_line() == "slip 001 576x256 32.0 mm"
    with Image.open(tmp_path / "slips" / "001.png") as shown:
        assert shown.crop((0, 0, 256, 256)).tobytes() == wanted.tobytes()


def test_text_and_a_native_code_by_python_escpos_are_shown(
    start_printer: Callable[..., PrinterProcess], tmp_path: Path
) -> None:
    printer = start_printer("--width", "384")
    writer = Dummy()
    writer.set(align="center", bold=True, width=4, height=4, custom_size=True)
    writer.textln("K042")
    writer.set_with_default(align="center")
    writer.textln("Salle d'attente à gauche")
    writer.qr("https://example.org", native=True, size=6)
    writer.cut()
    send(printer, writer.output)
    assert printer.next_line().startswith("slip 001 384x")
    with Image.open(tmp_path / "slips" / "001.png") as shown:
        framed = Image.new("L", (shown.width + 80, shown.height + 80), 255)
        framed.paste(shown, (40, 40))
    codes = pyzbar.decode(framed, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert [code.data for code in codes] == [b"https://example.org"]


def test_a_real_time_command_inside_a_picture_startles_it(
    start_printer: Callable[..., PrinterProcess],
) -> None:
    printer = start_printer()
    send(printer, b"\x1dv0\x00\x03\x00\x01\x00\x10\x14\x01")
    assert printer.next_line().startswith("startled")
    assert printer.state()["startled"] == 1


def test_status_comes_unasked_once_wanted(start_printer: Callable[..., PrinterProcess]) -> None:
    printer = start_printer()
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as connection:
        connection.sendall(b"\x1da\xff")
        assert connection.recv(4) == b"\x10\x00\x00\x0f"
        printer.order("cover-open")
        assert connection.recv(4) == b"\x38\x00\x00\x0f"


def test_orders_that_do_not_exist_are_refused(
    start_printer: Callable[..., PrinterProcess],
) -> None:
    printer = start_printer()
    with pytest.raises(ValueError, match="paper-out"):
        printer.order("explode")
    with pytest.raises(ValueError, match="nobody"):
        printer.order("drop")


@pytest.mark.parametrize(
    "command",
    [
        b"\x1b@", b"\x1ba\x01", b"\x1bD\x08\x10\x00", b"\x1dV\x01", b"\x1dVB\x00",
        b"\x1dk\x04ABC\x00", b"\x1dkI\x03ABC", b"\x1d(k\x03\x001Q0", b"\x1b*\x21\x02\x00abcdef",
        b"\x10\x04\x01", b"\x10\x14\x08\x01\x03", b"\x1dv0\x00\x01\x00\x02\x00ab",
        b"\x1d8L\x02\x00\x00\x00ab", b"K042 \xe9", b"\x0a",
    ],
)  # fmt: skip
def test_commands_are_taken_whole_or_not_yet(command: bytes) -> None:
    found = read_command(command + b"\x0a")
    assert found is not None
    assert found.raw == command
    assert found.name != "?"
    if found.name != "text":
        assert all(read_command(command[:size]) is None for size in range(1, len(command)))


def test_what_is_not_known_is_passed_byte_by_byte() -> None:
    found = read_command(b"\x1bq\x01")
    assert found is not None
    assert (found.name, found.raw) == ("?", b"\x1b")
