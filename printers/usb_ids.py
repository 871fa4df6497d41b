"""How a USB device is named in a setting: by what it says of itself, wherever it is plugged in."""

import re
from dataclasses import dataclass
from typing import Final, Self

_WRITTEN: Final = re.compile(r"usb:([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::([!-?A-~]{1,64}))?")


@dataclass(frozen=True, slots=True)
class UsbIds:
    """What tells one USB device from others; written `usb:VID:PID` or `usb:VID:PID:SERIAL`.

    Attributes:
        vendor: Number of its maker.
        product: Number of its make.
        serial: Its own number, as it says it; "" for any, and of devices that have none.
    """

    vendor: int
    product: int
    serial: str = ""

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what is written; None for anything else."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            return None
        return cls(int(found[1], 16), int(found[2], 16), found[3] or "")

    def mean(self, other: "UsbIds") -> bool:
        """Tell whether another device is the one that is meant; without a serial, any alike is."""
        alike = (self.vendor, self.product) == (other.vendor, other.product)
        wanted = self.serial.casefold()
        return alike and wanted in ("", other.serial.casefold())

    def __str__(self) -> str:
        written = f"usb:{self.vendor:04x}:{self.product:04x}"
        full = f"{written}:{self.serial}"
        return full if self.serial and _WRITTEN.fullmatch(full) else written
