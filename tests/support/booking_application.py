"""A booking server whose agents sign in by a browser, and a site that is set up for it."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

import requests

from core.model import Role
from demonstration.booking_sandbox.scenario import Scenario
from sync.contract.sign_in import PASTED
from tests.fakes.booking_sandbox_runs import morning
from tests.server.site_support import Json, SiteUnderTest

PATH: Final = "/booking/sign-in"
CODE: Final = "/booking/sign-in/code"
LOOPBACK: Final = {"port": 40123}
APPLICATION: Final = {
    "client_id": "guichet",
    "client_secret": "hush",
    "redirect_uris": ["http://127.0.0.1/", PASTED],
}
PASSWORD: Final = "une phrase d'avant"
AGENTS: Final = [{"id": 5, "password": PASSWORD}]


def with_application(lives_s: int = 7200, **more: object) -> Scenario:
    """Return the morning's scenario, with an application and an agent of old."""
    return morning(oauth={**APPLICATION, "lives_s": lives_s}, agents=AGENTS, **more)


def configure(site: SiteUnderTest, url: str, **sign_in: object) -> None:
    """Let the settings name a booking server, and how somebody signs in there."""
    if "admin" not in site.tokens:
        site.sign_in("admin", Role.ADMIN)
    answer = site.call("GET", "/settings", as_="admin")
    document = answer.json()["settings"]
    document["booking"].update(
        gateway="rdv_service_public",
        base_url=url,
        organisation_ids=[77],
        days_ahead=0,
        motifs={str(one.id): str(one.service) for one in morning().motifs},
        sign_in={"client_id": "guichet", "redirect": "", **sign_in},
    )
    headers = {"If-Match": answer.headers["etag"]}
    changed = site.call("PUT", "/settings", document, as_="admin", headers=headers)
    assert changed.status_code == 200, changed.text


def consented(url: str) -> dict[str, str]:
    """Open an address as a browser in which an agent consents; return what comes back."""
    answer = requests.get(url, allow_redirects=False, timeout=5)
    assert answer.status_code == 307, answer.text
    told = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in told.items()}


def begun(site: SiteUnderTest, as_: str = "admin") -> Json:
    """Begin to sign the site in."""
    return site.post(PATH, LOOPBACK, as_=as_, status=201)


def back(flow: Json) -> dict[str, str]:
    """Return what the desk brings once the browser came back."""
    return {"state": flow["state"], "code": consented(flow["url"])["code"]}


def has_read_today(site: SiteUnderTest) -> bool:
    """Whether today was read whole: from then on nothing more is journaled of it by itself."""
    return site.wiring.booking.health().today_read_at is not None
