"""Languages of the screens and the translators that speak them."""

import logging
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from core.model import LANGUAGES
from core.runtime.paths import resource
from ui.build_translations import BuildFailed, build_one

_log = logging.getLogger(__name__)

RIGHT_TO_LEFT: Final = frozenset({"ar"})

ENDONYMS: Final = {
    "fr": "Français",
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "pt": "Português",
    "de": "Deutsch",
    "zh": "中文",
    "ru": "Русский",
}
"""Each language by its own name, in the order of the buttons."""

_LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
_FIRST_STRONG_ISOLATE: Final = "\u2068"
_POP_ISOLATE: Final = "\u2069"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the public or the staff may choose."""

    code: str
    name: str
    right_to_left: bool


def languages() -> tuple[Language, ...]:
    """Return every language, in the order of the buttons."""
    return tuple(Language(code, ENDONYMS[code], code in RIGHT_TO_LEFT) for code in LANGUAGES)


def isolated(code: str) -> str:
    """Wrap a ticket number or a time so that it stays left to right inside Arabic text."""
    return f"{_LEFT_TO_RIGHT_ISOLATE}{code}{_POP_ISOLATE}"


def apart(name: str) -> str:
    """Wrap a name so that it runs in its own direction whatever language is around it."""
    return f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}"


class Translations:
    """The translators of one application: Qt's own texts, `ui` and the program."""

    def __init__(self, app: QCoreApplication, program: str) -> None:
        self._app = app
        self._program = program
        self._installed: list[QTranslator] = []

    def install(self, language: str) -> None:
        """Replace the translators; a text without translation shows in English."""
        self.remove()
        self._installed = load_translators(self._app, self._program, language)

    def remove(self) -> None:
        """Take the translators off again; everything shows in English."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []


def load_translators(app: QCoreApplication, program: str, language: str) -> list[QTranslator]:
    """Install what there is for a language and return it; keep the result, Qt does not."""
    installed = []
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"qtbase_{language}", qt_folder),
        (f"ui_{language}", None),
        (f"{program}_{language}", None),
    ):
        translator = QTranslator(app)
        path = f"{folder}/{name}.qm" if folder else _compiled(name)
        if path is not None and translator.load(path):
            app.installTranslator(translator)
            installed.append(translator)
    return installed


def _compiled(name: str) -> str | None:
    """Return the compiled catalogue, made from its source when that is newer."""
    source = resource("i18n", f"{name}.ts")
    compiled = source.with_suffix(".qm")
    fresh = compiled.exists() and (
        not source.exists() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
    )
    if not fresh and source.exists():
        try:
            build_one(source)
        except BuildFailed as error:
            _log.warning("translation %s not built: %s", name, error)
    return str(compiled) if compiled.exists() else None
