"""`POST /stations/pair`: a station presents its code and gets its token."""

from sqlalchemy import text

from core.model import EventKind, StationKind
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import stations
from core.usecases.stations import MakePairingCode
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import happened, newest

PATH = "/stations/pair"
KIOSK = {"kind": "kiosk", "name": "Borne 2"}


def code(site: SiteUnderTest, letters: str = "ABCD-EFGH") -> str:
    command = MakePairingCode(letters, StationKind.KIOSK, "Borne 2")
    site.wiring.store.write(lambda uow: stations.make_pairing_code(uow, Actor(), command))
    return letters


def turned_away(site: SiteUnderTest, body: Json, status: int, reason: str) -> None:
    before = newest(site)
    answer = site.call("POST", PATH, body, as_=None)
    assert (answer.status_code, answer.json()["code"]) == (status, reason), answer.text
    assert newest(site) == before


def test_a_code_lets_one_station_in_once(site: SiteUnderTest) -> None:
    body = {"code": code(site), **KIOSK}
    paired = site.call("POST", PATH, body, as_=None)
    assert paired.status_code == 201
    assert paired.json()["site"]["zone"] == "Europe/Lisbon"
    site.tokens["borne"] = paired.json()["token"]
    assert site.call("GET", "/site", as_="borne").status_code == 200
    turned_away(site, body, 403, "pairing_code_refused")
    event = happened(site, EventKind.STATION_ENROLLED)[-1]
    assert event.station_id == paired.json()["station_id"]
    assert paired.json()["token"] not in str(event)


def test_a_lost_answer_is_found_again_under_its_key(site: SiteUnderTest) -> None:
    key, body = new_id(), {"code": code(site), **KIOSK}
    first = site.call("POST", PATH, body, as_=None, key=key)
    done = newest(site)
    again = site.call("POST", PATH, body, as_=None, key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert newest(site) == done


def test_the_fingerprint_after_the_code_is_no_part_of_it(site: SiteUnderTest) -> None:
    body = {"code": code(site) + "-" + "A" * 52, **KIOSK}
    assert site.call("POST", PATH, body, as_=None).status_code == 201


def test_a_code_is_for_one_kind_and_ten_minutes(site: SiteUnderTest) -> None:
    body = {"code": code(site), **KIOSK}
    turned_away(site, {**body, "kind": "display"}, 403, "pairing_code_refused")
    site.clock.advance(600)
    turned_away(site, body, 403, "pairing_code_refused")


def test_five_wrong_codes_lock_pairing_for_a_quarter_of_an_hour(site: SiteUnderTest) -> None:
    right = {"code": code(site), **KIOSK}
    for _ in range(5):
        turned_away(site, {"code": "XXXX-XXXX", **KIOSK}, 403, "pairing_code_refused")
    locked = site.call("POST", PATH, right, as_=None)
    assert (locked.status_code, locked.json()["code"]) == (429, "pairing_locked")
    assert 890 <= int(locked.headers["retry-after"]) <= 901
    site.clock.advance(901)
    right = {"code": code(site, "JKMN-PQRT"), **KIOSK}
    assert site.call("POST", PATH, right, as_=None).status_code == 201


def test_an_administrator_who_makes_a_code_ends_the_lock(site: SiteUnderTest) -> None:
    for _ in range(5):
        turned_away(site, {"code": "XXXX-XXXX", **KIOSK}, 403, "pairing_code_refused")
    assert site.call("POST", PATH, {"code": code(site), **KIOSK}, as_=None).status_code == 201


def test_who_has_no_token_leaves_nothing_behind(site: SiteUnderTest) -> None:
    def kept() -> list[object]:
        with site.wiring.store.read() as reader:
            return list(reader.connection.execute(text("SELECT key FROM command")))

    before = kept()
    for _ in range(12):
        site.call("POST", PATH, {"code": "XXXX-XXXX", **KIOSK}, as_=None)
    assert kept() == before


def test_what_is_no_code_is_refused_and_not_counted_as_a_guess(site: SiteUnderTest) -> None:
    for wrong in ("", "ABCD", "abcd-efgh", "ABCD-EFGH-", "ABCD-EFGH" + "-A" * 60, None, 7):
        turned_away(site, {"code": wrong, **KIOSK}, 422, "invalid_request")
    assert site.call("POST", PATH, {"code": code(site), **KIOSK}, as_=None).status_code == 201


def test_a_token_that_comes_along_changes_nothing(site: SiteUnderTest) -> None:
    body = {"code": code(site), **KIOSK}
    assert site.call("POST", PATH, body, as_="display").status_code == 201
