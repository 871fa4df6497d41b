"""Reads, once nobody moves any more, all that a checker wants to see of a site."""

from collections.abc import Sequence
from typing import Final

from tests.faults.history import Command, Evidence, Followed, Json, Row
from tests.faults.prepared import AUDITOR, LEAD, RECEPTION, Prepared
from tests.faults.wire import Request, Wire

_PAGE: Final = 500


def collect(
    prepared: Prepared,
    wire: Wire,
    commands: Sequence[Command],
    feeds: Sequence[Followed],
    most_visits: int = 10_000,
) -> Evidence:
    """Return the evidence of a run.

    Args:
        prepared: The site as it was before.
        wire: One that loses nothing.
        commands: The histories of all clients.
        feeds: What subscribers heard.
        most_visits: How many visits to read one by one; the queue shows the others too.
    """
    reader = _Reader(prepared, wire)
    journal = reader.journal()
    visits = sorted({row["visit_id"] for row in journal if row["kind"] == "step.waiting"})[
        :most_visits
    ]
    return Evidence(
        began=prepared.began,
        commands=commands,
        journal=journal,
        feeds=feeds,
        staff_feed=reader.events(journal[-1]["seq"]),
        lead=prepared.who[LEAD],
        queue=reader.get("/queue?limit=500", RECEPTION),
        board=reader.get("/board", LEAD),
        visits={visit_id: reader.get(f"/visits/{visit_id}", LEAD) for visit_id in visits},
        outbox=reader.get("/outbox?limit=500", LEAD)["items"],
        appointments={
            one["id"]: one for one in reader.get("/appointments?limit=500", LEAD)["items"]
        },
        bookings=frozenset(one["id"] for one in prepared.appointments),
    )


class _Reader:
    def __init__(self, prepared: Prepared, wire: Wire) -> None:
        self._prepared = prepared
        self._wire = wire

    def get(self, path: str, who: str) -> Json:
        answer = self._wire.send(Request("GET", path, self._prepared.tokens[who]))
        if answer.status != 200:
            raise AssertionError(f"GET {path}: {answer}")
        return answer.body

    def journal(self) -> list[Row]:
        """Read every row, up to the reading itself."""
        rows: list[Row] = []
        after = "0"
        while True:
            page = self.get(f"/journal?limit={_PAGE}&after={after}", AUDITOR)
            rows += page["items"]
            if page["next"] is None:
                return rows
            after = page["next"]

    def events(self, until: int) -> list[Json]:
        """Read every event, up to the end of the journal that was read."""
        found: list[Json] = []
        after = 0
        while after < until:
            page = self.get(f"/events?after={after}&limit={_PAGE}", LEAD)
            found += [event for event in page["items"] if event["seq"] <= until]
            after = page["next"]
        return found
