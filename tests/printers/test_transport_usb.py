"""Printers on USB, on a bus of pyusb's own interface: how they are found, held and let go."""

import errno
import time

import pytest
import usb.core

from printers.transport import LinkLost, LinkStuck, LossReason
from printers.transport_usb import UsbTransport
from printers.trial import ask_printer
from printers.usb_ids import UsbIds
from tests.fakes.usb_bus import BULK, IN, INTERRUPT, OUT, UsbBus, UsbThing

IDS = UsbIds(0x04B8, 0x0E28)
JOB = bytes(range(256)) * 40


def way_to(*things: UsbThing, ids: UsbIds = IDS) -> UsbTransport:
    return UsbTransport(ids, UsbBus(*things))


def lost(way: UsbTransport) -> LossReason:
    with pytest.raises(LinkLost) as caught:
        way.open()
    return caught.value.reason


def test_a_job_goes_out_whole_and_everything_is_given_back() -> None:
    thing = UsbThing(gulp=1000)
    link = way_to(thing).open()
    link.send(JOB, 5.0)
    link.close()
    link.close()
    assert bytes(thing.taken) == JOB
    assert thing.calls == ["open", "detach", "claim", "release", "attach", "close"]
    assert thing.driver
    assert all(4000 < each <= 5000 for each in thing.timeouts)


def test_a_device_that_no_driver_had_is_left_without_one() -> None:
    thing = UsbThing(driver=False)
    way_to(thing).open().close()
    assert thing.calls == ["open", "claim", "release", "close"]
    assert not thing.driver


def test_answers_come_back_and_silence_is_nothing() -> None:
    thing = UsbThing(says=[b"", b"\x12"])
    link = way_to(thing).open()
    assert link.receive(1.0) == b"\x12"
    assert link.receive(0.02) == b""
    link.close()
    assert min(thing.timeouts) >= 1


def test_a_status_is_asked_for_and_read() -> None:
    thing = UsbThing(says=[b"\x12", b"\x12", b"\x12", b"\x1e"])
    status = ask_printer(way_to(thing))
    assert (status.paper, status.ready) == ("low", True)
    assert bytes(thing.taken) == b"".join(b"\x10\x04" + bytes((n,)) for n in (1, 2, 3, 4))


def test_a_printer_that_says_nothing_at_once_is_not_asked_in_a_rush() -> None:
    thing = UsbThing(says=[b""] * 1000)
    link = way_to(thing).open()
    assert link.receive(0.2) == b""
    link.close()
    assert len(thing.says) > 900


def test_a_printer_without_a_way_back_is_silent_for_as_long_as_told() -> None:
    thing = UsbThing(interfaces=((7, 1, ((OUT, BULK),)),))
    link = way_to(thing).open()
    began = time.monotonic()
    assert link.receive(0.1) == b""
    assert time.monotonic() - began >= 0.1
    link.close()
    assert thing.timeouts == []


def test_a_printer_that_takes_nothing_is_given_up() -> None:
    thing = UsbThing(gulp=0)
    link = way_to(thing).open()
    with pytest.raises(LinkStuck, match="stuck after 0 of"):
        link.send(JOB, 0.1)
    link.close()
    assert thing.calls[-1] == "close"


def test_a_printer_that_tires_in_the_middle_says_how_far_it_came() -> None:
    def tire(thing: UsbThing) -> None:
        thing.gulp = 0 if len(thing.taken) >= 3000 else thing.gulp

    link = way_to(UsbThing(gulp=1500, after_write=tire)).open()
    with pytest.raises(LinkStuck, match="stuck after 3000 of 10240"):
        link.send(JOB, 0.1)
    link.close()


def test_a_printer_unplugged_in_the_middle_of_a_job_is_noticed_and_let_go() -> None:
    def unplug(thing: UsbThing) -> None:
        thing.fails = errno.ENODEV

    thing = UsbThing(after_write=unplug)
    link = way_to(thing).open()
    with pytest.raises(LinkLost, match="broke after 4096 bytes"):
        link.send(JOB, 1.0)
    with pytest.raises(LinkLost):
        link.receive(1.0)
    link.close()
    assert thing.calls[-1] == "close"


@pytest.mark.parametrize(("pipe", "address"), [("out", OUT), ("back", IN)])
def test_a_halted_pipe_breaks_the_link_and_is_cleared_for_the_next(pipe: str, address: int) -> None:
    thing = UsbThing()
    link = way_to(thing).open()
    thing.fails = errno.EPIPE
    with pytest.raises(LinkLost):
        link.send(JOB, 1.0) if pipe == "out" else link.receive(1.0)
    link.close()
    assert f"clear {address:#x}" in thing.calls
    thing.fails = None
    again = way_to(thing).open()
    again.send(JOB, 1.0)
    again.close()
    assert bytes(thing.taken) == JOB


def test_two_links_at_once_are_told_as_busy() -> None:
    thing = UsbThing()
    link = way_to(thing).open()
    assert lost(way_to(thing)) == "busy"
    link.close()


def test_a_device_that_was_never_configured_is_configured() -> None:
    thing = UsbThing(configured=False)
    way_to(thing).open().close()
    assert thing.calls.count("configure") == 1


@pytest.mark.parametrize(
    ("things", "serial", "reason"),
    [
        ((), "", "absent"),
        ((UsbThing(product=1),), "", "absent"),
        ((UsbThing(serial="Y"),), "X", "absent"),
        ((UsbThing(), UsbThing(serial="X2")), "", "several"),
        ((UsbThing(deny=errno.EACCES),), "", "forbidden"),
        ((UsbThing(deny=errno.EACCES),), "X1", "forbidden"),
        ((UsbThing(forbids_strings=True),), "X1", "forbidden"),
        ((UsbThing(deny=errno.ENODEV),), "", "absent"),
        ((UsbThing(interfaces=((3, 1, ((OUT, BULK),)),)),), "", "absent"),
        ((UsbThing(interfaces=((7, 4, ((OUT, BULK), (IN, BULK))),)),), "", "absent"),
        ((UsbThing(interfaces=((7, 1, ((OUT, INTERRUPT),)),)),), "", "absent"),
    ],
)
def test_a_printer_that_cannot_be_had_says_why(
    things: tuple[UsbThing, ...], serial: str, reason: LossReason
) -> None:
    assert lost(way_to(*things, ids=UsbIds(0x04B8, 0x0E28, serial))) == reason
    for thing in things:
        assert thing.calls.count("open") == thing.calls.count("close")


def test_a_serial_number_tells_two_alike_apart() -> None:
    first, second = UsbThing(), UsbThing(serial="X2")
    link = way_to(first, second, ids=UsbIds(0x04B8, 0x0E28, "X2")).open()
    link.send(b"job", 1.0)
    link.close()
    assert (bytes(first.taken), bytes(second.taken)) == (b"", b"job")
    assert first.calls == ["open", "close"]


def test_of_two_interfaces_the_one_that_answers_is_taken() -> None:
    silent, answering = (7, 1, ((OUT, BULK),)), (7, 2, ((OUT, BULK), (IN, BULK)))
    thing = UsbThing(interfaces=(silent, (8, 80, ()), answering), says=[b"\x12"])
    link = way_to(thing).open()
    assert link.receive(1.0) == b"\x12"
    link.close()


class NoDriver(UsbBus):
    def open_device(self, dev: UsbThing) -> UsbThing:
        raise NotImplementedError("Operation not supported or unimplemented on this platform")


def test_windows_without_winusb_is_told_as_a_missing_driver() -> None:
    assert lost(UsbTransport(IDS, NoDriver(UsbThing()))) == "driver"


def test_a_computer_without_libusb_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(**_wanted: object) -> None:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr(usb.core, "find", find)
    assert lost(UsbTransport(IDS)) == "driver"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("usb:04b8:0e28", UsbIds(0x04B8, 0x0E28)),
        ("usb:04B8:0E28:J5-7", UsbIds(0x04B8, 0x0E28, "J5-7")),
        ("usb:4b8:0e28", None),
        ("usb:04b8:0e28:", None),
        ("usb:04b8:0e28:a b", None),
        ("/dev/ttyUSB0", None),
    ],
)
def test_ids_are_read_strictly_and_written_the_same(text: str, ids: UsbIds | None) -> None:
    assert UsbIds.read(text) == ids
    if ids is not None:
        assert UsbIds.read(str(ids)) == ids


def test_a_serial_number_is_the_same_in_any_case_of_letters() -> None:
    assert UsbIds(1, 2, "ab").mean(UsbIds(1, 2, "AB"))
    assert not UsbIds(1, 2, "ab").mean(UsbIds(1, 2, ""))


def test_a_serial_number_that_cannot_be_written_is_left_out() -> None:
    assert str(UsbIds(1, 2, "a b")) == "usb:0001:0002"
