"""A test slip: what a person must see to know that a printer is set up right.

Words, every script, the letters of every code page, both edges, a code, the cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from printers.encoder import RESET, Job, ending, strips
from printers.layout import (
    Align,
    Block,
    Layout,
    RuleBlock,
    Run,
    TextBlock,
    code_block,
)
from printers.model import NARROW_DOTS, PrinterModel
from printers.picture import Picture
from printers.raster import draw

MOST_MM: Final = 250.0
"""No test slip is longer."""

SCRIPTS: Final = (
    (("fr", "Votre numéro : K042"), ("en", "Your number: K042")),
    (("es", "¿Su número? K042"), ("pt", "A sua vez não é já: K042")),
    (("de", "Bitte schön: K042"), ("ru", "Ваш номер: K042")),
    (("zh", "您的号码：K042"), ("ar", "رقمك: K042، توجّه إلى الشباك")),
)
"""One line of every language that slips are printed in."""

SAMPLES: Final = ("éàçñöüß€", "łőšžč", "ğış", "ЖфЫя", "Ωδη")
"""Letters by which a code page is known, script by script."""

_NO_CHINESE: Final = b"\x1bR\x00\x1c."
"""American signs, and no pairs of bytes: makes for that market would print Chinese else."""

_LINE_DOTS: Final = 28
_SET_LINE: Final = b"\x1b3" + bytes((_LINE_DOTS,))
_RULER_ROWS: Final = 40
_ACROSS: Final = 2
"""Code pages side by side on a line."""


@dataclass(frozen=True, slots=True)
class TrialWords:
    """What a test slip says, in the language of whoever set the printer up.

    Attributes:
        language: Of all that follows.
        title: That this is a test.
        facts: Day and hour, way, model, and how the printer was before, a line each.
        letters: What to look for in the lines of letters.
        edges: What to look for at the ruler.
        codes: What to look for at the codes.
        payload: Text of the codes.
    """

    language: str
    title: str
    facts: tuple[str, ...]
    letters: str
    edges: str
    codes: str
    payload: str


def trial_slip(words: TrialWords, model: PrinterModel) -> Job:
    """Return a test slip as bytes, no more than `MOST_MM` long.

    Raises:
        DrawingUnavailable: No QGuiApplication runs, or a font is missing.
        LetterUndrawable: No bundled font has a letter.
    """
    sizes = _Sizes.of(model)
    head = draw(Layout(model.width_dots, tuple(_head(words, model, sizes))))
    foot = draw(Layout(model.width_dots, tuple(_foot(words, model, sizes))))
    pages = list(page_lines(model))
    parts = [RESET, _NO_CHINESE, *strips(head)]
    if pages:
        parts += [_SET_LINE, *pages]
    ruler = ruler_of(model)
    parts += [*strips(ruler), *strips(foot)]
    rows = head.height + len(pages) * _LINE_DOTS + ruler.height + foot.height
    return Job(b"".join(parts) + ending(model), model.mm(rows))


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Ems in dots."""

    title: int
    line: int
    small: int

    @classmethod
    def of(cls, model: PrinterModel) -> "_Sizes":
        return cls(31, 23, 20) if model.width_dots < NARROW_DOTS else cls(38, 25, 22)


def _head(words: TrialWords, model: PrinterModel, sizes: _Sizes) -> Iterator[Block]:
    def line(text: str, em: int, weight: int = 400, before: int = 2) -> TextBlock:
        return TextBlock((Run(text, words.language, em, weight),), Align.START, before)

    yield line(words.title, sizes.title, 700)
    for fact in words.facts:
        yield line(fact, sizes.line)
    yield RuleBlock(2, 8)
    for pair in SCRIPTS:
        runs = tuple(Run(text, language, sizes.line) for language, text in pair)
        yield TextBlock(runs, Align.START, 4)
    if model.code_pages:
        yield RuleBlock(2, 8)
        yield line(words.letters, sizes.small, before=4)
        shown = "  ".join(SAMPLES)
        yield TextBlock((Run(shown, "", sizes.line, 600),), Align.START, 2)


def _foot(words: TrialWords, model: PrinterModel, sizes: _Sizes) -> Iterator[Block]:
    edges = Run(words.edges, words.language, sizes.small)
    yield TextBlock((edges,), Align.START, 4)
    codes = Run(words.codes, words.language, sizes.small)
    yield code_block(words.payload, (codes,), model.width_dots)


def page_lines(model: PrinterModel) -> Iterator[bytes]:
    """Yield lines of the printer's own letters: each code page's number, then letters of it."""
    room = model.columns // _ACROSS
    entries = [
        _entry(number, codec, room)
        for number, codec in model.code_pages.items()
        if sample_of(codec, room)
    ]
    for at in range(0, len(entries), _ACROSS):
        yield b"".join(entries[at : at + _ACROSS]).rstrip(b" ") + b"\n"


def _entry(number: int, codec: str, room: int) -> bytes:
    head = f"{number:>3} "
    letters = sample_of(codec, room - len(head) - 1)
    blanks = b" " * (room - len(head) - len(letters))
    return head.encode() + b"\x1bt" + bytes((number,)) + letters.encode(codec) + blanks


def sample_of(codec: str, most: int) -> str:
    """Return letters by which a page is known, at most so many, as its bytes can say them."""
    return "".join(letter for script in SAMPLES for letter in script if _has(codec, letter))[:most]


def _has(codec: str, letter: str) -> bool:
    try:
        return len(letter.encode(codec)) == 1
    except UnicodeEncodeError:
        return False


def ruler_of(model: PrinterModel) -> Picture:
    """Return a ruler as wide as the head, a mark each millimetre; its ends are the edges."""
    width = model.width_dots
    depths = [0] * width
    for mm in range(int(width / model.dots_per_mm) + 1):
        dot = min(round(mm * model.dots_per_mm), width - 1)
        depths[dot] = _RULER_ROWS * 3 // 4 if mm % 10 == 0 else 18 if mm % 5 == 0 else 10
    for edge in (0, 1, width - 2, width - 1):
        depths[edge] = _RULER_ROWS
    rows = []
    for row in range(_RULER_ROWS):
        bits = "".join("1" if row < depth or row < 2 else "0" for depth in depths)
        rows.append(int(bits, 2).to_bytes(width // 8, "big"))
    return Picture(width, b"".join(rows))
