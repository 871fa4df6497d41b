"""Days as people of each language write them."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale

_PATTERNS: Final = {
    "de": ("dddd, d. MMMM", "dddd, d. MMMM yyyy", "ddd, d. MMM"),
    "es": ("dddd d 'de' MMMM", "dddd d 'de' MMMM 'de' yyyy", "ddd d MMM"),
    "pt": ("ddd, d 'de' MMMM", "dddd, d 'de' MMMM 'de' yyyy", "ddd, d MMM"),
    "ru": ("dddd, d MMMM", "dddd, d MMMM yyyy 'г.'", "ddd, d MMM"),
    "zh": ("M月d日 dddd", "yyyy年M月d日 dddd", "M月d日 ddd"),
}
_OTHER: Final = ("dddd d MMMM", "dddd d MMMM yyyy", "ddd d MMM")


def long_date(language: str, day: date, *, short: bool = False, year: bool = False) -> str:
    """Return a day as people of a language write it, with Latin digits.

    Args:
        language: One of the eight.
        day: The day.
        short: With weekday and month cut short, and without the year.
        year: With the year, as paper that is kept needs it.
    """
    # This Arabic writes Latin digits, as on the tickets, and the months most readers know.
    locale = QLocale("ar_AE") if language == "ar" else QLocale(language)
    plain, dated, brief = _PATTERNS.get(language, _OTHER)
    pattern = brief if short else dated if year else plain
    return locale.toString(QDate(day.year, day.month, day.day), pattern)
