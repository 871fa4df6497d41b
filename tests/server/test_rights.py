"""Rights: each route for each kind of token, taken from the one table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import Role, StationKind
from core.runtime.ids import new_id
from server.rights import RIGHTS, Right
from tests.server.site_support import SiteUnderTest, init, running_site

ROUTES = sorted(RIGHTS.items())
ENDS_SESSIONS = {("DELETE", "/v1/sessions/self"), ("POST", "/v1/sessions/self/lock")}


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteUnderTest]:
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("rights")
        patch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        init(base / "data")
        with running_site(base / "data") as site:
            for role in Role:
                site.sign_in(role.value, role)
            yield site


def _path(template: str) -> str:
    parts = [new_id() if part.startswith("{") else part for part in template.split("/")]
    return "/".join(parts).removeprefix("/v1")


@pytest.mark.parametrize(("route", "right"), ROUTES, ids=[f"{m} {p}" for (m, p), _ in ROUTES])
def test_route_opens_to_those_in_the_table_and_to_nobody_else(
    everyone: SiteUnderTest, route: tuple[str, str], right: Right
) -> None:
    method, template = route
    if right.free:
        assert everyone.call(method, _path(template), {}, as_=None).status_code not in (401, 403)
        return
    assert everyone.call(method, _path(template), as_=None).status_code == 401
    if route in {("GET", "/v1/events"), ("DELETE", "/v1/sessions/self")}:
        allowed = frozenset([*StationKind, *Role])
    else:
        allowed = right.stations | right.roles
    for holder in [*StationKind, *Role]:
        if route in ENDS_SESSIONS and holder in Role:
            continue  # it would end or lock the session that the next routes need
        status = everyone.call(method, _path(template), {}, as_=holder.value).status_code
        opens = holder in allowed and (holder in right.stations or holder in right.roles)
        assert (status != 403) is opens, f"{holder}: {status}"
        assert status not in (401, 500), f"{holder}: {status}"


def test_display_opens_no_route_that_could_name_a_person() -> None:
    opened = {route for route, right in RIGHTS.items() if StationKind.DISPLAY in right.stations}
    assert opened == {
        ("GET", "/v1/board"),
        ("GET", "/v1/events"),
        ("GET", "/v1/site"),
        ("PUT", "/v1/stations/self/health"),
    }


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic bGVhOnB3", "Bearer " + "a" * 43, "Bearer " + "é" * 30],
)
def test_tokens_that_are_none_are_401(site: SiteUnderTest, header: str) -> None:
    answer = site.http.get("/v1/site", headers={b"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorised"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_revoked_station_is_shut_out_with_its_sessions(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    stations = {one["name"]: one["id"] for one in site.get("/stations", "admin")["items"]}
    assert site.call("DELETE", f"/stations/{stations['kiosk']}", as_="admin").status_code == 204
    assert site.call("GET", "/site", as_="kiosk").status_code == 401
    assert site.call("GET", "/site", as_="counter").status_code == 200
    site.call("DELETE", f"/stations/{stations['counter']}", as_="admin")
    assert site.call("GET", "/site", as_="admin").status_code == 401


def test_sessions_end_when_they_are_signed_out_or_expire(site: SiteUnderTest) -> None:
    assert site.call("DELETE", "/sessions/self", as_="lea").status_code == 204
    assert site.call("GET", "/site", as_="lea").status_code == 401
    assert site.call("GET", "/site", as_="marc").status_code == 200
    site.clock.advance(13 * 3600)
    assert site.call("GET", "/site", as_="marc").status_code == 401


def test_tokens_are_kept_as_hashes_alone(site: SiteUnderTest, data_folder: Path) -> None:
    token = site.tokens["kiosk"]
    assert site.wiring.callers.find(token) is not None
    kept = b"".join(path.read_bytes() for path in data_folder.iterdir() if path.is_file())
    assert token.encode() not in kept
