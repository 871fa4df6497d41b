"""Pages of a day's bookings stay whole while bookings come and go."""

import json

import pytest

from core.runtime.ids import new_id
from tests.commands.test_import_appointments import send
from tests.server.site_support import SiteUnderTest

HEADINGS = "rdv_id;Date;Heure;Motif;Nom\n"
ROWS = [f"{number};24/11/2026;10:{number:02d};Passeport;Nom {number}\n" for number in range(10, 20)]
FIELDS = {"mapping": json.dumps({"Passeport": "passport"})}


def references(site: SiteUnderTest, path: str) -> list[str]:
    """Read every page; while it is read, the file comes again without its last item so far."""
    found: list[str] = []
    rows, after = ROWS, ""
    for _ in ROWS:
        told = site.get(f"{path}?limit=3{after}")
        found += [item["reference"] for item in told["items"]]
        if told["next"] is None:
            break
        rows = [row for row in rows if not row.startswith(found[-1])]
        assert send(site, HEADINGS + "".join(rows), "?replace_day=true", FIELDS).is_success
        after = f"&after={told['next']}"
    return found


@pytest.mark.parametrize("path", ["/appointments", "/gate-list"])
def test_a_booking_that_goes_between_two_pages_moves_no_other(
    site: SiteUnderTest, path: str
) -> None:
    send(site, HEADINGS + "".join(ROWS), "", FIELDS)
    assert references(site, path) == [row[:2] for row in ROWS]


def test_a_cursor_that_is_not_known_any_more_begins_anew(site: SiteUnderTest) -> None:
    send(site, HEADINGS + "".join(ROWS), "", FIELDS)
    assert len(site.get(f"/appointments?after={new_id()}")["items"]) == len(ROWS)


def test_a_hyphen_in_a_typed_reference_is_left_out(site: SiteUnderTest) -> None:
    body = {
        "service_id": site.service("passport"),
        "starts_at": "2026-11-24T10:00:00Z",
        "reference": "AB-12",
        "people": [{"family_name": "Silva"}],
    }
    assert site.post("/appointments", body)["reference"] == "AB12"
