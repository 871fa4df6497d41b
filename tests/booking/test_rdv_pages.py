"""Pages of RDVs for an agent's browser, days that a zone skips, and what the gateway can do."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from sync.booking.gateway import BookingUnsupported, Capabilities
from sync.booking.quiet import FileGateway, NoGateway
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.booking.test_rdv_gateway import DAY, at, clerk, gateway, outcome
from tests.fakes.booking_server import scripted_server

BASE = "https://rdv.exemple.test"
LISBON = Days(ZoneInfo("Europe/Lisbon"))


def opened(page: object, base: str = BASE) -> str | None:
    """Read a day with one RDV that names a page; return what may be opened."""
    row = at(501, f"{DAY} 09:30:00", None) | {"url_for_agents": page}
    with scripted_server(clerk(row)) as script:
        settings = RdvServicePublicSettings((77,), LISBON, base_url=base)
        transport = Transport(script.url, OAuthTokens(TokenPair("any")), Timeouts(2, 5))
        site = RdvServicePublic(transport, settings)
        assert site.open_url("501") is None
        site.list_day(DAY)
        assert len(script.asked) == 1
        assert site.open_url("502") is None
        return site.open_url("501")


@pytest.mark.parametrize(
    ("page", "base"),
    [
        (f"{BASE}/admin/organisations/77/rdvs/501", BASE),
        (f"{BASE}:443/rdvs/501", BASE),
        ("http://127.0.0.1/rdvs/501", "http://127.0.0.1/"),
    ],
)
def test_page_of_an_rdv_is_known_once_its_day_was_read_and_is_never_fetched(
    page: str, base: str
) -> None:
    assert opened(page, base) == page


@pytest.mark.parametrize(
    "page",
    [
        "https://rdv.exemple.test.voleur.test/rdvs/501",
        "https://rdv.exemple.test@voleur.test/rdvs/501",
        "https://voleur.test/rdv.exemple.test",
        "https://voleur.test\\@rdv.exemple.test/",
        "https://rdv.exemple.test\\.voleur.test/",
        "http://rdv.exemple.test/rdvs/501",
        "https://rdv.exemple.test:8443/rdvs/501",
        "javascript:alert(1)//https://rdv.exemple.test/",
        "https://rdv.exemple.test/a b",
        "https://rdv.exemple.test/\nx",
        "https://rdv.exemple.tést/",
        "https://[",
        "//rdv.exemple.test/rdvs/501",
        "/rdvs/501",
        BASE + "/" + "x" * 300,
        "",
        None,
        5,
        ["https://rdv.exemple.test/"],
    ],
)
def test_nothing_else_is_opened(page: object) -> None:
    assert opened(page) is None


def test_what_is_claimed_is_what_is_set_up() -> None:
    nowhere = RdvServicePublicSettings((77,), LISBON).capabilities()
    assert not nowhere.can_open_url
    plain = RdvServicePublicSettings((77,), LISBON, base_url=BASE).capabilities()
    assert (plain.has_webhooks, plain.can_start_booking_url) == (False, True)
    more = RdvServicePublicSettings((77,), LISBON, has_webhooks=True).capabilities()
    assert more.has_webhooks


@pytest.mark.parametrize(
    ("quiet", "can"),
    [(NoGateway(), Capabilities()), (FileGateway(), Capabilities(expects_files=True))],
)
def test_a_gateway_with_nobody_at_the_other_end_tells_and_reads_nothing(
    quiet: NoGateway, can: Capabilities
) -> None:
    assert quiet.capabilities() == can
    assert quiet.get({"501"}) is None
    assert quiet.open_url("501") is None
    assert quiet.list_things().things == ()
    assert not quiet.line_is_open()
    # An empty day would withdraw what is there.
    with pytest.raises(BookingUnsupported):
        quiet.list_day(DAY)
    with pytest.raises(BookingUnsupported):
        quiet.set_outcome(outcome())


def test_what_is_booked_on_a_day_that_a_zone_skips_is_on_the_day_after() -> None:
    rows = [at(501, "2011-12-30 09:00:00 +0100", None), at(502, "2011-12-31 09:00:00 +0100", None)]
    with scripted_server(clerk(*rows)) as script:
        site = gateway(script.url, "Pacific/Apia")
        days = {
            day: {one.source_id for one in site.list_day(date(2011, 12, day)).bookings}
            for day in (29, 30, 31)
        }
    assert days == {29: set(), 30: set(), 31: {"501", "502"}}
