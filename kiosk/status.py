"""The one line in the header that says what is not as usual."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a visitor should know before they begin.

    Attributes:
        server_away: The site server does not answer.
        printer: Why there is no paper, as the printer's code; "" while there is.
    """

    server_away: bool = False
    printer: str = ""

    def with_server(self, *, away: bool) -> "Conditions":
        return replace(self, server_away=away)

    def with_printer(self, trouble: str) -> "Conditions":
        return replace(self, printer=trouble)

    def sentence(self) -> str:
        """Return the line in the present language; "" when all is well."""
        translate = QCoreApplication.translate
        if self.server_away:
            return translate("StateLine", "Connection lost: tickets still hold.")
        if self.printer:
            return translate("StateLine", "No paper: number on the screen.")
        return ""
