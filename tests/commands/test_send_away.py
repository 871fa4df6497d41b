"""`POST /visits/{id}/send-away`: somebody is sent away, for a reason."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import facts, line, served, waiting

WHY = {"reason": "incomplete"}


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/send-away"


def test_who_is_sent_away_is_in_no_queue(site: SiteUnderTest) -> None:
    visit = waiting(site)
    away = site.post(path(visit), WHY, as_="marc")
    assert away["steps"][0]["state"] == "sent_away"
    assert line(site) == []
    (event,) = happened(site, EventKind.VISIT_SENT_AWAY)
    assert (event.visit_id, facts(event)["reason"]) == (visit["id"], "incomplete")


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    visit = waiting(site)
    refused(site, path(visit), {}, 409, "reason_missing", as_="lea")
    refused(site, path({"id": new_id()}), WHY, 404, "visit_unknown", as_="lea")
    wrong = site.call("POST", path(visit), {"reason": "Mme Çelik crie"})
    assert wrong.status_code == 422
    served(site)
    refused(site, path(visit), WHY, 409, "wrong_state", as_="lea")


def test_the_same_key_sends_away_once(site: SiteUnderTest) -> None:
    replayed(site, path(waiting(site)), WHY, as_="lea")


def test_who_may_send_away(site: SiteUnderTest) -> None:
    forbidden(site, path(waiting(site)), WHY, "kiosk", "display", "counter")
