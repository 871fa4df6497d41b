"""`GET /day-list.pdf` and `day-list`: who is expected, for a day on paper."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from httpx2 import Response

from core.model import AppointmentMode, EventKind, Role
from server.__main__ import main
from server.paper.day_list import Expected, ListHead, day_list
from sync.contract.paper import PaperLanguage
from tests.server.site_support import MORNING, SiteUnderTest
from tests.support.bookings import typed_in, verdict_of
from tests.support.led_days import happened
from tests.support.printed import LONG_SITE, count_of_pages, rightmost, text_of, title_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")

DAY = date(2026, 11, 24)
HEAD = ListHead("Consulat inventé", DAY, datetime(2026, 11, 24, 7, 45, tzinfo=UTC))
NAMES = ("Élodie Lefèvre", "محمد الأمين", "李小龙", "Жанна Ёлкина", "Ahmed محمد")


def ask(site: SiteUnderTest, query: str = "", as_: str = "lea") -> Response:
    return site.call("GET", f"/day-list.pdf{query}", as_=as_)


def expected(*names: str, time: str = "09:00", **more: object) -> Expected:
    facts = {"mode": AppointmentMode.IN_PERSON, "reference": "4711", "service": "Passeport", **more}
    return Expected(time=time, names=names, **facts)  # type: ignore[arg-type]


def test_it_lists_a_day_by_time_with_what_is_known(site: SiteUnderTest, tmp_path: Path) -> None:
    typed_in(site, "2026-11-24T10:30:00Z", reference="7731")
    here = typed_in(site, "2026-11-24T09:00:00Z", reference="7732")
    video = typed_in(site, "2026-11-24T11:00:00Z", reference="7733", mode="video")
    gone = typed_in(site, "2026-11-24T09:30:00Z", reference="7734")
    site.post(verdict_of(gone, "excuse"), {"confirm": True})
    visit = site.post("/check-ins", {"appointment_id": here["id"]})["visit"]
    answer = ask(site)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert 'filename="day-list-2026-11-24.pdf"' in answer.headers["content-disposition"]
    assert b"/Lang (fr)" in answer.content
    assert b"/CreationDate (D:20261124090000+00'00')" in answer.content, "by the site's clock"
    title = "Liste du jour · mardi 24 novembre 2026 – Consulat inventé"
    assert title_of(answer.content, tmp_path) == title
    found = text_of(answer.content, tmp_path, "-raw")
    order = (
        "Liste du jour · mardi 24 novembre 2026",
        "page 1 sur 1",
        "Imprimée le mardi 24 novembre 2026 à 09:00. Contient des noms : à détruire après",
        "09:00 7732",
        "10:30 7731 ÑÚÑEZ-ŁASKI Zoë 1",
        "11:00 7733",
        "EN VISIO",
        "Sans rendez-vous",
    )
    places = [found.index(part) for part in order]
    assert places == sorted(places), found
    assert visit["number"] in found
    assert gone["reference"] not in found
    assert video["reference"] in found


def test_a_coming_day_and_an_empty_one(site: SiteUnderTest, tmp_path: Path) -> None:
    people = [
        {"family_name": "van der Velden", "given_name": "Greet"},
        {"family_name": "欧阳", "given_name": "娜娜"},
        {"family_name": "", "given_name": "Aminata"},
    ]
    typed_in(site, "2026-11-26T10:30:00Z", reference="7731", people=people)
    found = text_of(ask(site, "?day=2026-11-26&language=en").content, tmp_path)
    assert "Day list · Thursday 26 November 2026" in found
    assert "VAN DER VELDEN Greet 欧阳 娜娜 Aminata" in found, "as reception's screen lists them"
    empty = ask(site, "?day=2026-11-25&language=en").content
    assert "No appointment is expected on this day." in text_of(empty, tmp_path)
    assert "Without appointment" in text_of(empty, tmp_path)


def test_that_it_was_taken_is_journaled_without_names(site: SiteUnderTest) -> None:
    typed_in(site)
    ask(site)
    (taken,) = happened(site, EventKind.AGENT_EXPORTED)
    assert taken.facts == {"what": "day_list", "rows": 1}
    assert taken.actor_agent_id is not None


def test_it_is_for_those_who_may_list_names(led_site: SiteUnderTest) -> None:
    assert ask(led_site, as_="chef").status_code == 200
    led_site.sign_in("ada", Role.ADMIN)
    for token in ("marc", "ada", "kiosk", "display", "counter"):
        assert ask(led_site, as_=token).status_code == 403, token
    assert led_site.call("GET", "/day-list.pdf", as_=None).status_code == 401
    for query in ("?day=demain", "?day=1999-01-01", "?language=de"):
        assert ask(led_site, query).status_code == 422


def test_names_of_all_scripts_and_those_that_no_face_has(tmp_path: Path) -> None:
    rows = [expected(name) for name in NAMES]
    found = text_of(day_list(HEAD, rows, "fr"), tmp_path)
    assert all(name in found for name in NAMES[:-1])
    assert "Nom à écrire à la main" not in found
    odd = day_list(HEAD, [expected("한국"), *rows], "fr")
    found = text_of(odd, tmp_path)
    assert "* Nom à écrire à la main" in found
    assert "Élodie" in found


def test_many_rows_make_pages_that_each_say_what_they_are(tmp_path: Path) -> None:
    rows = [expected(f"Personne {at}", time=f"{at // 60:02}:{at % 60:02}") for at in range(200)]
    pdf = day_list(HEAD, rows, "fr")
    pages = count_of_pages(pdf)
    found = text_of(pdf, tmp_path)
    assert pages > 8
    assert found.count("Liste du jour") == found.count("Contient des noms") == pages
    for number in range(1, pages + 1):
        assert f"page {number} sur {pages}" in found
    assert [at for at in range(200) if f"Personne {at} " not in found] == []


@pytest.mark.parametrize("name", [LONG_SITE, "W" * 120, "领" * 120])
def test_no_name_of_a_site_pushes_out_that_the_list_is_to_be_destroyed(
    tmp_path: Path, name: str
) -> None:
    warnings: dict[PaperLanguage, str] = {
        "fr": "Contient des noms : à détruire après la journée.",
        "en": "Holds names: destroy it after the day.",
    }
    for language, warning in warnings.items():
        pdf = day_list(replace(HEAD, site_name=name), [expected("Zoë")], language)
        found = text_of(pdf, tmp_path, "-raw")
        assert name in found
        assert warning in found
        assert found.index(name) < found.index(warning) < found.index("Zoë")
        assert rightmost(pdf, tmp_path) < 842 - 14


def test_odd_names_neither_break_the_list_nor_get_lost(tmp_path: Path) -> None:
    family = tuple(f"Enfant {at}" for at in range(45))
    rows = [
        expected("<b>&amp;</b>\x00\u202eabc"),
        expected("W" * 401),
        expected(*family, reference="7731"),
        expected("Après", reference="é" * 64, service="x" * 200),
    ]
    pdf = day_list(HEAD, rows, "en")
    found = text_of(pdf, tmp_path)
    assert "<b>&amp;</b> abc" in found
    assert found.replace(" ", "").count("W") == 401 + found.count("Without")
    assert [one for one in family if one not in found] == []
    assert (found.count("7731"), found.count(" 45 ")) == (1, 1)
    assert "Après" in found
    assert count_of_pages(pdf) > 2


def test_the_command_writes_a_file_for_this_user_alone(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed_in(site, "2026-11-25T10:30:00Z", reference="7731")
    file = tmp_path / "list.pdf"
    given = ["day-list", "--data", str(data_folder), "--clock", MORNING.isoformat()]
    assert main([*given, "--day", "2026-11-25", "--language", "en", str(file)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert "7731" in text_of(file.read_bytes(), tmp_path)
    (taken,) = happened(site, EventKind.AGENT_EXPORTED)
    assert taken.actor_agent_id is None
    assert capsys.readouterr().out == ""
    for wrong in ([str(file)], ["--day", "demain", str(tmp_path / "other.pdf")]):
        assert main([*given, *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert not (tmp_path / "other.pdf").exists()
