"""Sentences for the codes that the site server and the stations refuse with."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT: Final = "Problem"

_SENTENCES: Final = {
    # Reaching the server
    "server_unreachable": QT_TRANSLATE_NOOP(
        "Problem", "The site server does not answer. Your action is kept; try again in a moment."
    ),
    "unauthorised": QT_TRANSLATE_NOOP(
        "Problem", "This station is no longer enrolled. Enrol it again with a pairing code."
    ),
    "session_expired": QT_TRANSLATE_NOOP("Problem", "Your session has ended. Sign in again."),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "Your role does not allow this."),
    "store_unavailable": QT_TRANSLATE_NOOP(
        "Problem", "The site server cannot write at the moment. Try again."
    ),
    "too_many_attempts": QT_TRANSLATE_NOOP("Problem", "Too many attempts. Wait a little."),
    "wrong_credentials": QT_TRANSLATE_NOOP("Problem", "User name or password is not right."),
    "fingerprint_mismatch": QT_TRANSLATE_NOOP(
        "Problem", "The server is not the one that the pairing code came from."
    ),
    "pairing_code_unknown": QT_TRANSLATE_NOOP(
        "Problem", "This pairing code is wrong, used or too old. Ask for a new one."
    ),
    "pairing_locked": QT_TRANSLATE_NOOP(
        "Problem", "Pairing is locked after wrong tries. Wait 15 minutes."
    ),
    # Arriving
    "appointment_unknown": QT_TRANSLATE_NOOP("Problem", "We cannot find this appointment."),
    "too_early": QT_TRANSLATE_NOOP("Problem", "It is too early. Come back at {come_back_at}."),
    "too_late": QT_TRANSLATE_NOOP("Problem", "It is too late for this appointment."),
    "wrong_day": QT_TRANSLATE_NOOP("Problem", "This appointment is on another day."),
    "wrong_site": QT_TRANSLATE_NOOP("Problem", "This appointment is at another place."),
    "cancelled": QT_TRANSLATE_NOOP("Problem", "This appointment was cancelled."),
    "already_checked_in": QT_TRANSLATE_NOOP(
        "Problem", "This arrival is already recorded: {number}."
    ),
    "not_in_person": QT_TRANSLATE_NOOP("Problem", "This appointment is not held here in person."),
    "see_reception": QT_TRANSLATE_NOOP("Problem", "Please go to reception."),
    "code_invalid": QT_TRANSLATE_NOOP("Problem", "This code is not one of ours."),
    "service_unknown": QT_TRANSLATE_NOOP("Problem", "This service is not known here."),
    "service_closed": QT_TRANSLATE_NOOP("Problem", "This service is closed."),
    "quota_reached": QT_TRANSLATE_NOOP("Problem", "There are no more tickets for today."),
    "walk_in_not_allowed": QT_TRANSLATE_NOOP("Problem", "This service is by appointment only."),
    "lease_expired": QT_TRANSLATE_NOOP("Problem", "These ticket numbers are no longer valid."),
    # Calling and serving
    "queue_empty": QT_TRANSLATE_NOOP("Problem", "Nobody is waiting for this counter."),
    "counter_busy": QT_TRANSLATE_NOOP("Problem", "This counter is busy: finish the visit first."),
    "counter_closed": QT_TRANSLATE_NOOP("Problem", "This counter is closed. Open it first."),
    "counter_unknown": QT_TRANSLATE_NOOP("Problem", "This counter is not known."),
    "counter_taken": QT_TRANSLATE_NOOP("Problem", "Another agent has this counter."),
    "already_called": QT_TRANSLATE_NOOP("Problem", "Another counter has already called {number}."),
    "wrong_state": QT_TRANSLATE_NOOP(
        "Problem", "Things have moved on in the meantime: the visit is now “{state}”."
    ),
    "too_soon": QT_TRANSLATE_NOOP(
        "Problem", "It is too soon to mark this person absent. Confirm to do it all the same."
    ),
    "confirmation_needed": QT_TRANSLATE_NOOP("Problem", "Please confirm this action."),
    "recall_limit": QT_TRANSLATE_NOOP("Problem", "This person was called three times already."),
    "undo_too_late": QT_TRANSLATE_NOOP("Problem", "It is too late to undo this call."),
    "reason_required": QT_TRANSLATE_NOOP("Problem", "A reason is needed."),
    "visit_unknown": QT_TRANSLATE_NOOP("Problem", "This visit is not known."),
    "step_unknown": QT_TRANSLATE_NOOP("Problem", "This visit is not known."),
    # Printing
    "no_paper": QT_TRANSLATE_NOOP("Problem", "The printer has no paper left."),
    "paper_low": QT_TRANSLATE_NOOP("Problem", "The printer's paper is running low."),
    "cover_open": QT_TRANSLATE_NOOP("Problem", "The printer's cover is open."),
    "printer_unreachable": QT_TRANSLATE_NOOP("Problem", "The printer does not answer."),
    "scanner_lost": QT_TRANSLATE_NOOP("Problem", "The code reader does not answer."),
    # Messages that were wrong
    "idempotency_key_reused": QT_TRANSLATE_NOOP(
        "Problem", "The server took this for another action. Do it once more."
    ),
    "unprocessable": QT_TRANSLATE_NOOP("Problem", "The server refuses what was entered."),
}

_UNKNOWN: Final = QT_TRANSLATE_NOOP("Problem", "The server refuses this ({code}).")


class _Facts(dict[str, object]):
    """Facts of a sentence; one that is missing shows as a dash, not as a crash."""

    def __missing__(self, key: str) -> str:
        return "—"


def problem_text(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence for a code in the present language.

    Args:
        code: The stable code of a refusal.
        facts: What the sentence needs, fit to be shown: times in the site's zone, states in words.
    """
    source = str(_SENTENCES.get(code, _UNKNOWN))
    sentence = QCoreApplication.translate(_CONTEXT, source)
    return sentence.format_map(_Facts({"code": code, **(facts or {})}))


def known_codes() -> frozenset[str]:
    """Return every code that has a sentence of its own."""
    return frozenset(_SENTENCES)
