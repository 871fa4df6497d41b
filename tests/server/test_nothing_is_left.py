"""Names that occur nowhere else are typed into every free field; when their time is up, none is."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.model import Role, StationKind
from core.runtime.ids import new_id
from core.store.schema import metadata
from server.purging import purge_all
from tests.server.site_support import MORNING, PASSWORD, SiteUnderTest
from tests.server.test_booking_thread import eventually

FAMILY, GIVEN, CASE, REFERENCE = "Quixanozz", "Zenobiazz", "CASE-ZZQ", "ZZQ7731"
NOTED, URGENT, PAPERS = "Notedzz", "Urgentzz", "ZZQPAPER01"
IMPORTED, REFUSED, SOUGHT = "Importedzz", "Refusedzz", "Soughtzz"
OF_PERSONS = (FAMILY, GIVEN, CASE, REFERENCE, NOTED, URGENT, PAPERS, IMPORTED, REFUSED, SOUGHT)
TOLD, LINE = "Difficultyzz", "Messagezz"

FILE = f"""\
Date;Heure;Motif;Nom;Prénom;Référence
24/11/2026;10:00;Passeport;{IMPORTED};Aminata;A1
24/11/2026;jamais;Passeport;{REFUSED};Luc;A3
"""


def a_day(site: SiteUnderTest) -> None:
    """Let people come and go, and staff write whatever can be written."""
    site.sign_in("chef", Role.LEAD)
    body = {
        "service_id": site.service("passport"),
        "starts_at": MORNING.isoformat(),
        "reference": REFERENCE,
        "case_ref": CASE,
        "pre_application": PAPERS,
        "people": [{"family_name": FAMILY, "given_name": GIVEN}],
    }
    booked = site.post("/appointments", body)
    site.post("/appointments", {**body, "reference": f"{REFERENCE}B"})
    headers = {"Authorization": f"Bearer {site.tokens['lea']}", "Idempotency-Key": new_id()}
    sent = site.http.post(
        "/v1/appointments/import",
        files={"file": (f"{IMPORTED}.csv", FILE.encode())},
        data={"mapping": '{"Passeport": "passport"}'},
        headers=headers,
    )
    assert sent.status_code == 200, sent.text
    assert len(site.get(f"/appointments?q={IMPORTED}")["items"]) == 1
    assert site.get(f"/appointments?q={SOUGHT}")["items"] == []
    visit = site.post("/check-ins", {"appointment_id": booked["id"]})["visit"]["id"]
    assert site.call("PATCH", f"/visits/{visit}", {"note": NOTED}).status_code == 200
    site.post(f"/visits/{visit}/urgent", {"reason": "medical", "note": URGENT}, as_="chef")
    site.get(f"/visits/{visit}")
    called = site.serve_next()
    site.post(f"/steps/{called['step']['id']}/start", as_="marc")
    site.post(f"/steps/{called['step']['id']}/finish", as_="marc")
    site.post("/help", {"page": "home"}, as_="kiosk")
    site.post("/difficulties", {"topic": "printer_slow", "body": TOLD})
    until = (MORNING + timedelta(hours=2)).isoformat()
    site.post("/site/message", {"texts": {"fr": LINE}, "until": until}, as_="chef")


def everything(site: SiteUnderTest, folder: Path) -> str:
    """Return all rows of all tables, as they are read with the key, and all files as they lie."""
    with site.wiring.store.read() as reader:
        rows = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in reader.connection.execute(table.select())
        ]
    files = [path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()]
    names = [path.name for path in folder.rglob("*")]
    return "\n".join((*rows, *files, *names))


def found(site: SiteUnderTest, folder: Path, *words: str) -> list[str]:
    kept = everything(site, folder).casefold()
    return [word for word in words if word.casefold() in kept]


def count(site: SiteUnderTest, table: str) -> int:
    with site.wiring.store.read() as reader:
        return len(reader.connection.execute(metadata.tables[table].select()).all())


def test_nothing_of_a_day_is_left_when_its_time_is_up(
    site: SiteUnderTest, data_folder: Path
) -> None:
    a_day(site)
    store = site.wiring.store
    typed = (*(word for word in OF_PERSONS if word not in (REFUSED, SOUGHT)), TOLD, LINE)
    assert found(site, data_folder, *typed) == list(typed)
    assert found(site, data_folder, REFUSED, SOUGHT, PASSWORD) == []

    site.clock.advance((15 + 25) * 3600)
    purge_all(store)
    assert found(site, data_folder, *OF_PERSONS) == []
    assert count(site, "visit") == 1

    site.clock.advance(31 * 24 * 3600)
    purge_all(store)
    assert found(site, data_folder, LINE) == []
    for table in ("visit", "visit_person", "step", "call", "appointment", "appointment_person"):
        assert count(site, table) == 0, table
    assert count(site, "help_call") == count(site, "session") == count(site, "command") == 0

    site.clock.advance(400 * 24 * 3600)
    purge_all(store)
    assert found(site, data_folder, TOLD) == []
    assert count(site, "lease") == count(site, "pairing_code") == 0


@pytest.mark.sqlite
def test_the_log_of_the_database_holds_nothing_either(
    site: SiteUnderTest, data_folder: Path
) -> None:
    site.enrol("second kiosk", StationKind.KIOSK)
    a_day(site)
    assert (data_folder / "site.sqlite-wal").stat().st_size > 0
    site.clock.advance(40 * 3600)

    def log_is_empty_after_a_purge() -> bool:
        purge_all(site.wiring.store)
        # What was written since, such as the event of the purge itself, is of nobody.
        return (data_folder / "site.sqlite-wal").stat().st_size == 0

    # Who reads just then keeps the log as it is until the next purge.
    eventually(log_is_empty_after_a_purge)
