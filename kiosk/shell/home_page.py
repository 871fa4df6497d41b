"""The first page: what are you here for, in which language."""

from PySide6.QtCore import Signal

from core.model import LANGUAGES
from kiosk.shell.button import TapGuard
from kiosk.shell.canvas import GAP, Box
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from ui.i18n import ENDONYMS, isolated

WELCOMES = (
    "Bonjour",
    "Welcome",
    "Bienvenidos",
    "أهلاً\u00a0وسهلاً",
    "Boas-vindas",
    "Willkommen",
    "欢\u2060迎",
    "Добро\u00a0пожаловать",
)
"""The greeting in every language; none is broken over two lines."""

_LANGUAGE_ROW = 96
_FOOT = 76


class HomePage(Page):
    """Three ways on, eight languages.

    Signals:
        appointment_asked: "I have an appointment".
        walk_in_asked: "I have no appointment".
        collection_asked: "I am collecting a document".
        language_chosen: A language's code.
    """

    appointment_asked = Signal()
    walk_in_asked = Signal()
    collection_asked = Signal()
    language_chosen = Signal(str)

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("home", guard)
        self.welcome = self.words("welcome", "title")
        self.others = self.words("welcomeOthers", "small", color="text.secondary")
        self.opening = self.words("opening", "body")
        self.last_ticket = self.words("lastTicket", "body", color="text.secondary")
        self.message = self.words("siteMessage", "body", color="status.info")
        self.appointment = self.button("haveAppointment", icon="calendar-event", kind="primary")
        self.walk_in = self.button("noAppointment", icon="ticket", kind="primary")
        self.collect = self.button("collectDocument", icon="file-text", kind="primary")
        self.languages = {code: self.button(f"language_{code}") for code in LANGUAGES}
        self.foot = self.words("yourData", "small", color="text.secondary")
        self.appointment.tapped.connect(self.appointment_asked)
        self.walk_in.tapped.connect(self.walk_in_asked)
        self.collect.tapped.connect(self.collection_asked)
        for code, button in self.languages.items():
            button.setCheckable(True)
            button.tapped.connect(lambda code=code: self.language_chosen.emit(code))
        self._open = True
        self._opens = self._closes = self._last = ""
        self._message = ""
        self._collects = True

    def offers_languages(self, look: Look) -> bool:
        """Whether the eight buttons have room here; else the bar's button leads to them."""
        return not look.canvas.large and not look.canvas.lower

    def show_site(
        self, *, is_open: bool, opens: str, closes: str, last: str, message: str, collects: bool
    ) -> None:
        """Tell today's hours, `HH:MM` or "", and the post's own line."""
        self._open, self._opens, self._closes, self._last = is_open, opens, closes, last
        self._message = message
        self._collects = collects
        self.refresh()

    def show_language(self, language: str) -> None:
        """Tick the language in force."""
        for code, button in self.languages.items():
            button.setChecked(code == language)

    def retranslate(self) -> None:
        welcome = self.tr("Welcome")
        self.welcome.setText(welcome)
        self.others.setText(" · ".join(word for word in WELCOMES if _plain(word) != welcome))
        self.opening.setText(self._opening_text())
        last = self.tr("Last ticket without appointment: {time}")
        self.last_ticket.setText(last.format(time=isolated(self._last)) if self._last else "")
        self.message.setText(self._message)
        self.appointment.set_words(self.tr("I have an appointment"))
        self.walk_in.set_words(self.tr("I have no appointment"))
        self.collect.set_words(self.tr("I am collecting a document"))
        self.foot.setText(self.tr("Your data: see the poster"))
        for code, button in self.languages.items():
            button.set_words(ENDONYMS[code])

    def arrange(self, look: Look) -> None:
        zone = look.canvas.controls
        shown = self.offers_languages(look)
        below = 2 * _LANGUAGE_ROW + GAP + GAP + _FOOT if shown else 0
        ways = [self.appointment, self.walk_in] + ([self.collect] if self._collects else [])
        self.collect.setVisible(self._collects)
        block = Box(zone.x, zone.y, zone.width, zone.height - below)
        for index, button in enumerate(ways):
            self.place_button(button, block.column(len(ways), index))
        top = block.bottom + GAP
        for index, button in enumerate(self.languages.values()):
            button.setVisible(shown)
            row = Box(zone.x, top + index // 4 * (_LANGUAGE_ROW + GAP), zone.width, _LANGUAGE_ROW)
            self.place_button(button, row.row(4, index % 4))
        info = look.canvas.info_above(zone)
        self.others.setText("" if look.canvas.large else self.others.text())
        texts = [self.welcome, self.others, self.opening, self.last_ticket, self.message]
        if shown:
            self.place_words(self.foot, Box(zone.x, zone.bottom - _FOOT, zone.width, _FOOT))
        else:
            texts.append(self.foot)
        self.place_column(texts, info, gap=28)

    def _opening_text(self) -> str:
        if not self._open:
            if self._opens:
                return self.tr("Closed. Opens at {time}.").format(time=isolated(self._opens))
            return self.tr("Closed.")
        if self._closes:
            return self.tr("Open until {time}").format(time=isolated(self._closes))
        return ""


def _plain(word: str) -> str:
    return word.replace("\u00a0", " ").replace("\u2060", "")
