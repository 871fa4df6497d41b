"""Printers by their description, and the ways to them."""

import os
import socket
import tty
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from demonstration.thermal_printer.process import PrinterProcess
from printers.letters import LetterUndrawable
from printers.model import PrinterModel, model_named
from printers.open import compose
from printers.slip import Slip, Words
from printers.transport import LinkLost, LinkStuck, NoPrinter
from printers.ways import PrinterUnknown, transport_of


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("tcp:192.0.2.7:9101", "tcp:192.0.2.7:9101"),
        ("tcp:printer.example", "tcp:printer.example:9100"),
        ("tcp:[2001:db8::7]:9100", "tcp:[2001:db8::7]:9100"),
        ("tcp:[::1]", "tcp:[::1]:9100"),
        ("tcp: 192.0.2.7 ", "tcp:192.0.2.7:9100"),
        ("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0@115200"),
        ("serial:COM3@9600", "serial:COM3@9600"),
        ("serial:usb:04b8:0e28:J5@9600", "serial:usb:04b8:0e28:J5@9600"),
        ("usb:04B8:0E28", "usb:04b8:0e28"),
        ("usb:04b8:0e28:J5M2", "usb:04b8:0e28:J5M2"),
        ("windows:EPSON TM-T20II", "windows:EPSON TM-T20II"),
        ("cups:slips_2", "cups:slips_2"),
        ("file:/var/spool/slips", "file:/var/spool/slips"),
        (" none ", "none"),
    ],
)
def test_each_kind_of_printer_is_understood(description: str, name: str) -> None:
    assert transport_of(description).name == name


def test_a_relative_file_stands_in_the_profile(tmp_path: Path) -> None:
    assert transport_of("file:slips", tmp_path).name == f"file:{tmp_path / 'slips'}"


@pytest.mark.parametrize(
    "description",
    [
        "",
        "usb",
        "tcp:",
        "tcp:host:0",
        "tcp:my host",
        "tcp:[1.2]",
        "tcp:::1",
        "tcp:host:99999",
        "serial:",
        "file:",
        "nonesuch",
        "usb:",
        "usb:4b8:1",
        "usb:04b8:0e28:a b",
        "serial:usb:04b8",
        "windows:",
        "windows:a\x00",
        "cups:",
        "cups:a b",
        "cups:a/b",
        "cups:-d",
        "cups:a,b",
    ],
)
def test_anything_else_is_refused_with_what_to_write(description: str) -> None:
    with pytest.raises(PrinterUnknown, match="tcp:HOST:PORT"):
        transport_of(description)


@pytest.mark.usefixtures("qapp")
def test_a_slip_is_composed_to_a_job(french: Slip) -> None:
    job = compose(french, model_named(""))
    assert job.data.startswith(b"\x1b@\x1dv0")
    assert 60 < job.height_mm < 140


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("model", [model_named(""), model_named("", 58), model_named("TM-T20II")])
@pytest.mark.parametrize("letters", ["หก", "대기실", "😀", "გ", "👨\u200d👩", "e\ue123"])
def test_what_a_site_worded_with_letters_that_nothing_shows_is_left_out_whole(
    french: Slip, model: PrinterModel, letters: str
) -> None:
    room = Words(f"Salle : {letters}", f"Room: {letters}")
    wait = Words("Attente : 10 minutes", "Wait: 10 minutes")
    documents = (Words("Passeport"), Words(f"Formulaire {letters}"))
    slip = replace(french, second_language="en", lines=(room, wait), documents=documents)
    named = replace(slip, site_name=f"Poste {letters}")
    without = replace(slip, site_name="", lines=(wait,), documents=())
    assert compose(named, model) == compose(without, model)


@pytest.mark.usefixtures("qapp")
def test_a_sentence_loses_only_the_language_that_cannot_be_shown(french: Slip) -> None:
    slip = replace(french, second_language="en", lines=(Words("Salle 1", "Room 대"),))
    left = replace(slip, lines=(Words("Salle 1"),))
    assert compose(slip, model_named("")) == compose(left, model_named(""))


@pytest.mark.usefixtures("qapp")
def test_a_number_that_nothing_shows_is_refused(french: Slip) -> None:
    with pytest.raises(LetterUndrawable):
        compose(replace(french, number="대042", site_name="대"), model_named(""))


def test_jobs_go_to_files_of_a_folder_in_turn(tmp_path: Path) -> None:
    transport = transport_of(f"file:{tmp_path}")
    assert not transport.answers
    for job in (b"one", b"two"):
        link = transport.open()
        link.send(job, 1.0)
        assert link.receive(1.0) == b""
        link.close()
        link.close()
    assert (tmp_path / "001.bin").read_bytes() == b"one"
    assert (tmp_path / "002.bin").read_bytes() == b"two"


def test_a_look_leaves_no_file_in_the_folder(tmp_path: Path) -> None:
    link = transport_of(f"file:{tmp_path}").open()
    assert link.receive(0.1) == b""
    link.close()
    assert list(tmp_path.iterdir()) == []


def test_jobs_are_added_to_a_single_file(tmp_path: Path) -> None:
    transport = transport_of("file:all.bin", tmp_path)
    for job in (b"one", b"two"):
        link = transport.open()
        link.send(job, 1.0)
        link.close()
    assert (tmp_path / "all.bin").read_bytes() == b"onetwo"


def test_a_file_that_cannot_be_opened_is_a_lost_link(tmp_path: Path) -> None:
    with pytest.raises(LinkLost):
        transport_of("file:missing/all.bin", tmp_path).open()


def test_a_device_that_takes_nothing_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "node"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    link = transport_of(f"file:{path}").open()
    with pytest.raises(LinkStuck, match="stuck after"):
        link.send(bytes(1 << 20), 0.1)
    os.close(reader)
    with pytest.raises(LinkLost):
        link.send(b"x", 0.1)
    link.close()


def test_a_station_without_a_printer_says_so() -> None:
    with pytest.raises(NoPrinter):
        transport_of("none").open()


def test_a_port_that_nobody_serves_is_a_lost_link() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LinkLost, match=f"tcp:127.0.0.1:{port}"):
        transport_of(f"tcp:127.0.0.1:{port}").open()


def test_a_network_printer_that_takes_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = transport_of(f"tcp:127.0.0.1:{server.getsockname()[1]}").open()
        with pytest.raises(LinkStuck, match="stuck after"):
            link.send(bytes(1 << 24), 0.1)
        link.close()


def test_a_network_printer_that_hangs_up_is_noticed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = transport_of(f"tcp:127.0.0.1:{server.getsockname()[1]}").open()
        assert link.receive(0.05) == b""
        server.accept()[0].close()
        with pytest.raises(LinkLost):
            link.receive(1.0)
        with pytest.raises(LinkLost):
            link.send(bytes(1 << 20), 0.1)
        link.close()


def test_a_serial_line_carries_both_ways(start_printer: Callable[..., PrinterProcess]) -> None:
    printer = start_printer("--pty")
    link = transport_of(f"serial:{printer.serial}").open()
    link.send(b"\x10\x04\x01", 1.0)
    assert link.receive(5.0) == b"\x12"
    assert link.receive(0.05) == b""
    link.close()
    link.close()


def test_a_serial_printer_that_takes_nothing_is_given_up() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    link = transport_of(f"serial:{os.ttyname(theirs)}").open()
    with pytest.raises(LinkStuck, match="stuck after"):
        link.send(bytes(1 << 16), 0.1)
    link.close()
    os.close(theirs)
    os.close(ours)


def test_a_serial_printer_that_is_unplugged_is_noticed() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    link = transport_of(f"serial:{os.ttyname(theirs)}").open()
    os.close(ours)
    with pytest.raises(LinkLost):
        link.receive(1.0)
    with pytest.raises(LinkLost):
        link.send(b"x", 0.1)
    link.close()
    os.close(theirs)


def test_a_serial_port_belongs_to_one_program_at_a_time() -> None:
    ours, theirs = os.openpty()
    transport = transport_of(f"serial:{os.ttyname(theirs)}")
    link = transport.open()
    with pytest.raises(LinkLost) as caught:
        transport.open()
    assert caught.value.reason == "busy"
    link.close()
    transport.open().close()
    os.close(theirs)
    os.close(ours)


def test_a_serial_port_that_is_not_there_is_a_lost_link() -> None:
    with pytest.raises(LinkLost, match="nosuchport") as caught:
        transport_of("serial:/dev/nosuchport").open()
    assert caught.value.reason == "absent"
