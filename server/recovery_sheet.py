"""The recovery sheet: one page for the safe, in French and English, with the code that opens kits.

As the quality sheet, it has a title, a language and its texts in reading order, and no tags.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from core.runtime.paths import resource
from server.printed_code import draw_code
from server.recovery_code import RecoveryCode

_WIDTH, _HEIGHT = A4
_MARGIN: Final = 51.0
_INNER: Final = _WIDTH - 2 * _MARGIN
_INK: Final = HexColor("#161616")
_SOFT: Final = HexColor("#3a3a3a")
_ACCENT: Final = HexColor("#000091")
_BOX: Final = 148.0
"""Points: the square of the QR code, some five centimetres."""


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    why: str
    steps: Sequence[str]
    keep: str


_TEXTS: Final = (
    _Words(
        "Code de secours",
        "Ce code rend les données du site lisibles sur un nouveau poste, si le serveur ou sa clé"
        " sont perdus. Il n'est gardé nulle part ailleurs : sans lui, une sauvegarde seule ne"
        " s'ouvre pas.",
        (
            (
                "Installez Guichet sur le nouveau poste et copiez-y la dernière sauvegarde"
                " (« FICHIER.backup ») avec le fichier « FICHIER.backup.kit » qui l'accompagne."
            ),
            (
                "Lancez la commande ci-dessous, puis saisissez le code : les tirets, les espaces et"
                " les minuscules sont indifférents."
            ),
            (
                "Démarrez le serveur à l'ancienne adresse : les bornes, guichets et écrans le"
                " reconnaissent, sans nouvel appairage."
            ),
            "Imprimez ensuite une nouvelle fiche et détruisez celle-ci.",
        ),
        "À garder au coffre, loin du serveur et des sauvegardes. Qui détient ce code et une"
        " sauvegarde lit tout. Si quelqu'un l'a vu : nouvelle fiche, puis"
        " « rotate-key --data-too ».",
    ),
    _Words(
        "Recovery code",
        "This code makes the site's data readable on a new PC, if the server or its key is lost."
        " It is kept nowhere else: without it a backup alone cannot be opened.",
        (
            (
                "Install Guichet on the new PC, and copy there the latest backup (“FILE.backup”)"
                " with the file “FILE.backup.kit” that goes with it."
            ),
            (
                "Run the command below, then type the code: dashes, spaces and small letters make"
                " no difference."
            ),
            (
                "Start the server at the old address: kiosks, counters and displays know it again,"
                " without being paired anew."
            ),
            "Then print a new sheet, and destroy this one.",
        ),
        "Keep it in the safe, away from the server and its backups. Whoever has this code and a"
        " backup reads everything. If somebody has seen it: a new sheet, then"
        " “rotate-key --data-too”.",
    ),
)
_COMMAND: Final = "guichet-server restore --data DIR FILE.backup --recovery-code-stdin"


def recovery_sheet(code: RecoveryCode, site_name: str, site_id: str, day: date) -> bytes:
    """Return the sheet as a PDF.

    Args:
        code: Shown in groups, and as a QR code.
        site_name: As people see it.
        site_id: Tells two sites of one name apart.
        day: On which it is printed, in the site's zone.
    """
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4, lang="fr", invariant=1)
    title = f"{_TEXTS[0].heading} / {_TEXTS[1].heading} – {site_name}"
    canvas.setTitle(title)
    canvas.setAuthor(site_name)
    canvas.setCreator("Guichet")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    page = _Page(canvas)
    page.text(site_name, 15, color=_SOFT)
    page.text(f"{_TEXTS[0].heading} · {_TEXTS[1].heading}", 24, bold=True, color=_ACCENT)
    page.text(f"{day.isoformat()} · {site_id}", 10, color=_SOFT)
    page.code(str(code))
    for words in _TEXTS:
        page.words(words)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


class _Page:
    """Writes from top to bottom; `_y` is how far down it is, in points from the lower edge."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._plain, self._bold = (
            _registered(name) for name in ("NotoSans_400Regular", "NotoSans_700Bold")
        )
        self._y: float = _HEIGHT - _MARGIN

    def words(self, words: _Words) -> None:
        """Write what to do, in one language."""
        self.text(words.heading, 14, bold=True, color=_ACCENT, above=12)
        self.text(words.why, 10.5, above=2)
        for number, step in enumerate(words.steps, 1):
            self.text(f"{number}. {step}", 10.5, above=2, indent=12)
            if number == 2:
                self.text(_COMMAND, 10.5, bold=True, above=2, indent=26)
        self.text(words.keep, 10.5, bold=True, above=5)

    def code(self, code: str) -> None:
        """Draw the code: large, in groups, and as a QR code."""
        self._y -= 14
        top = self._y
        left = _WIDTH - _MARGIN - _BOX
        draw_code(self._canvas, code, left, top - _BOX, _BOX, _INK)
        groups = code.split("-")
        self._canvas.setFillColor(_INK)
        # A face whose letters are all as wide, and tell 0 from O and 1 from I.
        self._canvas.setFont("Courier-Bold", 27)
        for line, at in enumerate((0, 3, 6)):
            self._canvas.drawString(_MARGIN, top - 40 - line * 42, "-".join(groups[at : at + 3]))
        self._y = top - _BOX - 4

    def text(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: HexColor = _INK,
        above: float = 0,
        indent: float = 0,
    ) -> None:
        """Write a paragraph."""
        style = ParagraphStyle(
            "line",
            fontName=self._bold if bold else self._plain,
            fontSize=size,
            leading=size * 1.3,
            textColor=color,
        )
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        paragraph = Paragraph(escaped, style)
        _, height = paragraph.wrapOn(self._canvas, _INNER - indent, _HEIGHT)
        self._y -= above + height
        paragraph.drawOn(self._canvas, _MARGIN + indent, self._y)


def _registered(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts") / f"{name}.ttf")))
    return name
