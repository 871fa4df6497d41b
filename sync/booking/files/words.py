"""Words of files, compared without regard to accents, case and marks."""

import re
import unicodedata
from typing import Final

_WORDS: Final = re.compile(r"[^\W_]+")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def folded(text: str) -> str:
    """Return the words of a text, without accents and case, one space between them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def one_line(text: str) -> str:
    """Return a text as one printable line; joiners inside words stay, as Persian needs them."""
    shown = "".join(
        char
        if char in "\u200c\u200d"
        else ("" if unicodedata.category(char) == "Cf" else " ")
        if unicodedata.category(char) in _UNSEEN
        else char
        for char in text
    )
    return unicodedata.normalize("NFC", " ".join(shown.split()))
