"""Matching what the booking server has with what is here, by the interface and at the console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import Role
from server.__main__ import main
from server.data_folder import DataFolder
from tests.fakes.booking_sandbox_runs import TOKEN, Running, morning, sandbox_thread
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.server.test_booking_thread import configure, eventually, running_site


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with sandbox_thread(morning()) as running:
        yield running


@pytest.fixture
def asked(site: SiteUnderTest, data_folder: Path, sandbox: Running) -> Iterator[SiteUnderTest]:
    """A site whose engine reads from the sandbox; nothing is matched."""
    site.sign_in("admin", Role.ADMIN)
    site.sign_in("chef", Role.LEAD)
    running_site(site, sandbox.url, {})
    DataFolder(data_folder).keep_booking_token(TOKEN)
    site.wiring.booking.refresh()
    eventually(lambda: site.get("/site")["booking"]["state"] == "ok")
    yield site
    site.wiring.booking.stop()


def matches(told: Json, kind: str = "motif") -> dict[str, tuple[str, str | None, str | None]]:
    return {
        one["id"]: (one["name"], one["mapped_to"], one["proposed"])
        for one in told["items"]
        if one["kind"] == kind
    }


def put(site: SiteUnderTest, body: Json, version: int, as_: str = "admin") -> Json:
    headers = {"If-Match": f'"{version}"'}
    return site.call("PUT", "/booking/matches", body, as_=as_, headers=headers)


def test_what_is_there_is_told_with_what_it_may_be(asked: SiteUnderTest) -> None:
    told = asked.get("/booking/matches", "admin")
    assert matches(told)["31"] == ("Passeport", None, "passport")
    assert matches(told)["32"] == ("Carte nationale d'identité", None, "id_card")
    assert matches(told, "place") == {"12": ("Accueil", None, None)}
    assert "5" in matches(told, "agent")
    (passport,) = [one for one in told["items"] if (one["kind"], one["id"]) == ("motif", "31")]
    assert (passport["score"], passport["booked"] > 0) == (1.0, True)
    assert told["unread"] == []


def test_matches_are_taken_over_as_settings_and_appointments_come_in(asked: SiteUnderTest) -> None:
    told = asked.get("/booking/matches", "admin")
    assert asked.get("/appointments")["items"] == []
    wanted = {"motifs": {"31": "passport"}, "agents": {"5": "2"}}
    changed = put(asked, wanted, told["version"])
    assert changed.status_code == 200, changed.text
    assert matches(changed.json())["31"] == ("Passeport", "passport", "passport")
    versions = asked.get("/settings/versions", "admin")["items"]
    assert set(versions[0]["changed"]) >= {"booking.agents.5", "booking.motifs.31"}
    asked.wiring.booking.refresh()
    eventually(lambda: len(asked.get("/appointments")["items"]) > 0)
    assert {one["booked_counter"] for one in asked.get("/appointments")["items"]} == {"2"}
    stale = put(asked, {"motifs": {"32": "id_card"}}, told["version"])
    assert stale.json()["code"] == "settings_changed_since"
    away = put(asked, {"motifs": {"31": None}}, changed.json()["version"])
    assert matches(away.json())["31"] == ("Passeport", None, "passport")


def test_what_means_nothing_is_refused(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    version = site.get("/settings", "admin")["version"]
    for body, code in (
        ({"motifs": {"31": "nothing"}}, "service_unknown"),
        ({"agents": {"5": "99"}}, "counter_unknown"),
        ({"places": {"12": "nowhere"}}, "invalid_request"),
        ({"motifs": {"x": "passport"}}, "invalid_request"),
    ):
        assert put(site, body, version).json()["code"] == code
    assert site.get("/settings", "admin")["version"] == version


def test_a_server_that_refuses_the_site_is_not_waited_for(
    site: SiteUnderTest, data_folder: Path, sandbox: Running
) -> None:
    running_site(site, "http://127.0.0.1:9", {})
    site.wiring.booking.refresh()
    answer = site.call("GET", "/booking/matches", as_="admin")
    assert (answer.status_code, answer.json()["code"]) == (409, "booking_refused")
    DataFolder(data_folder).keep_booking_token("another")
    configure(site, base_url=sandbox.url)
    site.wiring.booking.refresh()
    eventually(lambda: bool(site.get("/booking", "admin")["health"]["reason"]))
    refused = site.call("GET", "/booking/matches", as_="admin")
    assert (refused.status_code, refused.json()["code"]) == (409, "booking_refused")
    configure(site, gateway="none", base_url="")
    site.wiring.booking.refresh()
    assert site.get("/booking/matches", "admin")["items"] == []


def test_only_administrators_match(site: SiteUnderTest) -> None:
    site.sign_in("chef", Role.LEAD)
    for who in ("lea", "marc", "chef", "kiosk", "counter"):
        assert site.call("GET", "/booking/matches", as_=who).status_code == 403
        assert put(site, {}, 1, who).status_code == 403


def run(folder: Path, capsys: pytest.CaptureFixture[str], *given: str, code: int = 0) -> str:
    capsys.readouterr()
    when = ("--clock", MORNING.isoformat())
    told = main(["booking-map", *given, "--data", str(folder), *when])
    out, error = capsys.readouterr()
    assert told == code, error
    return error if code else out


def test_at_the_console_proposals_are_seen_and_taken_over(
    site: SiteUnderTest,
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
    sandbox: Running,
) -> None:
    assert "gateway of this site is none" in run(data_folder, capsys, code=2)
    running_site(site, sandbox.url, {})
    assert "nobody is signed in" in run(data_folder, capsys, code=2)
    DataFolder(data_folder).keep_booking_token(TOKEN)
    lines = run(data_folder, capsys).splitlines()
    assert lines[0].split() == ["kind", "id", "name", "is", "here", "proposed"]
    passport = next(line for line in lines if " 31 " in line)
    assert passport.split() == ["motif", "31", "Passeport", "–", "passport", "(1.00)"]
    taken = run(
        data_folder, capsys, "--apply-proposals", "--set", "agent:5=2", "place:12=elsewhere"
    )
    assert "passport" in next(line for line in taken.splitlines() if " 31 " in line).split()[3]
    with site.wiring.store.read() as reader:
        booking = reader.site().booking
    assert booking["motifs"]["31"] == "passport"
    assert (booking["agents"], booking["places"]) == ({"5": "2"}, {"12": "elsewhere"})
    run(data_folder, capsys, "--set", "agent:5=")
    assert main(["booking-map", "--set", "motif:999=passport", "--data", str(data_folder)]) == 0
    assert capsys.readouterr().err == "motif:999: the booking server lists none of this number\n"
    twice = run(data_folder, capsys, "--set", "motif:31=passport", "motif:31=id_card", code=2)
    assert "motif:31 stands twice" in twice
    for wrong, told in (
        ("motif:31", "no match"),
        ("thing:1=passport", "no match"),
        ("place:12=there", "`here` or `elsewhere`"),
        ("motif:31=nothing", "no service"),
        ("agent:5=99", "no counter"),
    ):
        assert told in run(data_folder, capsys, "--set", wrong, code=2)
