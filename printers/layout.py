"""What stands where on a slip, in dots of an eighth of a millimetre, for both widths of paper.

The order, the sizes and what may stand side by side are decided here; `raster` measures and draws.
Sizes are ems: a capital letter is 0.714 em high.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import qrcode

from printers.model import NARROW_DOTS
from printers.picture import DOTS_PER_MM
from printers.slip import Slip, Words

MARGIN = DOTS_PER_MM
"""White dots left and right of everything; the encoder needs at least seven on the left."""

NUMBER_EM = 28 * DOTS_PER_MM
NUMBER_CAP_LEAST = 15 * DOTS_PER_MM
"""No capital of the number is lower than this, whatever the width."""

QUIET_MODULES = 4
CODE_DOTS_LEAST, CODE_DOTS_MOST = 4, 6
CODE_SIDE = 24 * DOTS_PER_MM
"""A code is drawn with larger modules while it stays within this side, white border included."""

NOTICE_COLUMN_LEAST = 36 * DOTS_PER_MM

_TICKET_CODE = re.compile(r"(?<![0-9A-Za-z])[A-Z] ?[0-9]{3,4}(?![0-9A-Za-z])")
_ISOLATE, _POP = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class SlipTooWide(Exception):
    """A part of the slip that may not be made smaller does not fit the paper."""


class Align(StrEnum):
    """Where a line stands: in the middle, or where its language begins."""

    CENTRE = "centre"
    START = "start"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one language and one size.

    Attributes:
        text: What is drawn, direction marks included.
        language: Decides the fonts and the direction; "" for the direction of the text itself.
        em: Size in dots.
        weight: 400, 600 or 700.
    """

    text: str
    language: str
    em: int
    weight: int = 400


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One sentence in one or two languages.

    Two languages share a line where both fit, each at the edge where its script begins;
    else the second stands below the first.
    """

    runs: tuple[Run, ...]
    align: Align
    before: int


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """The ticket number, as large as the width allows."""

    text: str
    before: int


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A line across the paper."""

    thickness: int
    before: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A QR code with its white border, and the sentences beside or below it.

    Attributes:
        payload: What it holds.
        modules: Rows of modules, True for black, border included.
        dots: Dots a module.
        runs: The sentences.
        beside: Whether the column beside the code is wide enough to read.
    """

    payload: str
    modules: tuple[tuple[bool, ...], ...]
    dots: int
    runs: tuple[Run, ...]
    beside: bool
    before: int

    @property
    def side(self) -> int:
        """Width and height in dots, border included."""
        return len(self.modules) * self.dots


Block = TextBlock | NumberBlock | RuleBlock | CodeBlock


@dataclass(frozen=True, slots=True)
class Layout:
    """A slip's blocks from top to bottom."""

    width: int
    blocks: tuple[Block, ...]

    @property
    def column(self) -> int:
        """Dots between the margins."""
        return self.width - 2 * MARGIN


def texts(layout: Layout) -> Iterator[str]:
    """Yield all that a slip says in letters, from top to bottom."""
    for block in layout.blocks:
        match block:
            case TextBlock() | CodeBlock():
                yield from (run.text for run in block.runs)
            case NumberBlock():
                yield block.text


def arrange(slip: Slip, width_dots: int) -> Layout:
    """Decide what stands where.

    Args:
        slip: What is said.
        width_dots: Printable width, a multiple of 8: 576 on 80 mm paper, 384 on 58 mm.

    Raises:
        SlipTooWide: The code has more modules than the paper is wide.
    """
    return Layout(width_dots, tuple(_blocks(slip, width_dots)))


def _blocks(slip: Slip, width_dots: int) -> Iterator[Block]:
    sizes = _Sizes.of(width_dots)
    if slip.site_name:
        yield TextBlock((Run(slip.site_name, "", sizes.site, 600),), Align.CENTRE, 4)
    if slip.duplicate is not None:
        yield _sentence(slip, slip.duplicate, sizes.line, 700, 6)
    yield RuleBlock(2, 10)
    if slip.caption is not None:
        yield _sentence(slip, slip.caption, sizes.line, 400, 10)
    yield NumberBlock(slip.number, 14)
    yield _sentence(slip, slip.issued_at, sizes.line, 400, 14)
    for words in slip.lines:
        yield _sentence(slip, words, sizes.line, 600, 6)
    if slip.instruction is not None:
        yield RuleBlock(2, 12)
        yield _sentence(slip, slip.instruction, sizes.instruction, 700, 8)
    if slip.documents:
        yield from _documents(slip, sizes)
    yield from _notice(slip, sizes, width_dots)


def _sentence(slip: Slip, words: Words, em: int, weight: int, before: int) -> TextBlock:
    runs = _runs(slip, words, em, weight)
    return TextBlock(runs, Align.CENTRE if len(runs) == 1 else Align.START, before)


def _documents(slip: Slip, sizes: "_Sizes") -> Iterator[Block]:
    yield RuleBlock(2, 12)
    if slip.documents_title is not None:
        runs = _runs(slip, slip.documents_title, sizes.document, 600)
        yield TextBlock(runs, Align.START, 8)
    for words in slip.documents:
        runs = _runs(slip, _bulleted(words), sizes.document, 400)
        yield TextBlock(runs, Align.START, 3)


def _notice(slip: Slip, sizes: "_Sizes", width_dots: int) -> Iterator[Block]:
    notice = () if slip.notice is None else _runs(slip, slip.notice, sizes.notice, 400)
    if slip.qr_payload is not None:
        yield RuleBlock(2, 12)
        yield code_block(slip.qr_payload, notice, width_dots)
    elif notice:
        yield RuleBlock(2, 12)
        yield TextBlock(notice, Align.START, 8)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Ems in dots."""

    site: int
    line: int
    instruction: int
    document: int
    notice: int

    @classmethod
    def of(cls, width_dots: int) -> "_Sizes":
        if width_dots < NARROW_DOTS:
            return cls(site=26, line=25, instruction=31, document=24, notice=22)
        return cls(site=28, line=28, instruction=35, document=26, notice=23)


def _runs(slip: Slip, words: Words, em: int, weight: int) -> tuple[Run, ...]:
    runs = [Run(_isolated(words.first), slip.language, em, weight)]
    if words.second and slip.second_language is not None:
        runs.append(Run(_isolated(words.second), slip.second_language, em * 15 // 16, weight))
    return tuple(runs)


def _isolated(text: str) -> str:
    """Keep ticket codes from left to right, also inside Arabic."""
    return _TICKET_CODE.sub(lambda found: f"{_ISOLATE}{found[0]}{_POP}", text)


def _bulleted(words: Words) -> Words:
    return Words(f"• {words.first}", words.second)


def code_block(payload: str, runs: tuple[Run, ...], width_dots: int) -> CodeBlock:
    """Return a code as large as the paper and the sentences beside it allow.

    Raises:
        SlipTooWide: It has more modules than the paper is wide.
    """
    modules = _modules(payload)
    count = len(modules)
    if count * CODE_DOTS_LEAST > width_dots:
        raise SlipTooWide(f"a code of {count} modules on paper of {width_dots} dots")
    dots = max(CODE_DOTS_LEAST, min(CODE_DOTS_MOST, CODE_SIDE // count))
    column = width_dots - MARGIN - count * dots
    beside = bool(runs) and column >= NOTICE_COLUMN_LEAST
    return CodeBlock(payload, modules, dots, runs, beside, 8)


@lru_cache(maxsize=16)
def _modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Make a code; kept, since most slips of a site bear the same one and it takes milliseconds."""
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    maker.add_data(payload, optimize=0)
    maker.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in maker.get_matrix())
