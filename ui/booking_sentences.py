"""Sentences for the site's own dealings with its booking server."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

BOOKING_SENTENCES: Final = {
    "booking_off": QT_TRANSLATE_NOOP("Problem", "This site has no booking server."),
    "booking_sign_in_unset": QT_TRANSLATE_NOOP(
        "Problem",
        "The settings do not say how to sign in at the booking server. Call your administrator.",
    ),
    "booking_away": QT_TRANSLATE_NOOP(
        "Problem", "The booking server does not answer. Try again in a moment."
    ),
    "booking_refused": QT_TRANSLATE_NOOP(
        "Problem", "The booking server refuses this site. A lead or an administrator must sign in."
    ),
    "booking_rejected": QT_TRANSLATE_NOOP(
        "Problem", "The booking server does not do this for this person."
    ),
    "not_of_booking_server": QT_TRANSLATE_NOOP(
        "Problem", "This person's appointment did not come from the booking server."
    ),
    "booking_code_refused": QT_TRANSLATE_NOOP(
        "Problem", "The booking server does not take this code. Open the browser again."
    ),
    "booking_application_refused": QT_TRANSLATE_NOOP(
        "Problem",
        "The booking server does not know this site's application. Call your administrator.",
    ),
}
