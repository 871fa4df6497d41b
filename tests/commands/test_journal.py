"""`GET /journal`: ids and facts, verifiable, paged; who reads it stands in it."""

import json
from hashlib import sha256

from core.model import EventKind, Role
from core.things import Actor
from core.usecases.purging import Purge, purge
from tests.server.site_support import MORNING, Json, SiteUnderTest

NAMES = ("Silvestrini", "Anaïs")


def busy_morning(site: SiteUnderTest) -> None:
    booking = {
        "service_id": site.service("passport"),
        "starts_at": MORNING.isoformat(),
        "people": [{"family_name": NAMES[0], "given_name": NAMES[1]}],
    }
    booked = site.post("/appointments", booking)
    site.post("/check-ins", {"appointment_id": booked["id"]})
    visit = site.walk_in()["visit"]["id"]
    site.call("PATCH", f"/visits/{visit}", {"note": f"{NAMES[0]} revient demain"})
    called = site.serve_next()
    site.post(f"/steps/{called['step']['id']}/start", as_="marc")
    site.sign_in("vera", Role.AUDITOR)


def pages(site: SiteUnderTest, question: str = "", limit: int = 7) -> list[Json]:
    found: list[Json] = []
    after = "0"
    while True:
        page = site.get(f"/journal?limit={limit}&after={after}{question}", as_="vera")
        found += page["items"]
        if page["next"] is None or len(found) > 200:
            return found
        after = page["next"]


def reads(site: SiteUnderTest) -> list[dict[str, object]]:
    with site.wiring.store.read() as reader:
        events = reader.events(0)
    return [event.facts or {} for event in events if event.kind is EventKind.JOURNAL_READ]


def test_pages_follow_each_other_without_gap(site: SiteUnderTest) -> None:
    busy_morning(site)
    with site.wiring.store.read() as reader:
        newest = reader.seq()
    found = [row["seq"] for row in pages(site)]
    assert found[:newest] == list(range(1, newest + 1))


def test_no_name_stands_in_it(site: SiteUnderTest) -> None:
    busy_morning(site)
    told = json.dumps(pages(site), ensure_ascii=False)
    assert "visit.checked_in" in told
    for name in (*NAMES, '"marc"', '"lea"', '"vera"'):
        assert name.lower() not in told.lower()


def test_each_page_is_journaled_with_its_reader(site: SiteUnderTest) -> None:
    busy_morning(site)
    question = "kind=visit.walked_in&kind=step.called&from=2026-11-24T00:00:00Z&limit=2"
    page = site.get(f"/journal?{question}", as_="vera")
    assert [row["kind"] for row in page["items"]] == ["visit.walked_in", "step.called"]
    assert reads(site) == [
        {
            "first": "2026-11-24T00:00:00.000Z",
            "kinds": "visit.walked_in,step.called",
            "after": 0,
            "rows": 2,
        }
    ]
    (row,) = site.get("/journal?kind=journal.read", as_="vera")["items"]
    with site.wiring.store.read() as reader:
        agent = reader.agent_by_username("vera")
    assert agent is not None
    assert row["actor_agent_id"] == agent.id
    assert len(reads(site)) == 2


def test_a_range_of_time_is_kept_to(site: SiteUnderTest) -> None:
    busy_morning(site)
    site.clock.advance(3600)
    site.walk_in()
    later = site.get("/journal?from=2026-11-24T09:30:00Z&kind=visit.walked_in", as_="vera")
    before = site.get("/journal?to=2026-11-24T09:30:00Z&kind=visit.walked_in", as_="vera")
    assert (len(later["items"]), len(before["items"])) == (1, 1)
    assert later["items"][0]["seq"] > before["items"][0]["seq"]


def test_the_chain_is_verified_from_what_is_told(site: SiteUnderTest) -> None:
    busy_morning(site)
    rows = pages(site)
    before = bytes(32)
    names = ("visit_id", "step_id", "call_id", "counter_id", "appointment_id", "station_id")
    for row in rows:
        facts = json.dumps(
            row["facts"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
        assert sha256(bytes.fromhex(row["salt"]) + facts).hexdigest() == row["digest"]
        parts = [
            row["seq"],
            row["at"],
            row["kind"],
            [row[name] for name in names],
            [row["actor_station_id"], row["actor_agent_id"]],
            row["digest"],
        ]
        found = sha256(before + json.dumps(parts, separators=(",", ":")).encode())
        assert found.hexdigest() == row["hash"]
        before = found.digest()


def test_a_purge_leaves_it_readable(site: SiteUnderTest) -> None:
    busy_morning(site)
    site.clock.advance(40 * 24 * 3600)
    site.wiring.store.write(lambda uow: purge(uow, Actor(), Purge()))
    site.sign_in("vera2", Role.AUDITOR)
    page = site.get("/journal?kind=visit.walked_in", as_="vera2")
    assert len(page["items"]) == 1


def test_odd_questions_are_refused_and_not_journaled(site: SiteUnderTest) -> None:
    busy_morning(site)
    for question, code in (
        ("from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z", "range_backwards"),
        ("kind=visit.eaten", "invalid_request"),
        ("after=x", "invalid_request"),
        ("limit=0", "invalid_request"),
        ("limit=501", "invalid_request"),
        ("from=2026-11-25", "invalid_request"),
    ):
        answer = site.call("GET", f"/journal?{question}", as_="vera")
        assert (answer.status_code, answer.json()["code"]) == (422, code), question
    assert reads(site) == []


def test_only_auditors_read_it(site: SiteUnderTest) -> None:
    for role in Role:
        site.sign_in(role.value, role)
        status = site.call("GET", "/journal", as_=role.value).status_code
        assert status == (200 if role is Role.AUDITOR else 403), role
    assert site.call("GET", "/journal", as_="kiosk").status_code == 403
