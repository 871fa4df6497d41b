"""`POST /steps/{id}/undo`: a call is taken back."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import line, rank_of, waiting


def called(site: SiteUnderTest) -> str:
    waiting(site)
    return f"/steps/{site.serve_next()['step']['id']}/undo"


def test_the_place_is_given_back(site: SiteUnderTest) -> None:
    first = waiting(site)
    waiting(site)
    path = f"/steps/{site.serve_next()['step']['id']}/undo"
    site.clock.advance(30)
    answer = site.post(path, as_="marc")
    assert (answer["step"]["state"], rank_of(answer["visit"])) == ("waiting", "10:00")
    assert line(site)[0] == first["number"]
    (event,) = happened(site, EventKind.STEP_CALL_UNDONE)
    assert event.step_id == answer["step"]["id"]
    assert site.get("/board", "display")["current"] == []


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = called(site)
    site.sign_in_agent("ines")
    refused(site, path, {}, 409, "not_your_call", as_="ines")
    refused(site, f"/steps/{new_id()}/undo", {}, 404, "step_unknown", as_="marc")
    site.clock.advance(31)
    refused(site, path, {}, 409, "undo_too_late", as_="marc")


def test_who_is_served_is_not_called_any_more(site: SiteUnderTest) -> None:
    path = called(site)
    site.post(path.replace("undo", "start"), as_="marc")
    refused(site, path, {}, 409, "wrong_state", as_="marc")


def test_the_same_key_undoes_once(site: SiteUnderTest) -> None:
    replayed(site, called(site), {}, as_="marc")


def test_who_may_undo(site: SiteUnderTest) -> None:
    forbidden(site, called(site), {}, "kiosk", "display")
