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

_TWICE: Final = re.compile(r"(.)(?=\1)")
_SPELT: Final = {
    "s": ("chtch", "shch", "sch", "tch", "sh", "ch", "ts", "tz", "ce", "ci", "cy"),
    "j": ("dj", "zh"),
    "k": ("kh", "ck", "qu"),
    "f": ("ph",),
    "ks": ("x",),
}
_TOGETHER: Final = tuple((letters, heard) for heard, many in _SPELT.items() for letters in many)
"""Letters that are heard as one, the longest first."""

_SILENT: Final = "aeiouyh"
_HEARD: Final = str.maketrans("bcdqwz", "pktkvs", _SILENT)


def sound(word: str) -> str:
    """Return the sound of a folded word; empty if too little is left, or in another script.

    Vowels and h are heard only where a word begins, and all as one.
    """
    # A waw that begins a word is a consonant, and within one mostly a vowel.
    spelt = f"v{word[1:]}" if word.startswith("و") else word
    spelt = spelt.translate(_LATIN)
    if not (spelt.isascii() and spelt.isalpha()):
        return ""
    spelt = _TWICE.sub("", spelt)
    if spelt.startswith(("oua", "oue", "oui", "ouo", "ouy")):
        spelt = f"v{spelt[2:]}"
    for letters, heard in _TOGETHER:
        if letters in spelt:
            spelt = spelt.replace(letters, heard)
    vowel = "A" if spelt[0] in _SILENT else ""
    consonants = vowel + spelt.translate(_HEARD)
    return consonants if len(consonants) >= SHORTEST else ""
