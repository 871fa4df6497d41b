"""The recovery sheet: one page for the safe, in two languages, with the code that opens kits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.paper.faces import without_lacking
from server.paper.page import ACCENT, HEIGHT, INK, SOFT, WIDTH, Document
from server.paper.printed_code import draw_code
from server.recovery_code import RecoveryCode

_MARGIN: Final = 51.0
_INNER: Final = WIDTH - 2 * _MARGIN
_BOX: Final = 148.0
"""Points: the square of the QR code, some five centimetres."""


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    subject: str
    why: str
    steps: Sequence[str]
    keep: str


_TEXTS: Final = (
    _Words(
        "Code de secours",
        "À garder au coffre : ouvre une sauvegarde sur un autre poste",
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
        "For the safe: opens a backup on another PC",
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


def recovery_sheet(code: RecoveryCode, site_name: str, site_id: str, made: datetime) -> bytes:
    """Return the sheet as a PDF.

    Args:
        code: Shown in groups, and as a QR code.
        site_name: As people see it.
        site_id: Tells two sites of one name apart.
        made: When it is printed, on the site's wall clock.
    """
    heading = " · ".join(words.heading for words in _TEXTS)
    subject = " · ".join(words.subject for words in _TEXTS)
    sheet = Document(f"{heading} – {site_name}", site_name, "fr", subject=subject, made=made)
    y = HEIGHT - _MARGIN
    y = sheet.paragraph(without_lacking(site_name), 15, _MARGIN, y, _INNER, color=SOFT, most=2)
    y = sheet.paragraph(heading, 24, _MARGIN, y, _INNER, bold=True, color=ACCENT)
    told = f"{made:%Y-%m-%d} · {site_id}"
    y = sheet.paragraph(told, 10, _MARGIN, y, _INNER, color=SOFT)
    y = _code(sheet, str(code), y - 14)
    for words in _TEXTS:
        y = _words(sheet, words, y)
    sheet.end_page()
    return sheet.finish()


def _code(sheet: Document, code: str, top: float) -> float:
    """Draw the code: large, in groups, and as a QR code."""
    draw_code(sheet.canvas, code, WIDTH - _MARGIN - _BOX, top - _BOX, _BOX, INK)
    groups = code.split("-")
    sheet.canvas.setFillColor(INK)
    # A face whose letters are all as wide, and tell 0 from O and 1 from I.
    sheet.canvas.setFont("Courier-Bold", 27)
    for line, at in enumerate((0, 3, 6)):
        sheet.canvas.drawString(_MARGIN, top - 40 - line * 42, "-".join(groups[at : at + 3]))
    return top - _BOX - 4


def _words(sheet: Document, words: _Words, y: float) -> float:
    """Write what to do, in one language."""
    y = sheet.paragraph(words.heading, 14, _MARGIN, y - 12, _INNER, bold=True, color=ACCENT)
    y = sheet.paragraph(words.why, 10.5, _MARGIN, y - 2, _INNER)
    for number, step in enumerate(words.steps, 1):
        y = sheet.paragraph(f"{number}. {step}", 10.5, _MARGIN + 12, y - 2, _INNER - 12)
        if number == 2:
            y = sheet.paragraph(_COMMAND, 10.5, _MARGIN + 26, y - 2, _INNER - 26, bold=True)
    return sheet.paragraph(words.keep, 10.5, _MARGIN, y - 5, _INNER, bold=True)
