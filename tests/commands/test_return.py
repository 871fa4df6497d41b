"""`POST /steps/{id}/return`: who was absent or on hold is back, and waits again."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import facts, served, tomorrow, waiting


def gone(site: SiteUnderTest) -> str:
    """Let somebody with the rank of ten o'clock be called at nine, and be absent."""
    waiting(site)
    step = site.serve_next()["step"]["id"]
    site.post(f"/steps/{step}/absent", {"confirm": True}, as_="marc")
    return f"/steps/{step}/return"


def rank_after(site: SiteUnderTest, path: str, minutes: int) -> str:
    site.clock.advance(minutes * 60)
    return str(site.post(path)["step"]["rank"])[11:16]


def test_who_is_back_soon_keeps_the_rank(site: SiteUnderTest) -> None:
    path = gone(site)
    assert rank_after(site, path, 14) == "10:00"
    (event,) = happened(site, EventKind.STEP_RETURNED)
    assert facts(event)["rank"] == "2026-11-24T10:00:00.000Z"
    assert facts(event)["former_state"] == "no_show"


def test_who_is_back_late_waits_longer(site: SiteUnderTest) -> None:
    assert rank_after(site, gone(site), 50) == "10:20"


def test_a_second_absence_is_the_last(site: SiteUnderTest) -> None:
    path = gone(site)
    site.post(path)
    step = path.split("/")[2]
    called = site.serve_next()["step"]["id"]
    assert called == step
    site.post(f"/steps/{step}/absent", {"confirm": True}, as_="marc")
    refused(site, path, {}, 409, "second_absence", as_="lea")
    site.post(f"/steps/{step}/reopen")


def test_who_was_on_hold_waits_for_a_counter(site: SiteUnderTest) -> None:
    waiting(site)
    step = served(site)
    site.post(f"/steps/{step}/park", as_="marc")
    assert rank_after(site, f"/steps/{step}/return", 29) == "10:00"
    assert site.get("/queue")["items"][0]["state"] == "waiting"


def test_a_long_hold_costs_the_rank(site: SiteUnderTest) -> None:
    waiting(site)
    step = served(site)
    site.post(f"/steps/{step}/park", as_="marc")
    assert rank_after(site, f"/steps/{step}/return", 90) == "10:30"


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = gone(site)
    idle = waiting(site)["steps"][0]["id"]
    refused(site, f"/steps/{idle}/return", {}, 409, "wrong_state", as_="lea")
    refused(site, f"/steps/{new_id()}/return", {}, 404, "step_unknown", as_="lea")
    refused(site, path, {}, 409, "another_day", as_=tomorrow(site))


def test_the_same_key_returns_once(site: SiteUnderTest) -> None:
    replayed(site, gone(site), {}, as_="lea")


def test_who_may_bring_back(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, gone(site), {}, "kiosk", "display", "counter", "mia")
