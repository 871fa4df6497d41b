"""What was not understood of the booking server is on the wire: in ids, places and codes."""

import json
from dataclasses import replace
from pathlib import Path

from core.model import Role
from server.booking_day import ListedDays
from server.booking_report import MOST, days_out
from server.booking_rows import SiteRows
from server.data_folder import DataFolder
from sync.booking.reporting import DayReport
from sync.booking.rows import DayOfBookings, Oddity, SetAside
from tests.fakes.booking_sandbox_runs import TOKEN, morning, sandbox_thread
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_booking_thread import DAY, _booking, configure, eventually, running_site


def notes(rows: SiteRows, day: DayOfBookings) -> dict[str, tuple[int, tuple[str, ...]]]:
    (told,) = days_out([], [DayReport.of(day)], rows.listed.since(DAY), ())
    return {note.code: (note.count, note.places) for note in told.notes}


def test_kinds_without_a_service_and_rows_set_aside_are_told_by_number(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    odd = replace(_booking("13"), motif_id=None, notes=(Oddity.MOTIF_UNREADABLE,))
    listed = (_booking("11"), _booking("12", 99), odd)
    day = DayOfBookings(DAY, listed, (SetAside("14", ("starts_at",)), SetAside(None, ("row",))))
    rows.take_day(day)
    assert [one["reference"] for one in site.get("/appointments")["items"]] == ["11"]
    assert notes(rows, day) == {
        "set_aside": (2, ("row", "starts_at")),
        "unmapped": (1, ("99",)),
        "motif_unreadable": (1, ()),
    }


def test_a_kind_that_is_understood_now_is_told_no_more(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    day = DayOfBookings(DAY, (_booking("12", 99),))
    rows.take_day(day)
    configure(site, motifs={"1": "passport", "99": "life_cert"})
    rows.take_day(day)
    assert notes(rows, day) == {}
    assert [one["reference"] for one in site.get("/appointments")["items"]] == ["12"]


def test_notes_are_bounded_and_days_that_are_over_are_forgotten() -> None:
    names = tuple(str(number) for number in range(1000))
    (told,) = days_out([], [DayReport(DAY, {Oddity.ZONE_DIFFERS: names})], {}, ())
    (note,) = told.notes
    assert (note.count, len(note.source_ids)) == (1000, MOST)
    assert ListedDays().since(DAY) == {}


def test_whoever_is_booked_at_another_place_is_not_expected_here(site: SiteUnderTest) -> None:
    configure(site, motifs={"1": "passport"})
    rows = SiteRows(site.wiring.store, site.clock)
    here, there = replace(_booking("11"), place_id=1), replace(_booking("12"), place_id=2)
    came = replace(_booking("13"), place_id=2)
    day = DayOfBookings(DAY, (here, there, came))
    rows.take_day(day)
    found = {one["reference"]: one["id"] for one in site.get("/appointments")["items"]}
    site.post("/check-ins", {"appointment_id": found["13"]})
    configure(site, places={"2": "elsewhere"})
    rows.take_day(day)
    # Who is here already stays; who is not is expected at the other place.
    assert [one["reference"] for one in site.get("/appointments")["items"]] == ["11", "13"]
    assert notes(rows, day) == {"elsewhere": (2, ("2",))}
    configure(site, places={"2": "here"})
    rows.take_day(day)
    assert len(site.get("/appointments")["items"]) == 3


def test_leads_and_administrators_see_it_and_a_lead_is_alerted(
    site: SiteUnderTest, data_folder: Path
) -> None:
    scenario = morning()
    motifs = {str(one.id): str(one.service) for one in scenario.motifs[1:]}
    site.sign_in("chef", Role.LEAD)
    with sandbox_thread(scenario) as sandbox:
        running_site(site, sandbox.url, motifs)
        DataFolder(data_folder).keep_booking_token(TOKEN)
        site.wiring.booking.refresh()
        try:
            # The days ahead are read after today: both at rest, or two readers see two states.
            eventually(lambda: bool(_not_taken(site)) and _read_ahead(site))
            told = site.get("/booking", "chef")
            assert site.get("/booking", "admin") == told
        finally:
            site.wiring.booking.stop()
    (today, *_) = told["days"]
    (unmapped,) = [note for note in today["notes"] if note["code"] == "unmapped"]
    assert unmapped["places"] == [str(scenario.motifs[0].id)]
    assert told["can"]["gateway"] == "rdv_service_public"
    assert today["read_at"] == "2026-11-24T09:00:00.000Z"
    text = json.dumps(told, ensure_ascii=False)
    names = {person.last_name for rdv in scenario.rdvs for person in rdv.people}
    assert not [name for name in names if name and name in text]


def _not_taken(site: SiteUnderTest) -> list[Json]:
    alerts = site.get("/live", "chef")["alerts"]
    return [one for one in alerts if one["code"] == "booking_not_taken"]


def _read_ahead(site: SiteUnderTest) -> bool:
    health = site.get("/booking", "chef")["health"]
    return bool(health["ahead_until"] == "2026-11-26")


def test_others_may_not_see_it(site: SiteUnderTest) -> None:
    for who in ("lea", "marc", "kiosk", "display", "counter"):
        assert site.call("GET", "/booking", as_=who).status_code == 403
