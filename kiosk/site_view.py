"""What the kiosk shows of its site: hours, services, waits, without what it need not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.model import CRISIS_STREAM
from kiosk.appointment.reference import ReferenceShape
from kiosk.outcomes import Wait
from sync.contract.site import ServiceOut, SiteOut


@dataclass(frozen=True, slots=True)
class ServiceTile:
    """One service as a tile.

    Attributes:
        open: Whether a ticket can be taken now.
        opens: When it can again, as `HH:MM`; "" where the site does not say.
        opens_today: Whether that is today.
    """

    id: str
    label: str
    icon: str
    open: bool
    opens: str
    opens_today: bool
    wait: Wait


def label_of(labels: Mapping[str, str], language: str) -> str:
    """Return a label in a language, else in English, else in French, else any."""
    for wished in (language, "en", "fr"):
        if labels.get(wished):
            return labels[wished]
    return next(iter(labels.values()), "")


class SiteView:
    """Answers a page's questions about the site."""

    def __init__(self, site: SiteOut) -> None:
        self.site = site
        self.zone = ZoneInfo(site.zone)
        self._services = {service.id: service for service in site.services}

    @property
    def reference(self) -> ReferenceShape:
        rule = self.site.reference
        return ReferenceShape(rule.min_length, rule.max_length, rule.letters, rule.ask_time)

    def service(self, service_id: str | None) -> ServiceOut | None:
        return self._services.get(service_id or "")

    def tiles(self, language: str, now: datetime) -> list[ServiceTile]:
        """Return the services that may be had without an appointment, open ones first."""
        tiles = [
            self._tile(service, language, now) for service in self.site.services if service.walk_in
        ]
        return sorted(tiles, key=lambda tile: not tile.open)

    def by_appointment_only(self, language: str) -> list[str]:
        """Return the labels of services that need an appointment; sensitive ones stay unnamed."""
        return [
            label_of(service.labels, language)
            for service in self.site.services
            if not service.walk_in and not service.sensitive and service.stream != CRISIS_STREAM
        ]

    def collection(self) -> ServiceOut | None:
        """Return the open service that hands out documents that are ready, if there is one."""
        for service in self.site.services:
            if service.code == "collection" and service.walk_in and service.walk_in_open:
                return service
        return None

    def documents(self, service_id: str | None, language: str, *, only: bool = False) -> list[str]:
        """Return the papers to have ready; none for a sensitive service.

        Args:
            service_id: The service, None where it is not known.
            language: Of the labels.
            only: Leave a label empty rather than say it in another language.
        """
        service = self.service(service_id)
        if service is None or service.sensitive:
            return []
        if only:
            return [document.labels.get(language, "") for document in service.documents]
        return [label_of(document.labels, language) for document in service.documents]

    def messages(self, language: str) -> list[str]:
        """Return the lines of the post."""
        return [label_of(message.texts, language) for message in self.site.messages]

    def clock(self, moment: datetime) -> str:
        """Return `HH:MM` on the site's wall."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def is_today(self, moment: datetime, now: datetime) -> bool:
        """Whether two moments fall on one day at the site."""
        return moment.astimezone(self.zone).date() == now.astimezone(self.zone).date()

    def _tile(self, service: ServiceOut, language: str, now: datetime) -> ServiceTile:
        wait, opens = service.wait, service.opens_at
        return ServiceTile(
            id=service.id,
            label=label_of(service.labels, language),
            icon=service.icon,
            open=service.walk_in_open,
            opens=self.clock(opens) if opens is not None else "",
            opens_today=opens is not None and self.is_today(opens, now),
            wait=Wait(wait.p50_s, wait.p90_s, wait.ahead) if wait else Wait(),
        )
