"""The layer that stands for the disk, where it can be built."""

import pytest

from tests.faults.disk.faulty_disk import NoCompiler, library
from tests.server.conftest import data_folder, fresh_site

__all__ = ["data_folder", "fresh_site", "layer"]


@pytest.fixture(scope="session", autouse=True)
def layer() -> None:
    try:
        library()
    except NoCompiler as reason:
        pytest.skip(str(reason))
