"""Fixtures of the site server's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.site_support import SiteUnderTest, init, running_site


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a site that was set up, its key beside it."""
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    folder = tmp_path / "data"
    init(folder)
    return folder


@pytest.fixture
def site(data_folder: Path) -> Iterator[SiteUnderTest]:
    """Run a site's application for one test."""
    with running_site(data_folder) as running:
        yield running
