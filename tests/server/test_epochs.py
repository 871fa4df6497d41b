"""A server tells its epoch, and does nothing for a station that has seen a later one."""

import pytest

from core.runtime.ids import new_id
from sync.contract.wire import EPOCH_HEADER
from tests.server.site_support import SiteUnderTest


def test_every_answer_tells_the_epoch(site: SiteUnderTest) -> None:
    for path, as_ in (("/site", "kiosk"), ("/healthz", None), ("/stations", "kiosk")):
        assert site.call("GET", path, as_=as_).headers[EPOCH_HEADER] == "1"


def test_a_command_of_who_has_seen_a_later_epoch_is_not_done(site: SiteUnderTest) -> None:
    before, key = site.wiring.store.seq(), new_id()
    body = {"service_id": site.service("life_cert")}
    late = {EPOCH_HEADER: "2"}
    refused = site.call("POST", "/walk-ins", body, as_="kiosk", key=key, headers=late)
    assert (refused.status_code, refused.json()["code"]) == (503, "superseded")
    assert refused.headers[EPOCH_HEADER] == "1"
    assert site.wiring.store.seq() == before
    for epoch in ("1", "0"):
        done = site.call(
            "POST", "/walk-ins", body, as_="kiosk", key=key, headers={EPOCH_HEADER: epoch}
        )
        assert done.status_code == 201


def test_operators_are_told_on_the_word_of_a_station_alone(site: SiteUnderTest) -> None:
    late = {EPOCH_HEADER: "5"}
    assert site.call("GET", "/healthz", as_=None, headers=late).status_code == 503
    stranger = {**late, "Authorization": "Bearer " + "x" * 43}
    assert site.http.get("/v1/site", headers=stranger).status_code == 503
    assert site.get("/healthz", "kiosk")["superseded"] is False
    site.call("GET", "/site", as_="display", headers=late)
    health = site.get("/healthz", "kiosk")
    assert (health["superseded"], health["status"]) == (True, "degraded")


@pytest.mark.parametrize("text", ["", "-3", "2.0", "x", "9" * 11, "٣"])
def test_nonsense_is_no_epoch(site: SiteUnderTest, text: str) -> None:
    headers = {EPOCH_HEADER.encode(): text.encode(), b"Authorization": _bearer(site)}
    assert site.http.get("/v1/site", headers=headers).status_code == 200


def _bearer(site: SiteUnderTest) -> bytes:
    return f"Bearer {site.tokens['kiosk']}".encode()
