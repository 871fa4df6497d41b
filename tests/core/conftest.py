"""A reception on a real database file, for the tests of rules and store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.reception import Reception


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    site = Reception(tmp_path / "site.db")
    yield site
    site.store.close()
