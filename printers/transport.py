"""What every way to a printer has in common: a link, opened for a job and closed after it."""

from typing import Protocol


class LinkLost(Exception):
    """The printer cannot be reached, or the way to it broke."""


class NoPrinter(LinkLost):
    """This station was set up without a printer; waiting does not help."""


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
            LinkLost: It cannot be opened.
        """
