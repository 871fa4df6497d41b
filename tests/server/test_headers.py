"""Every answer says that it is kept nowhere, guessed at nowhere and run nowhere."""

import pytest
from starlette.testclient import TestClient

from server.headers import CAREFUL
from tests.server.site_support import SiteUnderTest

CASES = [
    ("GET", "/healthz", None, 200),
    ("GET", "/site", "kiosk", 200),
    ("GET", "/site", None, 401),
    ("GET", "/stations", "kiosk", 403),
    ("GET", "/nowhere", None, 404),
    ("PUT", "/site", None, 405),
    ("GET", "/queue", "lea", 200),
    ("POST", "/walk-ins", "kiosk", 422),
]


@pytest.mark.parametrize(("method", "path", "as_", "status"), CASES)
def test_every_answer_brings_each_careful_header_once(
    site: SiteUnderTest, method: str, path: str, as_: str | None, status: int
) -> None:
    answer = site.call(method, path, {} if method == "POST" else None, as_=as_)
    assert answer.status_code == status
    for name, value in CAREFUL:
        assert answer.headers.get_list(name.decode()) == [value.decode()]


def test_what_is_below_no_version_is_answered_as_carefully(site: SiteUnderTest) -> None:
    answer = site.http.get("/")
    assert answer.status_code == 404
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_of_the_server_is_answered_as_carefully(
    site: SiteUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"service_id": site.service("life_cert")}

    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(site.wiring.waits, "last_calls", fail)
    site.http = TestClient(site.http.app, raise_server_exceptions=False)
    answer = site.call("POST", "/walk-ins", body, as_="kiosk")
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
