"""Statistics as the contract tells them, and as a sheet for other programs."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Final

from core.site import Site
from core.statistics.indicators import Figure, Row, Table
from core.statistics.periods import Group
from core.statistics.suppression import FEWEST
from sync.contract.statistics import StatisticsOut, StatisticsRow

_HEAD: Final = ("group", "key", "service_code", "suppressed")


def statistics_out(
    table: Table,
    site: Site,
    *,
    first: date,
    last: date,
    counted_until: date | None,
    service_id: str | None,
    group: Group | None,
) -> StatisticsOut:
    """Return a table of statistics."""
    return StatisticsOut.model_validate(
        {
            "first": first,
            "last": last,
            "counted_until": counted_until,
            "service_id": service_id,
            "group": None if group is None else group.value,
            "fewest": FEWEST,
            "rows": [_row_out(row, _code(row, site, group)) for row in table.rows],
            "total": _row_out(table.total, None),
        }
    )


def _code(row: Row, site: Site, group: Group | None) -> str | None:
    return site.service(row.key).code if group is Group.SERVICE else None


def _row_out(row: Row, service_code: str | None) -> StatisticsRow:
    blocks = {
        name: {**figures, "suppressed": name in row.suppressed}
        for name, figures in row.blocks.items()
    }
    return StatisticsRow.model_validate({"key": row.key, "service_code": service_code, **blocks})


def as_csv(found: StatisticsOut) -> str:
    """Return statistics as a comma-separated sheet: a line a group, the total last.

    What is hidden is empty, and its blocks are named under `suppressed`. No cell can begin like a
    formula: figures are not negative, and keys and codes begin with a letter or a digit.
    """
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([*_HEAD, *(name for name, _ in _flat(found.total))])
    for row in (*found.rows, found.total):
        hidden = " ".join(name for name, block in _blocks(row) if block["suppressed"])
        key = row.key or "total"
        cells = ["" if figure is None else figure for _, figure in _flat(row)]
        writer.writerow([found.group or "", key, row.service_code or "", hidden, *cells])
    return page.getvalue()


def _blocks(row: StatisticsRow) -> Iterator[tuple[str, dict[str, Figure]]]:
    for name, value in row.model_dump().items():
        if isinstance(value, dict):
            yield name, value


def _flat(row: StatisticsRow) -> Iterator[tuple[str, Figure]]:
    for name, block in _blocks(row):
        for part, figure in block.items():
            if part != "suppressed":
                yield f"{name}.{part}", figure
