"""Numbers on paper: nobody else's, and taken whenever reception enters them."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.model import Role, StationKind
from core.runtime.ids import new_id
from server.__main__ import main
from server.paper.reserve_cards import Block, reserve_cards
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.support.bookings import typed_in
from tests.support.led_days import forbidden, newest, refused, replayed
from tests.support.printed import LONG_SITE, count_of_pages, rightmost, text_of
from tests.support.visits import card, line

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")

PRINTED = datetime(2026, 11, 30, 10, tzinfo=UTC)
PATH = "/number-leases/on-paper"


def give(site: SiteUnderTest, count: int = 10, *letters: str, **more: Json) -> list[Json]:
    body = {"count": count, "letters": list(letters or "K"), **more}
    return list(site.post(PATH, body, status=201)["items"])


def enter(site: SiteUnderTest, block: Json, number: str, as_: str = "lea", **more: Json) -> Json:
    body = {
        "service_id": site.service("life_cert"),
        "number": number,
        "lease_id": block["lease_id"],
        "issued_at": "2026-11-24T09:05:00Z",
        **more,
    }
    return site.post("/walk-ins", body, as_=as_)


def test_a_block_is_nobody_elses(site: SiteUnderTest) -> None:
    kiosk = {"letter": "K", "count": 100, "reserve": True}
    before = site.post("/number-leases", kiosk, as_="kiosk", status=201)["numbers"]
    (first,), (second,) = give(site, 24), give(site, 24)
    after = site.post("/number-leases", kiosk, as_="kiosk", status=201)["numbers"]
    assert (before[-1], after[0]) == ("K599", "K648")
    assert (first["first"], first["last"]) == ("K600", "K623")
    assert (second["first"], second["last"]) == ("K624", "K647")
    assert first["business_day"] == "2026-11-24"
    assert site.walk_in(as_="lea")["ticket"]["number"] == "K001"


def test_a_coming_day_keeps_its_block_when_it_comes(site: SiteUnderTest) -> None:
    (block,) = give(site, 8, day="2026-11-25")
    assert (block["first"], block["business_day"]) == ("K500", "2026-11-25")
    (today,) = give(site, 8)
    assert today["first"] == "K500", "another day, another series"
    site.clock.advance(24 * 3600)
    kiosk = {"letter": "K", "count": 5, "reserve": True}
    given = site.post("/number-leases", kiosk, as_="kiosk", status=201)
    assert given["numbers"][0] == "K508"


def test_a_card_is_entered_at_any_counter_and_keeps_its_place(site: SiteUnderTest) -> None:
    (block,) = give(site)
    site.clock.advance(3600)
    later = site.walk_in(as_="lea")["ticket"]["number"]
    site.enrol("other", StationKind.COUNTER)
    body = {"username": "lea", "password": "une phrase assez longue pour deux langues"}
    site.tokens["lea2"] = site.call("POST", "/sessions", body, as_="other").json()["token"]
    arrived = enter(site, block, "K503", as_="lea2")
    assert arrived["ticket"]["number"] == "K503"
    assert line(site) == ["K503", later], "who was given it an hour ago comes first"
    again = enter(site, block, "K503", as_="lea2")
    assert again["visit"]["id"] == arrived["visit"]["id"]
    site.sign_in_again("lea")
    assert enter(site, block, "K503")["visit"]["id"] == arrived["visit"]["id"]
    assert card(site, arrived["visit"])["flags"] == []


def test_who_holds_a_card_lacks_no_paper(site: SiteUnderTest) -> None:
    (block,) = give(site)
    enter(site, block, "K503")
    (waiting,) = site.get("/queue")["items"]
    assert (waiting["slip"], waiting["slip_way"]) == ("shown", "card")


def test_a_card_that_was_entered_with_another_hour_is_somebody_elses(site: SiteUnderTest) -> None:
    (block,) = give(site)
    site.clock.advance(3600)
    first = enter(site, block, "K503")
    body = {
        "service_id": site.service("life_cert"),
        "number": "K503",
        "lease_id": block["lease_id"],
        "issued_at": "2026-11-24T09:25:00Z",
    }
    answer = site.call("POST", "/walk-ins", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "card_entered")
    site.post(f"/visits/{first['visit']['id']}/leave")
    answer = site.call("POST", "/walk-ins", {**body, "issued_at": "2026-11-24T09:05:00Z"})
    assert (answer.status_code, answer.json()["code"]) == (409, "card_entered")
    assert line(site) == []


def test_no_rule_refuses_a_card(site: SiteUnderTest) -> None:
    (block,) = give(site)
    typed = typed_in(site, "2026-11-24T09:00:00Z", reference="7731")
    site.clock.advance(6 * 3600)
    late = {"appointment_id": typed["id"], "number": "K500", "lease_id": block["lease_id"]}
    body = {**late, "issued_at": "2026-11-24T09:05:00Z", "given": True}
    booked = site.post("/check-ins", body)["visit"]
    assert booked["number"] == "K500"
    site.clock.advance(7 * 24 * 3600)
    site.sign_in_again("lea")
    entered = enter(site, block, "K501")["visit"]
    assert card(site, entered)["flags"] == ["reported_late"]


def test_a_card_of_tomorrow_that_was_given_today_waits_today(site: SiteUnderTest) -> None:
    (block,) = give(site, day="2026-11-25")
    site.clock.advance(600)
    assert enter(site, block, "K500")["ticket"]["number"] == "K500"
    (today,) = give(site)
    assert today["first"] == "K500"
    doubled = enter(site, today, "K500")["ticket"]
    assert (doubled["number"], doubled["alias"]) == ("K500", "K001")
    assert line(site) == ["K500", "K001"]


def test_a_number_outside_its_block_is_refused(site: SiteUnderTest) -> None:
    (block,) = give(site)
    body = {"service_id": site.service("life_cert"), "lease_id": block["lease_id"]}
    when = {"issued_at": "2026-11-24T09:00:00Z"}
    for number in ("K499", "K510", "P500"):
        wrong = {**body, **when, "number": number}
        refused(site, "/walk-ins", wrong, 422, "number_not_in_lease", as_="lea")


def test_each_letter_has_its_cards_and_a_replay_gives_no_more(led_site: SiteUnderTest) -> None:
    blocks = give(led_site, 3, "K", "P", "K")
    assert [one["letter"] for one in blocks] == ["K", "P"]
    every = led_site.post(PATH, {"count": 1}, as_="chef")["items"]
    services = led_site.get("/site")["services"]
    assert {one["letter"] for one in every} == {one["letter"] for one in services}
    replayed(led_site, PATH, {"count": 5, "letters": ["K"]})
    listed = led_site.get(PATH)["items"]
    assert [(one["letter"], one["first"]) for one in listed if one["letter"] == "K"] == [
        ("K", "K500"),
        ("K", "K503"),
        ("K", "K504"),
    ]
    assert led_site.get(f"{PATH}?day=2026-11-25")["items"] == []


def test_nobody_waits_for_a_card_that_nobody_holds(site: SiteUnderTest) -> None:
    before = newest(site)
    give(site)
    assert (line(site), newest(site)) == ([], before)


def test_what_is_no_block_is_refused(led_site: SiteUnderTest) -> None:
    for day in ("2026-11-23", "2026-12-09"):
        problem = refused(led_site, PATH, {"count": 1, "day": day}, 422, "day_not_ahead")
        assert problem["days"] == 14
    for body in ({}, {"count": 0}, {"count": 97}, {"count": 1, "letters": ["A"]}):
        assert led_site.call("POST", PATH, body, as_="chef").status_code == 422
    led_site.sign_in("ada", Role.ADMIN)
    forbidden(led_site, PATH, {"count": 1}, "kiosk", "display", "counter", "marc", "ada")
    kiosk = {"letter": "K", "count": 5}
    own = led_site.post("/number-leases", kiosk, as_="kiosk", status=201)["lease_id"]
    for lease in (own, new_id()):
        answer = led_site.call("GET", f"{PATH}.pdf?lease_id={lease}")
        assert (answer.status_code, answer.json()["code"]) == (404, "lease_unknown")
    assert led_site.call("GET", f"{PATH}.pdf").status_code == 422


def test_the_cards_bear_their_numbers_twice_and_say_it_in_eight_languages(
    site: SiteUnderTest, tmp_path: Path
) -> None:
    blocks = give(site, 10, "K", "P")
    query = "&".join(f"lease_id={one['lease_id']}" for one in blocks)
    answer = site.call("GET", f"{PATH}.pdf?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert b"/Lang (fr)" in answer.content
    assert count_of_pages(answer.content) == 4
    found = text_of(answer.content, tmp_path)
    for number in (f"{letter}{at}" for letter in "KP" for at in range(500, 510)):
        assert found.split().count(number) == 2, number
    for said in (
        "Patientez : votre numéro sera appelé.",
        "Please wait: your number will be called.",
        "llamaremos su número",
        "será chamado",
        "Ihre Nummer wird aufgerufen",
        "ваш номер вызовут",
        "请等候，我们会叫您的号码。",
        "انتظر",
        "sans votre nom",
        "without your name",
    ):
        assert found.count(said) == 20, said
    assert all(one["lease_id"] in found for one in blocks)


def test_each_card_and_stub_bears_its_day_once_it_is_cut_out(tmp_path: Path) -> None:
    days = (date(2026, 12, 2), date(2026, 12, 3))
    blocks = [Block(f"l{day.day}", day, tuple(f"K{n}" for n in range(500, 503))) for day in days]
    pdf = reserve_cards("Consulat inventé", blocks, PRINTED)
    found = text_of(pdf, tmp_path, "-raw")
    for day in ("mercredi Wednesday 2026-12-02", "jeudi Thursday 2026-12-03"):
        assert found.count(day) == 2 * 3, "on three cards, and on their stubs"
    assert "K500–K502 · mercredi 2 décembre 2026 · Wednesday 2 December 2026" in found
    assert "K500–K502 · jeudi 3 décembre 2026 · Thursday 3 December 2026" in found


@pytest.mark.parametrize("name", [LONG_SITE, "W" * 120, "领" * 120])
def test_a_card_names_its_post_whole_above_its_number(tmp_path: Path, name: str) -> None:
    block = Block("l", date(2026, 9, 30), ("K1999", "K2000"))
    pdf = reserve_cards(name, [block], PRINTED)
    found = text_of(pdf, tmp_path, "-raw")
    assert found.replace(" ", "").count(name.replace(" ", "")) == 2
    assert rightmost(pdf, tmp_path) < 595 - 14
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "measured.pdf", "-"], check=True, capture_output=True
    )
    words = re.findall(r'yMax="([0-9.]+)">([^<]{3,})<', boxes.stdout.decode())
    lowest = max(float(at) for at, word in words if name.endswith(word))
    assert lowest < 28 + 20 + 32, "the large number begins there"


def test_the_command_writes_cards_for_this_user_alone(
    site: SiteUnderTest, data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cards.pdf"
    given = ["reserve-cards", "--data", str(data_folder), "--clock", MORNING.isoformat()]
    assert main([*given, "--letters", "KM", "--count", "9", str(file)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert count_of_pages(file.read_bytes()) == 4
    assert [one["last"] for one in site.get(PATH)["items"]] == ["K508", "M508"]
    other = str(tmp_path / "other.pdf")
    for wrong in (
        [str(file)],
        ["--day", "demain", other],
        ["--day", "2026-01-01", other],
        ["--count", "97", other],
        ["--letters", "A", other],
        [str(tmp_path / "missing" / "cards.pdf")],
    ):
        assert main([*given, *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 6
    assert [one["last"] for one in site.get(PATH)["items"]] == ["K508", "M508"]
