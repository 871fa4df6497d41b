"""A counter's day over the wire: the board, the reasons, the pages of the queue, and papers."""

from core.model import CounterState
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest


def test_called_person_is_on_the_board_and_served_to_the_end(site: SiteUnderTest) -> None:
    number = site.walk_in()["ticket"]["number"]
    called = site.serve_next()
    step = called["step"]["id"]
    board = site.get("/board", "display")
    assert [(one["number"], one["counter"]) for one in board["current"]] == [(number, "2")]
    assert board["current"][0]["aloud"] is True
    site.post(f"/steps/{step}/start", as_="marc")
    outcome = {"service_id": site.service("life_cert"), "outcome": "done"}
    finished = site.post(f"/steps/{step}/finish", {"outcomes": [outcome]}, as_="marc")
    assert finished["step"]["state"] == "completed"
    assert finished["next_step"] is None
    assert site.get("/board", "display")["current"] == []
    assert site.get("/queue")["items"] == []


def test_refusals_of_a_call_have_their_codes(site: SiteUnderTest) -> None:
    counter = site.counter("2")
    path = f"/counters/{counter}/call-next"
    assert site.call("POST", path, {}, as_="marc").json()["code"] == "counter_closed"
    site.post(f"/counters/{counter}/open", {}, as_="marc")
    assert site.call("POST", path, {}, as_="marc").json()["code"] == "queue_empty"
    site.walk_in()
    site.walk_in()
    site.post(path, as_="marc")
    busy = site.call("POST", path, {}, as_="marc")
    assert (busy.status_code, busy.json()["code"]) == (409, "counter_busy")
    unknown = site.call("POST", f"/counters/{new_id()}/call-next", {}, as_="marc")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "counter_unknown")


def test_why_names_the_choice_and_who_else_there_was(site: SiteUnderTest) -> None:
    first = site.walk_in()["ticket"]["number"]
    second = site.walk_in()["ticket"]["number"]
    called = site.serve_next()
    why = site.get(f"/steps/{called['step']['id']}/why", "marc")
    assert why["code"] == "walk_in"
    assert why["facts"]["number"] == first
    assert why["facts"]["other_1"] == second


def test_call_out_of_turn_keeps_its_reason(site: SiteUnderTest) -> None:
    site.walk_in()
    step = site.walk_in()["visit"]["steps"][0]["id"]
    counter = site.counter("2")
    site.post(f"/counters/{counter}/open", {}, as_="marc")
    body = {"step_id": step, "reason": "child"}
    site.post(f"/counters/{counter}/call", body, as_="marc")
    why = site.get(f"/steps/{step}/why", "marc")
    assert (why["code"], why["facts"]["reason"]) == ("out_of_turn", "child")


def test_undone_call_leaves_the_board(site: SiteUnderTest) -> None:
    site.walk_in()
    step = site.serve_next()["step"]["id"]
    assert site.post(f"/steps/{step}/undo", as_="marc")["step"]["state"] == "waiting"
    assert site.get("/board", "display")["current"] == []


def test_people_fetched_in_person_and_sensitive_matters_are_not_spoken(site: SiteUnderTest) -> None:
    site.walk_in(needs=["fetch_in_person"])
    site.serve_next("2")
    site.walk_in("social")
    site.sign_in_agent("ines")
    site.serve_next("5", as_="ines")
    board = site.get("/board", "display")
    assert [one["aloud"] for one in board["current"]] == [False, False]
    assert "social" not in str(board).lower()


def test_pause_and_close_stand_in_the_answer(site: SiteUnderTest) -> None:
    counter = site.counter("4")
    opened = site.post(
        f"/counters/{counter}/open", {"services": [site.service("visa")]}, as_="marc"
    )
    assert opened["offered"] == [site.service("visa")]
    paused = site.post(f"/counters/{counter}/pause", {"reason": "break"}, as_="marc")
    assert (paused["state"], paused["pause_reason"]) == ("paused", "break")
    closed = site.post(f"/counters/{counter}/close", as_="marc")
    assert closed["state"] == CounterState.CLOSED.value


def test_papers_are_ticked_and_notes_kept_for_those_who_serve(site: SiteUnderTest) -> None:
    site.walk_in()
    called = site.serve_next()
    visit = called["visit"]["id"]
    papers = [one["code"] for one in called["visit"]["documents"]]
    assert papers == ["pension_form", "id"]
    body = {"documents": {"id": True}, "note": "revient à 11 h", "needs": ["quiet"]}
    changed = site.call("PATCH", f"/visits/{visit}", body, as_="marc").json()
    assert changed["note"] == "revient à 11 h"
    assert {one["code"]: one["shown"] for one in changed["documents"]}["id"] is True
    wrong = site.call("PATCH", f"/visits/{visit}", {"documents": {"moon": True}}, as_="marc")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "document_unknown")


def test_queue_pages_hold_everybody_once(site: SiteUnderTest) -> None:
    for _ in range(5):
        site.walk_in()
    first = site.get("/queue?limit=2")
    second = site.get(f"/queue?limit=2&after={first['next']}")
    third = site.get(f"/queue?limit=2&after={second['next']}")
    numbers = [one["number"] for page in (first, second, third) for one in page["items"]]
    assert numbers == ["K001", "K002", "K003", "K004", "K005"]
    assert third["next"] is None


def test_unknown_waits_are_told_only_to_those_who_wait(site: SiteUnderTest) -> None:
    site.wiring.waits.refresh()
    assert site.get("/board", "display")["waits"] == []
    site.walk_in()
    site.walk_in("social")
    site.wiring.waits.refresh()
    (wait,) = site.get("/board", "display")["waits"]
    assert wait["labels"]["fr"] == "Certificat de vie"
    assert (wait["p50_s"], wait["p90_s"]) == (None, None)
    site.serve_next()
    assert site.get("/board", "display")["waits"] == []
