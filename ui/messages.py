"""Sentences for the codes that the site server and the stations refuse with."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.booking_sentences import BOOKING_SENTENCES
from ui.file_sentences import FILE_SENTENCES
from ui.provider_sentences import PROVIDER_SENTENCES
from ui.state_words import state_label

_CONTEXT: Final = "Problem"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

_SENTENCES: Final = {
    # Reaching the server
    "server_unreachable": QT_TRANSLATE_NOOP(
        "Problem", "The site server does not answer. Try again in a moment."
    ),
    "server_away": QT_TRANSLATE_NOOP(
        "Problem", "The site server does not answer. This is tried again by itself."
    ),
    "server_not_found": QT_TRANSLATE_NOOP(
        "Problem", "No server of this site was found on this network. Give its address (--server)."
    ),
    "http_401": QT_TRANSLATE_NOOP(
        "Problem", "This station is no longer enrolled. Enrol it again with a pairing code."
    ),
    "session_expired": QT_TRANSLATE_NOOP("Problem", "Your session has ended. Sign in again."),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "Your role does not allow this."),
    "store_unavailable": QT_TRANSLATE_NOOP(
        "Problem", "The site server cannot write at the moment. Try again."
    ),
    "too_many_tries": QT_TRANSLATE_NOOP("Problem", "Too many tries. Wait a little."),
    "wrong_credentials": QT_TRANSLATE_NOOP("Problem", "User name or password is not right."),
    # Enrolling
    "fingerprint_mismatch": QT_TRANSLATE_NOOP(
        "Problem", "The server is not the one that the pairing code came from."
    ),
    "wrong_server": QT_TRANSLATE_NOOP(
        "Problem",
        "Another server answers in place of this site's. Nothing was sent to it. Call your"
        " administrator.",
    ),
    "superseded": QT_TRANSLATE_NOOP(
        "Problem",
        "An old server of this site answers: another one has taken over. Call your administrator.",
    ),
    "pairing_code_refused": QT_TRANSLATE_NOOP(
        "Problem", "This pairing code is wrong, used or too old. Ask for a new one."
    ),
    "pairing_locked": QT_TRANSLATE_NOOP(
        "Problem", "Pairing is locked after wrong tries. Wait 15 minutes."
    ),
    "pairing_malformed": QT_TRANSLATE_NOOP(
        "Problem", "This is not a pairing code. Copy the whole line that the server printed."
    ),
    "pairing_fingerprint_missing": QT_TRANSLATE_NOOP(
        "Problem", "The pairing code lacks the server's fingerprint. Copy the whole line."
    ),
    "server_url_malformed": QT_TRANSLATE_NOOP(
        "Problem", "The server's address is not right. It looks like https://host:8460."
    ),
    "server_url_insecure": QT_TRANSLATE_NOOP(
        "Problem", "The server's address must begin with https://."
    ),
    "identity_damaged": QT_TRANSLATE_NOOP(
        "Problem", "This station's file station.json cannot be read. Remove it and enrol again."
    ),
    "devices_damaged": QT_TRANSLATE_NOOP(
        "Problem",
        "The file devices.json of this kiosk cannot be used. Choose printer and reader again.",
    ),
    "profile_unwritable": QT_TRANSLATE_NOOP(
        "Problem", "This station cannot write its folder. Free some space or choose another."
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
    "service_unknown": QT_TRANSLATE_NOOP("Problem", "This service is not offered here."),
    "service_closed": QT_TRANSLATE_NOOP("Problem", "This service is closed."),
    "quota_reached": QT_TRANSLATE_NOOP("Problem", "There are no more tickets for today."),
    "walk_in_not_offered": QT_TRANSLATE_NOOP("Problem", "This service is by appointment only."),
    "numbers_exhausted": QT_TRANSLATE_NOOP(
        "Problem", "There are no more ticket numbers. Please go to reception."
    ),
    "appointment_exists": QT_TRANSLATE_NOOP("Problem", "This appointment is there already."),
    # Calling and serving
    "queue_empty": QT_TRANSLATE_NOOP("Problem", "Nobody is waiting for this counter."),
    "counter_busy": QT_TRANSLATE_NOOP("Problem", "This counter is busy: finish the visit first."),
    "counter_closed": QT_TRANSLATE_NOOP("Problem", "This counter is closed. Open it first."),
    "counter_unknown": QT_TRANSLATE_NOOP("Problem", "This counter is not known."),
    "counter_taken": QT_TRANSLATE_NOOP("Problem", "Another agent has this counter."),
    "already_called": QT_TRANSLATE_NOOP(
        "Problem", "Another counter has already called this person."
    ),
    "wrong_state": QT_TRANSLATE_NOOP(
        "Problem", "Things have moved on in the meantime: the visit is now “{state}”."
    ),
    "absent_too_soon": QT_TRANSLATE_NOOP(
        "Problem", "It is too soon to mark this person absent. Confirm to do it all the same."
    ),
    "confirmation_needed": QT_TRANSLATE_NOOP("Problem", "Please confirm this action."),
    "recall_limit": QT_TRANSLATE_NOOP("Problem", "This person was called three times already."),
    "undo_too_late": QT_TRANSLATE_NOOP("Problem", "It is too late to undo this call."),
    "not_your_call": QT_TRANSLATE_NOOP("Problem", "Another agent made this call."),
    "not_yet": QT_TRANSLATE_NOOP("Problem", "It is not time for this yet."),
    "reason_missing": QT_TRANSLATE_NOOP("Problem", "A reason is needed."),
    "second_absence": QT_TRANSLATE_NOOP(
        "Problem", "This person was absent twice. Give a new ticket at reception."
    ),
    "visit_has_open_step": QT_TRANSLATE_NOOP("Problem", "This visit still goes on elsewhere."),
    "visit_unknown": QT_TRANSLATE_NOOP("Problem", "This visit is not known."),
    "person_unknown": QT_TRANSLATE_NOOP("Problem", "This visit has no such person."),
    "document_unknown": QT_TRANSLATE_NOOP("Problem", "This service asks for no such document."),
    "pre_application_refused": QT_TRANSLATE_NOOP(
        "Problem", "A pre-application number has 10 characters, letters A to Z and digits."
    ),
    "agent_unknown": QT_TRANSLATE_NOOP("Problem", "This agent is not known."),
    # Accounts
    "username_taken": QT_TRANSLATE_NOOP("Problem", "This user name is taken."),
    "roles_exclusive": QT_TRANSLATE_NOOP(
        "Problem", "Nobody is both administrator and auditor. Choose one of the two."
    ),
    "last_admin": QT_TRANSLATE_NOOP(
        "Problem", "This is the last administrator. Make another one before."
    ),
    "invitation_refused": QT_TRANSLATE_NOOP(
        "Problem", "User name or code is wrong, or the code was used or is too old."
    ),
    "password_short": QT_TRANSLATE_NOOP(
        "Problem",
        "Too easy to guess. Take 12 characters with capitals, small letters, digits and signs, "
        "or a phrase of seven different words. A run such as abc, 321 or aaa counts as two "
        "characters, and what is repeated counts once.",
    ),
    "password_known": QT_TRANSLATE_NOOP(
        "Problem", "Many people have this password. Choose another."
    ),
    "password_alike": QT_TRANSLATE_NOOP(
        "Problem", "The password holds your user name or the name of this place. Choose another."
    ),
    "password_refused": QT_TRANSLATE_NOOP("Problem", "The password is not right."),
    "pin_weak": QT_TRANSLATE_NOOP(
        "Problem", "This PIN is too easy to guess. Avoid runs and repeated digits."
    ),
    "pin_refused": QT_TRANSLATE_NOOP(
        "Problem", "The PIN is not right. After the third time you sign in with your password."
    ),
    "pin_unknown": QT_TRANSLATE_NOOP(
        "Problem", "You have no PIN at this station. Use your password."
    ),
    "settings_changed_since": QT_TRANSLATE_NOOP(
        "Problem", "Somebody changed the settings in the meantime. Read them again."
    ),
    # The day
    "session_locked": QT_TRANSLATE_NOOP("Problem", "This session is locked. Unlock it first."),
    "site_frozen": QT_TRANSLATE_NOOP("Problem", "The queue is frozen: nobody is called now."),
    "crisis_mode": QT_TRANSLATE_NOOP(
        "Problem", "Ordinary services are suspended while the crisis lasts."
    ),
    "last_call": QT_TRANSLATE_NOOP(
        "Problem", "There are no more tickets today: too many people wait already."
    ),
    "messages_full": QT_TRANSLATE_NOOP(
        "Problem", "There are too many messages on the screens. Clear them first."
    ),
    "until_past": QT_TRANSLATE_NOOP("Problem", "This time is already over."),
    "closes_at_refused": QT_TRANSLATE_NOOP("Problem", "The closing time must be today."),
    "counters_busy": QT_TRANSLATE_NOOP(
        "Problem", "Somebody is still called or served, at counter {counters}. Finish first."
    ),
    "visits_undecided": QT_TRANSLATE_NOOP(
        "Problem", "Decide first what becomes of those who still wait: {count}."
    ),
    "day_to_come": QT_TRANSLATE_NOOP("Problem", "This day has not begun yet."),
    "no_next_opening": QT_TRANSLATE_NOOP(
        "Problem", "This service does not open again, so that nobody can be carried over."
    ),
    "equipment_unknown": QT_TRANSLATE_NOOP("Problem", "This counter has no such equipment."),
    "not_your_counter": QT_TRANSLATE_NOOP("Problem", "You do not sit at this counter."),
    "discreet_alert_unknown": QT_TRANSLATE_NOOP("Problem", "This alert is not known."),
    # Visits
    "hold_limit": QT_TRANSLATE_NOOP(
        "Problem", "This visit was on hold {holds} times already. Finish or transfer it."
    ),
    "not_your_step": QT_TRANSLATE_NOOP("Problem", "Another agent serves this visit."),
    "not_your_right": QT_TRANSLATE_NOOP("Problem", "Reception or a lead may change this."),
    "target_missing": QT_TRANSLATE_NOOP("Problem", "Choose a service, a counter or an agent."),
    "language_unknown": QT_TRANSLATE_NOOP("Problem", "The site does not offer this language."),
    "group_too_small": QT_TRANSLATE_NOOP("Problem", "A group needs two visits at least."),
    "group_too_large": QT_TRANSLATE_NOOP("Problem", "A group has {most} persons at most."),
    "nobody_stays": QT_TRANSLATE_NOOP("Problem", "One person at least must stay."),
    "visit_grouped": QT_TRANSLATE_NOOP(
        "Problem", "This visit goes on in a group. Split the group first."
    ),
    "already_urgent": QT_TRANSLATE_NOOP("Problem", "This visit is urgent already."),
    "still_here": QT_TRANSLATE_NOOP(
        "Problem", "This person is still here: end visit {number} first."
    ),
    "second_person_needed": QT_TRANSLATE_NOOP("Problem", "A second lead must confirm this."),
    "confirmation_refused": QT_TRANSLATE_NOOP(
        "Problem", "Name or password is wrong, or this person is no lead."
    ),
    "card_entered": QT_TRANSLATE_NOOP(
        "Problem", "Card {number} was entered before, with another hour: look at the number again."
    ),
    "number_not_yours": QT_TRANSLATE_NOOP("Problem", "Another kiosk gave this number."),
    "other_letter": QT_TRANSLATE_NOOP("Problem", "This number belongs to other services."),
    # Devices
    "no_paper": QT_TRANSLATE_NOOP("Problem", "The printer has no paper left."),
    "paper_low": QT_TRANSLATE_NOOP("Problem", "The printer's paper is running low."),
    "cover_open": QT_TRANSLATE_NOOP("Problem", "The printer's cover is open."),
    "printer_unreachable": QT_TRANSLATE_NOOP("Problem", "The printer does not answer."),
    "scanner_lost": QT_TRANSLATE_NOOP("Problem", "The code reader does not answer."),
    "voice_missing": QT_TRANSLATE_NOOP("Problem", "A language cannot be spoken on this display."),
    "no_loudspeaker": QT_TRANSLATE_NOOP("Problem", "This display has no loudspeaker."),
    # Messages that were wrong
    "idempotency_key_reused": QT_TRANSLATE_NOOP(
        "Problem", "The server took this for another action. Do it once more."
    ),
    "unprocessable": QT_TRANSLATE_NOOP("Problem", "The server refuses what was entered."),
    # What the booking server is told
    "messages_unconfirmed": QT_TRANSLATE_NOOP(
        "Problem", "The booking server writes to {people} people of this. Confirm that first."
    ),
    "found_differs": QT_TRANSLATE_NOOP(
        "Problem", "The booking server holds something else meanwhile. Look at it again."
    ),
    # Appointments by hand and from files
    "day_past": QT_TRANSLATE_NOOP("Problem", "This day is over. Check the date."),
    "day_too_far": QT_TRANSLATE_NOOP("Problem", "This day is too far ahead. Check the date."),
    "import_not_clean": QT_TRANSLATE_NOOP(
        "Problem",
        "Some rows of the file cannot be read, so it cannot replace a whole day. Mend them first.",
    ),
    # Settings
    "settings_version_unknown": QT_TRANSLATE_NOOP(
        "Problem", "There is no such version of the settings."
    ),
    "settings_format_newer": QT_TRANSLATE_NOOP(
        "Problem", "This file comes from a newer version of the program. Update this site first."
    ),
    "settings_invalid": QT_TRANSLATE_NOOP(
        "Problem", "Some settings are not right, so nothing was changed."
    ),
    # Statistics
    "range_backwards": QT_TRANSLATE_NOOP("Problem", "The last day lies before the first."),
    "range_too_long": QT_TRANSLATE_NOOP("Problem", "Choose at most three years."),
    "language_not_offered": QT_TRANSLATE_NOOP(
        "Problem", "This sheet does not exist in this language. Choose another."
    ),
    # Paper
    "day_not_ahead": QT_TRANSLATE_NOOP(
        "Problem", "Choose today, or a day of the next {days} days."
    ),
    "name_not_printable": QT_TRANSLATE_NOOP(
        "Problem",
        "This name has letters that cannot be printed here. Print a line for it, and write it by"
        " hand.",
    ),
    "names_not_yours": QT_TRANSLATE_NOOP(
        "Problem", "Only reception, or the agent of this visit, may ask for this."
    ),
    "visit_not_today": QT_TRANSLATE_NOOP("Problem", "This visit was on another day."),
    **FILE_SENTENCES,
    **PROVIDER_SENTENCES,
    **BOOKING_SENTENCES,
}

_SAME: Final = {
    "unauthorised": "http_401",
    "station_unknown": "http_401",
    "session_unknown": "session_expired",
    "arrival_unknown": "appointment_unknown",
    "another_day": "wrong_day",
    "site_unknown": "wrong_site",
    "bad_signature": "code_invalid",
    "unknown_key": "code_invalid",
    "unknown_version": "code_invalid",
    "malformed": "code_invalid",
    "service_not_here": "service_unknown",
    "confirm_needed": "confirmation_needed",
    "step_unknown": "visit_unknown",
    "call_unknown": "visit_unknown",
}
"""Codes that say the same to a person as another one."""


_UNKNOWN: Final = QT_TRANSLATE_NOOP("Problem", "The server refuses this ({code}).")


class _Facts(dict[str, object]):
    """Facts of a sentence; one that is missing shows as a dash, not as a crash."""

    def __missing__(self, key: str) -> str:
        return "—"


def problem_text(
    code: str, facts: Mapping[str, object] | None = None, *, zone: tzinfo = UTC
) -> str:
    """Return the sentence for a code in the present language.

    Args:
        code: The stable code of a refusal.
        facts: What came with it: ids, numbers, states, moments in RFC 3339.
        zone: The site's zone, in which moments are shown.
    """
    source = str(_SENTENCES.get(_SAME.get(code, code), _UNKNOWN))
    sentence = QCoreApplication.translate(_CONTEXT, source)
    shown = {name: _shown(name, value, zone) for name, value in (facts or {}).items()}
    return sentence.format_map(_Facts({"code": code, **shown}))


def known_codes() -> frozenset[str]:
    """Return every code that has a sentence of its own."""
    return frozenset(_SENTENCES) | frozenset(_SAME)


def _shown(name: str, value: object, zone: tzinfo) -> object:
    if name == "state" and isinstance(value, str):
        return state_label(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(zone).strftime("%H:%M")
    return value
