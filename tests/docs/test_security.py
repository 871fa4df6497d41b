"""What the page on security points to is there."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED: Final = sorted(set(re.findall(r"`([\w./-]+\.(?:py|md|lock))`", PAGE)))


def test_the_page_names_what_shows_its_claims() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "Threat" not in line]
    claims = [row for row in rows if not row.startswith("| ---")]
    assert len(claims) > 10
    assert [row for row in claims if not re.search(r"`[\w./-]+\.(py|lock)`", row)] == []


@pytest.mark.parametrize("name", NAMED)
def test_every_file_that_it_names_is_there(name: str) -> None:
    assert (ROOT / name).is_file()
