"""Icons from resources/icons, drawn in a colour of the theme (Tabler outline, MIT)."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.runtime.paths import resource
from ui.appearance import current_theme

_USUAL: Final = "text.primary"


class IconMissing(Exception):
    """No icon has this name."""


def pixmap(name: str, color_token: str = _USUAL, size: int = 24) -> QPixmap:
    """Draw an icon in a colour token of the present theme, `size` logical pixels square.

    Raises:
        IconMissing: There is no such file in resources/icons.
    """
    return coloured_pixmap(name, current_theme().color(color_token), size)


def coloured_pixmap(name: str, color: str, size: int) -> QPixmap:
    """Draw an icon in a colour given as `#RRGGBB`.

    Raises:
        IconMissing: There is no such file in resources/icons.
    """
    drawing = _svg(name).replace("currentColor", color)
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, color_token: str = _USUAL, size: int = 24) -> QIcon:
    """Return an icon in a colour token of the present theme, greyed when disabled.

    Raises:
        IconMissing: There is no such file in resources/icons.
    """
    drawn = QIcon(pixmap(name, color_token, size))
    drawn.addPixmap(pixmap(name, "text.secondary", size), QIcon.Mode.Disabled)
    return drawn


def known_icon(name: str, otherwise: str = "file-text") -> str:
    """Return an icon's name if there is one, else another's: a site's settings may name any."""
    return name if name.replace("-", "").isalnum() and _exists(name) else otherwise


@cache
def _exists(name: str) -> bool:
    return resource("icons", f"{name}.svg").exists()


@cache
def _svg(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise IconMissing(f"no icon {name!r}") from error
