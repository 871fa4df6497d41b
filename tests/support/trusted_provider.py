"""A provider of sign-ins that a site trusts, and the way of an agent through it."""

from urllib.parse import parse_qs, urlsplit

from httpx2 import Response

from core.model import Role
from tests.fakes.identity_provider import CLIENT, Provider
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import refused

BEGIN = "/sessions/oidc"
CODE = "/sessions/oidc/code"
LOOPBACK = {"port": 40123}


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
