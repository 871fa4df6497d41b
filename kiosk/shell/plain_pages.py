"""Pages on which nothing is asked: starting, and working."""

from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import HEADER_BOTTOM, MARGIN, REACH, WIDTH, Box
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.shell.picture import Picture


class StartingPage(Page):
    """The kiosk knows nothing of its site yet; it keeps asking."""

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("starting", guard)
        self.picture = Picture("startingPicture", "plug-connected-x", parent=self)
        self.title = self.words("startingTitle", "title")
        self.advice = self.words("startingAdvice", "action", color="text.secondary")
        self._fault = ""

    def show_fault(self, fault: str) -> None:
        """Say what staff must mend: `unpaired`, `revoked`, `wrong_server`, `superseded`; or ""."""
        self._fault = fault
        self.refresh()

    def retranslate(self) -> None:
        self.title.setText(self.tr("This kiosk is not ready yet"))
        match self._fault:
            case "unpaired":
                advice = self.tr("Staff: pair this kiosk (--pair; --server if it is not found).")
            case "revoked":
                advice = self.tr("Staff: this kiosk was removed from the site. Pair it again.")
            case "wrong_server":
                advice = self.tr("Staff: another server answers here. Call the administrator.")
            case "superseded":
                advice = self.tr("Staff: an old server answers here. Call the administrator.")
            case _:
                advice = self.tr("It is waiting for the server. Please go to reception.")
        self.advice.setText(advice)

    def arrange(self, look: Look) -> None:
        box = Box(MARGIN, HEADER_BOTTOM, WIDTH - 2 * MARGIN, 1100)
        self.place_group(self.picture, 200, [self.title, self.advice], box, gap=48)


class BusyPage(Page):
    """One moment: the server is asked, two seconds at the most."""

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("busy", guard)
        self.picture = Picture("busyPicture", "hourglass", parent=self)
        self.title = self.words("busyTitle", "title")

    def retranslate(self) -> None:
        self.title.setText(self.tr("One moment, please"))

    def arrange(self, look: Look) -> None:
        box = Box(MARGIN, HEADER_BOTTOM, WIDTH - 2 * MARGIN, REACH - HEADER_BOTTOM)
        self.place_group(self.picture, 200, [self.title], box)
