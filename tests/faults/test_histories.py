"""Seeded histories with crashes, lost answers and doubled commands, inside one process."""

from collections.abc import Iterator

import pytest

from tests.faults.prepared import Prepared, prepared_site
from tests.faults.soaking import HISTORIES, HISTORIES_POSTGRESQL, Soak
from tests.support.databases import on_postgresql
from tests.support.postgresql import programs


@pytest.fixture(scope="module")
def prepared_on_postgresql() -> Iterator[Prepared]:
    """Return a site in a database of PostgreSQL."""
    if programs() is None:
        pytest.skip("no PostgreSQL under /usr/lib/postgresql (Debian: postgresql)")
    with on_postgresql(), prepared_site() as made:
        yield made


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_histories_with_crashes_keep_the_promises(prepared: Prepared) -> None:
    soak = Soak(prepared, 1, print)
    soak.histories(6)
    assert not soak.failed, "\n".join(soak.failed)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_very_many_histories_keep_the_promises(
    prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        soak = Soak(prepared, 1, print)
        soak.histories(HISTORIES)
    assert not soak.failed, "\n".join(soak.failed)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.xdist_group("postgresql")
def test_histories_on_postgresql_keep_the_promises(prepared_on_postgresql: Prepared) -> None:
    soak = Soak(prepared_on_postgresql, 1, print)
    soak.histories(3)
    assert not soak.failed, "\n".join(soak.failed)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.xdist_group("postgresql")
def test_very_many_histories_on_postgresql_keep_the_promises(
    prepared_on_postgresql: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        soak = Soak(prepared_on_postgresql, 1, print)
        soak.histories(HISTORIES_POSTGRESQL)
    assert not soak.failed, "\n".join(soak.failed)
