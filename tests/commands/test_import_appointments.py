"""`POST /appointments/import`: a file is previewed row by row, and taken over whole."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest

SHEET = (Path(__file__).parents[1] / "booking" / "data" / "export.xls").read_bytes()
TABLE = """\
Date;Heure;Motif;Nom;Prénom;Référence
24/11/2026;10:00;Passeport;DIALLO;Aminata;A1
24/11/2026;10:30;Quelque chose;MARTIN;Luc;A2
24/11/2026;jamais;Passeport;MARTIN;Luc;A3
23/11/2026;10:00;Passeport;HIER;Jean;A4
"""
MAPPING = {"mapping": json.dumps({"Passeport": "passport", "Quelque chose": "info"})}


def send(
    site: SiteUnderTest,
    data: bytes | str,
    query: str = "",
    fields: Mapping[str, str] | None = None,
    *,
    key: str | None = None,
    as_: str = "lea",
) -> Json:
    headers = {"Authorization": f"Bearer {site.tokens[as_]}", "Idempotency-Key": key or new_id()}
    return site.http.post(
        f"/v1/appointments/import{query}",
        files={"file": ("any.bin", data if isinstance(data, bytes) else data.encode())},
        data=dict(fields or {}),
        headers=headers,
    )


def keep_preset(site: SiteUnderTest, preset: Json, status: int = 200) -> Json:
    site.sign_in("ada", Role.ADMIN)
    version = site.get("/settings", as_="ada")["version"]
    body = {"file_presets": {"portal": preset}}
    answer = site.call("PUT", "/settings", body, as_="ada", headers={"If-Match": f'"{version}"'})
    assert answer.status_code == status, answer.text
    return answer.json()


def booked(site: SiteUnderTest) -> list[Json]:
    items: list[Json] = site.get("/appointments")["items"]
    return items


def test_a_preview_tells_each_row_and_changes_nothing(site: SiteUnderTest) -> None:
    with site.wiring.store.read() as reader:
        before = reader.seq()
    told = send(site, TABLE, "?preview=true").json()
    assert told["preview"] is True
    assert [(row["line"], row["change"], row["code"]) for row in told["rows"]] == [
        (2, "new", None),
        (3, "refused", "service_unmatched"),
        (4, "refused", "time_unreadable"),
        (5, "refused", "day_past"),
    ]
    labels = {one["label"]: one for one in told["labels"]}
    assert labels["Passeport"]["service_id"] == site.service("passport")
    assert labels["Quelque chose"]["service_id"] is None
    assert "DIALLO" not in json.dumps(told)
    with site.wiring.store.read() as reader:
        assert reader.seq() == before
    assert booked(site) == []


def test_words_in_common_propose_a_service_and_decide_nothing(site: SiteUnderTest) -> None:
    table = "Date;Heure;Motif\n24/11/2026;10:00;Renouvellement de passeport\n"
    told = send(site, table, "?preview=true").json()
    (label,) = told["labels"]
    assert label["service_id"] is None
    assert site.service("passport") in label["proposed"]


def test_what_a_person_says_of_a_label_is_taken_over(site: SiteUnderTest) -> None:
    done = send(site, TABLE, "", MAPPING).json()
    assert (done["new"], done["refused"]) == (2, 2)
    assert {row["code"] for row in done["rows"]} == {"time_unreadable", "day_past"}
    found = {item["reference"]: item for item in booked(site)}
    assert found.keys() == {"A1", "A2"}
    assert found["A1"]["people"][0]["family_name"] == "DIALLO"
    with site.wiring.store.read() as reader:
        kinds = [event.kind for event in reader.events(0)]
    assert kinds.count(EventKind.APPOINTMENT_IMPORTED) == 2


def test_the_same_file_again_changes_nothing(site: SiteUnderTest) -> None:
    send(site, TABLE, "", MAPPING)
    again = send(site, TABLE, "", MAPPING).json()
    assert (again["new"], again["same"]) == (0, 2)
    assert len(booked(site)) == 2


def test_seconds_of_a_file_are_cut_off_and_the_same_file_again_changes_nothing(
    site: SiteUnderTest,
) -> None:
    event = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//invented//EN\r\nBEGIN:VEVENT\r\nUID:a1\r\n"
        "DTSTART:20261124T101542Z\r\nDTEND:20261124T103042Z\r\nSUMMARY:Passeport\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    fields = {"mapping": json.dumps({"Passeport": "passport"})}
    assert send(site, event, fields=fields).json()["new"] == 1
    assert [one["starts_at"] for one in booked(site)] == ["2026-11-24T10:15:00.000Z"]
    again = send(site, event, fields=fields).json()
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)


def test_the_same_key_answers_the_same(site: SiteUnderTest) -> None:
    key = new_id()
    first = send(site, TABLE, "", MAPPING, key=key)
    second = send(site, TABLE, "", MAPPING, key=key)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.json() == first.json()
    other = send(site, TABLE + "24/11/2026;11:00;Passeport;X;Y;A9\n", "", MAPPING, key=key)
    assert other.json()["code"] == "idempotency_key_reused"


def test_a_moved_appointment_is_changed_not_doubled(site: SiteUnderTest) -> None:
    table = "rdv_id;Date;Heure;Motif\n9;24/11/2026;10:00;Passeport\n"
    send(site, table, "", MAPPING)
    moved = send(site, table.replace("10:00", "11:15"), "", MAPPING).json()
    assert (moved["new"], moved["changed"]) == (0, 1)
    assert [item["starts_at"][11:16] for item in booked(site)] == ["11:15"]


def test_what_a_later_file_lacks_stays_unless_the_day_is_replaced(site: SiteUnderTest) -> None:
    two = "rdv_id;Date;Heure;Motif\n1;24/11/2026;10:00;Passeport\n2;24/11/2026;10:30;Passeport\n"
    one = "rdv_id;Date;Heure;Motif\n1;24/11/2026;10:00;Passeport\n"
    send(site, two, "", MAPPING)
    send(site, one, "", MAPPING)
    assert len(booked(site)) == 2
    done = send(site, one, "?replace_day=true", MAPPING).json()
    assert done["withdrawn"] == 1
    assert len(booked(site)) == 1


def test_a_day_is_not_replaced_by_a_file_with_unreadable_rows(site: SiteUnderTest) -> None:
    preview = send(site, TABLE, "?replace_day=true&preview=true", MAPPING).json()
    assert preview["blocked"] == "import_not_clean"
    refused = send(site, TABLE, "?replace_day=true", MAPPING)
    assert (refused.status_code, refused.json()["code"]) == (422, "import_not_clean")
    assert booked(site) == []


def test_references_are_made_where_a_file_has_none(site: SiteUnderTest) -> None:
    send(site, "Date;Heure;Motif\n24/11/2026;10:00;Passeport\n", "", MAPPING)
    (item,) = booked(site)
    assert len(item["reference"]) == 9
    assert item["reference"].isdigit()


def test_a_sheet_of_a_booking_tool_comes_in(site: SiteUnderTest) -> None:
    fields = {
        "mapping": json.dumps({"Passeport - demande": "passport", "Légalisation": "signature"})
    }
    done = send(site, SHEET, "", fields).json()
    assert (done["kind"], done["new"], done["refused"]) == ("xls", 3, 0)
    assert {len(item["people"]) for item in booked(site)} == {1, 2}


def test_a_preset_says_what_files_need_and_what_is_said_with_one_wins(site: SiteUnderTest) -> None:
    keep_preset(site, {"mapping": {"Passeport": "passport", "Quelque chose": "info"},
                       "zone": "Pacific/Tahiti", "reference_column": "Nom"})  # fmt: skip
    told = send(site, TABLE, "?preview=true", {"preset": "portal"}).json()
    row = told["rows"][0]
    assert (row["change"], row["reference"], row["starts_at"]) == (
        "new",
        "DIALLO",
        "2026-11-24T20:00:00.000Z",
    )
    assert told["rows"][1]["code"] is None
    said = {"preset": "portal", "reference_column": "Référence", "zone": "Europe/Lisbon",
            "mapping": json.dumps({"Quelque chose": "visa_none"})}  # fmt: skip
    assert send(site, TABLE, "?preview=true", said).json()["code"] == "service_unknown"
    said["mapping"] = json.dumps({"quelque chose": "id_card"})
    rows = send(site, TABLE, "?preview=true", said).json()["rows"]
    assert [row["service_id"] for row in rows[:2]] == [
        site.service("passport"),
        site.service("id_card"),
    ]
    assert rows[0]["reference"] == "A1"


def test_reception_finds_the_presets_in_the_site(site: SiteUnderTest) -> None:
    assert site.get("/site")["file_presets"] == []
    keep_preset(site, {"mapping": {"Passeport": "passport"}})
    assert site.get("/site")["file_presets"] == ["portal"]


def test_a_preset_that_is_not_there_is_refused(site: SiteUnderTest) -> None:
    refused = send(site, TABLE, "?preview=true", {"preset": "portal"})
    assert (refused.status_code, refused.json()["code"]) == (422, "field_refused")


def test_a_preset_of_no_zone_is_refused_when_it_is_kept(site: SiteUnderTest) -> None:
    assert keep_preset(site, {"zone": "Mars/Phobos"}, status=422)["code"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"mapping": "[1]"}, "field_refused"),
        ({"mapping": "{"}, "field_refused"),
        ({"mapping": "[" * 5000}, "field_refused"),
        ({"mapping": '{"Passeport": "nothing"}'}, "service_unknown"),
        ({"zone": "Mars/Phobos"}, "zone_unknown"),
        ({"wall_clock": "perhaps"}, "field_refused"),
        ({"reference_column": "Nowhere"}, "reference_column_unknown"),
        ({"surprise": "1"}, "malformed"),
    ],
)
def test_fields_that_mean_nothing_are_refused(
    site: SiteUnderTest, fields: dict[str, str], code: str
) -> None:
    answer = send(site, TABLE, "", fields)
    assert (answer.status_code // 100, answer.json()["code"]) == (4, code)
    assert booked(site) == []


def test_a_body_that_is_no_form_is_refused(site: SiteUnderTest) -> None:
    answer = site.call("POST", "/appointments/import", {"file": "x"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_file_over_ten_mebibytes_is_too_large(site: SiteUnderTest) -> None:
    answer = send(site, b"x" * (11 * 1024 * 1024))
    assert answer.status_code == 413


def test_a_command_without_its_key_is_refused(site: SiteUnderTest) -> None:
    headers = {"Authorization": f"Bearer {site.tokens['lea']}"}
    answer = site.http.post(
        "/v1/appointments/import", files={"file": ("a.csv", TABLE)}, headers=headers
    )
    assert answer.json()["code"] == "idempotency_key_missing"


@pytest.mark.parametrize("who", ["kiosk", "display", "counter", "marc"])
def test_only_reception_and_leads_take_files_over(site: SiteUnderTest, who: str) -> None:
    assert send(site, TABLE, "", MAPPING, as_=who).status_code == 403


FORM = (
    b'--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    b"Date;Heure;Motif\n24/11/2026;10:00;passport\n\r\n"
    b'--xx\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n{}\r\n--xx--\r\n'
)


def send_form(site: SiteUnderTest, body: bytes, content_type: str) -> Json:
    headers = {
        "Authorization": f"Bearer {site.tokens['lea']}",
        "Idempotency-Key": new_id(),
        "Content-Type": content_type,
    }
    return site.http.post("/v1/appointments/import?preview=true", content=body, headers=headers)


def test_the_form_of_the_next_tests_is_taken_whole(site: SiteUnderTest) -> None:
    assert send_form(site, FORM, "multipart/form-data; boundary=xx").status_code == 200


@pytest.mark.parametrize(
    "options",
    [
        "",
        "; boundary=",
        "; boundary=yy",
        *(f"; boundary=xx; charset={c}" for c in ("undefined", "idna", "utf-16")),
    ],
)
def test_a_form_that_describes_itself_wrongly_is_refused(site: SiteUnderTest, options: str) -> None:
    answer = send_form(site, FORM, f"multipart/form-data{options}")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_damaged_form_is_read_or_refused_and_nothing_else(site: SiteUnderTest) -> None:
    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, len(FORM)), st.integers(0, 30), st.binary(max_size=8)),
            min_size=1,
            max_size=3,
        )
    )
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        body = FORM
        for start, length, put in cuts:
            place = start % (len(body) + 1)
            body = body[:place] + put + body[place + length :]
        answer = send_form(site, body, "multipart/form-data; boundary=xx")
        assert answer.status_code in {200, 400, 404, 415, 422}

    damaged()
