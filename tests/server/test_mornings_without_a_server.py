"""A morning of a post that has no booking server: the site is whole without one."""

import pytest

from core.model import Role
from server.booking_rows import SiteRows
from sync.booking.rows import DayOfBookings
from tests.commands.test_import_appointments import MAPPING, send
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_booking_thread import DAY, _alone, configure, eventually, running_site

FILE = """\
rdv_id;Date;Heure;Motif;Nom;Prénom;Référence
1;24/11/2026;09:00;Passeport;DIALLO;Aminata;A1
2;24/11/2026;09:10;Passeport;MARTIN;Luc;A2
3;24/11/2026;09:20;Passeport;PEREIRA;Rui;A3
4;25/11/2026;09:00;Passeport;COSTA;Ana;A4
"""


@pytest.fixture
def post(site: SiteUnderTest) -> SiteUnderTest:
    site.sign_in("chef", Role.LEAD)
    return site


def follow_settings(site: SiteUnderTest, gateway: str) -> None:
    configure(site, gateway=gateway)
    site.wiring.booking.refresh()
    eventually(lambda: site.get("/site")["booking_can"]["gateway"] == gateway)


def morning_at(site: SiteUnderTest, booked: dict[str, str]) -> None:
    """Let one be served, one be given up and reopened, one be excused, and somebody walk in."""
    came, missed, excused = booked["A1"], booked["A2"], booked["A3"]
    number = site.post("/check-ins", {"appointment_id": came})["ticket"]["number"]
    assert number == "P001"
    step = site.serve_next()["step"]["id"]
    site.post(f"/steps/{step}/start", as_="marc")
    site.post(f"/steps/{step}/finish", as_="marc")
    site.clock.advance(3600)
    for verdict in ("no-show", "reopen", "no-show"):
        site.post(f"/appointments/{missed}/{verdict}")
    site.post(f"/appointments/{excused}/excuse", {"confirm": True})
    assert site.walk_in()["ticket"]["number"] == "K001"
    found = {one["reference"]: one["status"] for one in site.get("/appointments")["items"]}
    assert found == {"A1": "checked_in", "A2": "no_show", "A3": "excused"}


def nothing_waits_for_anybody(site: SiteUnderTest) -> None:
    assert site.get("/outbox", "chef")["items"] == []
    codes = {one["code"] for one in site.get("/live", "chef")["alerts"]}
    assert not codes & {"booking_server", "outcomes_unsent", "booking_not_taken"}


def booked_here(site: SiteUnderTest) -> dict[str, str]:
    return {one["reference"]: one["id"] for one in site.get("/appointments")["items"]}


def test_a_morning_of_files(post: SiteUnderTest) -> None:
    follow_settings(post, "files")
    site: Json = post.get("/site")
    assert site["booking"]["state"] == "ok"
    assert site["booking"]["today_read_at"] is None
    can = {name for name, told in site["booking_can"].items() if told is True}
    assert can == {"expects_files"}
    assert send(post, FILE, "", MAPPING).json()["new"] == 4
    told = post.get("/site")["booking"]
    assert (told["today_read_at"], told["ahead_until"]) == (
        "2026-11-24T09:00:00.000Z",
        "2026-11-25",
    )
    days = post.get("/booking", "chef")["days"]
    assert [(day["day"], day["bookings"]) for day in days] == [("2026-11-24", 3), ("2026-11-25", 1)]
    morning_at(post, booked_here(post))
    nothing_waits_for_anybody(post)
    # The file comes again, and does not undo what happened here.
    assert send(post, FILE, "?replace_day=true", MAPPING).json()["withdrawn"] == 0
    found = {one["reference"]: one["status"] for one in post.get("/appointments")["items"]}
    assert found == {"A1": "checked_in", "A2": "no_show", "A3": "excused"}
    page = post.get(f"/appointments/{booked_here(post)['A1']}/page")
    assert page == {"url": None}


def test_a_morning_of_nobody_else(post: SiteUnderTest) -> None:
    follow_settings(post, "none")
    site: Json = post.get("/site")
    assert site["booking"]["state"] == "off"
    assert not [name for name, told in site["booking_can"].items() if told is True]
    for place, name in enumerate(("DIALLO", "MARTIN", "PEREIRA")):
        person = {"family_name": name, "given_name": "X"}
        body = {
            "reference": f"A{place + 1}",
            "service_id": post.service("passport"),
            "starts_at": f"2026-11-24T09:{place}0:00Z",
            "people": [person],
        }
        post.post("/appointments", body)
    morning_at(post, booked_here(post))
    nothing_waits_for_anybody(post)
    assert post.get("/booking", "chef")["days"] == []


def test_what_was_booked_at_a_server_that_is_no_more_is_told_to_nobody(
    post: SiteUnderTest,
) -> None:
    import_of_a_server(post)
    follow_settings(post, "files")
    for one in booked_here(post).values():
        post.clock.advance(3600)
        post.post(f"/appointments/{one}/no-show")
    nothing_waits_for_anybody(post)


def import_of_a_server(site: SiteUnderTest) -> None:
    """Have two appointments from RDV Service Public, as of before the settings changed."""
    running_site(site, "http://127.0.0.1:9", {"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    rows.take_day(DayOfBookings(DAY, (_alone(1), _alone(2))))
