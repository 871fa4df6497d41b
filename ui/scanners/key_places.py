"""What a key has on it on a US keyboard, by its place: readers type as if they were one.

Where the system's keyboard has another layout, the characters that it makes of a reader's keys are
not those of the code, while the places of the keys are.
"""

from typing import Final

_ROWS: Final = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
}
"""The rows by their first key's scan code of set 1, which Linux numbers keys by too."""

_OFFSETS: Final = {"xcb": 8, "wayland": 8, "windows": 0, "direct2d": 0}
"""What a platform of Qt adds to those numbers in `nativeScanCode`."""

_PLACES: Final = {
    first + place: pair
    for first, (plain, shifted) in _ROWS.items()
    for place, pair in enumerate(zip(plain, shifted, strict=True))
}


_F13: Final = 183
"""Linux' number of F13; F14 to F24 follow."""


def is_function_key(number: int, scan_code: int, platform: str) -> bool:
    """Whether a key stands where one of F13 to F24 does on Linux, where many have other names."""
    if platform not in ("xcb", "wayland") or not 13 <= number <= 24:
        return False
    return scan_code == _OFFSETS[platform] + _F13 + number - 13


def us_character(scan_code: int, platform: str, *, shifted: bool) -> str:
    """Return the character of a key on a US keyboard, "" where that is not known.

    Args:
        scan_code: As Qt tells it.
        platform: Qt's name of it, such as `xcb`.
        shifted: Whether a Shift key is held; a locked one does not count, which readers turn.
    """
    offset = _OFFSETS.get(platform)
    pair = None if offset is None else _PLACES.get(scan_code - offset)
    return "" if pair is None else pair[shifted]
