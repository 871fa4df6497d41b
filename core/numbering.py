"""Ticket numbers: a letter and three digits, then four; and the blocks that kiosks lease."""

from dataclasses import dataclass, replace
from typing import Final

from core.errors import Conflict, Unprocessable
from core.model import TICKET_NUMBER

RESERVE_START: Final = 500
"""Reserves for long outages lie from here on, so that everyday numbers stay nearly in order."""

LAST: Final = 999_999
"""The greatest number that a ticket can show; a day never gets there."""


@dataclass(frozen=True, slots=True)
class Series:
    """What is free of one letter on one day.

    Attributes:
        lower: The next everyday number, 1 to `RESERVE_START`.
        upper: The next number from `RESERVE_START` on.
    """

    lower: int = 1
    upper: int = RESERVE_START


def show(letter: str, number: int) -> str:
    """Return a number as people see it: `K001` … `K999`, then `K1000` and on."""
    return f"{letter}{number:03d}"


def parse(text: str) -> tuple[str, int]:
    """Return letter and number of a ticket.

    Raises:
        Unprocessable: `number_malformed`.
    """
    if TICKET_NUMBER.fullmatch(text) is None or int(text[1:]) == 0:
        raise Unprocessable("number_malformed")
    return text[0], int(text[1:])


def take(series: Series, count: int, *, reserve: bool = False) -> tuple[int, Series]:
    """Take `count` numbers in a row; return the first, and what is free afterwards.

    Everyday numbers come from below `RESERVE_START` while they last, then from wherever the
    reserves end; so no person is refused for lack of numbers.

    Raises:
        Conflict: `numbers_exhausted`, beyond a million tickets of one letter on one day.
    """
    if not reserve and series.lower + count <= RESERVE_START:
        return series.lower, replace(series, lower=series.lower + count)
    if series.upper + count - 1 > LAST:
        raise Conflict("numbers_exhausted")
    return series.upper, replace(series, upper=series.upper + count)
