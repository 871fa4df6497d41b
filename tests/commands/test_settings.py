"""`/settings` and what hangs on it: layers, versions, the catalogue, one file for all."""

import json
from typing import Any

import pytest

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest


@pytest.fixture
def admin(site: SiteUnderTest) -> SiteUnderTest:
    site.sign_in("ada", Role.ADMIN)
    return site


def read(site: SiteUnderTest) -> Json:
    return site.get("/settings", as_="ada")


def put(
    site: SiteUnderTest, body: Json, path: str = "/settings", version: int | None = None
) -> Json:
    if version is None:
        version = read(site)["version"]
    headers = {"If-Match": f'"{version}"'}
    return site.call("PUT", path, body, as_="ada", headers=headers)


def test_each_value_says_where_it_comes_from(admin: SiteUnderTest) -> None:
    put(admin, {"policy": {"grace_min": 25}}, "/settings?layer=ministry")
    found = put(admin, {"policy": {"hold_min": 45}}).json()
    assert found["settings"]["policy"]["grace_min"] == 25
    assert found["origins"]["policy.grace_min"] == "ministry"
    assert found["origins"]["policy.hold_min"] == "site"
    assert found["origins"]["languages"] == "default"
    assert found["layers"]["site"] == {"policy": {"hold_min": 45}}


def test_whoever_sends_all_back_changes_only_what_is_different(admin: SiteUnderTest) -> None:
    put(admin, {"policy": {"grace_min": 25}}, "/settings?layer=ministry")
    everything = read(admin)["settings"]
    everything["policy"]["hold_min"] = 50
    found = put(admin, everything).json()
    assert found["layers"]["site"] == {"policy": {"hold_min": 50}}
    assert found["origins"]["policy.grace_min"] == "ministry"


def test_a_change_holds_without_a_restart(admin: SiteUnderTest) -> None:
    ticket = admin.walk_in("life_cert")
    put(
        admin,
        {
            "policy": {
                "walk_in_allowance_min": 20,
                "late_allowance_min": 20,
                "priority_bonus_min": 20,
            }
        },
    )
    later = admin.walk_in("life_cert")
    ranks = [one["visit"]["steps"][0]["rank"][11:16] for one in (ticket, later)]
    # Ranks that were given stay as they are; those given from now on follow the new dials.
    assert ranks == ["10:00", "09:20"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"policy": {"grace_min": 999}}, "policy.grace_min"),
        ({"policy": {"late_allowance_min": 90}}, "policy"),
        ({"polcy": {}}, "unknown name polcy (did you mean policy?)"),
        ({"languages": ["en"]}, "languages"),
        ({"calendar": {"weekly": {"monday": [{"opens": "9", "closes": "10:00"}]}}}, "calendar"),
        ({"calendar": {"weekly": {}, "holidays": {"home": [{"day": "0001-01-01"}]}}}, "calendar"),
        ({"theme": {"a": {"b": {}}}}, "theme"),
    ],
)
def test_mistakes_are_told_by_place_and_nothing_changes(
    admin: SiteUnderTest, body: dict[str, Any], place: str
) -> None:
    before = read(admin)
    refused = put(admin, body)
    assert refused.status_code == 422
    assert refused.json()["code"] == "settings_invalid"
    assert place in " ".join(refused.json()["mistakes"])
    assert read(admin) == before


def test_a_change_needs_the_version_that_was_read(admin: SiteUnderTest) -> None:
    version = read(admin)["version"]
    missing = admin.call("PUT", "/settings", {}, as_="ada")
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_missing")
    put(admin, {"theme": "dark"}, version=version)
    stale = put(admin, {"theme": "light"}, version=version)
    assert (stale.status_code, stale.json()["code"]) == (409, "settings_changed_since")
    assert read(admin)["settings"]["theme"] == "dark"


def test_the_products_own_layer_is_not_for_sites(admin: SiteUnderTest) -> None:
    refused = put(admin, {"theme": "dark"}, "/settings?layer=default")
    assert (refused.status_code, refused.json()["code"]) == (422, "layer_fixed")


def test_versions_can_be_listed_and_put_back(admin: SiteUnderTest) -> None:
    first = put(admin, {"theme": "dark"}).json()["version"]
    put(admin, {"theme": "contrast"})
    listed = admin.get("/settings/versions?limit=2", as_="ada")
    assert [one["changed"] for one in listed["items"]] == [["theme"], ["theme"]]
    assert listed["next"] == str(first)
    older = admin.get(f"/settings/versions?after={listed['next']}", as_="ada")
    assert [one["version"] for one in older["items"]] == list(range(first - 1, 0, -1))
    done = admin.post("/settings/restore", {"version": first}, as_="ada")
    assert done["changed"] == ["theme"]
    assert read(admin)["settings"]["theme"] == "dark"
    unknown = admin.call("POST", "/settings/restore", {"version": 9999}, as_="ada")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "settings_version_unknown")


def test_the_same_key_puts_back_once(admin: SiteUnderTest) -> None:
    first = put(admin, {"theme": "dark"}).json()["version"]
    put(admin, {"theme": "contrast"})
    key = new_id()
    body = {"version": first}
    one = admin.call("POST", "/settings/restore", body, as_="ada", key=key).json()
    again = admin.call("POST", "/settings/restore", body, as_="ada", key=key)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["version"] == one["version"] == read(admin)["version"]


def test_the_catalogue_is_read_changed_and_warned_about(admin: SiteUnderTest) -> None:
    found = admin.get("/settings/catalogue", as_="ada")
    document = found["catalogue"]
    document["counters"] = document["counters"][:1]
    ids = {one["code"]: one["id"] for one in admin.get("/site", as_="counter")["services"]}
    changed = put(admin, document, "/settings/catalogue", found["version"]).json()
    assert any(warning.startswith("unserved:") for warning in changed["warnings"])
    site = admin.get("/site", as_="counter")
    assert len(site["counters"]) == 1
    assert {one["code"]: one["id"] for one in site["services"]} == ids
    broken = {**document, "services": [{**document["services"][0], "letter": "Q"}]}
    refused = put(admin, broken, "/settings/catalogue", changed["version"])
    assert refused.json()["code"] == "settings_invalid"
    assert len(admin.get("/site", as_="counter")["services"]) == len(ids)


def test_one_file_holds_all_and_gives_it_back(admin: SiteUnderTest) -> None:
    put(admin, {"policy": {"grace_min": 25}}, "/settings?layer=ministry")
    put(admin, {"waiting_room": "Salle B"})
    file = admin.get("/settings/export", as_="ada")
    assert file["layers"].keys() == {"default", "ministry", "site"}
    before = read(admin)
    same = admin.post("/settings/import", file, as_="ada")
    assert (same["version"], same["changed"]) == (before["version"], [])
    put(admin, {"waiting_room": "Salle C"})
    preview = admin.post("/settings/import?preview=true", file, as_="ada")
    assert preview["changed"] == ["waiting_room"]
    assert read(admin)["settings"]["waiting_room"] == "Salle C"
    admin.post("/settings/import", file, as_="ada")
    assert read(admin)["layers"] == before["layers"]
    assert admin.get("/settings/export", as_="ada") == file


def test_a_file_of_a_later_format_is_refused(admin: SiteUnderTest) -> None:
    file = admin.get("/settings/export", as_="ada")
    refused = admin.call("POST", "/settings/import", {**file, "format": 2}, as_="ada")
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "settings_format_newer")
    assert (problem["format"], problem["known"]) == (2, 1)


def test_a_preview_names_what_would_change_in_the_catalogue(admin: SiteUnderTest) -> None:
    file = admin.get("/settings/export", as_="ada")
    file["catalogue"]["services"][0]["typical_min"] += 1
    code = file["catalogue"]["services"][0]["code"]
    preview = admin.post("/settings/import?preview=true", file, as_="ada")
    assert preview["catalogue_changed"] == [f"services.{code}.typical_min"]
    assert admin.get("/settings/export", as_="ada") != file
    done = admin.post("/settings/import", file, as_="ada")
    assert done["catalogue_changed"] == preview["catalogue_changed"]
    assert admin.get("/settings/export", as_="ada") == file


def test_a_file_may_say_which_version_it_was_made_for(admin: SiteUnderTest) -> None:
    file = admin.get("/settings/export", as_="ada")
    put(admin, {"theme": "dark"})
    headers = {"If-Match": "1"}
    for path, body in (("/settings/import", file), ("/settings/restore", {"version": 1})):
        refused = admin.call("POST", path, body, as_="ada", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "settings_changed_since")
    assert read(admin)["settings"]["theme"] == "dark"


def test_a_replay_answers_what_the_first_call_did(admin: SiteUnderTest) -> None:
    file = admin.get("/settings/export", as_="ada")
    put(admin, {"theme": "dark"})
    key = new_id()
    first = admin.call("POST", "/settings/import", file, as_="ada", key=key).json()
    assert first["changed"] == ["theme"]
    put(admin, {"theme": "contrast"})
    again = admin.call("POST", "/settings/import", file, as_="ada", key=key)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first
    assert read(admin)["settings"]["theme"] == "contrast"


def test_layers_that_are_right_only_together_can_all_be_changed(admin: SiteUnderTest) -> None:
    put(admin, {"policy": {"late_allowance_min": 5, "priority_bonus_min": 5}})
    allowance = {"policy": {"walk_in_allowance_min": 10}}
    assert put(admin, allowance, "/settings?layer=ministry").status_code == 200
    everything = read(admin)["settings"]
    everything["theme"] = "dark"
    found = put(admin, everything)
    assert found.status_code == 200, found.text
    assert found.json()["origins"]["policy.walk_in_allowance_min"] == "ministry"
    assert found.json()["origins"]["theme"] == "site"


def test_null_takes_away_what_the_layers_below_say(admin: SiteUnderTest) -> None:
    motifs = {"booking": {"motifs": {"1": "passport", "2": "visa"}}}
    put(admin, motifs, "/settings?layer=ministry")
    found = put(admin, {"booking": {"motifs": {"2": None}}}).json()
    assert found["settings"]["booking"]["motifs"] == {"1": "passport"}
    assert found["origins"]["booking.motifs.1"] == "ministry"
    # What is read, and sent back as it is, says the same again.
    again = put(admin, {"booking": {"motifs": {"1": "passport", "2": None}}}).json()
    assert again["layers"]["site"] == {"booking": {"motifs": {"2": None}}}


def test_documents_that_mean_two_things_are_refused(admin: SiteUnderTest) -> None:
    before = read(admin)
    headers = {
        "Authorization": f"Bearer {admin.tokens['ada']}",
        "If-Match": str(before["version"]),
        "Content-Type": "application/json",
    }
    for path in ("/settings", "/settings/catalogue"):
        for text in (
            '{"theme": "dark", "theme": "light"}',
            '{"policy": {"grace_min": 1, "hold_min": 2, "grace_min": 3}}',
            '{"booking": {"motifs": {"1": "\\ud800"}}}',
            '{"policy": {"grace_min": NaN}}',
            '{"\\ud800": 1}',
        ):
            refused = admin.http.put(f"/v1{path}", content=text, headers=headers)
            assert (refused.status_code, refused.json()["code"]) == (422, "settings_invalid"), text
    assert read(admin) == before


def test_addresses_hold_no_password(admin: SiteUnderTest) -> None:
    for name, value in (
        ("privacy_url", "https://me:secret@post.example/"),
        ("webhooks", [{"name": "a", "url": "https://k@e.example", "kinds": ["day.closed"]}]),
    ):
        refused = put(admin, {name: value})
        assert refused.status_code == 422
        assert "secret" not in refused.text
    assert put(admin, {"case_link": "https://cases.example?ref={case_ref}"}).status_code == 200


def test_deep_and_endless_documents_are_refused(admin: SiteUnderTest) -> None:
    deep: Json = {}
    for _ in range(400):
        deep = {"policy": deep}
    assert put(admin, deep).status_code in (400, 422)
    assert put(admin, {"messages": [{"texts": {"fr": "x"}}] * 20_000}).status_code == 422


def test_the_journal_names_paths_and_who_changed_them(admin: SiteUnderTest) -> None:
    put(admin, {"theme": "dark", "waiting_room": "Chez Ana", "policy": {"grace_min": 20}})
    with admin.wiring.store.read() as reader:
        event = [e for e in reader.events(0) if e.kind is EventKind.SITE_SETTINGS_CHANGED][-1]
    assert event.facts is not None
    assert event.facts["paths"] == "policy.grace_min,theme,waiting_room"
    assert event.facts["layer"] == "site"
    # Texts that people write may name somebody; their values are not told.
    assert event.facts["values"] == "policy.grace_min: 15 → 20; theme: light → dark"
    assert event.actor_agent_id is not None


@pytest.mark.parametrize("who", ["kiosk", "display", "counter", "lea", "marc"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/settings"),
        ("PUT", "/settings"),
        ("GET", "/settings/versions"),
        ("POST", "/settings/restore"),
        ("GET", "/settings/catalogue"),
        ("PUT", "/settings/catalogue"),
        ("GET", "/settings/export"),
        ("POST", "/settings/import"),
    ],
)
def test_only_administrators_see_and_change_settings(
    site: SiteUnderTest, who: str, method: str, path: str
) -> None:
    body = None if method == "GET" else {"version": 1}
    assert site.call(method, path, body, as_=who).status_code == 403


def test_what_is_exported_is_json_without_a_secret(admin: SiteUnderTest) -> None:
    text = json.dumps(admin.get("/settings/export", as_="ada"))
    for token in admin.tokens.values():
        assert token not in text
    assert "password" not in text
