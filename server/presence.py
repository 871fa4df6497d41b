"""Presence as a sheet that opens with a double click, in Excel and in LibreOffice."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from core.business_days import wall_clock
from core.presence import PresenceRow
from core.site import Site

HeadLanguage = Literal["fr", "en"]

_HEADS: Final[dict[HeadLanguage, tuple[str, ...]]] = {
    "fr": (
        "Référence",
        "Identifiant",
        "Date",
        "Heure",
        "Service",
        "Libellé",
        "Personne",
        "Résultat",
        "Arrivée",
    ),
    "en": (
        "Reference",
        "Id",
        "Date",
        "Time",
        "Service",
        "Label",
        "Person",
        "Outcome",
        "Arrival",
    ),
}
_NAMES: Final[dict[HeadLanguage, tuple[str, str]]] = {
    "fr": ("Nom", "Prénom"),
    "en": ("Family name", "Given name"),
}
_BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def presence_csv(
    site: Site,
    day: date,
    rows: Sequence[PresenceRow],
    language: HeadLanguage,
    *,
    names: bool,
) -> str:
    """Return a line for each person: semicolons, a mark of UTF-8, and no cell that is a formula.

    Args:
        site: Whose wall clock is shown.
        day: The business day; its date stands in each line.
        rows: Who was expected.
        language: Of the headings. Outcomes are codes, for machines.
        names: Whether names stand there too.
    """
    page = io.StringIO()
    page.write(_BOM)
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow((*_HEADS[language], *(_NAMES[language] if names else ())))
    known = {service.id: service for service in site.services}
    for row in rows:
        service = known.get(row.service_id)
        labels = {} if service is None else service.labels
        cells = [
            row.reference,
            _id_there(row.source_id),
            day.isoformat(),
            wall_clock(row.starts_at, site.tz),
            "" if service is None else service.code,
            labels.get(language) or labels.get("fr", ""),
            str(row.person),
            row.outcome.value,
            "" if row.arrived_at is None else wall_clock(row.arrived_at, site.tz),
        ]
        if names:
            cells += [row.family_name, row.given_name]
        writer.writerow(map(_plain, cells))
    return page.getvalue()


def _id_there(source_id: str) -> str:
    """Return the id by which a source named an appointment; "" where a file named none."""
    kind, colon, rest = source_id.partition(":")
    if not colon:
        return source_id
    return rest if kind == "key" else ""


def _plain(cell: str) -> str:
    """Return a cell that no sheet takes for a formula: an apostrophe makes it words."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
