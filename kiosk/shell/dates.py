"""Days as people of each language write them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def long_date(language: str, day: date) -> str:
    """Return a day as people of a language write it, with Latin digits and without the year."""
    # This Arabic writes Latin digits, as on the tickets, and the months most readers know.
    locale = QLocale("ar_AE") if language == "ar" else QLocale(language)
    pattern = "M月d日 dddd" if language == "zh" else "dddd d MMMM"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)
