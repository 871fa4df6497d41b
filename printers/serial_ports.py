"""The serial ports of this computer, and the one that a setting means."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from serial.tools import list_ports

from printers.transport import LinkLost
from printers.usb_ids import UsbIds


@dataclass(frozen=True, slots=True)
class SerialPort:
    """One port, as the system knows it; nothing was sent to it.

    Attributes:
        device: Its present name, such as /dev/ttyUSB0 or COM3.
        description: What the system calls it.
        usb: The device behind it; None for a port of the computer's own.
    """

    device: str
    description: str
    usb: UsbIds | None = None

    @property
    def name(self) -> str:
        """How a setting names it best: by its device, since numbers of ports wander."""
        return str(self.usb) if self.usb is not None else self.device


def serial_ports() -> list[SerialPort]:
    """Return every serial port, by name."""
    found = []
    for port in list_ports.comports():
        usb = None
        if port.vid is not None and port.pid is not None:
            usb = UsbIds(port.vid, port.pid, port.serial_number or "")
        text = port.description if port.description not in (None, "n/a") else ""
        found.append(SerialPort(port.device, text, usb))
    return sorted(found, key=lambda port: port.device)


def port_named(name: str, ports: Callable[[], Iterable[SerialPort]] = serial_ports) -> str:
    """Return the present name of the port that a setting means.

    Args:
        name: `usb:VID:PID[:SERIAL]`; any other is a port's own name already.
        ports: Lists the ports.

    Raises:
        LinkLost: No such device is plugged in, or more than one.
    """
    wanted = UsbIds.read(name)
    if wanted is None:
        return name
    found = [port.device for port in ports() if port.usb is not None and wanted.mean(port.usb)]
    if not found:
        raise LinkLost(f"no serial port of {name}", "absent")
    if len(found) > 1:
        raise LinkLost(f"{name} is {', '.join(found)}: add the serial number", "several")
    return found[0]
