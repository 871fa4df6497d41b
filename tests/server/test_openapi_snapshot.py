"""The interface as OpenAPI is in the repository, so that every change of the wire is reviewed."""

from pathlib import Path

import pytest

from server.auth.rights import RIGHTS
from server.openapi import openapi_text
from sync.contract.wire import Problem
from tests.server.site_support import Json, SiteUnderTest

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_snapshot_is_what_the_server_publishes() -> None:
    kept = SNAPSHOT.read_text(encoding="utf-8")
    if kept != openapi_text():
        pytest.fail(
            "the interface differs from docs/openapi.json; read the change, then renew it with: "
            "python -m server.openapi > docs/openapi.json"
        )


def test_running_server_publishes_the_same(site: SiteUnderTest) -> None:
    published: Json = site.http.get("/openapi.json").json()
    described = {
        (method.upper(), path) for path, methods in published["paths"].items() for method in methods
    }
    assert described == set(RIGHTS)
    assert set(Problem.model_fields) <= set(
        published["components"]["schemas"]["Problem"]["properties"]
    )
