"""The words of the desk that depend on a code: reasons, states, needs."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.model import Arrival, CounterState, Need, Outcome
from ui.i18n import ENDONYMS


def reason_text(code: str) -> str:
    """Return the words of a reason for a break or for a call out of turn."""
    translate = QCoreApplication.translate
    texts = {
        "break": translate("Reason", "Break"),
        "meal": translate("Reason", "Meal"),
        "meeting": translate("Reason", "Meeting"),
        "casework": translate("Reason", "Work on files"),
        "equipment": translate("Reason", "Equipment out of order"),
        "urgent": translate("Reason", "Urgent"),
        "short_question": translate("Reason", "Short question"),
        "same_family": translate("Reason", "Same family"),
        "frail": translate("Reason", "Frail person"),
        "wrong_order": translate("Reason", "Mistake in the order"),
        "other": translate("Reason", "Other reason"),
    }
    return texts.get(code, code)


def counter_state_text(state: CounterState) -> str:
    """Return the word for how a counter stands."""
    translate = QCoreApplication.translate
    return {
        CounterState.OPEN: translate("CounterState", "Open"),
        CounterState.PAUSED: translate("CounterState", "On break"),
        CounterState.CLOSED: translate("CounterState", "Closed"),
    }[state]


def outcome_text(outcome: Outcome) -> str:
    """Return the word for how a service ended."""
    translate = QCoreApplication.translate
    return {
        Outcome.DONE: translate("Outcome", "Done"),
        Outcome.INCOMPLETE: translate("Outcome", "Incomplete"),
        Outcome.REFUSED: translate("Outcome", "Refused"),
        Outcome.NOT_RECORDED: translate("Outcome", "Not recorded"),
    }[outcome]


def arrival_text(arrival: Arrival | None) -> str:
    """Return how a check-in stood to the booked time, "" for on time and for walk-ins."""
    translate = QCoreApplication.translate
    match arrival:
        case Arrival.EARLY:
            return translate("Arrival", "early")
        case Arrival.LATE:
            return translate("Arrival", "late")
        case _:
            return ""


def need_text(need: Need) -> str:
    """Return how a person must be called."""
    translate = QCoreApplication.translate
    return {
        Need.SLOW_WALK: translate("Need", "walks slowly"),
        Need.FETCH_IN_PERSON: translate("Need", "fetch in person"),
        Need.INTERPRETER: translate("Need", "interpreter"),
        Need.QUIET: translate("Need", "quiet place"),
    }[need]


def flag_text(flag: str) -> str:
    """Return what an agent must look at, "" for what asks nothing of them."""
    translate = QCoreApplication.translate
    texts = {
        "source_cancelled": translate("Flag", "cancelled at the booking server"),
        "source_moved": translate("Flag", "moved at the booking server"),
        "source_people": translate("Flag", "other people at the booking server"),
        "source_service": translate("Flag", "other service at the booking server"),
        "source_deleted": translate("Flag", "no longer at the booking server"),
        "doubled": translate("Flag", "a second appointment today for the same service"),
        "second_use": translate("Flag", "appointment used twice"),
        "number_clash": translate("Flag", "number given twice: called by another one"),
    }
    return texts.get(flag, "")


def language_text(code: str) -> str:
    """Return a language by its own name."""
    return ENDONYMS.get(code, code)


def elapsed_text(seconds: float) -> str:
    """Return a length of time as `12:40`, or `1:02:40` from an hour on; never below zero."""
    whole = max(int(seconds), 0)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def wait_text(since: datetime, now: datetime) -> str:
    """Return a wait in whole minutes, `7 min`."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    return QCoreApplication.translate("Wait", "{minutes} min").format(minutes=minutes)
