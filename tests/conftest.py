"""Which database the tests run on, and what holds for all of them."""

import gc
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from sync.client import discovery
from tests.support import databases
from tests.support.postgresql import programs

# A busy machine is no fault of what is tested.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="run the tests of store, server and client on this one",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgresql":
        if programs() is None:
            raise pytest.UsageError("--database postgresql: none under /usr/lib/postgresql")
        databases.choose_postgresql()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") != "postgresql":
        return
    for item in items:
        if item.get_closest_marker("sqlite") is not None:
            item.add_marker(pytest.mark.skip(reason="about the SQLite file itself"))


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let what a screen leaves behind end on the screen's thread, as in the programs."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()


@pytest.fixture(autouse=True)
def _nobody_on_the_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "TARGETS", ())


@pytest.fixture(autouse=True)
def _no_database_is_left() -> Iterator[None]:
    with databases.dropped_after():
        yield
