"""`/service-accounts`: administrators let other tools in, each for a time and what it needs."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.errors import Unprocessable
from core.model import DEVICES, AccountScope, EventKind, Role, StationId, StationKind
from core.runtime.ids import new_id
from server.auth.tool_limits import AT_ONCE, BURST, ToolLimits
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed

PATH = "/service-accounts"
TOOL = StationId("tool")
PANEL = {"name": "Panneau du hall", "scopes": ["board", "events"], "days": 30}


@pytest.fixture
def office(site: SiteUnderTest) -> SiteUnderTest:
    """Sign an administrator in, who asks by default."""
    site.sign_in("ada", Role.ADMIN)
    return site


def let_in(site: SiteUnderTest, body: Json = PANEL, name: str = "panel") -> str:
    """Let a tool in by the interface; return the id of its account."""
    made = site.post(PATH, body, as_="ada", status=201)
    site.tokens[name] = made["token"]
    return str(made["id"])


def listed(site: SiteUnderTest) -> Json:
    return site.get(PATH, as_="ada")["items"]


def test_a_tool_opens_what_its_scopes_name_and_is_journaled_with_them(
    office: SiteUnderTest,
) -> None:
    account_id = let_in(office)
    office.get("/board", as_="panel")
    assert office.call("GET", "/statistics", as_="panel").status_code == 403
    assert office.call("POST", "/help", {}, as_="panel").status_code == 403
    (event,) = happened(office, EventKind.STATION_ENROLLED)[-1:]
    assert event.station_id == account_id
    assert event.actor_agent_id is not None
    assert event.facts is not None
    assert event.facts["scopes"] == "board,events"
    assert event.facts["station_kind"] == "service"
    assert office.tokens["panel"] not in str(event)


def test_accounts_are_listed_without_their_tokens_and_apart_from_stations(
    office: SiteUnderTest,
) -> None:
    account_id = let_in(office)
    (account,) = listed(office)
    assert account == {
        "id": account_id,
        "name": "Panneau du hall",
        "scopes": ["board", "events"],
        "made_at": "2026-11-24T09:00:00.000Z",
        "expires_at": "2026-12-24T09:00:00.000Z",
        "ended": False,
        "last_seen_at": None,
    }
    kinds = {one["kind"] for one in office.get("/stations", as_="ada")["items"]}
    assert kinds == set(DEVICES)


def test_a_token_is_good_until_its_hour_and_no_longer(office: SiteUnderTest) -> None:
    let_in(office)
    office.clock.advance(30 * 86400 - 1)
    office.get("/board", as_="panel")
    office.clock.advance(1)
    assert office.call("GET", "/board", as_="panel").status_code == 401


def test_another_token_ends_the_one_of_before_at_once_or_after_its_overlap(
    office: SiteUnderTest,
) -> None:
    account_id = let_in(office)
    office.get("/board", as_="panel")
    path = f"{PATH}/{account_id}/token"
    office.tokens["second"] = office.post(path, {"days": 10}, as_="ada", status=201)["token"]
    assert office.call("GET", "/board", as_="panel").status_code == 401
    third = office.post(path, {"days": 10, "overlap_h": 2}, as_="ada", status=201)
    office.tokens["third"] = third["token"]
    for name in ("second", "third"):
        office.get("/board", as_=name)
    office.clock.advance(2 * 3600)
    assert office.call("GET", "/board", as_="second").status_code == 401
    office.get("/board", as_="third")
    assert listed(office)[0]["expires_at"] == third["expires_at"]
    events = happened(office, EventKind.STATION_RENEWED)
    assert [one.station_id for one in events] == [account_id, account_id]


def test_a_token_that_was_over_is_not_good_again_by_the_overlap(office: SiteUnderTest) -> None:
    account_id = let_in(office)
    office.clock.advance(31 * 86400)
    office.sign_in_again("ada")
    path = f"{PATH}/{account_id}/token"
    office.tokens["new"] = office.post(path, {"overlap_h": 24}, as_="ada", status=201)["token"]
    assert office.call("GET", "/board", as_="panel").status_code == 401
    office.get("/board", as_="new")


def test_an_account_that_is_ended_opens_nothing_by_any_of_its_tokens(
    office: SiteUnderTest,
) -> None:
    account_id = let_in(office)
    path = f"{PATH}/{account_id}"
    changed = office.post(f"{path}/token", {"overlap_h": 1}, as_="ada", status=201)
    office.tokens["new"] = changed["token"]
    for name in ("panel", "new"):
        office.get("/board", as_=name)
    assert office.call("DELETE", path, as_="ada").status_code == 204
    for name in ("panel", "new"):
        assert office.call("GET", "/board", as_=name).status_code == 401
    before = newest(office)
    assert office.call("DELETE", path, as_="ada").status_code == 204
    assert newest(office) == before
    refused(office, f"{path}/token", {}, 409, "service_account_ended", as_="ada")
    assert listed(office)[0]["ended"] is True


def test_events_are_told_to_a_tool_without_facts_and_without_visits(office: SiteUnderTest) -> None:
    let_in(office, {**PANEL, "scopes": ["events", "health"]})
    before = newest(office)
    office.walk_in()
    office.serve_next()
    told = office.call("PUT", "/stations/self/health", {"version": "1"}, as_="panel")
    assert told.status_code == 204
    assert happened(office, EventKind.STATION_HEALTH)
    items = office.get(f"/events?after={before}", as_="panel")["items"]
    assert {one["kind"] for one in items} == {"counter.opened", "step.called"}
    for one in items:
        assert not one["facts"]
        assert (one["visit_id"], one["appointment_id"]) == (None, None)


def test_a_tool_imports_appointments_and_is_told_no_name(office: SiteUnderTest) -> None:
    let_in(office, {"name": "Agenda", "scopes": ["import"]}, "agenda")
    file = "Date;Heure;Service;Nom;Référence\n24/11/2026;10:20;life_cert;Zorglub;4711\n"
    answer = office.http.post(
        "/v1/appointments/import",
        headers={
            "Authorization": f"Bearer {office.tokens['agenda']}",
            "Idempotency-Key": new_id(),
        },
        files={"file": ("a.csv", file.encode())},
    )
    assert answer.status_code == 200, answer.text
    assert "Zorglub" not in answer.text
    assert answer.json()["new"] == 1
    (event,) = happened(office, EventKind.APPOINTMENT_IMPORTED)
    assert event.actor_agent_id is None
    assert event.actor_station_id == listed(office)[0]["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"days": 366},
        {"days": 0},
        {"name": ""},
        {"token": "x" * 43},
    ],
)
def test_what_is_no_account_is_refused(office: SiteUnderTest, wrong: Json) -> None:
    refused(office, PATH, {**PANEL, **wrong}, 422, "invalid_request", as_="ada")


def test_another_token_is_good_for_a_day_of_overlap_at_most(office: SiteUnderTest) -> None:
    path = f"{PATH}/{let_in(office)}/token"
    for wrong in ({"overlap_h": 25}, {"overlap_h": -1}, {"days": 400}):
        refused(office, path, wrong, 422, "invalid_request", as_="ada")


def test_only_accounts_of_tools_are_ended_or_given_another_token(office: SiteUnderTest) -> None:
    kiosk = next(
        one["id"] for one in office.get("/stations", as_="ada")["items"] if one["kind"] == "kiosk"
    )
    for unknown in (kiosk, new_id()):
        path = f"{PATH}/{unknown}"
        refused(office, f"{path}/token", {}, 404, "service_account_unknown", as_="ada")
        assert office.call("DELETE", path, as_="ada").status_code == 404
    office.get("/site", as_="kiosk")


def test_no_pairing_code_makes_a_tool(office: SiteUnderTest) -> None:
    wanted = {"kind": StationKind.SERVICE.value, "name": "x"}
    refused(office, "/pairing-codes", wanted, 422, "station_kind", as_="ada")


def test_a_lost_answer_is_found_again_under_its_key(office: SiteUnderTest) -> None:
    replayed(office, PATH, PANEL, as_="ada")
    replayed(office, f"{PATH}/{listed(office)[0]['id']}/token", {}, as_="ada")
    assert len(listed(office)) == 1


def test_accounts_of_tools_are_the_administrators_alone(office: SiteUnderTest) -> None:
    let_in(office)
    forbidden(office, PATH, PANEL, "lea", "marc", "counter", "kiosk", "panel")


def test_a_tool_is_braked_apart_from_the_stations(office: SiteUnderTest) -> None:
    let_in(office)
    let_in(office, PANEL, "other")
    answers = [office.call("GET", "/board", as_="panel").status_code for _ in range(60)]
    assert answers[: int(BURST)] == [200] * int(BURST)
    assert 429 in answers
    # What it may not do counts as well.
    refusal = [office.call("GET", "/statistics", as_="panel") for _ in range(30)][-1]
    assert (refusal.status_code, refusal.json()["code"]) == (429, "too_many_requests")
    assert int(refusal.headers["retry-after"]) >= 1
    office.get("/board", as_="other")
    office.get("/board", as_="display")


def test_a_tool_has_so_much_under_way_and_no_more() -> None:
    async def scene() -> None:
        limits, over = ToolLimits(), asyncio.Event()

        async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
            await over.wait()

        answer = limits.counted(TOOL, app)
        feeds = [asyncio.ensure_future(answer({}, _receive, _send)) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        assert limits.wait_s(TOOL) == 1
        assert limits.wait_s(StationId("another")) == 0
        feeds[0].cancel()
        await asyncio.gather(feeds[0], return_exceptions=True)
        assert limits.wait_s(TOOL) == 0
        over.set()
        await asyncio.gather(*feeds, return_exceptions=True)

    asyncio.run(scene())


async def _receive() -> Message:
    return {"type": "http.disconnect"}


async def _send(_message: Message) -> None:
    return None


def test_a_year_is_the_longest(office: SiteUnderTest) -> None:
    with pytest.raises(Unprocessable, match="token_lasts"):
        office.let_tool_in("x", AccountScope.BOARD, days=366)
