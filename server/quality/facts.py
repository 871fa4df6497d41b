"""The figures of the quality sheet, as text of one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from core.site import Calendar, Site
from core.statistics.histogram import EDGES_MIN
from core.statistics.indicators import UNDER_MIN, Figure, Row
from core.statistics.suppression import FEWEST
from server.quality.words import Words


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """What a quality sheet is made from.

    Attributes:
        made: When the sheet was made, on the site's wall clock.
        total: The statistics of the whole post.
        answers: How many gave each answer, from 1 (bad) to 5 (good).
    """

    site: Site
    first: date
    last: date
    made: datetime
    total: Row
    answers: Mapping[int, int]


def day_text(day: date, words: Words) -> str:
    """Return a day as the language writes it."""
    name = words.months[day.month - 1] if words.months else ""
    return words.date.format(day=day.day, month=day.month, year=day.year, name=name)


def number_text(number: int, words: Words) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}".replace(",", words.thousands)


def percent_text(share: Figure, words: Words) -> str:
    """Return a share from 0 to 1 as a whole percentage; 100 only if it is all."""
    value = round((share or 0) * 100)
    return words.percent.format(value=99 if value == 100 and share != 1 else value)


def wait_lines(facts: QualityFacts, words: Words) -> tuple[str, ...]:
    """Return what half and nine in ten of all waits took; nothing that is not known.

    Beyond the last edge of the buckets a time is only known to be longer: it is left out.
    """
    wait = facts.total.blocks["wait"]
    if not wait["count"]:
        return (words.too_few,)
    lines = []
    for sentence, figure in ((words.half, wait["p50_s"]), (words.nine, wait["p90_s"])):
        minutes = max(1, ceil((figure or 0) / 60))
        if minutes < EDGES_MIN[-1]:
            lines.append(sentence.format(minutes=minutes))
    return tuple(lines)


def wait_bars(facts: QualityFacts, words: Words) -> tuple[tuple[str, float, str], ...]:
    """Return label, share and percentage of the waits below some minutes; none if hidden."""
    wait = facts.total.blocks["wait"]
    if not wait["count"]:
        return ()
    shares = [(minutes, wait[f"under_{minutes}_share"] or 0.0) for minutes in UNDER_MIN]
    return tuple(
        (words.under.format(minutes=minutes), share, percent_text(share, words))
        for minutes, share in shares
    )


def punctual_line(facts: QualityFacts, words: Words) -> str:
    """Return how many appointments were kept."""
    block = facts.total.blocks["punctuality"]
    if not block["due"]:
        return words.too_few
    return words.punctual.format(share=percent_text(block["punctual_share"], words))


def visits_line(facts: QualityFacts, words: Words) -> str:
    """Return how many came, and how many of them without an appointment."""
    block = facts.total.blocks["visits"]
    if not block["visits"]:
        return words.too_few
    return words.came.format(
        visits=number_text(int(block["visits"]), words),
        share=percent_text(block["walk_ins_share"], words),
    )


def satisfaction_line(facts: QualityFacts, words: Words) -> str | None:
    """Return the mean of the answers and their count; None where too few were given."""
    count = sum(facts.answers.values())
    if count < FEWEST:
        return None
    mean = sum(answer * given for answer, given in facts.answers.items()) / count
    return words.answers.format(
        mean=f"{mean:.1f}".replace(".", words.decimal), count=number_text(count, words)
    )


def hours_lines(calendar: Calendar, words: Words) -> tuple[tuple[str, str], ...]:
    """Return each weekday with its hours, from Monday on; none for a post that is always open."""
    if not calendar.windows:
        return ()
    lines = []
    for weekday, name in enumerate(words.weekdays):
        windows = sorted(
            (window.opens, window.closes)
            for window in calendar.windows
            if window.weekday == weekday
        )
        hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in windows)
        lines.append((name, hours or words.closed_mark))
    return tuple(lines)
