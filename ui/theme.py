"""Colours and sizes by name, read from resources/theme, and the one style sheet made of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from core.runtime.paths import resource

THEMES: Final = ("light", "dark", "contrast", "display", "display_light")
"""Names of the themes that exist; `display` and `display_light` are for waiting rooms."""

LARGE_FACTOR: Final = 1.3
LARGE_MINIMUM_PX: Final = 48

_SCALES: Final = {"kiosk": "kiosk", "counterapp": "counter", "display": "display"}
_TEXT_SIZES: Final = frozenset(
    {"number", "portrait_number", "title", "action", "section", "history", "body", "small"}
)
_PLACEHOLDER: Final = re.compile(r"@(color|px)\(([A-Za-z_.]+)\)")


class ThemeError(Exception):
    """A theme file lacks a token or cannot be read."""


@dataclass(frozen=True, slots=True)
class StateColours:
    """How a visit state looks: `solid` in bars and charts, `text` on `bg` in chips."""

    solid: str
    text: str
    bg: str
    icon: str
    outline: bool = False
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens that one program shows with.

    Attributes:
        name: One of `THEMES`.
        scale: Which sizes the style sheet takes: `kiosk`, `counter` or `display`.
        large: Large text mode: 1.3 times, at least 48 px at the kiosk.
    """

    name: str
    scale: str
    large: bool
    colors: Mapping[str, str] = field(repr=False)
    sizes: Mapping[str, Mapping[str, int]] = field(repr=False)

    def color(self, token: str) -> str:
        """Return a colour as `#RRGGBB`.

        Raises:
            ThemeError: No such token.
        """
        try:
            return self.colors[token]
        except KeyError:
            raise ThemeError(f"theme {self.name}: no colour {token!r}") from None

    def px(self, token: str) -> int:
        """Return a size in pixels; `title` means the program's own, `kiosk.title` the kiosk's.

        Raises:
            ThemeError: No such token.
        """
        scale, _, name = token.rpartition(".")
        scale = scale or self.scale
        if name == "target_inner":  # Qt's style sheets count a border outside `min-height`.
            return self.px(f"{scale}.target") - 2 * self.px(f"{scale}.border")
        try:
            size = self.sizes[scale][name]
        except KeyError:
            if name in _TEXT_SIZES and scale in self.sizes:
                size = self.sizes[scale]["body"]
            else:
                raise ThemeError(f"theme {self.name}: no size {token!r}") from None
        if self.large and name in _TEXT_SIZES and name != "number":
            enlarged = round(size * LARGE_FACTOR)
            return max(enlarged, LARGE_MINIMUM_PX) if scale == "kiosk" else enlarged
        return size

    def style_sheet(self) -> str:
        """Return the application's style sheet, all placeholders filled in."""
        template = resource("theme", "base.qss").read_text(encoding="utf-8")

        def fill(match: re.Match[str]) -> str:
            kind, token = match.groups()
            return self.color(token) if kind == "color" else str(self.px(token))

        return _PLACEHOLDER.sub(fill, template)


def load_theme(name: str, *, program: str = "counterapp", large: bool = False) -> Theme:
    """Read a theme for a program (`kiosk`, `counterapp` or `display`).

    Raises:
        ThemeError: The name is unknown or a file cannot be read.
    """
    if name not in THEMES:
        raise ThemeError(f"unknown theme {name!r}; there are {', '.join(THEMES)}")
    sizes = {key: part for key, part in _read("sizes").items() if "values" not in part}
    colors = _read(name)["colors"]
    return Theme(name, _SCALES.get(program, "counter"), large, colors, sizes)


def state_colours(state: str) -> StateColours:
    """Return how a visit state looks.

    Raises:
        ThemeError: The state is unknown.
    """
    try:
        return StateColours(**_read("states")[state])
    except KeyError:
        raise ThemeError(f"no colours for the state {state!r}") from None


@cache
def _read(name: str) -> dict[str, Any]:
    path = resource("theme", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ThemeError(f"{path}: {error}") from error
