"""`GET /presence.csv`: who came, for booking systems that have no interface."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from httpx2 import Response

from core.model import EventKind, Role, ServiceId
from core.presence import Presence, PresenceRow
from core.things import Event
from server.__main__ import main
from server.presence import presence_csv
from tests.server.site_support import SiteUnderTest
from tests.support.bookings import typed_in

DAY = "2026-11-24"


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def ask(site: SiteUnderTest, query: str = "", as_: str = "chef") -> Response:
    return site.call("GET", f"/presence.csv?day={DAY}{query}", as_=as_)


def taken(site: SiteUnderTest) -> list[Event]:
    with site.wiring.store.read() as reader:
        return [one for one in reader.events(0, 1000) if one.kind is EventKind.AGENT_EXPORTED]


def test_a_sheet_opens_in_excel_and_in_libreoffice(led_site: SiteUnderTest) -> None:
    typed_in(led_site, "2026-11-24T09:30:00Z", reference="7731")
    present = typed_in(led_site, "2026-11-24T09:00:00Z", reference="7732")
    led_site.post("/check-ins", {"appointment_id": present["id"]})
    answer = ask(led_site)
    assert answer.headers["content-type"].startswith("text/csv")
    assert f'filename="presence-{DAY}.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfR\xc3\xa9f\xc3\xa9rence;Identifiant;Date;")
    assert answer.content.count(b"\r\n") == 3
    head, first, second = table(answer.content)
    assert head[-2:] == ["Résultat", "Arrivée"]
    assert [first[0], *first[2:5], *first[6:]] == [
        *("7732", DAY, "09:00", "passport", "1", "unknown", "09:00")
    ]
    assert [second[0], second[-2], second[-1]] == ["7731", "unknown", ""]


@pytest.mark.parametrize(
    ("kept_as", "told"),
    [("key:K0", "K0"), ("reference:2026-11-24:7731:passeport", ""), ("row:5f2a", ""),
     ("501", "501"), ("506/5060", "506/5060")],
)  # fmt: skip
def test_the_id_is_the_one_that_the_source_gave(
    led_site: SiteUnderTest, kept_as: str, told: str
) -> None:
    row = PresenceRow(
        reference="7731",
        source_id=kept_as,
        starts_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        service_id=ServiceId("-"),
        person=1,
        outcome=Presence.SEEN,
    )
    with led_site.wiring.store.read() as reader:
        sheet = presence_csv(reader.site(), date(2026, 11, 24), [row], "en", names=False)
    assert table(sheet.encode("utf-8"))[1][1] == told


def test_names_are_for_leads_alone_and_the_journal_says_who_took_them(
    led_site: SiteUnderTest,
) -> None:
    typed_in(led_site)
    led_site.sign_in("admin", Role.ADMIN)
    assert b"Zo" not in ask(led_site, as_="admin").content
    refused = ask(led_site, "&names=true", as_="admin")
    assert (refused.status_code, refused.json()["code"]) == (403, "names_for_leads")
    head, row = table(ask(led_site, "&names=true&language=en").content)
    assert (head[-2:], row[-2:]) == (["Family name", "Given name"], ["Ñúñez-Łaski", "Zoë"])
    assert [one.facts for one in taken(led_site)] == [
        {"what": "presence", "rows": 1},
        {"what": "presence_with_names", "rows": 1},
    ]
    assert len({one.actor_agent_id for one in taken(led_site)}) == 2


def test_no_cell_is_a_formula(led_site: SiteUnderTest) -> None:
    names = [f'{begin}HYPERLINK("http://x";"y")' for begin in "=+-@"]
    for minute, name in enumerate(names):
        people = [{"family_name": name, "given_name": "Zoë"}]
        typed_in(led_site, f"2026-11-24T09:{minute:02}:00Z", people=people)
    _, *rows = table(ask(led_site, "&names=true").content)
    assert [row[-2] for row in rows] == [f"'{name}" for name in names]


def test_what_it_does_not_know_it_refuses(led_site: SiteUnderTest) -> None:
    for query in ("&names=perhaps", "&language=de"):
        assert ask(led_site, query).status_code == 422
    assert led_site.call("GET", "/presence.csv?day=24.11.2026", as_="chef").status_code == 422
    assert taken(led_site) == []
    answer = led_site.call("GET", "/presence.csv?day=2026-12-24", as_="chef")
    assert len(table(answer.content)) == 1


def test_at_the_console_it_is_printed_or_written_for_this_user_alone(
    led_site: SiteUnderTest,
    data_folder: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    typed_in(led_site, reference="7731")
    options = ("--day", DAY, "--data", str(data_folder))
    assert main(["presence", *options]) == 0
    assert [row[0] for row in table(capfdbinary.readouterr().out)] == ["Référence", "7731"]
    file = tmp_path / "presence.csv"
    assert main(["presence", *options, "--names", "--language", "en", str(file)]) == 0
    assert table(file.read_bytes())[1][-2:] == ["Ñúñez-Łaski", "Zoë"]
    assert file.stat().st_mode & 0o077 == 0
    assert main(["presence", "--day", "24.11.2026", "--data", str(data_folder)]) == 2
    assert [(one.facts or {})["what"] for one in taken(led_site)] == [
        "presence",
        "presence_with_names",
    ]
