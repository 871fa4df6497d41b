"""What is left of a name by ear: its consonants, the same in every script and spelling.

Mohamed, Muhammad and محمد come to one; so do Чехов, Chekhov and Tchekhov. It is coarse, and meant
to find what somebody then reads, never to decide.
"""

import re
from typing import Final

SHORTEST: Final = 3
"""Fewer consonants say too little."""

_CYRILLIC: Final = (
    "аa бb вv гg ґg дd еe єe жzh зz иi іi јy кk лl љl мm нn њn оo пp рr сs тt ћch ђj уu фf "
    "хkh цts чch џj шsh щsh ъ ыi ь эe юyu яya"
)
_GREEK: Final = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υy φf χkh ψps ωo"
_ARABIC: Final = (
    "اa ٱa ءa ىa بb پp تt ةa ثth جj چch حh خkh دd ذdh رr زz ژzh سs شsh صs ضd طt ظz عa غgh فf "
    "قk كk کk گg لl مm نn هh وu يy یy"
)
_LATIN: Final = {ord(pair[0]): pair[1:] for pair in f"{_CYRILLIC} {_GREEK} {_ARABIC}".split()}
"""Letters of other scripts, each with how it is spelt in Latin ones."""

_TWICE: Final = re.compile(r"(.)\1+")
_SPELT: Final = re.compile(
    r"(?P<v>^(?:ou|u)(?=[aeiouy])|w)"
    r"|(?P<A>^[aeiouyh]+)"
    r"|(?P<silent>[aeiouyh]+)"
    r"|(?P<j>dj|zh)"
    r"|(?P<s>chtch|shch|sch|tch|sh|ch|ts|tz|c(?=[eiy])|z)"
    r"|(?P<k>kh|ck|qu|c|q)"
    r"|(?P<f>ph)"
    r"|(?P<p>^mp|b)"
    r"|(?P<t>d)"
    r"|(?P<ks>x)"
)
"""How letters are heard; vowels and h only where a word begins, all as one."""


def sound(word: str) -> str:
    """Return the sound of a folded word; empty if too little is left, or in another script."""
    # A waw that begins a word is a consonant, and within one mostly a vowel.
    spelt = f"v{word[1:]}" if word.startswith("و") else word
    spelt = spelt.translate(_LATIN)
    if not (spelt.isascii() and spelt.isalpha()):
        return ""
    heard = _SPELT.sub(_heard, _TWICE.sub(r"\1", spelt))
    return heard if len(heard) >= SHORTEST else ""


def _heard(letters: re.Match[str]) -> str:
    return "" if letters.lastgroup == "silent" else str(letters.lastgroup)
