"""Pairing, sign-in, health, help, settings, appointments by hand, and the watchdog's page."""

from core.model import Role, StationKind
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import stations
from core.usecases.stations import MakePairingCode
from tests.server.site_support import PASSWORD, SiteUnderTest


def _code(site: SiteUnderTest, code: str = "ABCD-EFGH") -> str:
    command = MakePairingCode(code, StationKind.KIOSK, "Borne 2")
    site.wiring.store.write(lambda uow: stations.make_pairing_code(uow, Actor(), command))
    return code


def test_pairing_code_lets_one_station_in_once(site: SiteUnderTest) -> None:
    body = {"code": _code(site), "kind": "kiosk", "name": "Borne 2"}
    paired = site.call("POST", "/stations/pair", body, as_=None)
    assert paired.status_code == 201
    assert paired.json()["site"]["zone"] == "Europe/Lisbon"
    site.tokens["borne"] = paired.json()["token"]
    assert site.call("GET", "/site", as_="borne").status_code == 200
    again = site.call("POST", "/stations/pair", body, as_=None)
    assert (again.status_code, again.json()["code"]) == (403, "pairing_code_refused")


def test_lost_answer_to_pairing_is_found_again_under_its_key(site: SiteUnderTest) -> None:
    key, body = new_id(), {"code": _code(site), "kind": "kiosk", "name": "Borne 2"}
    first = site.call("POST", "/stations/pair", body, as_=None, key=key)
    again = site.call("POST", "/stations/pair", body, as_=None, key=key)
    assert again.status_code == 201
    assert again.json() == first.json()


def test_fingerprint_after_the_code_is_no_part_of_it(site: SiteUnderTest) -> None:
    code = _code(site) + "-" + "A" * 52
    body = {"code": code, "kind": "kiosk", "name": "Borne 2"}
    assert site.call("POST", "/stations/pair", body, as_=None).status_code == 201


def test_five_wrong_codes_lock_pairing_for_a_quarter_of_an_hour(site: SiteUnderTest) -> None:
    body = {"code": "XXXX-XXXX", "kind": "kiosk", "name": "x"}
    for _ in range(5):
        assert site.call("POST", "/stations/pair", body, as_=None).status_code == 403
    right = {"code": _code(site), "kind": "kiosk", "name": "x"}
    locked = site.call("POST", "/stations/pair", right, as_=None)
    assert (locked.status_code, locked.json()["code"]) == (429, "pairing_locked")
    assert 890 <= int(locked.headers["retry-after"]) <= 901
    site.clock.advance(901)
    right = {"code": _code(site, "JKMN-PQRT"), "kind": "kiosk", "name": "x"}
    assert site.call("POST", "/stations/pair", right, as_=None).status_code == 201


def test_administrator_makes_a_pairing_string(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    key, body = new_id(), {"kind": "display", "name": "Salle A"}
    made = site.call("POST", "/pairing-codes", body, as_="admin", key=key).json()
    again = site.call("POST", "/pairing-codes", body, as_="admin", key=key).json()
    assert made == again
    pair = {"code": made["pairing"], "kind": "display", "name": "Salle A"}
    assert site.call("POST", "/stations/pair", pair, as_=None).status_code == 201


def test_wrong_password_and_unknown_name_get_one_answer_and_are_braked(site: SiteUnderTest) -> None:
    wrong = {"username": "lea", "password": "autre chose"}
    unknown = {"username": "nobody", "password": PASSWORD}
    first = site.call("POST", "/sessions", wrong, as_="counter")
    second = site.call("POST", "/sessions", unknown, as_="counter")
    assert first.status_code == second.status_code == 401
    assert first.json() == second.json()
    assert first.json()["code"] == "wrong_credentials"
    for _ in range(3):
        site.call("POST", "/sessions", wrong, as_="counter")
    braked = site.call("POST", "/sessions", {**wrong, "password": PASSWORD}, as_="counter")
    assert (braked.status_code, braked.json()["code"]) == (429, "too_many_tries")
    assert int(braked.headers["retry-after"]) > 0


def test_session_names_the_agent_and_its_roles(site: SiteUnderTest) -> None:
    site.sign_in("paul", Role.LEAD, Role.AGENT)
    body = {"username": "paul", "password": PASSWORD}
    session = site.post("/sessions", body, as_="counter")
    assert session["agent"]["username"] == "paul"
    assert set(session["roles"]) == {"lead", "agent"}
    assert session["expires_at"] == "2026-11-24T21:00:00.000Z"


def test_health_of_a_kiosk_is_shown_at_reception(site: SiteUnderTest) -> None:
    body = {"printer": "error", "paper": "out", "version": "0.1.0", "rejected": 2}
    assert site.call("PUT", "/stations/self/health", body, as_="kiosk").status_code == 204
    kiosk = next(one for one in site.get("/stations")["items"] if one["name"] == "kiosk")
    assert (kiosk["paper"], kiosk["printer"], kiosk["rejected"]) == ("out", "error", 2)
    events = site.get("/events?after=0&limit=500")["items"]
    assert any(one["kind"] == "station.health" for one in events)


def test_help_is_asked_listed_and_answered(site: SiteUnderTest) -> None:
    asked = site.post("/help", {"page": "walk_in"}, as_="kiosk")
    assert site.post("/help", {}, as_="kiosk")["id"] == asked["id"]
    assert [one["id"] for one in site.get("/help")["items"]] == [asked["id"]]
    answered = site.post(f"/help/{asked['id']}/answer")
    assert answered["answered_at"] is not None
    assert site.get("/help")["items"] == []


def test_settings_change_whole_and_only_over_what_was_read(site: SiteUnderTest) -> None:
    site.sign_in("admin", Role.ADMIN)
    answer = site.call("GET", "/settings", as_="admin")
    tag, document = answer.headers["etag"], answer.json()["settings"]
    document["waiting_room"] = "B"
    missing = site.call("PUT", "/settings", document, as_="admin")
    assert missing.status_code == 428
    changed = site.call("PUT", "/settings", document, as_="admin", headers={"If-Match": tag})
    assert changed.status_code == 200
    assert site.get("/site", "kiosk")["waiting_room"] == "B"
    stale = site.call("PUT", "/settings", document, as_="admin", headers={"If-Match": tag})
    assert (stale.status_code, stale.json()["code"]) == (409, "settings_changed_since")
    document["policy"]["grace_min"] = -1
    wrong = site.call("PUT", "/settings", document, as_="admin", headers={"If-Match": "9"})
    assert wrong.status_code == 422


def test_appointment_typed_in_by_reception_is_found_by_the_start_of_a_name(
    site: SiteUnderTest,
) -> None:
    body = {
        "service_id": site.service("passport"),
        "starts_at": "2026-11-24T09:10:00Z",
        "people": [{"family_name": "Ñúñez-Łaski", "given_name": "Zoë"}],
    }
    made = site.post("/appointments", body)
    assert len(made["reference"]) == 9
    for query in ("nun", "ZOE", made["reference"]):
        found = site.get(f"/appointments?day=2026-11-24&q={query}")["items"]
        assert [one["id"] for one in found] == [made["id"]]
    assert site.get("/appointments?q=zz")["items"] == []
    arrived = site.post("/check-ins", {"appointment_id": made["id"]})
    assert arrived["arrival"] == "on_time"
    again = site.get("/appointments?status=checked_in")["items"]
    assert again[0]["number"] == arrived["ticket"]["number"]


def test_verdicts_on_an_appointment_and_back(site: SiteUnderTest) -> None:
    body = {
        "service_id": site.service("passport"),
        "starts_at": "2026-11-24T10:00:00Z",
        "people": [{"family_name": "Diallo"}],
    }
    path = f"/appointments/{site.post('/appointments', body)['id']}"
    assert site.call("POST", f"{path}/no-show", {}).json()["code"] == "not_yet"
    assert site.call("POST", f"{path}/excuse", {}).json()["code"] == "confirm_needed"
    assert site.post(f"{path}/excuse", {"confirm": True})["status"] == "excused"
    assert site.post(f"{path}/reopen")["status"] == "booked"
    site.clock.advance(2 * 3600)
    assert site.post(f"{path}/no-show")["status"] == "no_show"


def test_watchdogs_need_no_token(site: SiteUnderTest) -> None:
    answer = site.call("GET", "/healthz", as_=None).json()
    assert answer["status"] == "ok"
    assert answer["booking"]["state"] == "off"
    assert answer["seq"] > 0
    assert site.http.get("/openapi.json").status_code == 200
