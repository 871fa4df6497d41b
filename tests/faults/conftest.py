"""A prepared site for the runs of faults."""

from collections.abc import Iterator

import pytest

from tests.faults.prepared import Prepared, prepared_site


@pytest.fixture(scope="module")
def prepared() -> Iterator[Prepared]:
    """Return a site that is set up, for runs on copies of it."""
    with prepared_site() as made:
        yield made
