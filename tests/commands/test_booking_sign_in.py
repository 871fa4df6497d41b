"""`/booking/sign-in`: an administrator or a lead signs the site in at its booking server."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from core.errors import Forbidden
from core.model import EventKind, Role, StationId
from core.runtime.clock import SimulatedClock
from core.runtime.ids import new_id
from server.booking_grant import Grant, GrantKeeper
from server.data_folder import DataFolder
from server.oidc.flows import Flow, Flows
from sync.booking.rdv_service_public.credentials import TokenPair
from tests.fakes.booking_sandbox_runs import Running, sandbox_thread
from tests.fakes.booking_server import Reply, scripted_server
from tests.server.site_support import MORNING, SiteUnderTest
from tests.server.test_booking_thread import eventually
from tests.support.booking_application import (
    CODE,
    LOOPBACK,
    PATH,
    back,
    begun,
    configure,
    consented,
    has_read_today,
    with_application,
)
from tests.support.led_days import forbidden, happened, refused


@pytest.fixture
def sandbox(site: SiteUnderTest, data_folder: Path) -> Iterator[Running]:
    """Serve a booking server that the site is set up for, with nobody signed in."""
    with sandbox_thread(with_application()) as running:
        DataFolder(data_folder).keep_booking_secret("hush")
        configure(site, running.url)
        yield running


def grant_in(folder: Path) -> Grant:
    grant = GrantKeeper(DataFolder(folder)).grant()
    assert grant is not None
    return grant


def test_who_signs_in_lets_the_site_read_its_appointments(
    site: SiteUnderTest, sandbox: Running, data_folder: Path
) -> None:
    site.sign_in("chef", Role.LEAD)
    name = "chef"
    assert site.get(PATH, as_=name)["state"] == "none"
    flow = begun(site, name)
    address = urlsplit(flow["url"])
    asked = parse_qs(address.query)
    assert (f"{address.scheme}://{address.netloc}", address.path) == (
        sandbox.url, "/oauth/authorize",
    )  # fmt: skip
    assert asked["redirect_uri"] == ["http://127.0.0.1:40123/"]
    assert (asked["scope"], asked["code_challenge_method"]) == (["write"], ["S256"])
    assert flow["paste"] is False
    shown = site.post(CODE, back(flow), as_=name, status=201)
    assert (shown["state"], shown["kind"], shown["account"], shown["renews"]) == (
        "signed_in", "oauth", "Guichet UN", True,
    )  # fmt: skip
    eventually(lambda: len(site.get("/appointments?day=2026-11-24")["items"]) >= 12)
    assert site.get(PATH, as_=name) == shown
    assert grant_in(data_folder).base_url == sandbox.url


def test_no_secret_is_told_kept_in_clear_or_journaled(
    site: SiteUnderTest,
    sandbox: Running,
    data_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    del sandbox
    with caplog.at_level(logging.DEBUG):
        flow = begun(site)
        with caplog.at_level(logging.CRITICAL):
            brought = back(flow)  # what the browser logs is not ours
        shown = site.post(CODE, brought, as_="admin", status=201)
    pair = grant_in(data_folder).pair
    secrets = [pair.access, str(pair.refresh), brought["code"], brought["state"], "hush"]
    everything = [str(shown), str(happened(site, *EventKind)), caplog.text]
    everything.append(str(site.get("/healthz")))
    assert "Guichet UN" not in caplog.text + everything[1] + everything[3]
    for secret in secrets:
        assert all(secret not in text for text in everything)
        for path in data_folder.rglob("*"):
            assert not path.is_file() or secret.encode() not in path.read_bytes()
    (event,) = happened(site, EventKind.BOOKING_SIGNED_IN)
    assert (event.facts, event.actor_agent_id is None) == ({"way": "oauth"}, False)


def test_a_code_is_pasted_where_the_booking_server_shows_it(
    site: SiteUnderTest, sandbox: Running
) -> None:
    configure(site, sandbox.url, redirect="urn:ietf:wg:oauth:2.0:oob")
    flow = begun(site)
    assert flow["paste"] is True
    told = consented(flow["url"])
    assert "state" not in told
    site.post(CODE, {"state": flow["state"], "code": told["code"]}, as_="admin", status=201)


def test_a_call_whose_answer_was_lost_is_answered_alike(
    site: SiteUnderTest, sandbox: Running
) -> None:
    del sandbox
    key = new_id()
    first = site.call("POST", PATH, LOOPBACK, as_="admin", key=key).json()
    again = site.call("POST", PATH, LOOPBACK, as_="admin", key=key).json()
    assert again["url"] == first["url"]
    brought, key = back(first), new_id()
    signed = site.call("POST", CODE, brought, as_="admin", key=key)
    once_more = site.call("POST", CODE, brought, as_="admin", key=key)
    assert (once_more.status_code, once_more.json()) == (201, signed.json())
    eventually(lambda: has_read_today(site))
    assert len(happened(site, EventKind.BOOKING_SIGNED_IN)) == 1
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="admin")


def test_one_sign_in_is_under_way_at_a_time_and_not_for_ever(
    site: SiteUnderTest, sandbox: Running
) -> None:
    del sandbox
    first, second = begun(site), begun(site)
    assert first["state"] != second["state"]
    refused(site, CODE, back(first), 403, "sign_in_lapsed", as_="admin")
    brought = back(second)
    site.clock.advance(601)
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="admin")


def test_a_sign_in_at_one_desk_ends_the_one_that_was_begun_at_another() -> None:
    flows = Flows(SimulatedClock(MORNING, 0), 1, shared=True)
    first, second = (
        Flow(StationId(desk), "https://rdv.example", "urn:x", f"state {desk}", "v")
        for desk in ("one", "two")
    )
    for flow in (first, second):
        flows.begin(flow)
    with pytest.raises(Forbidden):
        flows.take(first.state, first.station_id, "key")
    with pytest.raises(Forbidden):
        flows.take(second.state, first.station_id, "key")
    assert flows.take(second.state, second.station_id, "key") is second


def test_a_code_that_is_refused_leaves_the_sign_in_before(
    site: SiteUnderTest, sandbox: Running, data_folder: Path
) -> None:
    del sandbox
    site.post(CODE, back(begun(site)), as_="admin", status=201)
    eventually(lambda: has_read_today(site))
    before = grant_in(data_folder)
    brought = {**back(begun(site)), "code": "guessed"}
    refused(site, CODE, brought, 403, "booking_code_refused", as_="admin")
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="admin")
    DataFolder(data_folder).keep_booking_secret("another")
    refused(site, CODE, back(begun(site)), 409, "booking_application_refused", as_="admin")
    assert grant_in(data_folder) == before
    assert site.get(PATH, as_="admin")["state"] == "signed_in"


def test_a_booking_server_that_is_away_can_be_tried_again(
    site: SiteUnderTest, sandbox: Running
) -> None:
    brought, key = back(begun(site)), new_id()
    sandbox.go_wrong({"kind": "block_page", "calls": "token"})
    answer = site.call("POST", CODE, brought, as_="admin", key=key)
    assert (answer.status_code, answer.json()["code"]) == (409, "booking_away")
    sandbox.go_wrong()
    assert site.call("POST", CODE, brought, as_="admin", key=key).status_code == 201


def test_a_token_is_brought_to_no_other_booking_server(
    site: SiteUnderTest, sandbox: Running
) -> None:
    site.post(CODE, back(begun(site)), as_="admin", status=201)
    eventually(lambda: site.wiring.booking.health().state == "ok")
    with scripted_server(lambda _: Reply(401)) as other:
        configure(site, other.url)
        eventually(lambda: site.wiring.booking.health().state == "refused")
        assert site.get(PATH, as_="admin")["state"] == "lapsed"
        configure(site, sandbox.url)
        eventually(lambda: site.wiring.booking.health().state == "ok")
        assert other.asked == []


def test_what_was_signed_in_is_forgotten_when_the_administrator_says_so(
    site: SiteUnderTest, sandbox: Running
) -> None:
    del sandbox
    site.post(CODE, back(begun(site)), as_="admin", status=201)
    eventually(lambda: site.wiring.booking.health().state == "ok")
    for _ in range(2):
        assert site.call("DELETE", PATH, as_="admin").status_code == 204
    assert site.get(PATH, as_="admin") == {
        "state": "none", "kind": None, "account": None, "signed_in_at": None,
        "renews": False, "ends_at": None,
    }  # fmt: skip
    assert site.wiring.booking.health().state == "refused"
    assert len(happened(site, EventKind.BOOKING_SIGNED_OUT)) == 1


def test_a_right_that_lapsed_is_told(
    site: SiteUnderTest, sandbox: Running, data_folder: Path
) -> None:
    site.post(CODE, back(begun(site)), as_="admin", status=201)
    grant = grant_in(data_folder)
    over = replace(grant, pair=TokenPair(grant.pair.access, None, time.time() - 1, 60.0))
    DataFolder(data_folder).keep_booking_token(over.text())
    shown = site.get(PATH, as_="admin")
    assert (shown["state"], shown["renews"], shown["ends_at"] is None) == ("lapsed", False, False)
    sandbox.direct("DELETE", "tokens")
    DataFolder(data_folder).keep_booking_token(replace(over, id="other").text())
    site.wiring.booking.refresh()
    eventually(lambda: site.get("/healthz")["booking"]["state"] == "refused")


def test_without_a_booking_server_or_an_application_nobody_signs_in(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    assert site.get(PATH, as_="admin")["state"] == "off"
    refused(site, PATH, LOOPBACK, 409, "booking_off", as_="admin")
    configure(site, "http://127.0.0.1:9", client_id="")
    assert site.get(PATH, as_="admin")["state"] == "unset"
    refused(site, PATH, LOOPBACK, 409, "booking_sign_in_unset", as_="admin")
    # And others have no right to it.
    site.sign_in("chef", Role.LEAD)
    forbidden(site, PATH, LOOPBACK, "lea", "marc", "kiosk", "counter", "display")
    forbidden(site, CODE, {"state": "s", "code": "c"}, "lea", "marc", "counter")
    assert site.call("DELETE", PATH, as_="chef").status_code == 403
    assert site.call("GET", PATH, as_="lea").status_code == 403
