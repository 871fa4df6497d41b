"""Check-in: a code that the scanner read, or a reference and a time that were typed."""

from collections.abc import Callable
from typing import Final, Protocol

from kiosk.appointment.reference import (
    TIME_LENGTH,
    ReferenceShape,
    add_time_digit,
    as_time,
    grouped,
    next_time_keys,
)
from kiosk.appointment.tries import TryLimit
from kiosk.arrivals import Arrivals
from kiosk.outcomes import Refused
from kiosk.pages import PageName
from kiosk.shell.presenter import ShellPresenter
from ui.scanners.understanding import ScanKind, understand

_READING_PAGES: Final = frozenset(
    {
        PageName.HOME,
        PageName.LANGUAGE,
        PageName.REFERENCE,
        PageName.TIME,
        PageName.SERVICES,
        PageName.TICKET,
        PageName.NO_PAPER,
        PageName.NOTICE,
        PageName.HELP,
    }
)
_ASKING_PAGES: Final = frozenset({PageName.HOME, PageName.REFERENCE})


class ReferenceView(Protocol):
    """The page on which a reference is typed, as its presenter sees it."""

    def show_typed(self, groups: list[str], *, complete: bool, letters: bool) -> None: ...


class TimeView(Protocol):
    """The page on which the booked time is typed, as its presenter sees it."""

    def show_time(self, typed: str, *, keys: str, complete: bool) -> None: ...


class AppointmentPresenter:
    """Turns scans and keys into a check-in."""

    def __init__(
        self,
        reference_view: ReferenceView,
        time_view: TimeView,
        shell: ShellPresenter,
        arrivals: Arrivals,
        *,
        shape: Callable[[], ReferenceShape],
        monotonic: Callable[[], float],
    ) -> None:
        self._reference_view = reference_view
        self._time_view = time_view
        self._shell = shell
        self._arrivals = arrivals
        self._shape = shape
        self._tries = TryLimit(monotonic)
        self._typed = ""
        self._time = ""
        shell.on_wipe(self.forget)

    def start(self) -> None:
        """Ask for the code or the reference, with nothing left of what was typed before."""
        self._shell.open(PageName.REFERENCE)
        self.forget()

    def forget(self) -> None:
        """Drop what was typed."""
        self._typed = ""
        self._time = ""
        self._render()

    # -- scanning -------------------------------------------------------------

    def scanned(self, text: str) -> None:
        """Something was held before the scanner, on whatever page.

        On a ticket page the next person has come: the session of the one before ends. A kiosk wants
        nobody's travel document, and looks at none: it is no code here.
        """
        if self._shell.page not in _READING_PAGES or self._arrivals.busy:
            return
        if self._shell.page in (PageName.TICKET, PageName.NO_PAPER):
            self._shell.home()
        self._shell.touch()
        scan = understand(text, self._shape())
        match scan.kind:
            case ScanKind.SIGNED_CODE:
                self._arrivals.check_in_code(scan.text)
            case ScanKind.REFERENCE:
                self._typed = scan.text
                self._time = ""
                self._shell.open(PageName.REFERENCE)
                self._after_reference()
            case ScanKind.TRAVEL_DOCUMENT | ScanKind.NONE:
                self._arrivals.refuse(Refused("code_unknown"))

    def unreadable(self) -> None:
        """Something that is no code of ours was held before the scanner.

        It may be noise, so it takes nobody's number off the screen.
        """
        if self._shell.page in _ASKING_PAGES and not self._arrivals.busy:
            self._shell.touch()
            self._arrivals.refuse(Refused("code_unknown"))

    # -- the reference --------------------------------------------------------

    def key(self, character: str) -> None:
        """Take one character of the reference."""
        shape = self._shape()
        allowed = character.isdigit() or (shape.letters and "A" <= character <= "Z")
        if len(character) == 1 and allowed and len(self._typed) < shape.max_length:
            self._typed += character
            self._render()

    def erase(self) -> None:
        """Take the last character back."""
        self._typed = self._typed[:-1]
        self._render()

    def confirm(self) -> None:
        """The reference is whole: ask for the time, or check in."""
        if self._shape().fits(self._typed):
            self._after_reference()

    def without_number(self) -> None:
        """The person has no reference: reception finds them by name."""
        self._arrivals.refuse(Refused("no_reference"))

    def _after_reference(self) -> None:
        if self._shape().ask_time:
            self._shell.open(PageName.TIME)
            self._render()
        else:
            self._check_in(None)

    # -- the time -------------------------------------------------------------

    def time_key(self, digit: str) -> None:
        """Take one digit of the booked time."""
        self._time = add_time_digit(self._time, digit)
        self._render()

    def time_erase(self) -> None:
        """Take the last digit back."""
        self._time = self._time[:-1]
        self._render()

    def time_confirm(self) -> None:
        """The time is whole: check in."""
        time = as_time(self._time)
        if time is not None:
            self._check_in(time)

    def _check_in(self, time: str | None) -> None:
        if self._tries.exceeded:
            self._arrivals.refuse(Refused("see_reception"))
            return
        self._arrivals.check_in_reference(self._typed, time, refused=self._note_refusal)

    def _note_refusal(self, refusal: Refused) -> None:
        if refusal.code == "see_reception":
            self._tries.note_wrong()

    def _render(self) -> None:
        shape = self._shape()
        self._reference_view.show_typed(
            grouped(self._typed, shape),
            complete=shape.fits(self._typed),
            letters=shape.letters,
        )
        self._time_view.show_time(
            self._time,
            keys=next_time_keys(self._time),
            complete=len(self._time) == TIME_LENGTH,
        )
