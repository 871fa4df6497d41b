"""The keys of the counter app, and how a site changes them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ui.crash import KnownFault

DEFAULTS: Final[Mapping[str, str]] = {
    "help": "F1",
    "call_next": "F2",
    "call_this": "Shift+F2",
    "recall": "F3",
    "why": "F4",
    "start": "F5",
    "resume": "Shift+F5",
    "next_pane": "F6",
    "transfer": "F7",
    "finish": "F8",
    "park": "Shift+F8",
    "absent": "F9",
    "last": "Shift+F9",
    "pause": "F11",
    "close": "Shift+F11",
    "undo": "Ctrl+Z",
    "search": "Ctrl+F",
    "journal": "F12",
    "switch": "Ctrl+Tab",
}
"""Key sequences in Qt's portable form by action; all are function keys or have a modifier."""


def load_shortcuts(path: Path) -> dict[str, str]:
    """Read the keys: the defaults, changed by a TOML file such as `recall = "F4"`.

    An empty text turns a shortcut off. A file that is not there changes nothing.

    Raises:
        KnownFault: The file is unreadable, names an unknown action, or gives a key twice.
    """
    keys = dict(DEFAULTS)
    try:
        changes = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return keys
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnownFault(f"{path}: {error}") from error
    for action, key in changes.items():
        if action not in keys:
            raise KnownFault(f"{path}: no action {action!r}; there are {', '.join(keys)}")
        if not isinstance(key, str):
            raise KnownFault(f"{path}: the key of {action} is a text such as 'F3'")
        keys[action] = key
    used = [key for key in keys.values() if key]
    twice = sorted({key for key in used if used.count(key) > 1})
    if twice:
        raise KnownFault(f"{path}: used twice: {', '.join(twice)}")
    return keys
