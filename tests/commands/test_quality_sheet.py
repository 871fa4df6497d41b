"""`GET /statistics/quality-sheet.pdf`: one page for the public, in its language."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from core.model import Role
from core.site import Calendar, Site, Window
from core.statistics.cells import Counted
from core.statistics.indicators import table
from server.paper.quality_sheet import quality_sheet
from server.quality.facts import QualityFacts
from server.quality.words import WORDS
from tests.server.site_support import SiteUnderTest
from tests.support.printed import text_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")

RANGE = "from=2026-10-01&to=2026-12-31"
COUNTS = {
    "visits": 1412,
    "walk_ins": 320,
    "due": 900,
    "punctual": 702,
    "wait_04": 600,
    "wait_11": 400,
    "wait_15": 6,
}
HOURS = tuple(Window(day, time(9), time(12, 30)) for day in range(5))


def facts(counts: dict[str, int], name: str = "Consulat inventé") -> QualityFacts:
    site = Site("site", name, "Europe/Lisbon", calendar=Calendar(HOURS))  # type: ignore[arg-type]
    total = table({"": Counted(counts, 2)}).total
    first, last, made = date(2026, 10, 1), date(2026, 12, 31), datetime(2027, 1, 4, 9, tzinfo=UTC)
    return QualityFacts(site, first, last, made, total, {3: 2, 4: 5, 5: 4})


def test_the_sheet_is_one_titled_page_in_its_language(site: SiteUnderTest, tmp_path: Path) -> None:
    site.sign_in("ines", Role.STATISTICIAN)
    answer = site.call("GET", f"/statistics/quality-sheet.pdf?{RANGE}&language=en", as_="ines")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert b"/Lang (en)" in answer.content
    assert len(re.findall(rb"/Type /Page\b", answer.content)) == 1
    found = text_of(answer.content, tmp_path)
    assert "The quality of our reception" in found
    assert "From 1 October 2026 to 31 December 2026" in found
    # Nobody came yet: no figure, and none invented.
    assert "Too few visits" in found
    assert "%" not in found


def test_figures_are_told_in_words(tmp_path: Path) -> None:
    found = text_of(quality_sheet(facts(COUNTS), "fr"), tmp_path)
    for part in (
        "La moitié des attentes ont duré 5 min ou moins.",
        "Neuf attentes sur dix ont duré 24 min ou moins.",
        "78 % des personnes arrivées à temps",
        "1 412 visites, dont 23 % sans rendez-vous.",
        "4,2 sur 5, d’après 11 réponses",
        "Du 01/10/2026 au 31/12/2026",
        "09:00–12:30",
        "fermé",
    ):
        assert part in found, found


def test_almost_all_is_not_all(tmp_path: Path) -> None:
    found = text_of(quality_sheet(facts({"wait_01": 999, "wait_20": 1}), "en"), tmp_path)
    assert "99%" in found
    assert "100%" not in found


def test_it_is_read_from_top_to_bottom(tmp_path: Path) -> None:
    found = text_of(quality_sheet(facts(COUNTS), "fr"), tmp_path)
    words = WORDS["fr"]
    order = [
        words.title,
        words.wait,
        words.appointments,
        words.visits,
        words.satisfaction,
        words.hours,
        words.method,
    ]
    places = [found.index(part[:40]) for part in order]
    assert places == sorted(places)


def test_small_figures_and_few_answers_are_left_out(tmp_path: Path) -> None:
    small = replace(facts({"visits": 4, "walk_ins": 4, "due": 3, "wait_01": 4}), answers={1: 4})
    found = text_of(quality_sheet(small, "en"), tmp_path)
    assert found.count("Too few visits") == 3
    assert "Satisfaction" not in found


def test_waits_beyond_three_hours_are_not_told_as_three(tmp_path: Path) -> None:
    found = text_of(quality_sheet(facts({**COUNTS, "wait_20": 900}), "en"), tmp_path)
    assert "Nine waits in ten" not in found
    assert "Half of all waits" in found


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_its_sheet_with_its_fonts(language: str, tmp_path: Path) -> None:
    pdf = quality_sheet(facts(COUNTS), language)
    assert f"/Lang ({language})".encode() in pdf
    assert b"/FontFile2" in pdf
    assert WORDS[language].weekdays[0] in text_of(pdf, tmp_path)


def test_a_long_name_with_odd_signs_still_fits(tmp_path: Path) -> None:
    name = "Consulat général & <b>section</b> consulaire " * 4
    pdf = quality_sheet(facts(COUNTS, name), "pt")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert "& <b>section</b>" in text_of(pdf, tmp_path)


@pytest.mark.parametrize("language", ["ar", "xx"])
def test_a_language_that_cannot_be_set_is_refused(site: SiteUnderTest, language: str) -> None:
    site.sign_in("chef", Role.LEAD)
    path = f"/statistics/quality-sheet.pdf?{RANGE}&language={language}"
    answer = site.call("GET", path, as_="chef")
    assert (answer.status_code, answer.json()["code"]) == (422, "language_not_offered")


def test_odd_ranges_and_others_are_refused(site: SiteUnderTest) -> None:
    site.sign_in("chef", Role.LEAD)
    path = "/statistics/quality-sheet.pdf"
    backwards = site.call("GET", f"{path}?from=2026-02-02&to=2026-02-01", as_="chef")
    assert (backwards.status_code, backwards.json()["code"]) == (422, "range_backwards")
    for who in ("lea", "marc", "kiosk", "display"):
        assert site.call("GET", f"{path}?{RANGE}", as_=who).status_code == 403
