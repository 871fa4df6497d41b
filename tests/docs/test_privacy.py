"""What the page on privacy points to is there, and its periods are those of the settings."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest

from core.settings_document import RETENTION_RANGES
from core.site import Retention

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "privacy.md").read_text("utf-8")
NAMED: Final = sorted(set(re.findall(r"`([\w./-]+\.(?:py|md|lock))`", PAGE)))


@pytest.mark.parametrize("period", [field.name for field in fields(Retention)])
def test_every_period_stands_there_with_its_bounds_and_its_default(period: str) -> None:
    least, most = RETENTION_RANGES[period]
    told = rf"`retention\.{period}`[^|(]*\({least}–{most}(?: h)?, {getattr(Retention(), period)}\)"
    assert re.search(told, PAGE)


def test_every_row_names_what_shows_it() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    assert [row for row in rows if not re.search(r"`[\w./-]+\.py`", row)] == []


@pytest.mark.parametrize("name", NAMED)
def test_every_file_that_it_names_is_there(name: str) -> None:
    assert (ROOT / name).is_file()
