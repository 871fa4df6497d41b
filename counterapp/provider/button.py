"""The button that leads to the site's provider, where the site has one."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget


class ProviderButton(QPushButton):
    """Names the provider; hidden while there is none.

    Signals:
        chosen: The button was pressed: what the provider is called.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("provider")
        self._name = ""
        self.offer("")
        self.clicked.connect(lambda: self.chosen.emit(self._name))

    def offer(self, name: str) -> None:
        """Offer to sign in with a provider; "" offers nothing."""
        self._name = name
        self.setText(self.tr("Sign in with {provider}").format(provider=name.replace("&", "&&")))
        self.setVisible(bool(name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.offer(self._name)
        super().changeEvent(event)
