"""Paths found by their segments."""

import pytest

from server.path_table import PathTable

TABLE = PathTable(
    [
        ("GET", "/v1/stations", "all"),
        ("DELETE", "/v1/stations/{station_id}", "one"),
        ("PUT", "/v1/stations/self/health", "health"),
        ("POST", "/v1/steps/{step_id}/start", "start"),
        ("GET", "/v1/steps/{step_id}/why/{than}", "why"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/v1/stations", ("all", {})),
        ("DELETE", "/v1/stations/17", ("one", {"station_id": "17"})),
        ("PUT", "/v1/stations/self/health", ("health", {})),
        ("DELETE", "/v1/stations/self", ("one", {"station_id": "self"})),
        ("POST", "/v1/steps/a b/start", ("start", {"step_id": "a b"})),
        ("GET", "/v1/steps/1/why/2", ("why", {"step_id": "1", "than": "2"})),
    ],
)
def test_a_path_leads_to_what_stands_there(
    method: str, path: str, found: tuple[str, dict[str, str]]
) -> None:
    assert TABLE.find(method, path) == found


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/stations"),
        ("GET", "/v1/stations/"),
        ("GET", "/v1/stations\n"),
        ("GET", "//v1/stations"),
        ("GET", "v1/stations"),
        ("GET", ""),
        ("DELETE", "/v1/stations/"),
        ("DELETE", "/v1/stations/17/"),
        ("DELETE", "/v1/stations/1/7"),
        ("POST", "/v1/steps//start"),
        ("GET", "/v1/steps/{step_id}/why"),
    ],
)
def test_anything_else_leads_nowhere(method: str, path: str) -> None:
    assert TABLE.find(method, path) is None


def test_a_path_says_which_methods_it_takes() -> None:
    assert TABLE.methods("/v1/stations/self/health") == ("PUT",)
    assert TABLE.methods("/v1/stations/17") == ("DELETE",)
    assert TABLE.methods("/v1/nothing") == ()
