"""The sandbox behaves as the real server is known to, traps included."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from core.runtime.clock import SimulatedClock
from demonstration.booking_sandbox.__main__ import main
from demonstration.booking_sandbox.app import make_app
from demonstration.booking_sandbox.calls import Sandbox
from demonstration.booking_sandbox.cascade import rdv_status
from demonstration.booking_sandbox.codes import CodeKey, load_code_key
from demonstration.booking_sandbox.scenario import ScenarioError, load_scenario
from demonstration.booking_sandbox.state import State
from sync.contract.appointment_code import (
    parse_and_verify,
    public_key_text,
    read_public_keys,
    signing_key,
    site_hash,
)
from tests.fakes.booking_sandbox_runs import SIGNED, TOKEN, morning

RDVS = "/api/v1/organisations/77/rdvs"
SEED = bytes(range(32))
SITE_ID = "0199e000-0000-7000-8000-000000000001"


def client(**changes: object) -> TestClient:
    state = State(None, morning(**{"order": "stable", "page_size": 100, **changes}), [TOKEN])
    key = CodeKey.model_validate(
        {
            "key_id": 3,
            "seed": SEED.hex(),
            "site_id": SITE_ID,
            "services": {"31": 1, "registration": 6},
        }
    )
    clock = SimulatedClock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC), 0)
    return TestClient(make_app(Sandbox(state, clock, key)), headers=SIGNED)


@pytest.fixture
def api() -> Iterator[TestClient]:
    with client() as one:
        yield one


def rdv(api: TestClient, number: int) -> dict[str, object]:
    (row,) = api.get("/api/v1/rdvs", params={"id": number}).json()["rdvs"]
    assert isinstance(row, dict)
    return row


def people(row: dict[str, object]) -> list[str]:
    found = row["participations"]
    assert isinstance(found, list)
    return [one["status"] for one in found]


def test_calls_without_a_token_are_refused_and_the_three_headers_are_let_in(
    api: TestClient,
) -> None:
    assert api.get(RDVS, headers={"Authorization": ""}).status_code == 401
    assert api.get(RDVS, headers={"Authorization": "Bearer wrong"}).status_code == 401
    three = {"Authorization": "", "access-token": TOKEN, "client": "c", "uid": "a@exemple.test"}
    assert api.get(RDVS, headers=three).status_code == 200
    assert api.get("/sandbox/log", headers={"Authorization": ""}).status_code == 401


def test_a_refresh_token_works_once(api: TestClient) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": f"{TOKEN}-refresh"}
    pair = api.post("/oauth/token", data=form).json()
    assert api.get("/api/v1/agents/me").status_code == 401
    new = {"Authorization": f"Bearer {pair['access_token']}"}
    assert api.get("/api/v1/agents/me", headers=new).json()["agent"]["id"] == 5
    assert api.post("/oauth/token", data=form).json() == {"error": "invalid_grant"}
    password = api.post("/oauth/token", data={"grant_type": "password"})
    assert (password.status_code, password.json()) == (400, {"error": "unsupported_grant_type"})


def test_the_end_of_a_window_without_a_time_is_the_midnight_that_begins_the_day(
    api: TestClient,
) -> None:
    bare = {"starts_after": "2026-11-24", "starts_before": "2026-11-24"}
    assert api.get(RDVS, params=bare).json()["meta"]["total_count"] == 0
    whole = {**bare, "starts_before": "2026-11-24 23:59:59"}
    assert api.get(RDVS, params=whole).json()["meta"]["total_count"] == 13


def test_a_true_offset_shifts_the_window_since_the_digits_are_parisian(api: TestClient) -> None:
    params = {"starts_after": "2026-11-24T11:30:00+00:00"}
    ids = {row["id"] for row in api.get(RDVS, params=params).json()["rdvs"]}
    assert ids == {521, 522}


def test_unknown_organisations_are_empty_and_filters_narrow(api: TestClient) -> None:
    assert api.get("/api/v1/organisations/1/rdvs").json()["rdvs"] == []
    assert api.get("/api/v1/rdvs", params={"organisation_id": 1}).json()["rdvs"] == []
    assert [row["id"] for row in api.get(RDVS, params={"status": "excused"}).json()["rdvs"]] == [
        513
    ]
    found = api.get("/api/v1/rdvs", params={"id[]": ["501", "502"]}).json()["rdvs"]
    assert {row["id"] for row in found} == {501, 502}
    assert api.get(RDVS, params={"page": "abc"}).status_code == 422


def test_pages_are_cut_and_the_rows_are_in_no_useful_order() -> None:
    with client(page_size=5) as api:
        first = api.get(RDVS).json()
        ids = [row["id"] for page in (1, 2, 3) for row in
               api.get(RDVS, params={"page": page}).json()["rdvs"]]  # fmt: skip
    assert first["meta"] == {
        "current_page": 1,
        "next_page": 2,
        "prev_page": None,
        "total_pages": 3,
        "total_count": 15,
    }
    assert len(set(ids)) == 15
    assert ids != sorted(ids)


def test_times_are_labelled_as_parisian_or_with_the_posts_zone(api: TestClient) -> None:
    row = rdv(api, 501)
    assert row["starts_at"] == "2026-11-24 08:45:00 +0100"
    assert "time_zone" not in row
    with client(labels="zone", zone="America/Los_Angeles") as far:
        row = rdv(far, 501)
    assert row["starts_at"] == "2026-11-24 08:45:00 -0800"
    assert row["time_zone"] == "America/Los_Angeles"


def test_a_write_to_a_person_reaches_the_rdv_and_a_repeat_changes_nothing(
    api: TestClient,
) -> None:
    body = {"participation": {"status": "noshow"}}
    first = api.patch("/api/v1/participations/7001", json=body).json()["rdv"]
    assert (first["status"], first["cancelled_at"] is None) == ("noshow", False)
    again = api.patch("/api/v1/participations/7001", json={"status": "noshow"}).json()["rdv"]
    assert again["status"] == "noshow"
    log = api.get("/sandbox/log").json()["items"]
    assert [(one["id"], one["before"], one["status"]) for one in log] == [
        (7001, "unknown", "noshow"),
        (7001, "noshow", "noshow"),
    ]


def test_a_write_to_the_rdv_alone_leaves_its_people(api: TestClient) -> None:
    answer = api.patch("/api/v1/rdvs/505/update_status", json={"status": "seen"})
    assert answer.json() == {"status": "seen"}
    assert people(rdv(api, 505)) == ["unknown", "unknown"]


def test_a_group_follows_its_people_in_its_own_way(api: TestClient) -> None:
    api.patch("/api/v1/participations/7008", json={"status": "noshow"})
    assert rdv(api, 507)["status"] == "unknown"
    api.patch("/api/v1/participations/7009", json={"status": "noshow"})
    assert rdv(api, 507)["status"] == "revoked"
    api.patch("/api/v1/participations/7009", json={"status": "seen"})
    assert rdv(api, 507)["status"] == "seen"


@pytest.mark.parametrize(
    ("of_people", "collective", "past", "whole"),
    [
        (["seen", "noshow"], False, False, "seen"),
        (["noshow", "noshow"], False, False, "noshow"),
        (["noshow", "unknown"], False, True, "unknown"),
        (["excused", "revoked"], False, True, "unknown"),
        (["noshow"], True, False, "unknown"),
        (["noshow"], True, True, "revoked"),
    ],
)
def test_status_of_an_rdv_follows_from_its_people(
    of_people: list[str], collective: bool, past: bool, whole: str
) -> None:
    assert rdv_status(of_people, collective=collective, past=past) == whole


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/api/v1/participations/7001", b'{"status": "waiting"}', 500),
        ("/api/v1/participations/7001", b'{"participation": {}}', 422),
        ("/api/v1/participations/7001", b"[]", 422),
        ("/api/v1/participations/7001", b"{", 400),
        ("/api/v1/participations/7001", b"[" * 60_000, 400),
        ("/api/v1/participations/7001", b" " * 70_000, 413),
        ("/api/v1/participations/1", b'{"status": "seen"}', 404),
        ("/api/v1/rdvs/1/update_status", b'{"status": "seen"}', 404),
        ("/api/v1/rdvs/501", b'{"status": "seen"}', 404),
    ],
)
def test_bad_writes_are_answered_as_documented_and_change_nothing(
    api: TestClient, path: str, content: bytes, status: int
) -> None:
    assert api.patch(path, content=content).status_code == status
    assert api.get("/sandbox/log").json()["items"] == []


def test_the_other_resources_of_a_reception_are_there(api: TestClient) -> None:
    assert api.get("/api/v1/organisations").json()["organisations"][0]["id"] == 77
    assert api.get("/api/v1/organisations/77").json()["organisation"]["id"] == 77
    assert len(api.get("/api/v1/organisations/77/motifs").json()["motifs"]) == 7
    assert api.get("/api/v1/lieux").json()["lieux"][0]["id"] == 12
    assert api.get("/api/v1/organisations/1/motifs").status_code == 404
    assert api.get("/api/v1/rdvs/501").status_code == 404


def test_codes_are_signed_for_each_appointment_whose_motif_has_a_service(
    api: TestClient,
) -> None:
    items = api.get("/sandbox/codes").json()["items"]
    assert {(one["rdv"], one["participation"]) for one in items} >= {
        (501, None),
        (507, 7008),
        (507, 7009),
        (506, None),
    }
    assert 503 not in {one["rdv"] for one in items}
    keys = read_public_keys([(3, public_key_text(signing_key(SEED)))])
    code = parse_and_verify(items[0]["code"], keys)
    assert code.booked_at == datetime(2026, 11, 24, 8, 45, tzinfo=UTC)
    assert code.appointment_ref == (1 << 40) + 501
    assert code.site_hash == site_hash(SITE_ID)
    assert code.service_number == 1


def test_the_shipped_morning_has_names_of_several_scripts(api: TestClient) -> None:
    rows = api.get(RDVS).json()["rdvs"]
    names = "".join(
        one["user"]["first_name"] + one["user"]["last_name"]
        for row in rows
        for one in row["participations"]
    )
    assert {"é", "م", "伟", "И", "’", "'", "Ễ"} <= set(names)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"zone": "Mars/Olympus"}, "no such zone"),
        ({"rdvs": [{"id": 1, "at": "09:00", "motif": 9, "people": []}]}, "unknown motifs"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_wrong_scenario_is_named_in_one_sentence(
    tmp_path: Path, change: dict[str, object], word: str
) -> None:
    body = morning().model_dump(mode="json") | change
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(ScenarioError, match=word) as caught:
        load_scenario(path)
    assert "\n" not in str(caught.value)


def test_a_wrong_code_key_is_named_without_its_secret(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    body = {"key_id": 1, "seed": "c2hvcnQ=", "site_id": "s", "services": {}}
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(ScenarioError, match="seed has 32 bytes") as caught:
        load_code_key(path)
    assert "c2hvcnQ" not in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [
        ["--host", "0.0.0.0"],  # noqa: S104 - refused
        ["--scenario", "missing.json"],
        ["--code-key", "missing.json"],
        ["--clock", "noon"],
        ["--port", "70000"],
        ["--data", "/nowhere/at/all.db"],
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("guichet-booking-sandbox: ")
