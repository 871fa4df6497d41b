"""`POST /visits/{id}/slip`: what became of the paper."""

import pytest

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed
from tests.support.visits import waiting


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/slip"


def report(site: SiteUnderTest, visit: Json, state: str) -> str:
    return str(site.post(path(visit), {"state": state}, as_="kiosk")["state"])


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (["sent", "printed"], ["sent", "printed"]),
        (["sent", "doubtful", "printed"], ["sent", "doubtful", "printed"]),
        (["failed", "sent", "printed"], ["failed", "sent", "printed"]),
        (["shown"], ["shown"]),
        (["printed", "failed", "queued", "sent"], ["printed"] * 4),
        (["doubtful", "sent"], ["doubtful", "doubtful"]),
    ],
)
def test_knowledge_only_grows(site: SiteUnderTest, told: list[str], known: list[str]) -> None:
    visit = waiting(site)
    assert [report(site, visit, state) for state in told] == known
    assert site.get("/queue")["items"][0]["slip"] == known[-1]


def test_each_new_state_has_its_event(site: SiteUnderTest) -> None:
    visit = waiting(site)
    for state in ("sent", "sent", "printed"):
        report(site, visit, state)
    kinds = [EventKind.SLIP_SENT, EventKind.SLIP_PRINTED]
    assert [event.kind for event in happened(site, *kinds)] == kinds
    before = newest(site)
    report(site, visit, "failed")
    assert newest(site) == before, "a late report changes nothing"


def test_way_and_cause_stand_with_the_ticket_and_in_the_feed(site: SiteUnderTest) -> None:
    visit = waiting(site)
    told = [
        {"state": "failed", "way": "second_printer", "cause": "paper_out"},
        {"state": "shown", "way": "screen", "cause": "paper_out"},
    ]
    for slip in told:
        site.post(path(visit), slip, as_="kiosk")
    item = site.get("/queue")["items"][0]
    assert (item["slip"], item["slip_way"], item["slip_cause"]) == ("shown", "screen", "paper_out")
    events = happened(site, EventKind.SLIP_FAILED, EventKind.SLIP_SHOWN)
    facts = [(event.facts["way"], event.facts["cause"]) for event in events if event.facts]
    assert facts == [("second_printer", "paper_out"), ("screen", "paper_out")]
    site.post(path(visit), {"state": "printed", "way": "printer"}, as_="kiosk")
    item = site.get("/queue")["items"][0]
    assert (item["slip"], item["slip_way"], item["slip_cause"]) == ("printed", "printer", "")


@pytest.mark.parametrize("wrong", [{"way": "pigeon"}, {"cause": "Paper out!"}, {"cause": "x" * 41}])
def test_way_and_cause_are_codes(site: SiteUnderTest, wrong: dict[str, str]) -> None:
    visit = waiting(site)
    answer = site.call("POST", path(visit), {"state": "sent", **wrong}, as_="kiosk")
    assert answer.status_code == 422
    assert site.get("/queue")["items"][0]["slip"] == "queued"


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    refused(site, path({"id": new_id()}), {"state": "sent"}, 404, "visit_unknown", as_="kiosk")
    visit = waiting(site)
    assert site.call("POST", path(visit), {"state": "eaten"}, as_="kiosk").status_code == 422


def test_the_same_key_reports_once(site: SiteUnderTest) -> None:
    replayed(site, path(waiting(site)), {"state": "sent"}, as_="kiosk")


def test_who_may_report(site: SiteUnderTest) -> None:
    forbidden(site, path(waiting(site)), {"state": "sent"}, "display")
