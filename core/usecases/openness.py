"""Whether a walk-in ticket is given now, and whether somebody with an appointment is let in.

One place for the kiosks' menus and for the commands, so that what is offered is also given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.calendar import opening
from core.errors import Conflict, Fact
from core.model import CRISIS_STREAM, Closed
from core.ports import UnitOfWork
from core.site import Labels, Service, Site
from core.site_day import SiteDay


@dataclass(frozen=True, slots=True)
class Door:
    """Whether walk-ins are taken for a service.

    Attributes:
        code: Why not, as a refusal; None while they are.
        closed: Why not, where it is a matter of hours or of a switch.
        opens_at: When they are taken again, where that is known.
        labels: Name of the holiday or of the exceptional day.
    """

    code: str | None = None
    closed: Closed | None = None
    opens_at: datetime | None = None
    labels: Labels = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether walk-ins are taken."""
        return self.code is None


_OPEN: Final = Door()


def is_offered(service: Service, switches: SiteDay) -> bool:
    """Say whether a service stands in the menus at all: those of a crisis only during one."""
    return service.stream != CRISIS_STREAM or switches.crisis


def door(
    site: Site,
    service: Service,
    switches: SiteDay,
    now: datetime,
    *,
    reception: bool = False,
    last_call: bool = False,
) -> Door:
    """Say whether walk-ins are taken for a service at a moment; the daily cap is not judged.

    Args:
        site: The site.
        service: What they come for.
        switches: How the site stands today.
        now: The moment, aware.
        reception: A person gives the ticket: freeze, last call and "by appointment only" yield.
        last_call: The queue is expected to end past closing.
    """
    frozen = Door("site_frozen", Closed.FROZEN) if switches.frozen and not reception else None
    if service.stream == CRISIS_STREAM:
        return (frozen or _OPEN) if switches.crisis else Door("service_closed")
    if not service.walk_in and not reception:
        return Door("walk_in_not_offered")
    if switches.crisis:
        return Door("crisis_mode", Closed.CRISIS)
    if frozen is not None:
        return frozen
    calendar = site.calendar_of(service)
    hours = opening(calendar, site.days, now, switches)
    if not hours.open:
        return Door("service_closed", hours.closed, hours.opens_at, hours.labels)
    last_ticket_given = hours.last_ticket_at is not None and now >= hours.last_ticket_at
    if last_ticket_given or (last_call and not reception):
        again = opening(calendar, site.days, hours.closes_at or now, switches).opens_at
        if last_ticket_given:
            return Door("service_closed", Closed.HOURS, again)
        return Door("last_call", Closed.LAST_CALL, again)
    return _OPEN


def require_walk_in(
    uow: UnitOfWork, site: Site, service: Service, *, reception: bool, last_call: bool = False
) -> None:
    """Refuse a walk-in ticket that is not given now.

    Raises:
        Conflict: `walk_in_not_offered`, `site_frozen`, `last_call` (none of them for reception);
            `crisis_mode`; `service_closed`; `quota_reached`. With `opens_at` where it is known.
    """
    found = door(site, service, uow.site_day(), uow.now, reception=reception, last_call=last_call)
    if found.code is not None:
        raise Conflict(found.code, **_facts(service, found))
    if service.daily_cap is not None:
        given = uow.visits.count_walk_ins(uow.today(), service.id)
        if given >= service.daily_cap:
            raise Conflict("quota_reached", service_id=service.id, cap=service.daily_cap)


def require_check_in(uow: UnitOfWork, site: Site, service: Service, at: datetime) -> None:
    """Refuse somebody with an appointment on a day that a person has closed.

    A crisis and a freeze keep nobody out who has an appointment.

    Raises:
        Conflict: `service_closed`, with `opens_at` where it is known.
    """
    switches = uow.site_day()
    if switches.closed_on == site.days.of(at):
        hours = opening(site.calendar_of(service), site.days, at, switches)
        found = Door("service_closed", Closed.DAY_CLOSED, hours.opens_at)
        raise Conflict("service_closed", **_facts(service, found))


def require_calls(switches: SiteDay) -> None:
    """Refuse to call anybody while the site is frozen.

    Raises:
        Conflict: `site_frozen`.
    """
    if switches.frozen:
        raise Conflict("site_frozen", reason=switches.freeze_reason)


def _facts(service: Service, found: Door) -> Mapping[str, Fact | datetime]:
    facts: dict[str, Fact | datetime] = {"service_id": service.id}
    if found.opens_at is not None:
        facts["opens_at"] = found.opens_at
    if found.closed is not None:
        facts["closed_because"] = found.closed.value
    return facts
