"""The name of a site, and the zone that it lives in; all else of it are settings."""

from dataclasses import dataclass

from core.model import SettingsLayer, SettingsPart
from core.ports import UnitOfWork
from core.settings_layers import changed_paths, changed_values
from core.things import Actor, Receipt
from core.usecases.day_turning import days_changed
from core.usecases.settings import own_document, put_version, require_zone


@dataclass(frozen=True, slots=True)
class ChangeSite:
    """The site has another name, or lives in another IANA zone; None stays."""

    name: str | None = None
    zone: str | None = None


def change_site(uow: UnitOfWork, actor: Actor, command: ChangeSite) -> Receipt:
    """Change name and zone; receipt: version, changed (how many of the two).

    What was is not dated anew: it is kept in UTC. Business days are those of the new zone from now
    on: bookings follow, and if it is another day there, who is here goes on in that one.

    Raises:
        Unprocessable: `zone_unknown`.
    """
    site, version = uow.site(), uow.settings.version()
    name, zone = command.name or site.name, command.zone or site.zone
    require_zone(zone)
    before, after = {"name": site.name, "zone": site.zone}, {"name": name, "zone": zone}
    changed = tuple(changed_paths(before, after))
    if not changed:
        return {"version": version, "changed": 0}
    uow.settings.change_site(name, zone)
    newest = uow.settings.newest()
    layer = SettingsLayer.SITE if newest is None else newest.layer
    put_version(
        uow,
        actor,
        layer,
        SettingsPart.SITE,
        own_document(uow, layer),
        changed=changed,
        values=changed_values(before, after),
    )
    days_changed(uow, actor, site.days)
    return {"version": uow.settings.version(), "changed": len(changed)}
