"""Whoever shows no known token may ask so much and no more, and takes nothing from the others."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from core.model import EventKind
from server.auth import buckets
from server.auth.strangers import BURST, Strangers
from tests.server.site_support import SiteUnderTest

ELSEWHERE = "192.0.2.7"


@pytest.fixture
def pass_s(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Hold the clock still, and return what moves it on."""
    now = [1000.0]
    monkeypatch.setattr(buckets, "monotonic", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def scope(host: str) -> dict[str, object]:
    return {"client": (host, 40000)}


def test_a_burst_is_let_through_and_then_as_many_as_the_bucket_fills(
    pass_s: Callable[[float], None],
) -> None:
    bucket = Strangers(per_second=2, burst=3)
    assert [bucket.wait_s(scope(ELSEWHERE)) for _ in range(4)] == [0, 0, 0, 1]
    pass_s(0.5)
    assert [bucket.wait_s(scope(ELSEWHERE)) for _ in range(2)] == [0, 1]
    pass_s(3600)
    assert [bucket.wait_s(scope(ELSEWHERE)) for _ in range(4)] == [0, 0, 0, 1]


def test_it_says_how_long_to_wait(pass_s: Callable[[float], None]) -> None:
    bucket = Strangers(per_second=0.1, burst=1)
    bucket.wait_s(scope(ELSEWHERE))
    wait_s = bucket.wait_s(scope(ELSEWHERE))
    pass_s(wait_s)
    assert (wait_s, bucket.wait_s(scope(ELSEWHERE))) == (10, 0)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", False),
    ],
)
def test_peers_are_told_apart_by_what_they_cannot_choose(
    pass_s: Callable[[float], None],
    one: str,
    other: str,
    together: bool,
) -> None:
    bucket = Strangers(per_second=1, burst=1)
    assert bucket.wait_s(scope(one)) == 0
    assert (bucket.wait_s(scope(other)) > 0) is together


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1), None])
def test_this_machine_is_let_through(client: object) -> None:
    bucket = Strangers(per_second=1, burst=1)
    assert [bucket.wait_s({"client": client}) for _ in range(5)] == [0] * 5


def test_only_so_many_peers_are_remembered() -> None:
    bucket = Strangers(burst=5, most=10)
    for place in range(100):
        bucket.wait_s(scope(f"192.0.2.{place}"))
    assert len(bucket._buckets._filled) == 10


def test_who_shows_no_known_token_is_stopped_before_anything_is_read_or_written(
    site: SiteUnderTest, pass_s: Callable[[float], None]
) -> None:
    here, site.http = site.http, TestClient(site.http.app, client=(ELSEWHERE, 40000))
    body = {"code": "ABCD-EFGH", "kind": "kiosk", "name": "x"}
    guess = {"Authorization": "Bearer " + "x" * 43}
    for _ in range(int(BURST)):
        assert site.http.get("/v1/site", headers=guess).status_code == 401
    before = site.wiring.store.seq()
    refused = [
        site.call("POST", "/stations/pair", body, as_=None),
        site.http.get("/v1/site", headers=guess),
        site.call("GET", "/healthz", as_=None),
    ]
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
        assert answer.headers["retry-after"] == "1"
    assert site.wiring.store.seq() == before
    pass_s(1)
    assert site.call("GET", "/healthz", as_=None).status_code == 200
    site.http = here
    assert site.call("GET", "/healthz", as_=None).status_code == 200


def test_stations_behind_the_same_address_go_on(
    site: SiteUnderTest, pass_s: Callable[[float], None]
) -> None:
    site.http = TestClient(site.http.app, client=(ELSEWHERE, 40000))
    # Their tokens are looked up once, and that costs them nothing.
    for _ in range(int(BURST) + 20):
        site.wiring.callers.heard([EventKind.AGENT_CHANGED])
        assert site.call("GET", "/site", as_="kiosk").status_code == 200
    for _ in range(int(BURST)):
        site.call("GET", "/site", as_=None)
    assert site.call("GET", "/site", as_=None).status_code == 429
    assert site.call("GET", "/site", as_="kiosk").status_code == 200
