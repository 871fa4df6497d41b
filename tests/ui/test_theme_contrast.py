"""The contrast tables, rebuilt from the token files."""

import pytest

from ui.theme import load_theme, state_colours

MINIMA = [
    ("text.primary", ("bg.canvas", "bg.surface", "bg.sunken"), 7.0),
    ("text.secondary", ("bg.canvas", "bg.surface", "bg.sunken"), 4.5),
    ("text.onAction", ("action.bg", "action.bgHover", "action.bgPressed"), 7.0),
    ("action.text", ("bg.canvas", "bg.surface", "action.soft"), 4.5),
    ("border.control", ("bg.canvas", "bg.surface", "bg.sunken"), 3.0),
    ("action.bg", ("bg.canvas", "bg.surface"), 3.0),
    ("focus.outer", ("bg.canvas", "bg.surface", "focus.inner"), 3.0),
    ("focus.inner", ("action.bg",), 3.0),
    ("status.success", ("bg.surface", "status.successBg"), 4.5),
    ("status.warning", ("bg.surface", "status.warningBg"), 4.5),
    ("status.danger", ("bg.surface", "status.dangerBg"), 4.5),
    ("status.info", ("bg.surface", "status.infoBg"), 4.5),
    ("status.neutral", ("bg.surface", "status.neutralBg"), 4.5),
]

STATED = [
    ("light", "text.primary", "bg.canvas", 14.97),
    ("light", "text.primary", "bg.sunken", 13.09),
    ("light", "text.onAction", "action.bgHover", 11.07),
    ("light", "focus.outer", "bg.canvas", 6.62),
    ("light", "status.warning", "status.warningBg", 6.65),
    ("dark", "text.primary", "bg.surface", 14.64),
    ("dark", "action.text", "action.soft", 7.53),
    ("dark", "border.control", "bg.surface", 5.26),
    ("dark", "status.danger", "status.dangerBg", 7.79),
    ("contrast", "text.onAction", "action.bg", 16.13),
    ("contrast", "focus.outer", "focus.inner", 13.53),
    ("contrast", "status.info", "status.infoBg", 12.75),
    ("display", "text.primary", "bg.canvas", 17.58),
    ("display", "text.primary", "bg.surface", 13.85),
    ("display", "text.secondary", "bg.canvas", 12.93),
    ("display", "call.text", "call.bg", 11.67),
    ("display", "call.bg", "bg.canvas", 11.48),
    ("display", "border.control", "bg.canvas", 4.79),
    ("display", "alert.text", "alert.bg", 9.11),
    ("display", "notice.text", "notice.bg", 14.69),
    ("display_light", "text.primary", "bg.canvas", 16.46),
    ("display_light", "call.text", "call.bg", 8.42),
]

STATES = {
    "expected": 5.42,
    "waiting": 7.04,
    "called": 9.49,
    "serving": 8.42,
    "parked": 6.64,
    "transferred": 7.99,
    "completed": 6.03,
    "no_show": 6.61,
    "cancelled": 5.00,
}

PUBLIC_PAIRS = [
    ("text.primary", "bg.canvas"),
    ("text.primary", "bg.surface"),
    ("call.text", "call.bg"),
    ("alert.text", "alert.bg"),
    ("notice.text", "notice.bg"),
]


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("ink", "papers", "minimum"), MINIMA)
def test_each_pair_reaches_its_minimum(
    name: str, ink: str, papers: tuple[str, ...], minimum: float
) -> None:
    theme = load_theme(name)
    for paper in papers:
        assert ratio(theme.color(ink), theme.color(paper)) >= minimum, paper


@pytest.mark.parametrize("name", ["display", "display_light"])
@pytest.mark.parametrize(("ink", "paper"), PUBLIC_PAIRS)
def test_waiting_rooms_are_read_from_afar(name: str, ink: str, paper: str) -> None:
    theme = load_theme(name)
    one, other = theme.color(ink), theme.color(paper)
    low, high = sorted((luminance(one), luminance(other)))
    assert ratio(one, other) >= 7
    assert (high - low) / high >= 0.70


@pytest.mark.parametrize(("name", "ink", "paper", "stated"), STATED)
def test_the_stated_ratios_hold(name: str, ink: str, paper: str, stated: float) -> None:
    theme = load_theme(name)
    assert ratio(theme.color(ink), theme.color(paper)) == pytest.approx(stated, abs=0.01)


@pytest.mark.parametrize(("state", "stated"), STATES.items())
def test_state_chips_hold_their_ratio(state: str, stated: float) -> None:
    colours = state_colours(state)
    assert ratio(colours.text, colours.bg) == pytest.approx(stated, abs=0.01)


def test_themes_have_the_same_tokens() -> None:
    light = set(load_theme("light").colors)
    for name in ("dark", "contrast", "display", "display_light"):
        assert set(load_theme(name).colors) == light, name
