"""What the tests of PostgreSQL have in common."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql.two_servers import TwoServers
from tests.support.postgresql import drop_database, new_database, programs


@pytest.fixture
def needs_postgresql() -> None:
    if programs() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql (Debian: postgresql)")


@pytest.fixture
def url(needs_postgresql: None) -> Iterator[str]:
    """A database with an empty schema."""
    found = new_database()
    yield found
    drop_database(found)


@pytest.fixture
def two(
    needs_postgresql: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TwoServers]:
    """Two servers of a site that was set up; the first one is active, the second stands by."""
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    found = TwoServers(tmp_path)
    try:
        for member in found.both:
            member.start()
        yield found
    finally:
        found.close()
        drop_database(found.database)
