"""What every way to a printer has in common: a link, opened for a job and closed after it."""

import errno
from typing import Final, Literal, Protocol, get_args

LossReason = Literal[
    "unreachable", "absent", "several", "forbidden", "busy", "stopped", "driver", "none", "broken"
]
"""Why there is no way to a printer.

`unreachable`: nobody answers there. `absent`: no such port, device or queue. `several`:
more than one device is meant. `forbidden`: this
user may not use it. `busy`: another program has it. `stopped`: its queue takes or prints nothing.
`driver`: what this computer needs for such a way is missing. `none`: no printer was set up.
`broken`: it was there, and went away.
"""

LOSS_REASONS: Final[tuple[LossReason, ...]] = get_args(LossReason)

_BY_NUMBER: Final[dict[int, LossReason]] = {
    errno.ENOENT: "absent",
    errno.ENODEV: "absent",
    errno.ENXIO: "absent",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EBUSY: "busy",
    errno.EAGAIN: "busy",
    errno.ENOSYS: "driver",
}

WRITE_S: Final = 5.0
"""How long a printer may take no byte of a job before it counts as stuck."""


class LinkLost(Exception):
    """The printer cannot be reached, or the way to it broke.

    Args:
        text: For logs.
        reason: What a person can act on.
    """

    def __init__(self, text: str = "", reason: LossReason = "broken") -> None:
        super().__init__(text)
        self.reason: LossReason = reason


class NoPrinter(LinkLost):
    """This station was set up without a printer; waiting does not help."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "none")


class LinkStuck(Exception):
    """The printer stopped taking bytes; what it took before may be on paper."""


class Link(Protocol):
    """An open way to a printer. No call blocks longer than it is told."""

    def send(self, data: bytes, patience_s: float) -> None:
        """Hand over bytes.

        Args:
            data: What to send.
            patience_s: Seconds that may pass without a byte being taken.

        Raises:
            LinkLost: The way broke.
            LinkStuck: Nothing was taken for `patience_s`.
        """

    def receive(self, patience_s: float) -> bytes:
        """Return what arrives within `patience_s` seconds; b"" for silence.

        Raises:
            LinkLost: The way broke or the printer closed it.
        """

    def close(self) -> None:
        """Close the way; doing so twice is harmless."""


class Transport(Protocol):
    """A way to one printer.

    Attributes:
        name: For logs, such as "tcp:192.0.2.7:9100".
        answers: Whether anything can come back at all.
    """

    @property
    def name(self) -> str: ...

    @property
    def answers(self) -> bool: ...

    def open(self) -> Link:
        """Open the way.

        Raises:
            LinkLost: It cannot be opened; its reason says why.
        """


def reason_of(error: OSError) -> LossReason:
    """Return why a device of this computer cannot be opened, by the system's own number."""
    return _BY_NUMBER.get(error.errno or 0, "broken")
