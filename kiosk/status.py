"""The one line in the header that says what is not as usual."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QCoreApplication

AWAY: Final = "away"
OTHER_SERVERS: Final = ("wrong_server", "superseded")
"""Who answers is not the site's server, or not any more."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a visitor should know before they begin.

    Attributes:
        server: Why the site server is not there: `away`, or one of `OTHER_SERVERS`; "" while it is.
        printer: Why there is no paper, as the printer's code; "" while there is.
    """

    server: str = ""
    printer: str = ""

    def with_server(self, trouble: str) -> "Conditions":
        return replace(self, server=trouble)

    def with_printer(self, trouble: str) -> "Conditions":
        return replace(self, printer=trouble)

    def sentence(self) -> str:
        """Return the line in the present language; "" when all is well."""
        translate = QCoreApplication.translate
        match self.server:
            case "wrong_server":
                return translate("StateLine", "Another server answers: tell reception.")
            case "superseded":
                return translate("StateLine", "An old server answers: tell reception.")
            case "away":
                return translate("StateLine", "Connection lost: tickets still hold.")
        if self.printer:
            return translate("StateLine", "No paper: number on the screen.")
        return ""
