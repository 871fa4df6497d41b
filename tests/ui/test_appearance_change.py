"""An application that is dressed anew, in another program's clothes."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from ui.application import start_application


def test_the_language_of_the_program_before_does_not_go_on_speaking(qapp: QApplication) -> None:
    del qapp
    start_application("display", language="fr")
    french = QCoreApplication.translate("QPlatformTheme", "Cancel")
    start_application("kiosk", language="en")
    english = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert (french, english) == ("Annuler", "Cancel")
