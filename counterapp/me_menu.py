"""The menu of the agent: theme, size of text, the account, the site, locking, signing out."""

from typing import Final

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu

from ui.text_size import SIZES, set_text_size

THEMES: Final = ("light", "dark", "contrast")


class MeMenu(QObject):
    """Fills the menu and acts on it.

    Signals:
        pin_asked: The agent wants a PIN for this workstation.
        password_asked: The agent wants another password.
        booking_asked: The agent wants to sign the site in at its booking server.
        lock_asked: The agent leaves the desk for a while.
        sign_out_asked: The agent wants to leave.
    """

    pin_asked = Signal()
    password_asked = Signal()
    booking_asked = Signal()
    lock_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, app: QApplication, menu: QMenu, theme: str, percent: int) -> None:
        super().__init__(menu)
        self._app = app
        self._theme = theme
        self._percent = percent
        self._menu = menu
        self._booking = False
        menu.setObjectName("meMenu")
        menu.aboutToShow.connect(self._fill)
        self._fill()

    def offer_booking(self, *, offered: bool) -> None:
        """Offer to sign the site in at its booking server, to who may."""
        self._booking = offered

    def _fill(self) -> None:
        """Write the entries in the present language."""
        self._menu.clear()
        names = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        themes = QActionGroup(self._menu)
        for theme in THEMES:
            action = self._choice(names[theme], themes, chosen=theme == self._theme)
            action.triggered.connect(lambda _=False, theme=theme: self._show(theme, self._percent))
        self._menu.addSeparator()
        sizes = QActionGroup(self._menu)
        for percent in SIZES:
            text = self.tr("Text {percent} %").format(percent=percent)
            action = self._choice(text, sizes, chosen=percent == self._percent)
            action.triggered.connect(
                lambda _=False, percent=percent: self._show(self._theme, percent)
            )
        self._menu.addSeparator()
        self._entry("pin", self.tr("PIN of this workstation…"), self.pin_asked)
        self._entry("password", self.tr("Change password…"), self.password_asked)
        self._menu.addSeparator()
        if self._booking:
            words = self.tr("Sign in at the booking server…")
            self._entry("bookingSignIn", words, self.booking_asked)
            self._menu.addSeparator()
        self._entry("lock", self.tr("Lock"), self.lock_asked)
        self._entry("signOut", self.tr("Sign out"), self.sign_out_asked)

    def _entry(self, name: str, text: str, asked: SignalInstance) -> None:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(asked)

    def _choice(self, text: str, group: QActionGroup, *, chosen: bool) -> QAction:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)
        return action

    def _show(self, theme: str, percent: int) -> None:
        self._theme, self._percent = theme, percent
        set_text_size(self._app, theme, percent)
