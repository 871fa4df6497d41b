"""What reception does with what a reader read."""

from collections.abc import Callable
from typing import Protocol

from counterapp.reception.view import ArrivalOptions
from ui.scanners.travel_document import DocumentUnreadable, holder_names
from ui.scanners.understanding import ReferenceForm, ScanKind, understand


class ScanTaker(Protocol):
    """Reception, as a scan needs it."""

    @property
    def reference(self) -> ReferenceForm: ...
    def check_in_code(self, text: str, options: ArrivalOptions) -> None: ...
    def look_for(self, searches: tuple[str, ...]) -> None: ...
    def refuse(self, code: str) -> None: ...


class Scans:
    """Checks in, searches, or says why not; nothing of a scan stays here.

    Of a travel document it takes the names that its holder is looked for by, as somebody would have
    typed them.

    Args:
        reception: Acts.
        options: What is noted of the person who arrives.
    """

    def __init__(self, reception: ScanTaker, options: Callable[[], ArrivalOptions]) -> None:
        self._reception = reception
        self._options = options

    def take(self, text: str) -> None:
        """Take what was read."""
        reception = self._reception
        scan = understand(text, reception.reference)
        match scan.kind:
            case ScanKind.SIGNED_CODE:
                reception.check_in_code(scan.text, self._options())
            case ScanKind.REFERENCE:
                reception.look_for((scan.text,))
            case ScanKind.TRAVEL_DOCUMENT:
                self._take_document(scan.text)
            case ScanKind.NONE:
                reception.refuse("scan_unknown")

    def unreadable(self) -> None:
        """Take that something was read which is no text."""
        self._reception.refuse("scan_unreadable")

    def _take_document(self, zone: str) -> None:
        try:
            names = holder_names(zone)
        except DocumentUnreadable as unreadable:
            # Somebody else was searched for before: Enter must not check them in.
            self._reception.look_for(("",))
            self._reception.refuse(unreadable.code)
        else:
            self._reception.look_for(names.searches())
