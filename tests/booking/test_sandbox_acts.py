"""What colleagues do at the booking server while a site is open, and what lists show of it."""

from collections.abc import Iterator

import pytest
import requests

from tests.fakes.booking_sandbox_runs import SIGNED, TOKEN, Json, Running, morning, sandbox_thread

BASIC = {"Authorization": "Bearer basic"}


@pytest.fixture
def sandbox() -> Iterator[Running]:
    agents = [{"id": 6, "token": "basic", "role": "basic", "motifs": [31]}]
    with sandbox_thread(morning(agents=agents, page_size=100, order="stable")) as running:
        yield running


def listed(sandbox: Running, headers: dict[str, str] = SIGNED, **query: object) -> list[Json]:
    params = {name: str(value) for name, value in query.items()}
    answer = requests.get(f"{sandbox.url}/api/v1/rdvs", params=params, headers=headers, timeout=5)
    assert answer.status_code == 200
    body = answer.json()
    assert body["meta"]["total_count"] == len(body["rdvs"])
    rows: list[Json] = body["rdvs"]
    return rows


def one(sandbox: Running, number: int) -> Json:
    (row,) = listed(sandbox, id=number)
    return row


def people(row: Json) -> dict[int, str]:
    return {part["id"]: part["status"] for part in row["participations"]}


def test_a_new_appointment_has_numbers_that_nothing_ever_had(sandbox: Running) -> None:
    couple = [{"first_name": "A", "last_name": "Un"}, {"first_name": "B", "last_name": "Deux"}]
    made = sandbox.act("create", at="10:10", motif=31, people=couple)
    row = one(sandbox, made["rdv"])
    assert row["starts_at"] == "2026-11-24 10:10:00 +0100"
    assert list(people(row)) == made["participations"]
    first, second = (part["user"] for part in row["participations"])
    assert second["responsible_id"] == first["id"]
    sandbox.act("delete", rdv=made["rdv"])
    again = sandbox.act("create", at="10:10", motif=31, people=couple)
    assert again["rdv"] > made["rdv"]
    assert min(again["participations"]) > max(made["participations"])


def test_a_deleted_appointment_is_in_no_list_and_takes_no_write(sandbox: Running) -> None:
    sandbox.act("delete", rdv=501)
    assert listed(sandbox, id=501) == []
    url = f"{sandbox.url}/api/v1/participations/7001"
    answer = requests.patch(url, json={"status": "seen"}, headers=SIGNED, timeout=5)
    assert (answer.status_code, answer.json()) == (404, {"not_found": "participation"})


def test_moving_and_changing_keep_the_people_and_replacing_does_not(sandbox: Running) -> None:
    sandbox.act("move", rdv=501, at="16:40", day=1)
    assert one(sandbox, 501)["starts_at"] == "2026-11-25 16:40:00 +0100"
    sandbox.act("change_motif", rdv=501, motif=35)
    assert one(sandbox, 501)["motif"]["id"] == 35
    assert list(people(one(sandbox, 501))) == [7001]
    new = {"first_name": "C", "last_name": "Trois"}
    made = sandbox.act("replace", participation=7001, person=new)
    row = one(sandbox, 501)
    assert list(people(row)) == made["participations"] != [7001]
    assert row["participations"][0]["user"]["last_name"] == "Trois"


@pytest.mark.parametrize(
    ("status", "after"),
    [
        ("seen", ["seen", "noshow"]),
        ("revoked", ["revoked", "revoked"]),
        ("unknown", ["unknown", "unknown"]),
    ],
)
def test_the_web_page_sets_the_people_as_the_real_one_does(
    sandbox: Running, status: str, after: list[str]
) -> None:
    sandbox.act("set_person", participation=7006, status="noshow")
    sandbox.act("set", rdv=505, status=status)
    assert list(people(one(sandbox, 505)).values()) == after
    assert one(sandbox, 505)["status"] == status


def test_what_colleagues_did_is_told_apart_from_what_came_by_the_interface(
    sandbox: Running,
) -> None:
    url = f"{sandbox.url}/api/v1/participations/7001"
    requests.patch(url, json={"status": "seen"}, headers=SIGNED, timeout=5)
    sandbox.act("set_person", participation=7002, status="excused")
    acts = sandbox.direct("GET", "acts")["items"]
    assert [(act["act"], act["participation"], act["after"]) for act in acts] == [
        ("set_person", 7002, 1)
    ]
    assert [row["id"] for row in sandbox.log()] == [7001]
    held = {row["id"]: row["people"] for row in sandbox.direct("GET", "rdvs")["items"]}
    assert (held[501], held[502]) == ({"7001": "seen"}, {"7002": "excused"})


def test_an_act_on_nothing_or_without_sense_changes_nothing(sandbox: Running) -> None:
    before = sandbox.direct("GET", "rdvs")
    for body, status in (
        ({"act": "delete", "rdv": 999}, 404),
        ({"act": "change_motif", "rdv": 501, "motif": 99}, 404),
        ({"act": "set", "rdv": 501, "status": "waiting"}, 422),
        ({"act": "dance"}, 422),
    ):
        url = f"{sandbox.url}/sandbox/acts"
        assert requests.post(url, json=body, headers=SIGNED, timeout=5).status_code == status
    assert sandbox.direct("GET", "rdvs") == before
    assert sandbox.direct("GET", "acts") == {"items": []}


def test_a_basic_agent_sees_and_changes_the_motifs_that_are_theirs(sandbox: Running) -> None:
    assert {row["motif"]["id"] for row in listed(sandbox, BASIC)} == {31}
    url = f"{sandbox.url}/api/v1/participations/7003"
    answer = requests.patch(url, json={"status": "seen"}, headers=BASIC, timeout=5)
    assert (answer.status_code, answer.json()["errors"]) == (403, [{"base": "forbidden"}])
    assert people(one(sandbox, 503)) == {7003: "unknown"}


def test_rights_that_are_taken_away_thin_the_list_and_say_nothing(sandbox: Running) -> None:
    whole = len(listed(sandbox))
    sandbox.act("rights", agent=5, role="basic", motifs=[31])
    assert 0 < len(listed(sandbox)) < whole
    sandbox.act("rights", agent=5, role="basic")
    assert listed(sandbox) == []
    sandbox.act("rights", agent=5, role="reception")
    assert len(listed(sandbox)) == whole


def test_who_is_not_at_reception_gets_a_row_for_each_holder() -> None:
    scenario = morning(
        agents=[{"id": 6, "token": "basic", "role": "basic", "motifs": [31]}],
        rdvs=[{**morning().rdvs[0].model_dump(), "holders": 3}],
    )
    with sandbox_thread(scenario) as running:
        assert [row["id"] for row in listed(running, BASIC)] == [501, 501, 501]
        (row,) = listed(running)
    assert [agent["id"] for agent in row["agents"]] == [5, 6, 7]


def test_an_answer_is_cut_down_to_the_parts_that_are_asked_for(sandbox: Running) -> None:
    (row,) = listed(sandbox, id=501, include="participations,motif")
    assert row["participations"][0]["id"] == 7001
    assert row["motif"]["id"] == 31
    assert not {"users", "agents", "lieu", "organisation"} & row.keys()
    (row,) = listed(sandbox, id=501, include="motifs")
    assert "motif" not in row


def test_drafts_and_invitations_are_links_of_one_person(sandbox: Running) -> None:
    url = f"{sandbox.url}/api/v1"
    user = {"user": {"first_name": "Zoé", "last_name": "Essai"}}
    answer = requests.post(f"{url}/rdv_plans", json=user, headers=SIGNED, timeout=5)
    plan = answer.json()["rdv_plan"]
    assert (answer.status_code, plan["rdv"]) == (201, None)
    assert requests.get(f"{url}/rdv_plans/{plan['id']}", headers=SIGNED, timeout=5).json() == {
        "rdv_plan": plan
    }
    assert requests.post(f"{url}/rdv_plans", json={}, headers=SIGNED, timeout=5).status_code == 422
    tokens = {
        requests.post(f"{url}/users/9001/rdv_invitation_token", headers=SIGNED, timeout=5).json()[
            "invitation_token"
        ]
        for _ in range(2)
    }
    assert len(tokens) == 1
    assert len(tokens.pop()) == 8
    assert TOKEN not in str(plan)
