"""Fixtures of the site server's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.site_support import SiteUnderTest, init, running_site
from tests.support.databases import copied


@pytest.fixture(scope="session")
def fresh_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set one site up for all tests, which take copies of it."""
    base = tmp_path_factory.mktemp("fresh")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        init(base / "data")
    return base


@pytest.fixture
def data_folder(tmp_path: Path, fresh_site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a site that was set up, its key beside it."""
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    shutil.copytree(fresh_site, tmp_path, dirs_exist_ok=True)
    copied(tmp_path / "data", fresh_site / "data")
    return tmp_path / "data"


@pytest.fixture
def site(data_folder: Path) -> Iterator[SiteUnderTest]:
    """Run a site's application for one test."""
    with running_site(data_folder) as running:
        yield running
