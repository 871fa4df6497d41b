"""`codes --pdf`: a day's signed codes on paper, the same as in the table, and no name with them."""

import csv
import io
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from core.model import AppointmentId
from core.ports import UnitOfWork
from core.things import Receipt
from server.__main__ import main
from tests.server.site_support import MORNING, SiteUnderTest
from tests.support.bookings import of_reference, typed_in
from tests.support.printed import text_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")
PEOPLE = ("Silvestrini", "Ólafsdóttir", "المثال", "李样")


def run(folder: Path, *given: str, code: int = 0) -> None:
    when = ("--clock", MORNING.isoformat())
    assert main(["codes", "--data", str(folder), *when, *given]) == code


def pages(file: Path) -> str:
    done = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def scanned(file: Path) -> set[str]:
    prefix = file.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "110", "-png", file, prefix], check=True)
    pictures = sorted(file.parent.glob(f"{prefix.name}-*.png"))
    return {found.text for one in pictures for found in zxingcpp.read_barcodes(Image.open(one))}


def book(site: SiteUnderTest, count: int) -> None:
    for place in range(count):
        people = [{"family_name": PEOPLE[place % 4], "given_name": "Anaïs"}] * (1 + place % 2)
        body = {
            "service_id": site.service("passport"),
            "starts_at": f"2026-11-24T{10 + place // 6}:{place % 6}0:00Z",
            "people": people,
        }
        site.post("/appointments", body)


def test_pages_hold_the_codes_of_the_table_and_no_name(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book(site, 18)
    file = tmp_path / "codes.pdf"
    run(data_folder, "--pdf", str(file))
    assert capsys.readouterr().out == ""
    run(data_folder)
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(table) == 18
    assert scanned(file) == {row["code"] for row in table}
    shown = pages(file)
    for row in table:
        assert row["reference"] in shown
    assert "page 2 sur 2" in shown
    assert "mardi 24 novembre 2026" in shown
    assert "Passeport" in shown
    for name in (*PEOPLE, "Anaïs"):
        assert name not in shown
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_day_of_nobody_is_a_page_that_says_so(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del site
    file = tmp_path / "codes.pdf"
    run(data_folder, "--pdf", str(file), "--language", "en", "--day", "2026-11-25")
    assert "Nobody is expected in person on this day." in pages(file)
    assert scanned(file) == set()
    run(data_folder, "--pdf", str(file), code=2)
    assert "codes.pdf" in capsys.readouterr().err


def test_one_typed_in_to_the_second_is_booked_for_its_minute(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = typed_in(site, "2026-11-24T09:10:30.25Z")
    assert typed["starts_at"] == "2026-11-24T09:10:00.000Z"
    file = tmp_path / "codes.pdf"
    run(data_folder, "--pdf", str(file))
    run(data_folder)
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["time"], scanned(file)) == ("09:10", {row["code"]})


def test_one_kept_with_seconds_before_they_were_cut_off_has_its_code_and_is_let_in_by_it(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = typed_in(site, "2026-11-24T09:30:00Z")
    kept = MORNING + timedelta(minutes=30, seconds=59)

    def keep(uow: UnitOfWork) -> Receipt:
        uow.appointments.change(AppointmentId(typed["id"]), starts_at=kept)
        return {}

    site.wiring.store.write(keep)
    run(data_folder)
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    listed = site.call("GET", "/day-list.pdf").content
    assert f"09:30 {typed['reference']}" in text_of(listed, tmp_path, "-raw")
    (item,) = site.get("/kiosk-day", as_="kiosk")["items"]
    assert item["starts_at"] == "2026-11-24T09:30:00.000Z"
    site.post("/check-ins", {"code": row["code"]}, as_="kiosk")
    assert of_reference(site, typed["reference"])["status"] == "checked_in"
