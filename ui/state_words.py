"""The words for visit states on every screen."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LABELS: Final = {
    "expected": QT_TRANSLATE_NOOP("StateChip", "Expected"),
    "waiting": QT_TRANSLATE_NOOP("StateChip", "Waiting"),
    "called": QT_TRANSLATE_NOOP("StateChip", "Called"),
    "serving": QT_TRANSLATE_NOOP("StateChip", "In service"),
    "parked": QT_TRANSLATE_NOOP("StateChip", "On hold"),
    "transferred": QT_TRANSLATE_NOOP("StateChip", "Transferred"),
    "completed": QT_TRANSLATE_NOOP("StateChip", "Done"),
    "no_show": QT_TRANSLATE_NOOP("StateChip", "No-show"),
    "left": QT_TRANSLATE_NOOP("StateChip", "Left"),
    "sent_away": QT_TRANSLATE_NOOP("StateChip", "Sent away"),
    "cancelled": QT_TRANSLATE_NOOP("StateChip", "Cancelled"),
}


def state_label(state: str) -> str:
    """Return the word for a visit state, an unknown state as it is."""
    return QCoreApplication.translate("StateChip", str(_LABELS.get(state, state)))
