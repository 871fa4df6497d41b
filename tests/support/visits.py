"""Short ways to let people arrive, and to see where they stand."""

from core.model import Role
from core.things import Event
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_arrivals import book


def waiting(site: SiteUnderTest, code: str = "life_cert", **more: Json) -> Json:
    """Let a walk-in wait; return the visit."""
    return site.walk_in(code, as_=more.pop("as_", "lea"), **more)["visit"]


def booked(site: SiteUnderTest, reference: str, minutes: int = 0, **more: Json) -> Json:
    """Let somebody with an appointment wait; return the visit."""
    book(site, reference, minutes, **more)
    return site.post("/check-ins", {"reference": reference})["visit"]


def served(site: SiteUnderTest, counter: str = "2", as_: str = "marc") -> str:
    """Call the next person and begin to serve; return the step's id."""
    step = str(site.serve_next(counter, as_)["step"]["id"])
    site.post(f"/steps/{step}/start", as_=as_)
    return step


def card(site: SiteUnderTest, visit: Json, as_: str = "lea") -> Json:
    """Read a visit."""
    return site.get(f"/visits/{visit['id']}", as_)


def line(site: SiteUnderTest) -> list[str]:
    """Return the numbers of those who wait, in calling order."""
    items = site.get("/queue")["items"]
    return [str(one["number"]) for one in items if one["state"] == "waiting"]


def rank_of(visit: Json) -> str:
    """Return the rank of a visit's last step, as the wall clock of a Lisbon winter shows it."""
    return str(visit["steps"][-1]["rank"])[11:16]


def facts(event: Event) -> Json:
    """Return what an event says besides ids."""
    assert event.facts is not None
    return event.facts


def told(site: SiteUnderTest) -> list[tuple[str, str]]:
    """Return what the booking server is to be told: participation and outcome."""
    with site.wiring.store.read() as reader:
        return sorted((item.target, item.outcome) for item in reader.outbox_due())


def tomorrow(site: SiteUnderTest, *roles: Role) -> str:
    """Let a day pass, which ends every session; return who is signed in then, as a lead."""
    site.clock.advance(24 * 3600)
    site.sign_in("nadia", *(roles or (Role.LEAD, Role.RECEPTION)))
    return "nadia"
