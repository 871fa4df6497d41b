"""Larger text on the staff's screens: 100 to 200 percent, on top of the system's own scale."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QApplication

from ui.appearance import appearance_of

SIZES: Final = (100, 125, 150, 200)
_SCALED: Final = frozenset(
    {"number", "title", "action", "section", "body", "small", "target", "target_min", "icon"}
)


def set_text_size(app: QApplication, theme: str, percent: int) -> None:
    """Show an application in a theme with its text at so many percent.

    Raises:
        ThemeError: The theme is unknown.
        ValueError: `percent` is not from 100 to 200.
    """
    if not min(SIZES) <= percent <= max(SIZES):
        raise ValueError(f"text is from 100 to 200 percent, not {percent}")
    appearance = appearance_of(app)
    if appearance is None:
        raise RuntimeError("the application was not made by start_application")
    appearance.set_theme(theme)
    if percent == min(SIZES):
        return
    plain = appearance.theme
    sizes = {name: _scaled(part, percent) for name, part in plain.sizes.items()}
    appearance.theme = replace(plain, sizes=sizes)
    app.setStyleSheet(appearance.theme.style_sheet())
    appearance.changed.emit()


def _scaled(sizes: Mapping[str, int], percent: int) -> dict[str, int]:
    return {
        name: round(size * percent / 100) if name in _SCALED else size
        for name, size in sizes.items()
    }
