"""The site's names as this screen shows them: services, counters, documents, local times."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sync.contract.site import CounterOut, DocumentOut, ServiceOut, SiteOut


class Catalogue:
    """Looks up the site's things by id, in one language; French where a text has no other."""

    def __init__(self, site: SiteOut, language: str) -> None:
        self.site = site
        self.language = language
        self._services = {service.id: service for service in site.services}
        self._counters = {counter.id: counter for counter in site.counters}
        self._zone = ZoneInfo(site.zone)

    def text(self, labels: Mapping[str, str]) -> str:
        """Return the text in this screen's language, else in French, else any."""
        return labels.get(self.language) or labels.get("fr") or next(iter(labels.values()), "")

    def service(self, service_id: str) -> ServiceOut | None:
        """Return a service, or None if the site no longer has it."""
        return self._services.get(service_id)

    def service_label(self, service_id: str) -> str:
        """Return a service's name, or a dash if the site no longer has it."""
        service = self._services.get(service_id)
        return "–" if service is None else self.text(service.labels)

    def counter(self, counter_id: str) -> CounterOut | None:
        """Return a counter, or None if the site no longer has it."""
        return self._counters.get(counter_id)

    def counter_by_number(self, number: str) -> CounterOut | None:
        """Return the counter whose number or name people use, whatever the case."""
        wanted = number.strip().casefold()
        for counter in self.site.counters:
            names = {counter.number, *counter.name.values()}
            if wanted in {name.casefold() for name in names}:
                return counter
        return None

    def document_label(self, document: DocumentOut) -> str:
        """Return a paper's name."""
        return self.text(document.labels)

    def local_time(self, moment: datetime) -> str:
        """Return hour and minute in the site's zone, `10:05`."""
        return moment.astimezone(self._zone).strftime("%H:%M")

    def local_day(self, moment: datetime) -> str:
        """Return the date in the site's zone, `24/11`."""
        return moment.astimezone(self._zone).strftime("%d/%m")


def spaced(number: str) -> str:
    """Write a ticket's number as people read it, `K042` as `K 042`."""
    return f"{number[:1]} {number[1:]}"


def typed_number(text: str) -> str:
    """Bring what a person typed for a ticket into wire form: `k 42` is `K042`.

    Text that is no ticket number comes back trimmed and in capitals.
    """
    compact = "".join(text.split()).upper()
    if len(compact) > 1 and compact[0].isalpha() and compact[1:].isdigit():
        return compact[0] + compact[1:].lstrip("0").rjust(3, "0")
    return compact
