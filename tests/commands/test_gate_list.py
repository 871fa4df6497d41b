"""`GET /gate-list`: who is expected, without a name."""

from core.model import AppointmentMode
from tests.server.site_support import SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import typed_in, verdict_of
from tests.support.led_days import newest


def test_it_says_when_which_reference_and_one_letter(site: SiteUnderTest) -> None:
    book(site, "2", 30)
    book(site, "1", 0)
    answer = site.call("GET", "/gate-list?day=2026-11-24")
    assert answer.json()["items"] == [
        {"starts_at": "2026-11-24T09:00:00.000Z", "reference": "1", "initial": "Ç"},
        {"starts_at": "2026-11-24T09:30:00.000Z", "reference": "2", "initial": "Ç"},
    ]
    assert answer.headers["cache-control"] == "no-store"
    assert "elik" not in answer.text


def test_those_who_come_no_more_or_never_come_in_person_are_not_on_it(site: SiteUnderTest) -> None:
    for verdict in ("no-show", "excuse", "revoke"):
        site.post(verdict_of(typed_in(site), verdict))
    book(site, "1", mode=AppointmentMode.VIDEO)
    book(site, "2", 24 * 60)
    assert site.get("/gate-list")["items"] == []
    (other,) = site.get("/gate-list?day=2026-11-25")["items"]
    assert other["reference"] == "2"


def test_who_is_in_already_stays_on_it(site: SiteUnderTest) -> None:
    book(site, "1")
    site.post("/check-ins", {"reference": "1"})
    assert len(site.get("/gate-list")["items"]) == 1


def test_pages_hold_everybody_once(site: SiteUnderTest) -> None:
    for number in range(1, 6):
        book(site, str(number), number)
    seen, after = [], ""
    while True:
        found = site.get(f"/gate-list?limit=2{after}")
        seen += [one["reference"] for one in found["items"]]
        if found["next"] is None:
            break
        after = f"&after={found['next']}"
    assert seen == ["1", "2", "3", "4", "5"]


def test_reading_it_changes_nothing_and_nonsense_is_refused(site: SiteUnderTest) -> None:
    book(site, "1")
    before = newest(site)
    site.get("/gate-list")
    for query in ("day=hier", "limit=0", "after=1"):
        answer = site.call("GET", f"/gate-list?{query}")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), query
    assert newest(site) == before


def test_it_is_for_staff(site: SiteUnderTest) -> None:
    site.get("/gate-list", "marc")
    for station in ("kiosk", "counter", "display"):
        assert site.call("GET", "/gate-list", as_=station).status_code == 403
    assert site.call("GET", "/gate-list", as_=None).status_code == 401
