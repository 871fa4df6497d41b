"""All pages of the kiosk, made once."""

from dataclasses import dataclass

from kiosk.appointment.reference_page import ReferencePage
from kiosk.appointment.time_page import TimePage
from kiosk.assistance.help_page import HelpPage
from kiosk.assistance.notice_page import NoticePage
from kiosk.language.page import LanguagePage
from kiosk.pages import PageName
from kiosk.shell.button import TapGuard
from kiosk.shell.home_page import HomePage
from kiosk.shell.page import Page
from kiosk.shell.plain_pages import BusyPage, StartingPage
from kiosk.ticket.no_paper_page import NoPaperPage
from kiosk.ticket.page import TicketPage
from kiosk.walk_in.page import ServicesPage


@dataclass(frozen=True, slots=True)
class PageSet:
    """The pages by their own types."""

    starting: StartingPage
    home: HomePage
    language: LanguagePage
    reference: ReferencePage
    time: TimePage
    services: ServicesPage
    busy: BusyPage
    ticket: TicketPage
    no_paper: NoPaperPage
    notice: NoticePage
    help: HelpPage

    def by_name(self) -> dict[PageName, Page]:
        """Return every page under its name."""
        return {
            PageName.STARTING: self.starting,
            PageName.HOME: self.home,
            PageName.LANGUAGE: self.language,
            PageName.REFERENCE: self.reference,
            PageName.TIME: self.time,
            PageName.SERVICES: self.services,
            PageName.BUSY: self.busy,
            PageName.TICKET: self.ticket,
            PageName.NO_PAPER: self.no_paper,
            PageName.NOTICE: self.notice,
            PageName.HELP: self.help,
        }


def make_pages(guard: TapGuard) -> PageSet:
    """Make every page; the window takes them over."""
    return PageSet(
        starting=StartingPage(guard),
        home=HomePage(guard),
        language=LanguagePage(guard),
        reference=ReferencePage(guard),
        time=TimePage(guard),
        services=ServicesPage(guard),
        busy=BusyPage(guard),
        ticket=TicketPage(guard),
        no_paper=NoPaperPage(guard),
        notice=NoticePage(guard),
        help=HelpPage(guard),
    )
