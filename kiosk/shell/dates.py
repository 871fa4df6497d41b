"""Days as people of each language write them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def long_date(language: str, day: date, *, short: bool = False) -> str:
    """Return a day as people of a language write it, with Latin digits and without the year."""
    # This Arabic writes Latin digits, as on the tickets, and the months most readers know.
    locale = QLocale("ar_AE") if language == "ar" else QLocale(language)
    pattern = "ddd d MMM" if short else "dddd d MMMM"
    if language == "zh":
        pattern = "M月d日 ddd" if short else "M月d日 dddd"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)
