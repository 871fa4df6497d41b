"""One clear sentence for each refusal, and what to do next."""

from typing import Final

from PySide6.QtCore import Signal

from kiosk.assistance.notice import NoticeShown
from kiosk.assistance.notice_words import notice_words
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from kiosk.shell.picture import Picture

_BUTTON: Final = 140

_ICONS: Final = {
    "too_early": "clock",
    "too_late": "clock",
    "wrong_day": "calendar-off",
    "wrong_site": "building",
    "cancelled": "calendar-off",
    "already_checked_in": "ticket",
    "code_unknown": "qrcode",
    "code_unreadable": "qrcode",
    "code_invalid": "qrcode",
    "service_closed": "door-exit",
    "crisis_mode": "alert-triangle",
    "site_frozen": "clock-pause",
    "last_call": "users",
    "quota_reached": "users",
    "server_unreachable": "plug-connected-x",
}


class NoticePage(Page):
    """What happened, what to do; a person is one touch away.

    Signals:
        reprint_asked: Print the number that was given before.
        help_asked: Call a person.
        left: Understood.
    """

    reprint_asked = Signal()
    help_asked = Signal()
    left = Signal()

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("notice", guard)
        self.picture = Picture("noticePicture", "info-circle", parent=self)
        self.title = self.words("noticeTitle", "title")
        self.number = self.words("noticeNumber", "number", color="action.text")
        self.advice = self.words("noticeAdvice", "action", color="text.secondary")
        self.reprint = self.button("noticeReprint", icon="printer", kind="primary")
        self.help = self.button("noticeHelp", icon="help")
        self.leave = self.button("noticeLeave", icon="check", kind="primary")
        self.reprint.tapped.connect(self.reprint_asked)
        self.help.tapped.connect(self.help_asked)
        self.leave.tapped.connect(self.left)
        self._notice = NoticeShown("see_reception")

    def show_notice(self, notice: NoticeShown) -> None:
        """Say why."""
        self._notice = notice
        self.refresh()

    def retranslate(self) -> None:
        title, advice = notice_words(self._notice)
        self.title.setText(title)
        self.advice.setText(advice)
        self.number.setText(self._notice.number)
        self.reprint.set_words(self.tr("Print my ticket again"))
        self.help.set_words(self.tr("Call someone"))
        self.leave.set_words(self.tr("Finish"))
        self.picture.pictogram = _ICONS.get(self._notice.code, "info-circle")

    def arrange(self, look: Look) -> None:
        shown = [self.reprint] if self._notice.number else []
        shown += [self.help, self.leave]
        self.reprint.setVisible(bool(self._notice.number))
        row = max(_BUTTON, look.canvas.bar_row)
        count = len(shown)
        controls = look.canvas.controls_from_below(count * row + (count - 1) * GAP)
        self.leave.kind = "plain" if self._notice.number else "primary"
        for index, button in enumerate(shown):
            self.place_button(button, controls.column(count, index))
        info = look.canvas.info_above(controls)
        self.place_group(self.picture, 150, [self.title, self.number, self.advice], info, gap=44)
