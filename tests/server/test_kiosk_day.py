"""The day's list for kiosks: enough to work alone, and neither a name nor a reference in it."""

import json

from core.model import StationKind
from sync.contract.kiosk_day import KioskDayOut, reference_hash
from tests.server.site_support import SiteUnderTest


def book(
    site: SiteUnderTest, time: str, *, people: int = 1, day: int = 24, mode: str = "in_person"
) -> str:
    """Book somebody and return the reference."""
    body = {
        "service_id": site.service("passport"),
        "starts_at": f"2026-11-{day}T{time}:00Z",
        "people": [{"family_name": "Nunes", "given_name": "Inês"}] * people,
        "mode": mode,
    }
    return str(site.post("/appointments", body)["reference"])


def listed(site: SiteUnderTest, as_: str = "kiosk") -> KioskDayOut:
    return KioskDayOut.model_validate(site.get("/kiosk-day", as_=as_))


def test_a_kiosk_finds_a_booking_of_today_by_what_its_visitor_types(site: SiteUnderTest) -> None:
    reference = book(site, "09:30", people=3)
    found = listed(site)
    (item,) = found.items
    assert found.business_day == "2026-11-24"
    time = "09:30" if found.with_time else None
    assert item.hash == reference_hash(found.key, reference, time)
    assert (item.service_id, item.persons) == (site.service("passport"), 3)
    assert item.starts_at.isoformat() == "2026-11-24T09:30:00+00:00"


def test_the_list_holds_neither_name_nor_reference(site: SiteUnderTest) -> None:
    reference = book(site, "09:30")
    text = json.dumps(site.get("/kiosk-day", as_="kiosk"), ensure_ascii=False)
    assert "Nunes" not in text
    assert reference not in text


def test_another_day_another_way_and_who_is_here_are_not_listed(site: SiteUnderTest) -> None:
    book(site, "09:30", day=25)
    book(site, "09:30", mode="phone")
    reference = book(site, "09:10")
    assert len(listed(site).items) == 1
    site.post("/check-ins", {"reference": reference, "time": "09:10"})
    assert listed(site).items == ()


def test_each_kiosk_has_a_key_of_its_own_each_day(site: SiteUnderTest) -> None:
    site.enrol("other", StationKind.KIOSK)
    keys = {listed(site).key, listed(site).key, listed(site, "other").key}
    assert len(keys) == 2
    site.clock.advance(24 * 3600)
    assert listed(site).key not in keys


def test_only_kiosks_may_read_it(site: SiteUnderTest) -> None:
    for who in ("counter", "display", "lea", "marc"):
        assert site.call("GET", "/kiosk-day", as_=who).status_code == 403
