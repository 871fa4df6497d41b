"""The pages of the kiosk by name, and how long each waits for a touch."""

from enum import StrEnum
from typing import Final

from kiosk.idle import NEVER, IdleRule


class PageName(StrEnum):
    """Every page that the window can show."""

    STARTING = "starting"
    HOME = "home"
    LANGUAGE = "language"
    REFERENCE = "reference"
    TIME = "time"
    SERVICES = "services"
    BUSY = "busy"
    TICKET = "ticket"
    NO_PAPER = "no_paper"
    NOTICE = "notice"
    HELP = "help"


QUIET_S: Final = 60.0

IDLE: Final[dict[PageName, IdleRule]] = {
    PageName.STARTING: NEVER,
    PageName.BUSY: NEVER,
    # Nothing is lost at home but the choices of someone who went away: no question asked.
    PageName.HOME: IdleRule(QUIET_S, 0),
    PageName.TICKET: IdleRule(15, 0),
    PageName.NO_PAPER: IdleRule(QUIET_S, 0),
    PageName.NOTICE: IdleRule(QUIET_S),
    PageName.HELP: IdleRule(QUIET_S),
    PageName.LANGUAGE: IdleRule(QUIET_S),
    PageName.REFERENCE: IdleRule(QUIET_S),
    PageName.TIME: IdleRule(QUIET_S),
    PageName.SERVICES: IdleRule(QUIET_S),
}

RETURNS: Final = frozenset(
    {
        PageName.LANGUAGE,
        PageName.REFERENCE,
        PageName.TIME,
        PageName.SERVICES,
        PageName.NOTICE,
        PageName.HELP,
    }
)
"""Pages with a way back."""
