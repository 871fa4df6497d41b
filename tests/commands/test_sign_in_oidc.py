"""`POST /sessions/oidc`: agents sign in with the site's provider, as whom they are linked to."""

from functools import partial
from urllib.parse import parse_qs, urlsplit

from core.model import EventKind, Role, StationKind
from core.runtime.ids import new_id
from tests.fakes.identity_provider import (
    Provider,
    ec_key,
    forged,
    jwk,
    rsa_key,
    signed,
)
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused
from tests.support.trusted_provider import (
    BEGIN,
    CODE,
    LOOPBACK,
    agent_id,
    back,
    begun,
    link,
    not_signed_in,
    signed_in,
    trust,
)


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
