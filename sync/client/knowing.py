"""What leads and auditors read: the site now, days in numbers, the journal."""

from collections.abc import Sequence
from datetime import date, datetime

from core.model import EventKind
from sync.client.commands import Commands
from sync.contract.journal import JournalOut
from sync.contract.live import LiveOut
from sync.contract.outgoing import WebhooksOut
from sync.contract.statistics import StatisticsGroup, StatisticsOut
from sync.contract.wire import to_wire


class KnowingCommands(Commands):
    """Readings that need a lead's or an auditor's session; each raises `ApiError`."""

    def live(self) -> LiveOut:
        """Read queues, counters, devices, alerts and advice as they are now."""
        return self.get("/live", LiveOut)

    def statistics(
        self,
        first: date,
        last: date,
        *,
        service_id: str | None = None,
        group: StatisticsGroup | None = None,
    ) -> StatisticsOut:
        """Read what some days were like; refused with `range_backwards`, `range_too_long`.

        Args:
            first: The first day.
            last: The last day, counted too.
            service_id: Only this service.
            group: One row for each of these; a single total without.
        """
        query = {**_days(first, last), "service": service_id, "group": group}
        return self.get("/statistics", StatisticsOut, query)

    def quality_sheet(self, first: date, last: date, language: str = "fr") -> bytes:
        """Read the public's sheet of some days, a PDF in one language."""
        query = {**_days(first, last), "language": language}
        return self.get_file("/statistics/quality-sheet.pdf", "application/pdf", query)

    def presence(self, day: date, language: str = "fr", *, names: bool = False) -> bytes:
        """Read who of a day's appointments came, a CSV in UTF-8 with a mark, which is journaled.

        Args:
            day: The business day.
            language: Of its headings, `fr` or `en`.
            names: With names, for leads alone; refused with `names_for_leads`.
        """
        query = {"day": day.isoformat(), "language": language, "names": str(names).lower()}
        return self.get_file("/presence.csv", "text/csv", query)

    def webhooks(self) -> WebhooksOut:
        """Read whether the post's other tools take the events that they are sent."""
        return self.get("/webhooks", WebhooksOut)

    def journal(
        self,
        first: datetime | None = None,
        last: datetime | None = None,
        kinds: Sequence[EventKind] = (),
        *,
        limit: int | None = None,
        after: str | None = None,
    ) -> JournalOut:
        """Read a page of the journal, which itself is journaled.

        Args:
            first: From this moment on, aware.
            last: Until this moment, aware.
            kinds: Only these; all without.
            limit: Rows of a page, 1–500.
            after: `JournalOut.next` of the page before.
        """
        query = {
            "from": None if first is None else to_wire(first),
            "to": None if last is None else to_wire(last),
            "kind": [kind.value for kind in kinds] or None,
            "limit": limit,
            "after": after,
        }
        return self.get("/journal", JournalOut, query)


def _days(first: date, last: date) -> dict[str, str | None]:
    return {"from": first.isoformat(), "to": last.isoformat()}
