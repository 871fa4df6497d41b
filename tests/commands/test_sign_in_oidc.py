"""`POST /sessions/oidc`: agents sign in with the site's provider, as whom they are linked to."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response

from core.model import EventKind, Role, StationKind
from core.runtime.ids import new_id
from server.data_folder import DataFolder
from server.oidc import provider as provider_module
from server.oidc import web
from server.oidc.discovery import endpoints_of
from tests.fakes.identity_provider import (
    CLIENT,
    SECRET,
    Provider,
    answer,
    ec_key,
    forged,
    identity_provider,
    jwk,
    rsa_key,
    signed,
)
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused

BEGIN = "/sessions/oidc"
CODE = "/sessions/oidc/code"
LOOPBACK = {"port": 40123}


@pytest.fixture
def provider(site: SiteUnderTest, data_folder: Path) -> Iterator[Provider]:
    """Serve a provider that the site trusts, with lea linked to whoever is at the browser."""
    with identity_provider(site.clock.now) as serving:
        trust(site, serving)
        DataFolder(data_folder).keep_provider_secret(SECRET)
        link(site, "lea", serving.subject)
        yield serving


def trust(site: SiteUnderTest, provider: Provider, **more: str) -> None:
    if "ada" not in site.tokens:
        site.sign_in("ada", Role.ADMIN)
    version = site.get("/settings", as_="ada")["version"]
    rule = {"issuer": provider.issuer, "client_id": CLIENT, "name": "Annuaire", **more}
    body = {"sign_in": rule}
    told = site.call("PUT", "/settings", body, as_="ada", headers={"If-Match": f'"{version}"'})
    assert told.status_code == 200, told.text


def agent_id(site: SiteUnderTest, username: str) -> str:
    items = site.get("/agents", as_="ada")["items"]
    return str(next(one["id"] for one in items if one["username"] == username))


def link(site: SiteUnderTest, username: str, subject: str) -> Response:
    path = f"/agents/{agent_id(site, username)}/identity"
    return site.call("PUT", path, {"subject": subject}, as_="ada")


def begun(site: SiteUnderTest, as_: str = "counter") -> Json:
    return site.post(BEGIN, LOOPBACK, as_=as_, status=201)


def back(provider: Provider, flow: Json) -> Json:
    """Sign in at the provider; return what the browser brings back."""
    found = parse_qs(urlsplit(provider.authorise(flow["url"])).query)
    return {"state": found["state"][0], "code": found["code"][0], "issuer": found["iss"][0]}


def signed_in(site: SiteUnderTest, provider: Provider) -> Json:
    return site.post(CODE, back(provider, begun(site)), as_="counter", status=201)


def not_signed_in(
    site: SiteUnderTest, provider: Provider, why: str, status: int = 403, **changes: str
) -> Json:
    brought = {**back(provider, begun(site)), **changes}
    return refused(site, CODE, brought, status, why, as_="counter")


def test_an_agent_signs_in_with_the_own_account_and_its_roles(
    site: SiteUnderTest, provider: Provider
) -> None:
    flow = begun(site)
    asked = parse_qs(urlsplit(flow["url"]).query)
    assert flow["url"].startswith(f"{provider.issuer}/authorize?")
    assert asked["redirect_uri"] == ["http://127.0.0.1:40123/"]
    assert asked["scope"] == ["openid"]
    assert flow["paste"] is False
    assert flow["expires_at"] == "2026-11-24T09:10:00.000Z"
    session = site.post(CODE, back(provider, flow), as_="counter", status=201)
    assert (session["agent"]["username"], session["roles"]) == ("lea", ["reception"])
    site.tokens["by provider"] = session["token"]
    site.get("/queue", as_="by provider")
    (event,) = happened(site, EventKind.AGENT_SIGNED_IN)[-1:]
    assert event.actor_agent_id == session["agent"]["id"]
    assert event.facts == {"by": "provider"}
    assert provider.subject not in str(happened(site, *EventKind))


def test_two_sign_ins_share_nothing_that_is_secret(site: SiteUnderTest, provider: Provider) -> None:
    asked = [parse_qs(urlsplit(begun(site)["url"]).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name], name
    secret = {asked[0][name][0] for name in ("state", "nonce", "code_challenge")}
    assert len(secret) == 3
    assert provider.asked["/.well-known/openid-configuration"] == 1


def test_a_call_whose_answer_was_lost_is_answered_alike(
    site: SiteUnderTest, provider: Provider
) -> None:
    key = new_id()
    first = site.call("POST", BEGIN, LOOPBACK, as_="counter", key=key).json()
    assert site.call("POST", BEGIN, LOOPBACK, as_="counter", key=key).json()["url"] == first["url"]
    brought, key = back(provider, first), new_id()
    session = site.call("POST", CODE, brought, as_="counter", key=key)
    again = site.call("POST", CODE, brought, as_="counter", key=key)
    assert (again.status_code, again.json()) == (201, session.json())
    assert provider.asked["/token"] == 1
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="counter")


def test_a_code_is_pasted_where_the_provider_shows_it(
    site: SiteUnderTest, provider: Provider
) -> None:
    trust(site, provider, redirect="urn:ietf:wg:oauth:2.0:oob")
    flow = begun(site)
    assert flow["paste"] is True
    assert parse_qs(urlsplit(flow["url"]).query)["redirect_uri"] == ["urn:ietf:wg:oauth:2.0:oob"]
    brought = back(provider, flow)
    del brought["issuer"]
    site.post(CODE, brought, as_="counter", status=201)


def test_a_token_that_does_not_fit_opens_nothing(site: SiteUnderTest, provider: Provider) -> None:
    for wrong in (
        {"aud": "another"},
        {"iss": "https://idp.example"},
        {"nonce": "another"},
        {"exp": 1},
        {"iat": 4102444800},
    ):
        provider.claims = partial(_changed, wrong)
        not_signed_in(site, provider, "identity_refused")
        provider.claims = partial(_changed, {})
        assert signed_in(site, provider)["agent"]["username"] == "lea"


def _changed(changes: Json, claims: Json) -> Json:
    return {**claims, **changes}


def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    site: SiteUnderTest, provider: Provider
) -> None:
    public = provider.keys[0]["n"].encode()
    for sign in (
        lambda claims: forged(claims, "none", kid="one"),
        lambda claims: forged(claims, "HS256", public, kid="one"),
        lambda claims: signed(claims, rsa_key(number=1), "RS256", kid="one"),
        lambda claims: signed(claims, rsa_key(number=1), "RS256", kid="two"),
    ):
        provider.sign = sign
        not_signed_in(site, provider, "identity_refused")
    assert provider.asked["/jwks"] == 1


def test_a_new_key_of_the_provider_is_found(site: SiteUnderTest, provider: Provider) -> None:
    signed_in(site, provider)
    provider.keys = [jwk(ec_key(), "new")]
    provider.sign = lambda claims: signed(claims, ec_key(), "ES256", kid="new")
    not_signed_in(site, provider, "identity_refused")
    site.clock.advance(61)
    signed_in(site, provider)


def test_a_code_counts_once_and_for_its_own_sign_in(
    site: SiteUnderTest, provider: Provider
) -> None:
    first = back(provider, begun(site))
    site.post(CODE, first, as_="counter", status=201)
    replayed = {**back(provider, begun(site)), "code": first["code"]}
    refused(site, CODE, replayed, 403, "identity_refused", as_="counter")
    # Another's code, brought for a sign-in that began here: it was asked for with other secrets.
    swapped = {**back(provider, begun(site)), "code": back(provider, begun(site))["code"]}
    refused(site, CODE, swapped, 403, "identity_refused", as_="counter")


def test_a_sign_in_belongs_to_the_station_where_it_began(
    site: SiteUnderTest, provider: Provider
) -> None:
    site.enrol("elsewhere", StationKind.COUNTER)
    brought = back(provider, begun(site))
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="elsewhere")
    unheard = {**brought, "state": "x" * 43}
    refused(site, CODE, unheard, 403, "sign_in_lapsed", as_="counter")
    site.post(CODE, brought, as_="counter", status=201)


def test_a_sign_in_lasts_ten_minutes(site: SiteUnderTest, provider: Provider) -> None:
    brought = back(provider, begun(site))
    site.clock.advance(600)
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="counter")
    assert provider.asked.get("/token") is None


def test_a_station_has_so_many_sign_ins_under_way_and_takes_from_no_other(
    site: SiteUnderTest, provider: Provider
) -> None:
    site.enrol("elsewhere", StationKind.COUNTER)
    theirs = back(provider, begun(site, "elsewhere"))
    first, *_, last = [back(provider, begun(site)) for _ in range(11)]
    refused(site, CODE, first, 403, "sign_in_lapsed", as_="counter")
    for brought, name in ((last, "counter"), (theirs, "elsewhere")):
        site.post(CODE, brought, as_=name, status=201)


def test_a_sign_in_that_was_refused_is_over(site: SiteUnderTest, provider: Provider) -> None:
    brought = back(provider, begun(site))
    wrong = {**brought, "code": "guessed"}
    refused(site, CODE, wrong, 403, "identity_refused", as_="counter")
    refused(site, CODE, brought, 403, "sign_in_lapsed", as_="counter")


def test_another_provider_cannot_send_the_browser_back(
    site: SiteUnderTest, provider: Provider
) -> None:
    not_signed_in(site, provider, "identity_refused", issuer="https://evil.example")
    assert provider.asked.get("/token") is None


def test_somebody_unknown_is_told_what_the_administrator_needs(
    site: SiteUnderTest, provider: Provider
) -> None:
    provider.subject = "77aa-noor"
    problem = not_signed_in(site, provider, "identity_unknown")
    assert problem["subject"] == "77aa-noor"
    (event,) = happened(site, EventKind.AGENT_SIGN_IN_REFUSED)[-1:]
    assert "noor" not in str(event)
    assert link(site, "marc", "77aa-noor").status_code == 204
    assert signed_in(site, provider)["agent"]["username"] == "marc"


def test_a_closed_account_stays_closed(site: SiteUnderTest, provider: Provider) -> None:
    path = f"/agents/{agent_id(site, 'lea')}"
    assert site.call("PATCH", path, {"active": False}, as_="ada").status_code == 200
    not_signed_in(site, provider, "account_closed")


def test_what_an_administrator_links_is_journaled_and_ends_what_was_open(
    site: SiteUnderTest, provider: Provider
) -> None:
    site.tokens["by provider"] = signed_in(site, provider)["token"]
    assert link(site, "marc", provider.subject).json()["code"] == "identity_taken"
    before = newest(site)
    assert link(site, "lea", provider.subject).status_code == 204
    assert newest(site) == before
    subjects = {one["username"]: one["subject"] for one in site.get("/agents", "ada")["items"]}
    assert subjects == {"ada": None, "lea": provider.subject, "marc": None}
    path = f"/agents/{agent_id(site, 'lea')}/identity"
    assert site.call("DELETE", path, as_="ada").status_code == 204
    assert site.call("GET", "/queue", as_="by provider").status_code == 401
    not_signed_in(site, provider, "identity_unknown")
    events = happened(site, EventKind.AGENT_IDENTITY_CHANGED)
    assert [one.facts and one.facts["linked"] for one in events] == [True, False]
    assert provider.subject not in str(events)


def test_another_identity_takes_the_place_of_the_one_before(
    site: SiteUnderTest, provider: Provider
) -> None:
    site.tokens["by provider"] = signed_in(site, provider)["token"]
    assert link(site, "lea", "new").status_code == 204
    assert site.call("GET", "/queue", as_="by provider").status_code == 401
    not_signed_in(site, provider, "identity_unknown")


def test_what_is_no_subject_is_not_linked(site: SiteUnderTest, provider: Provider) -> None:
    assert provider.subject
    for subject in ("", "x" * 256, "zo\u00eb", "a\nb"):
        assert link(site, "marc", subject).status_code == 422


def _huge(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, {"keys": "x" * web.ANSWER_BYTES})


def _dead(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def _failing(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 500, {"error": "server_error"})


def _nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "3")
    handler.end_headers()
    handler.wfile.write(b"[1]")


def _packed(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def _leading(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_provider_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch, head: bytes) -> None:
    monkeypatch.setattr(web, "WHOLE_S", 0.2)
    over = threading.Event()

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            handler.wfile.write(head)
            while not over.wait(0.02):
                handler.wfile.write(b"x")
                handler.wfile.flush()
        handler.close_connection = True

    with identity_provider(lambda: datetime.now(UTC)) as serving:
        serving.instead["/jwks"] = dripping
        try:
            with pytest.raises(web.ProviderAway):
                web.fetch(f"{serving.issuer}/jwks")
        finally:
            over.set()


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks"])
def test_a_provider_that_answers_nothing_useful_is_away(
    site: SiteUnderTest, provider: Provider, path: str
) -> None:
    for how in (_huge, _dead, _failing, _nonsense, _leading, _packed):
        provider.instead[path] = how
        if path.startswith("/."):
            refused(site, BEGIN, LOOPBACK, 409, "provider_away", as_="counter")
        else:
            brought = back(provider, begun(site))
            refused(site, CODE, brought, 409, "provider_away", as_="counter")
    assert provider.asked.get("/elsewhere") is None
    provider.instead.clear()
    signed_in(site, provider)


def test_a_slow_provider_keeps_nobody_else_waiting(
    site: SiteUnderTest, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_module, "PATIENCE_S", 0.3)
    began, over = threading.Event(), threading.Event()

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        began.set()
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while not over.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    provider.instead["/token"] = dripping
    brought = back(provider, begun(site))
    told: list[Response] = []
    asking = threading.Thread(
        target=lambda: told.append(site.call("POST", CODE, brought, as_="counter"))
    )
    asking.start()
    try:
        assert began.wait(10)
        site.get("/board", as_="display")
        busy = site.call("POST", CODE, brought, as_="counter")
        assert busy.json()["code"] in ("sign_in_busy", "provider_away")
        asking.join(10)
    finally:
        over.set()
    assert told[0].json()["code"] == "provider_away"


def test_a_provider_that_is_not_who_was_asked_is_not_followed(
    site: SiteUnderTest, provider: Provider
) -> None:
    for wrong in (
        {"issuer": f"{provider.issuer}/"},
        {"token_endpoint": "http://idp.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://u:p@idp.example/"},
        {"authorization_endpoint": 7},
        {"code_challenge_methods_supported": ["plain"]},
        {"response_types_supported": ["id_token"]},
        {"token_endpoint_auth_methods_supported": "client_secret_basic"},
    ):
        provider.document = wrong
        refused(site, BEGIN, LOOPBACK, 409, "provider_away", as_="counter")


def test_a_provider_elsewhere_leads_nobody_to_this_machine() -> None:
    issuer = "https://idp.example"
    good = {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/a",
        "token_endpoint": "https://tokens.example/t",
        "jwks_uri": f"{issuer}/k",
    }
    assert endpoints_of(good, issuer).token == "https://tokens.example/t"
    with pytest.raises(web.ProviderAway, match="leads to this machine"):
        endpoints_of({**good, "token_endpoint": "http://127.0.0.1:8080/t"}, issuer)


def test_the_secret_goes_where_the_provider_reads_it(
    site: SiteUnderTest, provider: Provider
) -> None:
    provider.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    signed_in(site, provider)


def test_a_provider_that_does_not_know_the_site_is_away_for_agents(
    site: SiteUnderTest, provider: Provider, data_folder: Path
) -> None:
    DataFolder(data_folder).keep_provider_secret("another")
    not_signed_in(site, provider, "provider_away", 409)


def test_guessing_is_braked_by_station(site: SiteUnderTest, provider: Provider) -> None:
    for _ in range(5):
        not_signed_in(site, provider, "identity_refused", code="guessed")
    not_signed_in(site, provider, "too_many_tries", 429)
    site.enrol("elsewhere", StationKind.COUNTER)
    brought = back(provider, begun(site, "elsewhere"))
    site.post(CODE, brought, as_="elsewhere", status=201)


def test_a_site_without_a_provider_offers_none(site: SiteUnderTest) -> None:
    assert site.get("/site", as_="counter")["sign_in_with"] == ""
    refused(site, BEGIN, LOOPBACK, 409, "provider_unset", as_="counter")
    brought = {"state": "x", "code": "y"}
    refused(site, CODE, brought, 409, "provider_unset", as_="counter")
    site.sign_in("ada", Role.ADMIN)
    assert link(site, "lea", "x").json()["code"] == "provider_unset"


def test_the_desk_is_told_what_the_provider_is_called(
    site: SiteUnderTest, provider: Provider
) -> None:
    assert site.get("/site", as_="counter")["sign_in_with"] == "Annuaire"


def test_a_provider_over_an_open_line_is_no_setting(site: SiteUnderTest) -> None:
    site.sign_in("ada", Role.ADMIN)
    version = site.get("/settings", as_="ada")["version"]
    when = {"If-Match": f'"{version}"'}
    good = {"issuer": "https://idp.example", "client_id": "a", "name": "b"}
    for wrong in (
        {"issuer": "http://idp.example"},
        {"issuer": "https://u@idp.example"},
        {"issuer": "https://idp.example?x"},
        {"client_id": ""},
        {"name": " "},
        {"redirect": "http://idp.example/"},
        {"secret": "x"},
    ):
        rule = {"sign_in": {**good, **wrong}}
        told = site.call("PUT", "/settings", rule, as_="ada", headers=when)
        assert (told.status_code, told.json()["code"]) == (422, "settings_invalid"), wrong
    told = site.call("PUT", "/settings", {"sign_in": good}, as_="ada", headers=when)
    assert told.status_code == 200, told.text


def test_signing_in_is_for_desks_and_linking_for_administrators(
    site: SiteUnderTest, provider: Provider
) -> None:
    forbidden(site, BEGIN, LOOPBACK, "lea", "kiosk", "display", "standby")
    forbidden(site, CODE, {"state": "x", "code": "y"}, "lea", "kiosk")
    path = f"/agents/{agent_id(site, 'lea')}/identity"
    assert site.call("PUT", path, {"subject": "x"}, as_="lea").status_code == 403
    assert provider.asked == {}
