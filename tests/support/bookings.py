"""Short ways to type appointments in, and to see what is said of them."""

from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest


def typed_in(site: SiteUnderTest, starts_at: str = "2026-11-24T09:00:00Z", **more: Json) -> Json:
    """Let reception type an appointment in; return it."""
    return site.post("/appointments", request(site, starts_at, **more), status=201)


def request(site: SiteUnderTest, starts_at: str = "2026-11-24T09:00:00Z", **more: Json) -> Json:
    """Return what reception types in."""
    service_id = site.service(more.pop("code", "passport"))
    people = [{"family_name": "Ñúñez-Łaski", "given_name": "Zoë"}]
    return {"service_id": service_id, "starts_at": starts_at, "people": people, **more}


def of_reference(site: SiteUnderTest, reference: str) -> Json:
    """Return the one appointment of a reference, of whatever day."""
    (found,) = site.get(f"/appointments?q={reference}")["items"]
    return found


def verdict_of(appointment: Json | None, verdict: str) -> str:
    """Return the path of a verdict on an appointment, or on one that nobody knows."""
    return f"/appointments/{new_id() if appointment is None else appointment['id']}/{verdict}"
