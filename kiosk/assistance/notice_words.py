"""The sentences of refusals: what happened, and what to do."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kiosk.assistance.notice import NoticeShown
from ui.i18n import isolated

_CONTEXT: Final = "Notice"


def _said(title: object, advice: object) -> tuple[str, str]:
    return str(title), str(advice)


_RECEPTION: Final = QT_TRANSLATE_NOOP("Notice", "Please go to reception: they will help you.")
_ANOTHER_DAY: Final = QT_TRANSLATE_NOOP(
    "Notice", "Please come back another day, or go to reception."
)
_CLOSED: Final = QT_TRANSLATE_NOOP("Notice", "This service is closed")
_FULL: Final = QT_TRANSLATE_NOOP("Notice", "Too many people are waiting already")
_BACK_AT: Final = QT_TRANSLATE_NOOP("Notice", "Please come back at {time}.")
_EARLY: Final = QT_TRANSLATE_NOOP("Notice", "You are too early")
_UNKNOWN: Final = _said(
    QT_TRANSLATE_NOOP("Notice", "We do not know this code"),
    QT_TRANSLATE_NOOP("Notice", "Show the code of your appointment, or go to reception."),
)
_NO_TICKET: Final = _said(
    QT_TRANSLATE_NOOP("Notice", "This kiosk cannot give a ticket just now"), _RECEPTION
)
_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "too_early": _said(_EARLY, QT_TRANSLATE_NOOP("Notice", "Please come back later today.")),
    "too_early at": _said(_EARLY, _BACK_AT),
    "too_late": _said(
        QT_TRANSLATE_NOOP("Notice", "The time of your appointment is over"), _RECEPTION
    ),
    "wrong_day": _said(
        QT_TRANSLATE_NOOP("Notice", "Your appointment is on another day"), _RECEPTION
    ),
    "wrong_site": _said(
        QT_TRANSLATE_NOOP("Notice", "Your appointment is at another place"), _RECEPTION
    ),
    "not_in_person": _said(
        QT_TRANSLATE_NOOP("Notice", "Your appointment is not at this place"), _RECEPTION
    ),
    "cancelled": _said(QT_TRANSLATE_NOOP("Notice", "This appointment was cancelled"), _RECEPTION),
    "already_checked_in": _said(
        QT_TRANSLATE_NOOP("Notice", "You have checked in already. Your number:"),
        QT_TRANSLATE_NOOP("Notice", "Your place is kept. You can print your ticket again."),
    ),
    "appointment_unknown": _said(
        QT_TRANSLATE_NOOP("Notice", "We cannot find this appointment"), _RECEPTION
    ),
    "code_unknown": _UNKNOWN,
    "code_invalid": _UNKNOWN,
    "code_unreadable": _said(
        QT_TRANSLATE_NOOP("Notice", "We could not read this code"),
        QT_TRANSLATE_NOOP(
            "Notice", "Hold it still in the light, or enter your appointment number."
        ),
    ),
    "no_reference": _said(
        QT_TRANSLATE_NOOP("Notice", "Reception will find your appointment"),
        QT_TRANSLATE_NOOP("Notice", "Please go to reception with an identity document."),
    ),
    "service_closed": _said(_CLOSED, _ANOTHER_DAY),
    "service_closed at": _said(_CLOSED, QT_TRANSLATE_NOOP("Notice", "It opens at {time}.")),
    "service_closed later": _said(
        _CLOSED, QT_TRANSLATE_NOOP("Notice", "It opens another day at {time}.")
    ),
    "crisis_mode": _said(
        QT_TRANSLATE_NOOP("Notice", "This service is suspended for now"), _RECEPTION
    ),
    "site_frozen": _said(
        QT_TRANSLATE_NOOP("Notice", "No tickets are given just now"),
        QT_TRANSLATE_NOOP("Notice", "Please wait a moment, or go to reception."),
    ),
    "last_call": _said(_FULL, _ANOTHER_DAY),
    "last_call at": _said(_FULL, _BACK_AT),
    "quota_reached": _said(
        QT_TRANSLATE_NOOP("Notice", "There are no more tickets for this service today"),
        _ANOTHER_DAY,
    ),
    "server_unreachable": _said(
        QT_TRANSLATE_NOOP("Notice", "We cannot check your appointment just now"),
        QT_TRANSLATE_NOOP("Notice", "Please go to reception: your appointment still holds."),
    ),
    "number_spent": _NO_TICKET,
    "kiosk_storage": _NO_TICKET,
    "kiosk_fault": _NO_TICKET,
    "unauthorised": _NO_TICKET,
    "service_unknown": _NO_TICKET,
    "see_reception": _said(
        QT_TRANSLATE_NOOP("Notice", "Please go to reception"),
        QT_TRANSLATE_NOOP("Notice", "They will find your appointment and help you."),
    ),
}

KNOWN: Final = frozenset(code for code in _TEXTS if " " not in code)
"""Refusals that have a sentence of their own; any other sends to reception."""


def notice_words(notice: NoticeShown) -> tuple[str, str]:
    """Return what happened and what to do, in the present language."""
    variant = ""
    if notice.at:
        variant = " later" if notice.other_day else " at"
    title, advice = (
        _TEXTS.get(notice.code + variant) or _TEXTS.get(notice.code) or _TEXTS["see_reception"]
    )
    translate = QCoreApplication.translate
    return (
        translate(_CONTEXT, title),
        translate(_CONTEXT, advice).format(time=isolated(notice.at)),
    )
