"""Fixtures of the site server's tests."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.server.site_support import SiteUnderTest, init, running_again, running_site
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


@pytest.fixture(scope="session")
def staffed_site(
    tmp_path_factory: pytest.TempPathFactory, fresh_site: Path
) -> tuple[Path, Mapping[str, str]]:
    """Let stations and staff into a copy of it, once: what signing in takes is made to be slow."""
    base = tmp_path_factory.mktemp("staffed")
    with pytest.MonkeyPatch.context() as patch:
        _take_copy(fresh_site, base, patch)
        with running_site(base / "data") as site:
            return base, site.tokens


@pytest.fixture
def data_folder(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return the folder of a site that was set up, its key beside it.

    Stations and staff are let in already where the test has that site run.
    """
    source: Path
    if "site" in request.fixturenames:
        source, _ = request.getfixturevalue("staffed_site")
    else:
        source = request.getfixturevalue("fresh_site")
    _take_copy(source, tmp_path, monkeypatch)
    return tmp_path / "data"


@pytest.fixture
def site(
    data_folder: Path, staffed_site: tuple[Path, Mapping[str, str]]
) -> Iterator[SiteUnderTest]:
    """Run a site's application for one test."""
    _, tokens = staffed_site
    with running_again(data_folder, tokens) as running:
        yield running


def _take_copy(source: Path, target: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GUICHET_KEY_DIR", str(target / "keys"))
    patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    shutil.copytree(source, target, dirs_exist_ok=True)
    copied(target / "data", source / "data")
