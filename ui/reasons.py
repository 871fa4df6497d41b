"""Why somebody stands where they stand, in words that an agent can read aloud to a citizen."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from sync.contract.calls import Why, WhySide, WhyThan
from ui.i18n import isolated

_CONTEXT: Final = "WhyOrder"

_REASONS: Final = {
    "appointment": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: appointment at {starts_at}, rank {rank}."
    ),
    "appointment_not_due": QT_TRANSLATE_NOOP(
        "WhyOrder",
        "{number}: appointment at {starts_at}; before then, people whose time has come go first.",
    ),
    "appointment_late": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: appointment at {starts_at}, here at {checked_in_at}, rank {rank}."
    ),
    "appointment_past_grace": QT_TRANSLATE_NOOP(
        "WhyOrder",
        "{number}: appointment at {starts_at}, here much later, at {checked_in_at}, rank {rank}.",
    ),
    "appointment_priority": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: appointment at {starts_at}, with priority, rank {rank}."
    ),
    "walk_in": QT_TRANSLATE_NOOP(
        "WhyOrder",
        "{number}: ticket at {checked_in_at} without an appointment, "
        "rank {checked_in_at} + {allowance_min} min = {rank}.",
    ),
    "walk_in_at_once": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: ticket at {checked_in_at} without an appointment, rank {rank}."
    ),
    "walk_in_priority": QT_TRANSLATE_NOOP(
        "WhyOrder",
        "{number}: ticket at {checked_in_at} without an appointment, with priority, rank {rank}.",
    ),
    "urgent": QT_TRANSLATE_NOOP("WhyOrder", "{number}: declared urgent by a lead, rank {rank}."),
    "keeps_seniority": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: was called before and keeps that place, rank {rank}."
    ),
    "returned_after_absence": QT_TRANSLATE_NOOP(
        "WhyOrder", "{number}: was absent and came back, rank {rank}."
    ),
    "back_from_hold": QT_TRANSLATE_NOOP("WhyOrder", "{number}: is back from a hold, rank {rank}."),
}
_OTHER_REASON: Final = QT_TRANSLATE_NOOP("WhyOrder", "{number}: rank {rank}.")
_HELD_HERE: Final = QT_TRANSLATE_NOOP("WhyOrder", "This counter began and takes them back first.")
_OFFSET: Final = QT_TRANSLATE_NOOP("WhyOrder", "At this counter {offset_min} min later.")

_BECAUSE: Final = {
    "earlier_rank": QT_TRANSLATE_NOOP("WhyOrder", "The earlier rank goes first."),
    "same_rank_earlier_ticket": QT_TRANSLATE_NOOP(
        "WhyOrder", "The ranks are the same: the earlier ticket goes first."
    ),
    "checked_in_after": QT_TRANSLATE_NOOP(
        "WhyOrder", "{second} arrived after the rank time of {first}."
    ),
    "not_due_yet": QT_TRANSLATE_NOOP("WhyOrder", "The time of {second} had not come yet at {at}."),
    "held_here_first": QT_TRANSLATE_NOOP(
        "WhyOrder", "{first} had been on hold at this counter, which takes its own back first."
    ),
    "priority_absolute": QT_TRANSLATE_NOOP("WhyOrder", "People with priority go first here."),
    "others_turn": QT_TRANSLATE_NOOP(
        "WhyOrder",
        "Several people with priority had been called in a row: it was the turn of the others.",
    ),
    "urgent": QT_TRANSLATE_NOOP("WhyOrder", "A lead had declared {first} urgent."),
    "override": QT_TRANSLATE_NOOP(
        "WhyOrder", "An agent called {first} out of turn, with a written reason."
    ),
    "other_counter_services": QT_TRANSLATE_NOOP(
        "WhyOrder", "Counter {counter} does not serve what {second} came for."
    ),
    "other_counter": QT_TRANSLATE_NOOP("WhyOrder", "{second} is expected at another counter."),
    "on_hold": QT_TRANSLATE_NOOP("WhyOrder", "{second} was on hold."),
    "absent": QT_TRANSLATE_NOOP("WhyOrder", "{second} did not answer the call."),
    "called_before": QT_TRANSLATE_NOOP("WhyOrder", "{first} had been called before."),
    "not_here_yet": QT_TRANSLATE_NOOP("WhyOrder", "{second} was not here yet."),
    "gone": QT_TRANSLATE_NOOP("WhyOrder", "{second} was not waiting any more."),
}
_UNEXPLAINED: Final = QT_TRANSLATE_NOOP("WhyOrder", "The rule does not explain it. Tell a lead.")
_BOTH_COULD: Final = QT_TRANSLATE_NOOP(
    "WhyOrder", "Both could be served at counter {counter} at {at}."
)

_LEFTWARDS: Final = frozenset({"R", "AL"})
_OF_ONE_COUNTER: Final = frozenset({"earlier_rank", "same_rank_earlier_ticket", "checked_in_after"})

Clock = Callable[[datetime], str]
"""Gives a moment as the wall clock of the site shows it, `10:05`."""


def reason_text(number: str, why: Why, wall_clock: Clock) -> str:
    """Return why a step stands where it stands.

    Args:
        number: The ticket, as it is shown.
        why: The code and the facts.
        wall_clock: Gives the times among the facts in the site's zone.
    """
    facts = dict(why.facts)
    source = str(_REASONS.get(_variant(why.code, facts), _OTHER_REASON))
    parts = [source]
    parts += [str(_HELD_HERE)] if facts.get("held_here") else []
    parts += [str(_OFFSET)] if facts.get("offset_min") else []
    words = {"number": number}
    for name in ("starts_at", "checked_in_at", "rank"):
        words[name] = _time(facts.get(name), wall_clock)
    for name in ("allowance_min", "offset_min"):
        words[name] = str(facts.get(name, ""))
    return " ".join(_filled(part, words) for part in parts)


def comparison_text(than: WhyThan, wall_clock: Clock) -> str:
    """Return why one step goes before another: both sides, and what decided."""
    words = {
        "first": than.first.number,
        "second": than.second.number,
        "at": wall_clock(than.at),
        "counter": than.counter or "–",
    }
    sides = [_of_side(side, wall_clock) for side in (than.first, than.second)]
    both = than.counter is not None and than.code in _OF_ONE_COUNTER
    parts = [_BOTH_COULD] if both else []
    parts.append(_BECAUSE.get(than.code, _UNEXPLAINED))
    return " ".join([*sides, *(_filled(str(part), words) for part in parts)])


def _of_side(side: WhySide, wall_clock: Clock) -> str:
    return reason_text(side.number, side.why, wall_clock)


def _variant(code: str, facts: Mapping[str, object]) -> str:
    if code == "walk_in" and not facts.get("allowance_min"):
        return "walk_in_at_once"
    return code


def _time(value: object, wall_clock: Clock) -> str:
    return wall_clock(datetime.fromisoformat(value)) if isinstance(value, str) else "–"


def _filled(source: str, words: Mapping[str, str]) -> str:
    text = QCoreApplication.translate(_CONTEXT, source)
    leftwards = any(bidirectional(sign) in _LEFTWARDS for sign in text)
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", isolated(word) if leftwards else word)
    return text
