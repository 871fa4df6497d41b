"""What is found without sending anything, and what a printer says of itself when it is asked."""

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from demonstration.thermal_printer.process import PrinterProcess
from printers.bounded import TookTooLong, within
from printers.conversation import Patience
from printers.finding import find_printers, introduce, profile_of
from printers.serial_ports import SerialPort, port_named, serial_ports
from printers.transport import LinkLost
from printers.transport_network import NetworkTransport
from printers.usb_devices import UsbPrinter, _by_libusb, _in_sysfs
from printers.usb_ids import UsbIds
from printers.ways import transport_of
from tests.fakes.usb_bus import BULK, OUT, UsbBus, UsbThing

QUICK = Patience(answer_s=0.2)


def plug_in(bus: Path, port: str, **says: str) -> None:
    """Lay a device out as Linux does: the interface is a folder within the device's."""
    device = bus.parent / "devices" / port
    interface = device / f"{port}:1.0"
    interface.mkdir(parents=True)
    for name in ("bInterfaceClass", "bInterfaceProtocol"):
        (interface / name).write_text(f"{says.pop(name)}\n")
    for name, text in says.items():
        (device / name).write_text(f"{text}\n", encoding="utf-8")
    bus.mkdir(exist_ok=True)
    (bus / f"{port}:1.0").symlink_to(interface)
    (bus / port).symlink_to(device)


PRINTER = {"bInterfaceClass": "07", "bInterfaceProtocol": "02", "idVendor": "04b8"}


def test_printers_are_found_by_what_linux_shows(tmp_path: Path) -> None:
    bus = tmp_path / "bus"
    plug_in(bus, "1-1", **PRINTER, idProduct="0e28", serial="J5", manufacturer="EPSON",
            product="TM-T20II")  # fmt: skip
    plug_in(bus, "1-2", **PRINTER, idProduct="0202")
    plug_in(bus, "1-3", **{**PRINTER, "bInterfaceProtocol": "04"}, idProduct="0e29")
    plug_in(bus, "1-4", **{**PRINTER, "bInterfaceClass": "03"}, idProduct="0e2a")
    plug_in(bus, "1-5", **{**PRINTER, "idVendor": "epson"}, idProduct="0e2b")
    assert sorted(_in_sysfs(bus), key=lambda each: str(each.ids)) == [
        UsbPrinter(UsbIds(0x04B8, 0x0202), "", ""),
        UsbPrinter(UsbIds(0x04B8, 0x0E28, "J5"), "EPSON", "TM-T20II"),
    ]


def test_what_a_device_calls_itself_is_cut_and_cleaned(tmp_path: Path) -> None:
    plug_in(tmp_path / "bus", "1-1", **PRINTER, idProduct="0001", product="A\x1b[2J" + "b" * 500)
    (found,) = _in_sysfs(tmp_path / "bus")
    assert found.product == "A[2J" + "b" * 60


def test_elsewhere_libusb_tells_and_what_it_may_not_open_is_left_out() -> None:
    keyboard = UsbThing(product=1, interfaces=((3, 1, ((OUT, BULK),)),))
    secret = UsbThing(product=2, forbids_strings=True)
    printer = UsbThing()
    found = list(_by_libusb(UsbBus(keyboard, secret, printer)))
    assert found == [UsbPrinter(UsbIds(0x04B8, 0x0E28, "X1"), "EPSON", "TM-T20II")]
    for thing in (keyboard, secret, printer):
        assert thing.calls.count("open") == thing.calls.count("close")
        assert thing.taken == b""


def a_port(device: str, vid: int | None = None, serial: str | None = None) -> ListPortInfo:
    port = ListPortInfo(device, skip_link_detection=True)
    port.vid, port.pid, port.serial_number = vid, None if vid is None else 0x5740, serial
    port.description = "n/a" if vid is None else "Virtual COM Port"
    return port


def test_serial_ports_are_named_by_the_device_behind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = [a_port("/dev/ttyUSB1", 0x0483, "7"), a_port("/dev/ttyS0")]
    monkeypatch.setattr(list_ports, "comports", lambda: ports)
    assert serial_ports() == [
        SerialPort("/dev/ttyS0", ""),
        SerialPort("/dev/ttyUSB1", "Virtual COM Port", UsbIds(0x0483, 0x5740, "7")),
    ]
    ways = [each.way for each in find_printers() if each.kind == "serial"]
    assert ways == ["serial:/dev/ttyS0", "serial:usb:0483:5740:7"]
    assert all(transport_of(way) for way in ways)


PORTS = [
    SerialPort("COM3", "", UsbIds(1, 2, "A")),
    SerialPort("COM4", "", UsbIds(1, 2, "B")),
    SerialPort("COM5", "", UsbIds(1, 3)),
]


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("usb:0001:0002:B", "COM4"),
        ("usb:0001:0003", "COM5"),
        ("COM9", "COM9"),
        ("usb:1:2", "usb:1:2"),
    ],
)
def test_a_port_is_found_again_wherever_it_is_plugged_in(name: str, device: str) -> None:
    assert port_named(name, lambda: PORTS) == device


@pytest.mark.parametrize(
    ("name", "reason"),
    [("usb:0001:0002", "several"), ("usb:0001:0002:C", "absent"), ("usb:0009:0002", "absent")],
)
def test_a_port_that_is_not_there_or_not_alone_is_told(name: str, reason: str) -> None:
    with pytest.raises(LinkLost) as caught:
        port_named(name, lambda: PORTS)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("maker", "product", "profile"),
    [
        ("EPSON", "TM-T20II", "TM-T20II"),
        ("EPSON", "EPSON TM-T88V", "TM-T88V"),
        ("", "tm t88v", "TM-T88V"),
        ("EPSON", "TM-T20III", ""),
        ("EPSON", "", ""),
        ("", "Default", ""),
    ],
)
def test_a_profile_is_named_only_where_it_is_sure(maker: str, product: str, profile: str) -> None:
    assert profile_of(maker, product) == profile


class Speaker:
    """A printer on loopback that answers each question as told, and keeps what it was asked."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self._answers = answers
        self.heard = b""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.way = f"tcp:127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with self._server, self._server.accept()[0] as connection:
            while data := connection.recv(64):
                self.heard += data
                connection.sendall(self._answers.get(data, b""))

    def ended(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()


WELL = {b"\x10\x04" + bytes((n,)): b"\x12" for n in (1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            {b"\x1dIB": b"_EPSON\x00", b"\x1dIC": b"_TM-T20II\x00"},
            ("EPSON", "TM-T20II", "TM-T20II"),
        ),
        ({b"\x1dIB": b"EPSON\x00", b"\x1dIC": b"_" + b"x" * 200}, ("", "", "")),
        ({b"\x1dIB": b"_EP\x1bSON\x00", b"\x1dIC": b"\x12"}, ("", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_a_printer_says_who_it_is_and_is_believed_strictly(
    answers: dict[bytes, bytes], told: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printers.finding._ANSWER_S", 0.2)
    speaker = Speaker(WELL | answers)
    said = introduce(transport_of(speaker.way), QUICK)
    speaker.ended()
    assert (said.maker, said.product, said.model) == told
    assert said.status.ready


def test_a_printer_that_says_nothing_of_its_state_is_not_asked_who_it_is() -> None:
    speaker = Speaker({})
    assert introduce(transport_of(speaker.way), QUICK).status.cause == "silent"
    speaker.ended()
    assert speaker.heard == b"\x10\x04\x01"


def test_a_way_that_answers_nothing_is_asked_nothing(tmp_path: Path) -> None:
    assert introduce(transport_of("file:job.bin", tmp_path)).maker == ""
    assert (tmp_path / "job.bin").read_bytes() == b""


def test_the_virtual_printer_is_known_by_its_state(
    start_printer: Callable[..., PrinterProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printers.finding._ANSWER_S", 0.1)
    printer = start_printer()
    printer.order("paper-low")
    assert introduce(transport_of(printer.address), QUICK).status.paper == "low"


def test_a_name_that_nobody_resolves_costs_no_more_than_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def resolve(*_asked: object, **_more: object) -> list[object]:
        go_on.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    began = time.monotonic()
    with pytest.raises(LinkLost) as caught:
        NetworkTransport("printer.example", connect_s=0.05).open()
    assert time.monotonic() - began < 5
    assert caught.value.reason == "unreachable"
    go_on.set()


def test_a_dead_address_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as well:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", address)
            for address in (("127.0.0.1", 1), well.getsockname())
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: found)
        NetworkTransport("printer.example").open().close()


def test_what_hangs_is_left_and_what_fails_is_raised() -> None:
    go_on = threading.Event()
    with pytest.raises(TookTooLong):
        within(0.01, lambda: go_on.wait(20))
    go_on.set()
    with pytest.raises(ValueError, match="x"):
        within(5, lambda: int("x"))
    assert within(5, lambda: 7) == 7
