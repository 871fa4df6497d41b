"""Sentences of the slip in any language, whatever the screen speaks at the time."""

from functools import cache

from PySide6.QtCore import QTranslator

from core.runtime.paths import resource
from ui.build_translations import BuildFailed, build_one

CONTEXT = "Slip"


class Phrases:
    """Looks up the kiosk's catalogues by language; a text without translation is English."""

    def __init__(self) -> None:
        self._catalogue = cache(_catalogue)

    def say(self, language: str, text: str) -> str:
        """Return a sentence of the context `Slip` in a language."""
        catalogue = self._catalogue(language)
        return (catalogue.translate(CONTEXT, text) if catalogue is not None else "") or text


def _catalogue(language: str) -> QTranslator | None:
    source = resource("i18n", f"kiosk_{language}.ts")
    compiled = source.with_suffix(".qm")
    if not compiled.exists() and source.exists():
        try:
            build_one(source)
        except BuildFailed:
            return None
    translator = QTranslator()
    return translator if translator.load(str(compiled)) else None
