"""Bad input: always a problem with a code, never the input back, never a 500."""

import json

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from core.errors import DataDamaged, StoreFull, StoreReadOnly, StoreUnavailable
from core.model import Role
from core.runtime.ids import new_id
from server.auth.gate import Caller, Gate
from server.auth.rights import RIGHTS
from server.auth.strangers import Strangers
from server.problems import install_problems
from tests.server.site_support import Json, SiteUnderTest

JSON = {"Content-Type": "application/json"}


def _send(site: SiteUnderTest, content: bytes, **headers: str) -> Json:
    sent = {
        "Authorization": f"Bearer {site.tokens['kiosk']}",
        "Idempotency-Key": new_id(),
        **JSON,
        **headers,
    }
    return site.http.post("/v1/walk-ins", content=content, headers=sent)


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 9000, b'{"service_id": 1e999}', b"NaN"],
)
def test_bodies_that_are_no_object_are_refused(site: SiteUnderTest, content: bytes) -> None:
    answer = _send(site, content)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] in ("malformed", "invalid_request")


def test_refused_values_are_told_by_place_and_not_repeated(site: SiteUnderTest) -> None:
    body = {"service_id": "Éloïse Martin", "surname": "Martin", "persons": 99}
    answer = site.call("POST", "/walk-ins", body, as_="kiosk")
    assert answer.status_code == 422
    assert "Martin" not in answer.text.replace("surname", "")
    places = answer.json()["places"]
    assert any(place.startswith("body.service_id:") for place in places)
    assert any(place.startswith("body.persons:") for place in places)
    assert any(place.endswith("extra_forbidden") for place in places)


def test_other_media_types_are_415(site: SiteUnderTest) -> None:
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "",
        "application/json; charset=latin-1",
    ):
        answer = _send(site, b"{}", **{"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_large_bodies_are_413_whether_they_say_their_length_or_not(site: SiteUnderTest) -> None:
    big = b'{"service_id": "' + b"a" * 70_000 + b'"}'
    assert _send(site, big).json()["code"] == "body_too_large"
    sent = {"Authorization": f"Bearer {site.tokens['kiosk']}", "Idempotency-Key": new_id(), **JSON}

    def chunks() -> Json:
        for start in range(0, len(big), 1000):
            yield big[start : start + 1000]

    answer = site.http.post("/v1/walk-ins", content=chunks(), headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_settings_may_be_larger(site: SiteUnderTest) -> None:
    headers = {"Authorization": f"Bearer {site.tokens['lea']}", **JSON}
    answer = site.http.put("/v1/settings", content=b" " * 100_000 + b"{}", headers=headers)
    assert answer.status_code == 403


def test_unknown_paths_and_methods_are_problems(site: SiteUnderTest) -> None:
    for path in ("/nothing", "/visits", "/visits/x/y/z", "/../etc/passwd", "/%00"):
        answer = site.call("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    answer = site.call("DELETE", "/walk-ins")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_commands_need_a_key_that_is_a_uuid(site: SiteUnderTest) -> None:
    body = {"service_id": site.service("life_cert")}
    headers = {"Authorization": f"Bearer {site.tokens['kiosk']}"}
    answer = site.http.post("/v1/walk-ins", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
    headers["Idempotency-Key"] = "click-17"
    answer = site.http.post("/v1/walk-ins", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2199-12-31T23:59:59-12:00",
        "2000-01-01T00:00:00+12:00",
        "1e308",
        "2026-11-24T09:00:00",
    ],
)
def test_moments_out_of_this_world_are_refused(site: SiteUnderTest, moment: str) -> None:
    lease = site.post("/number-leases", {"letter": "K", "count": 1}, as_="kiosk")
    body = {
        "service_id": site.service("life_cert"),
        "number": lease["numbers"][0],
        "lease_id": lease["lease_id"],
        "issued_at": moment,
    }
    answer = site.call("POST", "/walk-ins", body, as_="kiosk")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query", ["after=-1", "after=99999999999999999999", "after=x", "wait_s=26"]
)
def test_places_in_the_feed_have_bounds(site: SiteUnderTest, query: str) -> None:
    assert site.call("GET", f"/events?{query}").status_code == 422


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["service_id", "number", "issued_at", "reference", "time", "code", "state", "letter", "count",
     "outcomes", "reason", "until", "services", "note", "needs", "documents", "kind", "name",
     "username", "password", "day", "people", "starts_at", "confirm", "page", "clock"]
)  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    route=st.sampled_from(sorted(route for route in RIGHTS if route[0] != "GET")),
    body=st.dictionaries(NAMES | st.text(max_size=8), JUNK, max_size=5) | JUNK,
    holder=st.sampled_from(["kiosk", "counter", "lea", "marc"]),
)
def test_no_body_makes_the_server_fail(
    site: SiteUnderTest, route: tuple[str, str], body: Json, holder: str
) -> None:
    method, template = route
    if template == "/v1/sessions/self":
        return
    path = "/".join(new_id() if part.startswith("{") else part for part in template.split("/"))
    answer = site.http.request(
        method,
        path,
        content=json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {site.tokens[holder]}",
            "Idempotency-Key": new_id(),
            "If-Match": "1",
            **JSON,
        },
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.json()["code"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (DataDamaged("malformed"), "store_damaged"),
        (StoreUnavailable("locked"), "store_unavailable"),
        (StoreFull("full"), "store_full"),
        (StoreReadOnly("read-only"), "store_read_only"),
    ],
)
def test_a_store_that_fails_under_way_is_503_before_and_behind_the_gate(
    fault: Exception, code: str
) -> None:
    class NoStore:
        def known(self, _: str) -> Caller | None:
            return None

        def find(self, _: str) -> Caller | None:
            raise fault

    def fail() -> None:
        raise fault

    app = FastAPI()
    install_problems(app)
    app.get("/v1/healthz")(fail)
    app.add_middleware(Gate, callers=NoStore(), strangers=Strangers())
    with TestClient(app) as http:
        for path in ("/v1/healthz", "/v1/board"):
            answer = http.get(path, headers={"Authorization": f"Bearer {'a' * 43}"})
            assert (answer.status_code, answer.json()["code"]) == (503, code)
            assert answer.headers["Retry-After"] == "2"


def test_settings_that_utf_8_cannot_carry_are_refused_and_told(site: SiteUnderTest) -> None:
    site.sign_in("ada", Role.ADMIN)
    present = site.get("/settings", as_="ada")
    present["settings"]["languages"] = ["fr", "\ud800"]
    sent = {"Authorization": f"Bearer {site.tokens['ada']}", "If-Match": "1", **JSON}
    content = json.dumps(present["settings"]).encode("ascii")
    answer = site.http.put("/v1/settings", content=content, headers=sent)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
