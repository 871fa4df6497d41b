"""What could print here: looked for without sending anything to anything.

A printer on the network is not looked for: a person gives its address, and it is asked who it is.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from printers import cups, winspool
from printers.bounded import TookTooLong, within
from printers.conversation import Conversation, Patience
from printers.model import model_names
from printers.serial_ports import serial_ports
from printers.status import PrinterStatus
from printers.transport import Link, Transport
from printers.usb_devices import usb_printers

LOOK_S: Final = 3.0
"""How long looking in one place may take."""

Kind = Literal["usb", "serial", "cups", "windows"]

_MAKER, _MODEL = b"\x1dI\x42", b"\x1dI\x43"
_ANSWER: Final = re.compile(rb"_([ -~]{1,80})\x00")
_MOST_BYTES: Final = 256
_ANSWER_S: Final = 0.5
_OTHER_THAN_LETTERS: Final = re.compile(r"[^0-9a-z]+")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may be a printer.

    Attributes:
        kind: Where it was found.
        way: What a setting says to use it.
        label: What it, or the system, calls it; may be "".
        model: Name of its profile where that is sure, else "".
    """

    kind: Kind
    way: str
    label: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a printer says of itself.

    Attributes:
        status: How it is.
        maker: As it says; "" where it does not.
        product: As it says; "" where it does not.
    """

    status: PrinterStatus
    maker: str = ""
    product: str = ""

    @property
    def model(self) -> str:
        """Name of its profile where that is sure, else ""."""
        return profile_of(self.maker, self.product)


def find_printers() -> list[Found]:
    """Return what may be a printer, in the order in which it should be offered.

    A place that does not answer within `LOOK_S` is left out.
    """
    found: list[Found] = []
    for look in (_usb, _serial, _cups, _windows):
        found += _quietly(look)
    return found


def introduce(transport: Transport, patience: Patience | None = None) -> Introduction:
    """Ask a printer how it is and, where it is well, who it is.

    Raises:
        LinkLost: It cannot be reached; its reason says why.
        LinkStuck: It takes no questions.
    """
    link = transport.open()
    try:
        if not transport.answers:
            return Introduction(PrinterStatus())
        status = Conversation(link, patience or Patience(), threading.Event()).ask()
        if not status.ready:
            return Introduction(status)
        return Introduction(status, _told(link, _MAKER), _told(link, _MODEL))
    finally:
        link.close()


def profile_of(maker: str, product: str) -> str:
    """Return the profile of a printer by what it calls itself; "" where none is surely its own."""
    wanted = {_bare(product), _bare(product.removeprefix(maker))}
    # A name without a figure, such as "Default", is no make's.
    names = (name for name in model_names() if any(letter.isdigit() for letter in name))
    return next((name for name in names if _bare(name) in wanted), "")


def _bare(name: str) -> str:
    return _OTHER_THAN_LETTERS.sub("", name.casefold())


def _told(link: Link, question: bytes) -> str:
    """Ask `GS I`, which is answered in words: an underscore, letters, and a zero."""
    link.send(question, _ANSWER_S)
    heard, ends = b"", time.monotonic() + _ANSWER_S
    while len(heard) < _MOST_BYTES and (left := ends - time.monotonic()) > 0:
        heard += link.receive(left)
        if b"\x00" in heard:
            break
    found = _ANSWER.fullmatch(heard)
    return found[1].decode("ascii").strip() if found else ""


def _quietly(look: Callable[[], Iterator[Found]]) -> list[Found]:
    """Look in one place; what fails there must not hide the others."""
    try:
        return within(LOOK_S, lambda: list(look()))
    except (TookTooLong, OSError, cups.CupsMissing, cups.CupsRefused) as error:
        _log.info("no %s printers: %s", look.__name__.strip("_"), error)
    except (winspool.SpoolerMissing, winspool.SpoolerError) as error:
        _log.info("no queues of Windows: %s", error)
    return []


def _usb() -> Iterator[Found]:
    for printer in usb_printers():
        label = f"{printer.maker} {printer.product}".strip()
        model = profile_of(printer.maker, printer.product)
        yield Found("usb", str(printer.ids), label, model)


def _serial() -> Iterator[Found]:
    for port in serial_ports():
        label = " ".join(dict.fromkeys((port.device, port.description))).strip()
        yield Found("serial", f"serial:{port.name}", label)


def _cups() -> Iterator[Found]:
    for queue in cups.queues(LOOK_S):
        yield Found("cups", f"cups:{queue}", queue)


def _windows() -> Iterator[Found]:
    for queue in winspool.queues(winspool.windows_library()):
        yield Found("windows", f"windows:{queue}", queue)
