"""Several words in one line, parted as the present language parts them."""

from collections.abc import Sequence

from ui.appearance import current_language

_COMMAS = {"ar": "، ", "zh": "、"}


def listed(words: Sequence[str]) -> str:
    """Return words in one line, with the comma of the present language."""
    return _COMMAS.get(current_language(), ", ").join(words)
