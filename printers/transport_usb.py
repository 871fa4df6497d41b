"""A printer on USB that has no serial port: it is of the printer class, and spoken to by libusb.

Linux hands such a printer to its own driver, which is set aside while a link is open. Windows lets
libusb have devices only that were given the WinUSB driver; a queue of the spooler is the way there.
"""

import errno
import logging
import threading
import time
from dataclasses import dataclass
from typing import Final

import usb.backend
import usb.core
import usb.util

from printers.transport import LinkLost, LinkStuck, reason_of
from printers.usb_ids import UsbIds

PRINTER_CLASS: Final = 7
OVER_NETWORK: Final = 4
"""The protocol of a printer's interface that speaks IPP, and no commands."""

CHUNK: Final = 4096
_READ_LEAST: Final = 512
_BREATH_S: Final = 0.02
_MS: Final = 1000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pipes:
    """What of a device is used: the printer's interface and its pipes.

    Attributes:
        out: Leads to the printer.
        back: Leads back; None of a printer that says nothing.
    """

    interface: usb.core.Interface
    out: usb.core.Endpoint
    back: usb.core.Endpoint | None


class UsbLink:
    """An open printer; `detached` tells that the system's driver had it before."""

    def __init__(self, device: usb.core.Device, pipes: Pipes, *, detached: bool) -> None:
        self._device: usb.core.Device | None = device
        self._pipes = pipes
        self._detached = detached
        self._pause = threading.Event()

    def send(self, data: bytes, patience_s: float) -> None:
        taken, ends = 0, time.monotonic() + patience_s
        while taken < len(data):
            left = ends - time.monotonic()
            try:
                went = (
                    self._pipes.out.write(data[taken : taken + CHUNK], _ms(left)) if left > 0 else 0
                )
            except usb.core.USBTimeoutError:
                went = 0
            except usb.core.USBError as error:
                _unstall(self._pipes.out, error)
                raise LinkLost(f"broke after {taken} bytes: {error}") from error
            taken += went
            if went:
                ends = time.monotonic() + patience_s
            elif time.monotonic() >= ends:
                raise LinkStuck(f"stuck after {taken} of {len(data)} bytes")
            else:
                self._pause.wait(_BREATH_S)

    def receive(self, patience_s: float) -> bytes:
        ends = time.monotonic() + patience_s
        while (left := ends - time.monotonic()) > 0:
            data = _read(self._pipes.back, left) if self._pipes.back is not None else b""
            if data:
                return data
            # Printers with nothing to say may answer at once, with nothing.
            self._pause.wait(min(left, _BREATH_S))
        return b""

    def close(self) -> None:
        if self._device is None:
            return
        device, number = self._device, self._pipes.interface.bInterfaceNumber
        self._device = None
        _let_go(device, number, attach=self._detached)


class UsbTransport:
    """A printer by what it says of itself.

    Args:
        ids: Its maker, make and, where several are alike, its serial number.
        backend: What reaches devices; libusb when None.
    """

    answers = True

    def __init__(self, ids: UsbIds, backend: usb.backend.IBackend | None = None) -> None:
        self._ids = ids
        self._backend = backend
        self.name = str(ids)

    def open(self) -> UsbLink:
        device = self._find()
        try:
            return _open(device)
        except usb.core.USBError as error:
            usb.util.dispose_resources(device)
            raise LinkLost(f"{self.name}: {error}", reason_of(error)) from error
        except NotImplementedError as error:
            usb.util.dispose_resources(device)
            raise LinkLost(f"{self.name}: {error}", "driver") from error
        except LinkLost:
            usb.util.dispose_resources(device)
            raise

    def _find(self) -> usb.core.Device:
        ids = self._ids
        try:
            alike = usb.core.find(
                find_all=True, idVendor=ids.vendor, idProduct=ids.product, backend=self._backend
            )
            found = [each for each in alike if not ids.serial or _says(each, ids.serial)]
        except usb.core.NoBackendError as error:
            raise LinkLost(f"{self.name}: libusb is missing", "driver") from error
        except usb.core.USBError as error:
            raise LinkLost(f"{self.name}: {error}", reason_of(error)) from error
        if not found:
            raise LinkLost(f"{self.name} is not plugged in", "absent")
        if len(found) > 1:
            raise LinkLost(f"{self.name} is {len(found)} devices: add the serial number", "several")
        return found[0]


def _read(pipe: usb.core.Endpoint, patience_s: float) -> bytes:
    try:
        return bytes(pipe.read(max(_READ_LEAST, pipe.wMaxPacketSize), _ms(patience_s)))
    except usb.core.USBTimeoutError:
        return b""
    except usb.core.USBError as error:
        _unstall(pipe, error)
        raise LinkLost(str(error)) from error


def _unstall(pipe: usb.core.Endpoint, error: OSError) -> None:
    """Clear a pipe that the printer halted; else the next link would find it halted."""
    if error.errno == errno.EPIPE:
        try:
            pipe.clear_halt()
        except (usb.core.USBError, NotImplementedError) as again:
            _log.info("a halted pipe stays so: %s", again)


def _says(device: usb.core.Device, serial: str) -> bool:
    """Tell whether a device has this serial number.

    Raises:
        LinkLost: This user may not ask it.
    """
    said = None
    try:
        said = device.serial_number
    except usb.core.USBError as error:
        raise LinkLost(str(error), reason_of(error)) from error
    except NotImplementedError as error:
        raise LinkLost(str(error), "driver") from error
    except ValueError as error:
        # pyusb swallows what the system said, which is nearly always this.
        raise LinkLost(str(error), "forbidden") from error
    finally:
        if not _same(said, serial):
            usb.util.dispose_resources(device)
    return _same(said, serial)


def _same(said: str | None, serial: str) -> bool:
    return said is not None and said.casefold() == serial.casefold()


def _open(device: usb.core.Device) -> UsbLink:
    """Claim the printer's interface.

    Raises:
        LinkLost: The device is no printer that takes commands.
        USBError: It cannot be had.
    """
    pipes = _pipes_of(_configured(device))
    if pipes is None:
        raise LinkLost("no printer that takes commands", "absent")
    number = pipes.interface.bInterfaceNumber
    detached = _set_driver_aside(device, number)
    try:
        usb.util.claim_interface(device, number)
        if pipes.interface.bAlternateSetting:
            pipes.interface.set_altsetting()
    except usb.core.USBError:
        _let_go(device, number, attach=detached)
        raise
    return UsbLink(device, pipes, detached=detached)


def _configured(device: usb.core.Device) -> usb.core.Configuration:
    """Return the active configuration; choosing one that is active already resets some devices."""
    try:
        return device.get_active_configuration()
    except usb.core.USBError as error:
        if error.errno is not None:
            raise
        device.set_configuration()
        return device.get_active_configuration()


def _pipes_of(configuration: usb.core.Configuration) -> Pipes | None:
    """Return the interface that takes commands, if possible one that answers; None for none."""
    found = []
    for interface in configuration:
        out = _pipe(interface, usb.util.ENDPOINT_OUT)
        commands = interface.bInterfaceProtocol != OVER_NETWORK
        if interface.bInterfaceClass == PRINTER_CLASS and commands and out is not None:
            found.append(Pipes(interface, out, _pipe(interface, usb.util.ENDPOINT_IN)))
    return max(found, key=lambda pipes: pipes.back is not None, default=None)


def _pipe(interface: usb.core.Interface, direction: int) -> usb.core.Endpoint | None:
    for pipe in interface:
        bulk = usb.util.endpoint_type(pipe.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if bulk and usb.util.endpoint_direction(pipe.bEndpointAddress) == direction:
            return pipe
    return None


def _set_driver_aside(device: usb.core.Device, number: int) -> bool:
    """Take an interface from the system's driver; tell whether it had it."""
    try:
        if not device.is_kernel_driver_active(number):
            return False
        device.detach_kernel_driver(number)
    except NotImplementedError:
        return False
    return True


def _let_go(device: usb.core.Device, number: int, *, attach: bool) -> None:
    """Give everything back; a printer that was unplugged meanwhile cannot take it."""
    try:
        usb.util.release_interface(device, number)
        if attach:
            device.attach_kernel_driver(number)
    except (usb.core.USBError, NotImplementedError) as error:
        _log.info("a USB printer is not given back: %s", error)
    finally:
        usb.util.dispose_resources(device)


def _ms(seconds: float) -> int:
    """Return milliseconds, never 0, which stands for no limit at all."""
    return max(1, round(seconds * _MS))
