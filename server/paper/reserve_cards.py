"""Cards with numbers for reception, when every printer or the server is away.

Each card has a stub that stays at reception. The numbers of a block are nobody else's on their day,
and reception enters them once the server answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from reportlab.lib.colors import HexColor

from server.paper.dates import weekday, weekday_in_words
from server.paper.faces import without_lacking
from server.paper.page import HEIGHT, SOFT, WIDTH, Document
from sync.contract.paper import PaperLanguage

_MARGIN: Final = 28.0
_ACROSS: Final = 2
_DOWN: Final = 4
_EACH: Final = _ACROSS * _DOWN
_HEAD: Final = 20.0
_FOOT: Final = 28.0
_CARD_WIDTH: Final = (WIDTH - 2 * _MARGIN) / _ACROSS
_CARD_HEIGHT: Final = (HEIGHT - 2 * _MARGIN - _HEAD - _FOOT) / _DOWN
_STUB: Final = 72.0
_INSET: Final = 8.0
_HEAD_SIZES: Final = (10.5, 9.0, 8.0, 7.0)
_SITE_SIZES: Final = (10.0, 8.0, 7.0, 6.0, 5.0)
_SITE_HEIGHT: Final = 26.5
"""Points: the room for the name of the site, above the number."""
_LANGUAGES: Final[tuple[PaperLanguage, ...]] = ("fr", "en")
_CUT: Final = HexColor("#7a7a7a")

_MAIN: Final = (
    "Patientez : votre numéro sera appelé.",
    "Please wait: your number will be called.",
)
_FURTHER: Final = (
    "Espere: llamaremos su número.",
    "Aguarde: o seu número será chamado.",
    "Bitte warten: Ihre Nummer wird aufgerufen.",
    "Ждите: ваш номер вызовут.",
    "请等候，我们会叫您的号码。",
)
_ARABIC: Final = "انتظر: سيُنادى على رقمك."
PRIVACY: Final = (
    (
        "Vos données : nous gardons ce numéro 30 jours au plus, sans votre nom."
        " Détails : affiche ou accueil."
    ),
    (
        "Your data: we keep this number for at most 30 days, without your name."
        " Details: the poster, or reception."
    ),
)
"""As the kiosk says it."""
_RECEPTION: Final = (
    "Accueil : remplissez le talon et gardez-le. Dès que le serveur répond, saisissez chaque"
    " numéro donné, avec son heure. Une carte sert une fois, le jour indiqué. · Reception: fill in"
    " and keep the stub. Once the server answers, enter each number given, with its time. A card"
    " serves once, on its day."
)


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers in a row, as people see them.

    Attributes:
        lease_id: By which they are entered.
        day: The business day that they are for.
    """

    lease_id: str
    day: date
    numbers: tuple[str, ...]


def reserve_cards(site_name: str, blocks: Sequence[Block], printed: datetime) -> bytes:
    """Return the cards as a PDF, eight on a page; each block begins a page.

    Args:
        site_name: As people see it.
        blocks: One or more.
        printed: When, on the site's wall clock.
    """
    site_name = without_lacking(site_name)
    title = "Cartes de réserve · Reserve cards"
    subject = ", ".join(f"{_numbers(block)} ({block.day.isoformat()})" for block in blocks)
    sheet = Document(f"{title} – {site_name}", site_name, "fr", subject=subject, made=printed)
    for place, block in enumerate(blocks):
        # All cards of a block say the same beside their numbers: it is set once, shown on each.
        body = f"Card{place}"
        sheet.canvas.beginForm(body)
        _body(sheet, site_name, block.day)
        sheet.canvas.endForm()
        pages = [block.numbers[at : at + _EACH] for at in range(0, len(block.numbers), _EACH)]
        days = (weekday_in_words(block.day, language) for language in _LANGUAGES)
        head = " · ".join((title, _numbers(block), *days))
        for number, shown in enumerate(pages, start=1):
            top, width = HEIGHT - _MARGIN, WIDTH - 2 * _MARGIN - 30
            sheet.fit(head, _HEAD_SIZES, _MARGIN, top, width, _HEAD_SIZES[0] * 1.4, bold=True)
            sheet.put(f"{number}/{len(pages)}", 10.5, WIDTH - _MARGIN, top - 10, right=True)
            for at, ticket in enumerate(shown):
                _card(sheet, body, ticket, at)
            y = sheet.paragraph(_RECEPTION, 7, _MARGIN, _MARGIN + _FOOT - 3, WIDTH - 2 * _MARGIN)
            told = f"{printed:%Y-%m-%d %H:%M} · {block.lease_id}"
            sheet.put(told, 6.5, _MARGIN, y - 8, color=SOFT)
            sheet.end_page()
    return sheet.finish()


def _numbers(block: Block) -> str:
    return f"{block.numbers[0]}–{block.numbers[-1]}"


def _card(sheet: Document, body: str, ticket: str, place: int) -> None:
    x = _MARGIN + place % _ACROSS * _CARD_WIDTH
    y = HEIGHT - _MARGIN - _HEAD - (place // _ACROSS + 1) * _CARD_HEIGHT
    canvas = sheet.canvas
    canvas.setStrokeColor(_CUT)
    canvas.setDash(4, 3)
    canvas.rect(x, y, _CARD_WIDTH, _CARD_HEIGHT)
    canvas.line(x + _STUB, y, x + _STUB, y + _CARD_HEIGHT)
    canvas.setDash()
    top = y + _CARD_HEIGHT
    sheet.put(ticket, 19 if len(ticket) < 6 else 14, x + _INSET, top - 26, bold=True)
    sheet.put(ticket, 38, x + _STUB + _INSET, top - 59, bold=True)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(body)
    canvas.restoreState()


def _body(sheet: Document, site_name: str, day: date) -> None:
    """Write what stands on each card beside its number; the origin is its lower left corner."""
    _stub(sheet, day)
    x, right, y = _STUB + _INSET, _CARD_WIDTH - _INSET, _CARD_HEIGHT
    width = right - x
    sheet.fit(site_name, _SITE_SIZES, x, y - 3, width, _SITE_HEIGHT)
    for line, text in enumerate(_day(day)):
        sheet.put(text, 8, right, y - 39 - line * 10, bold=True, right=True)
    sheet.put("Heure · Time", 8, x, y - 74)
    sheet.rule(x + 52, y - 75, right, dotted=True)
    y -= 78
    for text in _MAIN:
        y = sheet.paragraph(text, 8.2, x, y, width, bold=True)
    for text in _FURTHER:
        y = sheet.paragraph(text, 6.5, x, y, width)
    y = sheet.paragraph(_ARABIC, 7.2, x, y, width, rtl=True)
    for text in PRIVACY:
        y = sheet.paragraph(text, 5.5, x, y, width, color=SOFT)


def _stub(sheet: Document, day: date) -> None:
    """Write what stands on each stub, which stays at reception."""
    y = _CARD_HEIGHT
    for line, text in enumerate(_day(day)):
        sheet.put(text, 8, _INSET, y - 46 - line * 10, bold=True)
    for line, label in enumerate(("Heure · Time", "Service")):
        at = y - 92 - line * 46
        sheet.put(label, 7, _INSET, at, color=SOFT)
        sheet.rule(_INSET, at - 24, _STUB - _INSET, dotted=True)


def _day(day: date) -> tuple[str, ...]:
    """Return a day as whoever reads either language reads it once its card is cut out."""
    return (*(weekday(day, language) for language in _LANGUAGES), day.isoformat())
