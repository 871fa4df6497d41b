"""A USB bus for pyusb's own backend interface: printers on it stall, tire and are unplugged."""

import errno
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import usb.backend
import usb.core

BULK, INTERRUPT = 0x02, 0x03
OUT, IN = 0x01, 0x82


@dataclass
class UsbThing:
    """One device.

    Attributes:
        interfaces: Class, protocol, and the endpoints as address and type, of each.
        gulp: Bytes taken by one write; 0 for none until the time is over.
        says: What is read next; b"" answers at once with nothing; None: silence.
        fails: Error number of the next transfers.
        driver: The system's driver has it.
        deny: Error number of opening it.
        forbids_strings: It does not tell its serial number.
    """

    vendor: int = 0x04B8
    product: int = 0x0E28
    serial: str = "X1"
    interfaces: tuple[tuple[int, int, tuple[tuple[int, int], ...]], ...] = (
        (7, 2, ((OUT, BULK), (IN, BULK))),
    )
    gulp: int = 4096
    says: list[bytes] = field(default_factory=list)
    fails: int | None = None
    driver: bool = True
    deny: int | None = None
    forbids_strings: bool = False
    configured: bool = True
    taken: bytearray = field(default_factory=bytearray)
    calls: list[str] = field(default_factory=list)
    timeouts: list[int] = field(default_factory=list)
    after_write: Callable[["UsbThing"], None] = lambda thing: None


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb is untyped
    """A backend on which only these devices are."""

    def __init__(self, *things: UsbThing) -> None:
        self.things = things

    def enumerate_devices(self) -> Iterator[UsbThing]:
        return iter(self.things)

    def get_parent(self, dev: UsbThing) -> None:
        return None

    def get_device_descriptor(self, dev: UsbThing) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product,
            bcdDevice=1, iManufacturer=1, iProduct=2, iSerialNumber=3 if dev.serial else 0,
            bNumConfigurations=1, address=5, bus=1, port_number=1, port_numbers=None, speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: UsbThing, config: int) -> SimpleNamespace:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=len(dev.interfaces),
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1,
            extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(
        self, dev: UsbThing, intf: int, alt: int, config: int
    ) -> SimpleNamespace:
        if alt or config:
            raise IndexError(alt)
        kind, protocol, endpoints = dev.interfaces[intf]
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=intf, bAlternateSetting=0,
            bNumEndpoints=len(endpoints), bInterfaceClass=kind, bInterfaceSubClass=1,
            bInterfaceProtocol=protocol, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, dev: UsbThing, ep: int, intf: int, alt: int, config: int
    ) -> SimpleNamespace:
        address, kind = dev.interfaces[intf][2][ep]
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=kind,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: UsbThing) -> UsbThing:
        if dev.deny is not None:
            raise usb.core.USBError("denied", None, dev.deny)
        dev.calls.append("open")
        return dev

    def close_device(self, dev_handle: UsbThing) -> None:
        dev_handle.calls.append("close")

    def set_configuration(self, dev_handle: UsbThing, config_value: int) -> None:
        dev_handle.configured = True
        dev_handle.calls.append("configure")

    def get_configuration(self, dev_handle: UsbThing) -> int:
        return 1 if dev_handle.configured else 0

    def set_interface_altsetting(self, dev_handle: UsbThing, intf: int, altsetting: int) -> None:
        dev_handle.calls.append(f"setting {altsetting}")

    def claim_interface(self, dev_handle: UsbThing, intf: int) -> None:
        if "claim" in dev_handle.calls and "release" not in dev_handle.calls:
            raise usb.core.USBError("Resource busy", None, errno.EBUSY)
        dev_handle.calls.append("claim")

    def release_interface(self, dev_handle: UsbThing, intf: int) -> None:
        dev_handle.calls.append("release")

    def bulk_write(
        self, dev_handle: UsbThing, ep: int, intf: int, data: "array[int]", timeout: int
    ) -> int:
        self._fail(dev_handle, timeout)
        if dev_handle.gulp == 0:
            raise usb.core.USBTimeoutError("Operation timed out", None, errno.ETIMEDOUT)
        went = bytes(data)[: dev_handle.gulp]
        dev_handle.taken += went
        dev_handle.after_write(dev_handle)
        return len(went)

    def bulk_read(
        self, dev_handle: UsbThing, ep: int, intf: int, buff: "array[int]", timeout: int
    ) -> int:
        self._fail(dev_handle, timeout)
        if not dev_handle.says:
            raise usb.core.USBTimeoutError("Operation timed out", None, errno.ETIMEDOUT)
        said = dev_handle.says.pop(0)
        buff[: len(said)] = array("B", said)
        return len(said)

    def ctrl_transfer(
        self,
        dev_handle: UsbThing,
        bmRequestType: int,  # noqa: N803 - the interface's own names
        bRequest: int,  # noqa: N803
        wValue: int,  # noqa: N803
        wIndex: int,  # noqa: N803
        data: "array[int]",
        timeout: int,
    ) -> int:
        if dev_handle.forbids_strings:
            raise usb.core.USBError("no", None, errno.EIO)
        texts = {0: "\u0409", 1: "EPSON", 2: "TM-T20II", 3: dev_handle.serial}
        body = texts[wValue & 0xFF].encode("utf-16-le")
        whole = bytes((len(body) + 2, 3)) + body
        data[: len(whole)] = array("B", whole)
        return len(whole)

    def clear_halt(self, dev_handle: UsbThing, ep: int) -> None:
        dev_handle.calls.append(f"clear {ep:#x}")

    def is_kernel_driver_active(self, dev_handle: UsbThing, intf: int) -> bool:
        return dev_handle.driver

    def detach_kernel_driver(self, dev_handle: UsbThing, intf: int) -> None:
        dev_handle.driver = False
        dev_handle.calls.append("detach")

    def attach_kernel_driver(self, dev_handle: UsbThing, intf: int) -> None:
        if dev_handle.fails == errno.ENODEV:
            raise usb.core.USBError("No such device", None, errno.ENODEV)
        dev_handle.driver = True
        dev_handle.calls.append("attach")

    def _fail(self, thing: UsbThing, timeout: int) -> None:
        thing.timeouts.append(timeout)
        if thing.fails is not None:
            raise usb.core.USBError("failed", None, thing.fails)
