"""Turns a laid-out slip into text for the printer's own letters: small, fast, and sharp.

Its code is drawn all the same: which printers make codes themselves is not known surely, and one
that does not prints the text of the order.

Sizes follow the layout's: its large type is printed in letters of double height, its small type in
the printer's small font. The number is eight letters high: 24 mm, of which a capital takes 17.
"""

import textwrap
from collections.abc import Iterator
from typing import Final

from printers.encoder import Job, ending, strips
from printers.layout import Align, CodeBlock, Layout, NumberBlock, RuleBlock, Run, TextBlock, texts
from printers.letters import Letters, LettersMissing, plain
from printers.model import PrinterModel
from printers.picture import Picture

_RESET: Final = b"\x1b@\x1bR\x00\x1c."
"""Reset, American signs, and no Chinese: printers for that market, of every make, pair bytes into
its characters. The few that do not know the order print its dot."""

_LEFT, _CENTRE = b"\x1ba\x00", b"\x1ba\x01"
_BOLD_ON, _BOLD_OFF = b"\x1bE\x01", b"\x1bE\x00"
_FONT_A, _FONT_B = b"\x1bM\x00", b"\x1bM\x01"
_TALL: Final = 0x01
_TIMES: Final = 8
"""The largest factor of `GS !`, each way."""

_LINE_DOTS: Final = 30
"""Rows of dots from line to line, as printers have it after a reset; a taller letter takes more."""

_LETTER_DOTS: Final = 24
"""Height of a letter at its plain size."""

_SMALL_EM, _LARGE_EM = 23, 31
"""Type of the layout up to the first is small, from the second on large."""

_BESIDE_RULE: Final = 8
_GAP: Final = 2


def encode_text(layout: Layout, model: PrinterModel) -> Job:
    """Encode a slip as text, a partial cut and the fence.

    No byte of text or of the commands here begins a real-time command; pictures see to it.

    Raises:
        LettersMissing: A letter is in none of the printer's code pages.
    """
    page = _Page(layout, model)
    data = _RESET + _width(model) + b"".join(page.blocks()) + ending(model)
    return Job(data, model.mm(page.dots))


def _width(model: PrinterModel) -> bytes:
    """Return GS W where the head reaches beyond the paper, so that the middle is the paper's."""
    return b"\x1dW" + model.width_dots.to_bytes(2, "little") if model.narrowed else b""


class _Page:
    """Writes one slip, and counts the rows of dots that it takes."""

    def __init__(self, layout: Layout, model: PrinterModel) -> None:
        self._layout = layout
        self._model = model
        self._letters = Letters(model.code_pages, "".join(plain(text) for text in texts(layout)))
        self.dots = 0

    def blocks(self) -> Iterator[bytes]:
        for block in self._layout.blocks:
            match block:
                case TextBlock():
                    yield from self._text(block)
                case NumberBlock():
                    yield self._number(block)
                case RuleBlock():
                    yield self._rule(block)
                case CodeBlock():
                    yield from self._code(block)

    def _text(self, block: TextBlock) -> Iterator[bytes]:
        pair = self._pair(block)
        if pair is not None:
            yield pair
            return
        for run in block.runs:
            yield self._run(run, block.align)

    def _pair(self, block: TextBlock) -> bytes | None:
        """Return two short texts on one line, one at each edge; None where they do not fit."""
        if len(block.runs) == 1 or block.align is Align.CENTRE:
            return None
        first, second = (plain(run.text) for run in block.runs)
        spare = self._columns(block.runs[0]) - len(first) - len(second)
        if spare < _GAP:
            return None
        return self._lines(block.runs[0], Align.START, [first + " " * spare + second])

    def _run(self, run: Run, align: Align) -> bytes:
        # Lines break at blanks of ASCII alone, so that "9 h" and "prêt :" stay together.
        lines = textwrap.wrap(plain(run.text), self._columns(run), break_on_hyphens=False)
        return self._lines(run, align, lines)

    def _lines(self, run: Run, align: Align, lines: list[str]) -> bytes:
        tall = _TALL if run.em >= _LARGE_EM else 0
        self.dots += len(lines) * max(_LINE_DOTS, _LETTER_DOTS * (1 + tall))
        return b"".join(
            (
                _CENTRE if align is Align.CENTRE else _LEFT,
                _FONT_B if run.em <= _SMALL_EM else _FONT_A,
                _BOLD_ON if run.weight >= 600 else _BOLD_OFF,
                b"\x1d!" + bytes((tall,)),
                *(self._letters.write(line) + b"\n" for line in lines),
            )
        )

    def _columns(self, run: Run) -> int:
        return self._model.small_columns if run.em <= _SMALL_EM else self._model.columns

    def _number(self, block: NumberBlock) -> bytes:
        across = min(_TIMES, self._model.columns // len(block.text))
        if across < 1:
            raise LettersMissing(block.text[0])
        size = bytes(((across - 1) << 4 | (_TIMES - 1),))
        self.dots += _TIMES * _LETTER_DOTS
        number = self._letters.write(block.text)
        return _CENTRE + _FONT_A + _BOLD_ON + b"\x1d!" + size + number + b"\n" + b"\x1d!\x00"

    def _rule(self, block: RuleBlock) -> bytes:
        width = self._model.width_dots
        ink = bytes((0x0F,)) + b"\xff" * (width // 8 - 2) + bytes((0xF0,))
        self.dots += block.thickness + 2 * _BESIDE_RULE
        beside = b"\x1bJ" + bytes((_BESIDE_RULE,))
        rule = b"".join(strips(Picture(width, ink * block.thickness)))
        return _LEFT + beside + rule + beside

    def _code(self, block: CodeBlock) -> Iterator[bytes]:
        for run in block.runs:
            yield self._run(run, Align.START)
        self.dots += block.side
        yield _CENTRE + b"".join(strips(_picture_of(block)))


def _picture_of(block: CodeBlock) -> Picture:
    """Return the code with its white border, as wide as whole bytes ask for."""
    spare = -block.side % 8
    rows: list[bytes] = []
    for modules in block.modules:
        bits = "".join("1" * block.dots if black else "0" * block.dots for black in modules)
        row = int(bits + "0" * spare, 2).to_bytes((block.side + spare) // 8, "big")
        rows += [row] * block.dots
    return Picture(block.side + spare, b"".join(rows))
