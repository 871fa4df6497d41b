"""References and code ids that are made here, for appointments whose source gives none."""

import secrets
from typing import Final

from core.ports import Appointments

REFERENCE_DIGITS: Final = 9
"""Of a reference that we make, its check digit included."""

_LOCAL_BITS: Final = 40
"""Code ids below 2**40 are the site's own; others carry the booking server's numbers."""


def fresh_reference(appointments: Appointments) -> str:
    """Return nine digits that no booking has: eight by chance, so that nobody guesses them.

    The first is not 0, since people leave that out; the last is a check digit.
    """
    least = 10 ** (REFERENCE_DIGITS - 2)
    while True:
        digits = str(least + secrets.randbelow(9 * least))
        reference = digits + check_digit(digits)
        if not appointments.by_reference(reference):
            return reference


def fresh_references(appointments: Appointments, count: int) -> list[str]:
    """Return different references that no booking has."""
    fresh: set[str] = set()
    while len(fresh) < count:
        fresh.add(fresh_reference(appointments))
    return list(fresh)


def fresh_code_id(appointments: Appointments) -> int:
    """Return an id for signed codes that no booking has."""
    return fresh_code_ids(appointments, 1)[0]


def fresh_code_ids(appointments: Appointments, count: int) -> list[int]:
    """Return different ids for signed codes that no booking has."""
    fresh: set[int] = set()
    while len(fresh) < count:
        drawn = {secrets.randbits(_LOCAL_BITS) for _ in range(count - len(fresh))}
        fresh |= drawn - appointments.taken_code_ids(drawn)
    return list(fresh)


def check_digit(digits: str) -> str:
    """Return the digit of Luhn's rule (ISO/IEC 7812-1, annex B).

    It shows one wrong digit, and two neighbours that changed places, save 0 and 9.
    """
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
