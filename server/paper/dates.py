"""Days as people read them, in the languages of the papers that staff print."""

from datetime import date
from typing import Final

from sync.contract.paper import PaperLanguage

_WEEKDAYS: Final[dict[PaperLanguage, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final[dict[PaperLanguage, tuple[str, ...]]] = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def day_in_words(day: date, language: PaperLanguage) -> str:
    """Return a day without its weekday: `24 novembre 2026`, `24 November 2026`."""
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[language][day.month - 1]} {day.year}"


def weekday(day: date, language: PaperLanguage) -> str:
    """Return the weekday of a day: `mardi`, `Tuesday`."""
    return _WEEKDAYS[language][day.weekday()]


def weekday_in_words(day: date, language: PaperLanguage) -> str:
    """Return a day with its weekday: `mardi 24 novembre 2026`, `Tuesday 24 November 2026`."""
    return f"{weekday(day, language)} {day_in_words(day, language)}"
