"""Sentences for what is wrong with a file of appointments, or with one of its rows."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

FILE_SENTENCES: Final = {
    "file_empty": QT_TRANSLATE_NOOP("Problem", "There is nothing in this file."),
    "file_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "This file is damaged and cannot be read. Export it again."
    ),
    "file_kind_unsupported": QT_TRANSLATE_NOOP(
        "Problem", "This kind of file cannot be read. Save it as CSV, ICS or XLS."
    ),
    "file_headings_missing": QT_TRANSLATE_NOOP(
        "Problem", "The headings of this table lack: {missing}."
    ),
    "file_too_large": QT_TRANSLATE_NOOP("Problem", "This file is larger than 10 MiB."),
    "file_too_many_rows": QT_TRANSLATE_NOOP(
        "Problem", "This file has more than {limit} rows. Split it."
    ),
    "file_too_many_columns": QT_TRANSLATE_NOOP(
        "Problem", "This table has more than {limit} columns."
    ),
    "reference_column_unknown": QT_TRANSLATE_NOOP(
        "Problem", "The table has no column of this name."
    ),
    "field_refused": QT_TRANSLATE_NOOP(
        "Problem", "What was chosen for the file is not understood ({field})."
    ),
    "day_missing": QT_TRANSLATE_NOOP("Problem", "The day is missing."),
    "day_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The day cannot be read. Write it like 24/11/2026."
    ),
    "time_missing": QT_TRANSLATE_NOOP("Problem", "The time is missing."),
    "time_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The time cannot be read. Write it like 09:30."
    ),
    "duration_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The length of the appointment cannot be read, or exceeds eight hours."
    ),
    "service_missing": QT_TRANSLATE_NOOP("Problem", "The service is missing."),
    "service_unmatched": QT_TRANSLATE_NOOP(
        "Problem", "No service here is called “{label}”. Choose one."
    ),
    "reference_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The reference may hold 16 digits and letters A to Z at most."
    ),
    "status_unknown": QT_TRANSLATE_NOOP("Problem", "The status of this row is not understood."),
    "mode_unknown": QT_TRANSLATE_NOOP(
        "Problem", "How this appointment takes place is not understood."
    ),
    "visit_kind_unknown": QT_TRANSLATE_NOOP("Problem", "The kind of this visit is not understood."),
    "completeness_unknown": QT_TRANSLATE_NOOP(
        "Problem", "Whether the file is complete is not understood."
    ),
    "cell_too_long": QT_TRANSLATE_NOOP("Problem", "A cell of this row is too long: {column}."),
    "too_many_people": QT_TRANSLATE_NOOP(
        "Problem", "More than {limit} people are booked together."
    ),
    "key_twice": QT_TRANSLATE_NOOP(
        "Problem", "Rows with the same number contradict each other; see row {first}."
    ),
    "row_twice": QT_TRANSLATE_NOOP("Problem", "This row stands in the file twice."),
    "recurring_event": QT_TRANSLATE_NOOP(
        "Problem", "This event comes again and again. Enter each appointment by itself."
    ),
    "all_day_event": QT_TRANSLATE_NOOP("Problem", "This event lasts all day and has no time."),
    "zone_unknown": QT_TRANSLATE_NOOP("Problem", "This time zone is not known."),
}
