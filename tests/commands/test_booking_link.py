"""`POST /visits/{id}/booking-link`: a link with which a person books again, told once."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import EventKind, Role
from core.runtime.ids import new_id
from server.data_folder import DataFolder
from tests.fakes.booking_sandbox_runs import TOKEN, Running, sandbox_thread
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_booking_thread import eventually
from tests.support.booking_application import configure, has_read_today, with_application
from tests.support.led_days import forbidden, happened, refused

PLAN = {"link": "plan"}
INVITATION = {"link": "invitation"}


@pytest.fixture
def sandbox(site: SiteUnderTest, data_folder: Path) -> Iterator[Running]:
    """Serve a booking server that the site reads with a token."""
    with sandbox_thread(with_application()) as running:
        DataFolder(data_folder).keep_booking_token(TOKEN)
        configure(site, running.url)
        site.wiring.booking.refresh()
        eventually(lambda: has_read_today(site))
        yield running


def _booked(site: SiteUnderTest) -> list[Json]:
    items: list[Json] = site.get("/appointments?day=2026-11-24&status=booked")["items"]
    return [one for one in items if one["starts_at"] >= "2026-11-24T09:00"]


def arrived(site: SiteUnderTest) -> Json:
    """Check somebody in whose appointment is of the booking server."""
    return site.post("/check-ins", {"appointment_id": _booked(site)[0]["id"]})["visit"]


def path_of(visit: Json) -> str:
    return f"/visits/{visit['id']}/booking-link"


def test_reception_gets_a_link_which_stands_nowhere_else(
    site: SiteUnderTest, sandbox: Running, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    visit = arrived(site)
    with caplog.at_level(logging.INFO, "server"), caplog.at_level(logging.DEBUG, "sync"):
        plan = site.post(path_of(visit), PLAN, status=201)
        answer = site.call("POST", path_of(visit), INVITATION)
    assert plan["url"].startswith(f"{sandbox.url}/agents/rdv_plans/")
    assert answer.headers["Cache-Control"] == "no-store"
    link = answer.json()
    assert (link["link"], link["person"]) == ("invitation", 1)
    token = link["url"].partition("invitation_token=")[2].partition("&")[0]
    assert len(token) == 8
    assert token not in caplog.text
    made = happened(site, EventKind.BOOKING_LINK_MADE)
    assert [one.facts for one in made] == [PLAN, INVITATION]
    assert {one.visit_id for one in made} == {visit["id"]}
    assert token not in str(happened(site, *EventKind))
    for path in data_folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()


def test_a_call_whose_answer_was_lost_is_answered_alike_and_leaves_one_draft(
    site: SiteUnderTest, sandbox: Running
) -> None:
    del sandbox
    visit, key = arrived(site), new_id()
    first = site.call("POST", path_of(visit), PLAN, key=key)
    again = site.call("POST", path_of(visit), PLAN, key=key)
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(happened(site, EventKind.BOOKING_LINK_MADE)) == 1
    other = site.call("POST", path_of(visit), INVITATION, key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_the_agent_has_a_link_while_the_visit_is_at_the_counter(
    site: SiteUnderTest, sandbox: Running
) -> None:
    del sandbox
    visit = arrived(site)
    refused(site, path_of(visit), PLAN, 403, "forbidden", as_="marc")
    called = site.serve_next()
    assert called["visit"]["id"] == visit["id"]
    site.post(path_of(visit), PLAN, as_="marc", status=201)


def test_what_cannot_be_is_refused(site: SiteUnderTest, sandbox: Running) -> None:
    visit = arrived(site)
    refused(site, path_of(visit), {**PLAN, "person": 9}, 422, "person_unknown", as_="lea")
    refused(site, f"/visits/{new_id()}/booking-link", PLAN, 404, "visit_unknown", as_="lea")
    walked = site.walk_in(as_="lea")["visit"]
    answer = site.call("POST", path_of(walked), PLAN)
    assert answer.json()["code"] in {"not_of_booking_server", "person_unknown"}
    sandbox.go_wrong({"kind": "status", "status": 503})
    refused(site, path_of(visit), PLAN, 409, "booking_away", as_="lea")
    sandbox.go_wrong({"kind": "status", "status": 401})
    refused(site, path_of(visit), PLAN, 409, "booking_refused", as_="lea")
    sandbox.go_wrong({"kind": "status", "status": 422, "calls": "any"})
    refused(site, path_of(visit), INVITATION, 409, "booking_refused", as_="lea")
    sandbox.go_wrong()
    assert site.call("DELETE", "/booking/sign-in", as_="admin").status_code == 204
    refused(site, path_of(visit), PLAN, 409, "booking_refused", as_="lea")
    configure(site, sandbox.url, client_id="")
    assert happened(site, EventKind.BOOKING_LINK_MADE) == []


def test_a_site_without_a_booking_server_has_no_links(site: SiteUnderTest) -> None:
    walked = site.walk_in(as_="lea")["visit"]
    refused(site, path_of(walked), PLAN, 409, "booking_off", as_="lea")
    # And others have no right to it.
    site.sign_in("admin", Role.ADMIN)
    forbidden(site, path_of(walked), PLAN, "kiosk", "counter", "display", "admin", "marc")
