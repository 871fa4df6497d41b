"""`/agents`: administrators let agents in, change what they may do, close their accounts."""

import pytest

from core.model import EventKind, Role
from tests.server.site_support import PASSWORD, Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed

CHOSEN = "un tout autre secret que personne ne devine"


@pytest.fixture
def office(site: SiteUnderTest) -> SiteUnderTest:
    """Sign an administrator in, who asks by default."""
    site.sign_in("ada", Role.ADMIN)
    return site


def account(site: SiteUnderTest, username: str) -> Json:
    items = site.get("/agents", "ada")["items"]
    return next(one for one in items if one["username"] == username)


def patch(site: SiteUnderTest, username: str, change: Json) -> Json:
    path = f"/agents/{account(site, username)['id']}"
    answer = site.call("PATCH", path, change, as_="ada")
    return {**answer.json(), "status": answer.status_code} if answer.is_error else answer.json()


def test_an_agent_whom_an_administrator_let_in_chooses_the_password(office: SiteUnderTest) -> None:
    made = office.post("/agents", {"username": "noor", "roles": ["agent"]}, as_="ada", status=201)
    wanted = {"username": "noor", "password": CHOSEN}
    refused(office, "/sessions", wanted, 401, "wrong_credentials", as_="counter")
    invited = {**wanted, "code": made["code"].lower()}
    session = office.post("/sessions/invited", invited, as_="counter", status=201)
    assert session["roles"] == ["agent"]
    assert session["agent"]["id"] == made["agent_id"]
    office.post("/sessions", wanted, as_="counter", status=201)
    facts = [
        one.facts for one in happened(office, EventKind.AGENT_CREATED, EventKind.AGENT_INVITED)
    ]
    assert "noor" not in str(facts)
    assert made["code"] not in str(facts)


def test_accounts_are_listed_with_their_roles_and_without_secrets(office: SiteUnderTest) -> None:
    items = office.get("/agents", "ada")["items"]
    assert [one["username"] for one in items] == ["ada", "lea", "marc"]
    assert all(set(one) == {"id", "username", "roles", "active", "subject"} for one in items)


def test_a_closed_account_opens_nothing_until_it_is_opened_again(office: SiteUnderTest) -> None:
    assert patch(office, "lea", {"active": False})["active"] is False
    assert office.call("GET", "/site", as_="lea").status_code == 401
    lea = {"username": "lea", "password": PASSWORD}
    refused(office, "/sessions", lea, 401, "wrong_credentials", as_="counter")
    assert patch(office, "lea", {"active": True})["active"] is True
    office.post("/sessions", lea, as_="counter", status=201)


def test_other_roles_count_at_once_and_are_journaled_with_those_before(
    office: SiteUnderTest,
) -> None:
    assert office.call("GET", "/outbox", as_="lea").status_code == 403
    patch(office, "lea", {"roles": ["lead", "agent", "lead"]})
    assert office.call("GET", "/outbox", as_="lea").status_code == 200
    (event,) = happened(office, EventKind.AGENT_CHANGED)
    assert event.facts is not None
    assert (event.facts["roles_before"], event.facts["roles"]) == ("reception", "lead,agent")


def test_nobody_is_administrator_and_auditor(office: SiteUnderTest) -> None:
    both = {"username": "noor", "roles": ["admin", "auditor"]}
    refused(office, "/agents", both, 409, "roles_exclusive", as_="ada")
    assert patch(office, "lea", {"roles": ["auditor", "admin"]})["code"] == "roles_exclusive"
    assert account(office, "lea")["roles"] == ["reception"]


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["lead"]}])
def test_the_last_administrator_stays(office: SiteUnderTest, change: Json) -> None:
    assert patch(office, "ada", change)["code"] == "last_admin"
    patch(office, "lea", {"roles": ["admin"]})
    patch(office, "lea", {"active": False})
    assert patch(office, "ada", change)["code"] == "last_admin"
    patch(office, "lea", {"active": True})
    assert (
        "code"
        not in office.call(
            "PATCH", f"/agents/{account(office, 'ada')['id']}", change, as_="ada"
        ).json()
    )


def test_a_reset_ends_everything_that_the_agent_had(office: SiteUnderTest) -> None:
    pin = {"pin": "270519", "password": PASSWORD}
    assert office.call("PUT", "/sessions/self/pin", pin, as_="lea").status_code == 204
    path = f"/agents/{account(office, 'lea')['id']}/invitation"
    first = office.post(path, as_="ada", status=201)
    second = office.post(path, as_="ada", status=201)
    assert first["code"] != second["code"]
    assert office.call("GET", "/site", as_="lea").status_code == 401
    lea = {"username": "lea", "password": PASSWORD}
    refused(office, "/sessions", lea, 401, "wrong_credentials", as_="counter")
    chosen = {"username": "lea", "password": CHOSEN}
    old = {**chosen, "code": first["code"]}
    refused(office, "/sessions/invited", old, 403, "invitation_refused", as_="counter")
    new = {**chosen, "code": second["code"]}
    session = office.post("/sessions/invited", new, as_="counter", status=201)
    assert session["has_pin"] is False


def test_a_lost_answer_is_found_again_under_its_key(office: SiteUnderTest) -> None:
    replayed(office, "/agents", {"username": "noor", "roles": ["agent"]}, as_="ada")
    replayed(office, f"/agents/{account(office, 'lea')['id']}/invitation", {}, as_="ada")


def test_a_name_is_given_once(office: SiteUnderTest) -> None:
    before = newest(office)
    refused(
        office, "/agents", {"username": "lea", "roles": ["agent"]}, 409, "username_taken", as_="ada"
    )
    for wrong in (
        {"username": "noor", "roles": []},
        {"username": "", "roles": ["agent"]},
        {"username": "noor", "roles": ["king"]},
        {"username": "noor", "roles": ["agent"], "password": "x"},
    ):
        refused(office, "/agents", wrong, 422, "invalid_request", as_="ada")
    assert newest(office) == before


def test_accounts_are_the_administrators_alone(office: SiteUnderTest) -> None:
    forbidden(office, "/agents", {"username": "noor", "roles": ["agent"]}, "lea", "marc", "counter")
