"""`GET /visits/{id}/attestation.pdf`: that somebody was here, and nothing else."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from httpx2 import Response

from core.model import EventKind, Role
from core.runtime.ids import new_id
from server.paper.attestation import Attendance, attestation
from tests.server.site_support import Json, SiteUnderTest
from tests.support.bookings import typed_in
from tests.support.led_days import happened, newest
from tests.support.printed import count_of_pages, text_of, title_of
from tests.support.visits import served, tomorrow, waiting

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")

DAY = date(2026, 11, 24)
MADE = datetime(2026, 11, 24, 10, 1, tzinfo=UTC)
FAMILY = [
    {"family_name": "Ñúñez-Łaski", "given_name": "Zoë"},
    {"family_name": "الأمين", "given_name": "محمد"},
    {"family_name": "李", "given_name": "小龙"},
]


def ask(site: SiteUnderTest, visit: Json, query: str = "", as_: str = "lea") -> Response:
    return site.call("GET", f"/visits/{visit['id']}/attestation.pdf{query}", as_=as_)


def refused(site: SiteUnderTest, visit: Json, query: str = "", as_: str = "lea") -> tuple[int, str]:
    before = newest(site)
    answer = ask(site, visit, query, as_)
    assert newest(site) == before
    return answer.status_code, answer.json()["code"]


def present(site: SiteUnderTest, *people: Json) -> Json:
    typed = typed_in(site, people=list(people or FAMILY), reference="77311234")
    return site.post("/check-ins", {"appointment_id": typed["id"]})["visit"]


def test_it_says_who_came_when_and_nothing_else(site: SiteUnderTest, tmp_path: Path) -> None:
    visit = present(site)
    answer = ask(site, visit)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert 'filename="attestation.pdf"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert b"/Lang (fr)" in answer.content
    assert count_of_pages(answer.content) == 1
    assert title_of(answer.content, tmp_path) == "Attestation de présence – Consulat inventé"
    found = text_of(answer.content, tmp_path, "-raw")
    order = (
        "Consulat inventé",
        "Attestation de présence",
        "Nous attestons que",
        "ÑÚÑEZ-ŁASKI Zoë",
        "le mardi 24 novembre 2026, depuis 09:00 (heure locale), et l’était encore à 09:00.",
        "Fait à",
        "le 24 novembre 2026",
        "signature",
        "Cachet",
    )
    places = [found.index(part) for part in order]
    assert places == sorted(places)
    for other in ("77311234", visit["number"], "Passeport", "الأمين", "小龙"):
        assert other not in found


def test_who_has_left_was_here_from_when_to_when(site: SiteUnderTest, tmp_path: Path) -> None:
    visit = present(site)
    site.clock.advance(53 * 60)
    site.post(f"/visits/{visit['id']}/leave")
    found = text_of(ask(site, visit, "?language=en").content, tmp_path)
    assert "on Tuesday 24 November 2026, from 09:00 to 09:53 (local time)." in found


def test_one_of_several_is_named_alone(site: SiteUnderTest, tmp_path: Path) -> None:
    visit = present(site)
    for person, name in ((2, "الأمين محمد"), (3, "李 小龙")):
        found = text_of(ask(site, visit, f"?person={person}").content, tmp_path)
        assert name in found
        assert "Zoë" not in found


def test_a_walk_in_and_a_name_by_hand_get_a_line(site: SiteUnderTest, tmp_path: Path) -> None:
    visit = present(site)
    for one, query in ((waiting(site), ""), (visit, "?by_hand=true")):
        found = text_of(ask(site, one, query).content, tmp_path)
        assert "Nous attestons que était présent(e)" in found
    assert happened(site, EventKind.AGENT_NAME_REVEALED) == []


def test_a_name_that_no_face_can_print_is_refused_and_written_by_hand(
    site: SiteUnderTest, tmp_path: Path
) -> None:
    visit = present(site, {"family_name": "김", "given_name": "한국"})
    assert refused(site, visit) == (422, "name_not_printable")
    answer = ask(site, visit, "?by_hand=true")
    assert "Nous attestons que était présent(e)" in text_of(answer.content, tmp_path)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<b>&amp;</b> {day} %s", "<b>&amp;</b> {day} %s"),
        ("Zo\u202ecod.exe", "Zocod.exe"),
        ("e\u0301" * 50, "é" * 10),
    ],
)
def test_odd_names_stay_names(tmp_path: Path, given: str, shown: str) -> None:
    pdf = attestation(Attendance("Consulat", given, DAY, "09:00", None, MADE), "fr")
    assert count_of_pages(pdf) == 1
    found = text_of(pdf, tmp_path)
    assert shown in found
    assert "Cachet" in found


def test_the_longest_name_leaves_room_to_sign(tmp_path: Path) -> None:
    longest = Attendance("W" * 120, "W" * 401, DAY, "09:00", "10:00", MADE)
    pdf = attestation(longest, "fr")
    path = tmp_path / "longest.pdf"
    path.write_bytes(pdf)
    words = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True)
    (lowest,) = re.findall(r'yMax="([0-9.]+)">Cachet<', words.stdout.decode())
    assert float(lowest) < 842 - 130
    assert text_of(pdf, tmp_path).replace(" ", "").count("W") == 401 + 2 * 120


def test_who_saw_a_name_is_journaled_and_the_name_is_not(site: SiteUnderTest) -> None:
    visit = present(site)
    ask(site, visit)
    ask(site, visit)
    (seen,) = happened(site, EventKind.AGENT_NAME_REVEALED)
    assert (seen.visit_id, seen.actor_agent_id is not None) == (visit["id"], True)
    assert "Ñúñez" not in str(seen)


def test_reception_and_who_serves_or_served_may_ask(site: SiteUnderTest) -> None:
    typed_in(site, reference="1", code="life_cert")
    visit = site.post("/check-ins", {"reference": "1"})["visit"]
    assert refused(site, visit, as_="marc") == (403, "names_not_yours")
    step = served(site)
    assert ask(site, visit, as_="marc").status_code == 200
    site.post(f"/steps/{step}/finish", as_="marc")
    assert ask(site, visit, as_="marc").status_code == 200
    for role in (Role.LEAD, Role.MEDIATOR, Role.ADMIN, Role.STATISTICIAN):
        site.sign_in(role.value, role)
        assert ask(site, visit, as_=role.value).status_code == 403
    for token in ("kiosk", "display", "counter", None):
        path = f"/visits/{visit['id']}/attestation.pdf"
        assert site.call("GET", path, as_=token).status_code in (401, 403)


def test_what_is_not_there_is_refused(site: SiteUnderTest) -> None:
    visit = present(site)
    assert refused(site, {"id": new_id()}) == (404, "visit_unknown")
    assert refused(site, visit, "?person=4") == (404, "person_unknown")
    for query in ("?person=0", "?language=ar", "?by_hand=peut-etre"):
        assert ask(site, visit, query).status_code == 422
    site.post(f"/visits/{visit['id']}/cancel")
    assert refused(site, visit) == (409, "wrong_state")
    later = waiting(site)
    assert refused(site, later, as_=tomorrow(site)) == (409, "visit_not_today")
