"""Sentences for signing in with the site's provider, and for accounts of other tools."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

PROVIDER_SENTENCES: Final = {
    "provider_unset": QT_TRANSLATE_NOOP(
        "Problem", "This site has no such way to sign in. Use your password."
    ),
    "provider_away": QT_TRANSLATE_NOOP(
        "Problem",
        "The directory with which you sign in does not answer. Try again, or use your password.",
    ),
    "sign_in_lapsed": QT_TRANSLATE_NOOP(
        "Problem", "This sign-in took too long or is over already. Open the browser again."
    ),
    "sign_in_busy": QT_TRANSLATE_NOOP("Problem", "This sign-in is under way. Wait a moment."),
    "identity_refused": QT_TRANSLATE_NOOP(
        "Problem", "The directory did not confirm who you are. Open the browser again."
    ),
    "identity_unknown": QT_TRANSLATE_NOOP(
        "Problem",
        "Nobody at this site is known by this sign-in. Give your administrator this: {subject}",
    ),
    "identity_taken": QT_TRANSLATE_NOOP("Problem", "This sign-in belongs to another account."),
    "account_closed": QT_TRANSLATE_NOOP(
        "Problem", "Your account at this site is closed. Ask your administrator."
    ),
    "service_account_ended": QT_TRANSLATE_NOOP(
        "Problem", "This account of a tool was ended. Make another one."
    ),
    "service_account_unknown": QT_TRANSLATE_NOOP("Problem", "This account is not known."),
}
