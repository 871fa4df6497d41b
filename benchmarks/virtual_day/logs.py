"""Both logs side by side: what stations and the booking server hold, and what the site holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from benchmarks.virtual_day.plan import Plan
from benchmarks.virtual_day.stations import Handed, Notes
from core.model import EventKind, OutboxState, StationKind
from core.store.chain import verify
from core.store.journal import events_between
from core.store.rows import table_of
from core.store.tables_bookings import AppointmentRow, OutboxRow
from core.store.tables_visits import VisitRow
from core.things import Event
from server.auth.audience import ABOUT, OF_STATIONS
from sync.client.offline import rows
from sync.client.offline.database import Database
from sync.client.offline.rows import Row, RowKind, RowState

_ARRIVALS: Final = frozenset({EventKind.VISIT_CHECKED_IN, EventKind.VISIT_WALKED_IN})
_LETS_GO: Final = frozenset(
    {
        EventKind.STEP_COMPLETED,
        EventKind.STEP_NO_SHOW,
        EventKind.STEP_TRANSFERRED,
        EventKind.STEP_PARKED,
        EventKind.STEP_CALL_UNDONE,
    }
)


@dataclass
class Report:
    """What the comparison came to.

    Attributes:
        counts: How much was compared.
        explained: Differences that have a reason, by that reason.
        unexplained: Differences that have none: there must not be any.
    """

    counts: dict[str, int] = field(default_factory=dict)
    explained: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SiteLog:
    """What the site holds when the day is over.

    Attributes:
        events: The journal.
        visits: Every visit, by id.
        outbox: What the booking server was to be told, in the order in which it came up.
        appointments: By their ids at the booking server.
        fault: What is wrong with the chain of the journal.
    """

    events: Sequence[Event]
    visits: Mapping[str, Mapping[str, Any]]
    outbox: Sequence[Mapping[str, Any]]
    appointments: Mapping[str, Mapping[str, Any]]
    fault: str | None


def site_log(connection: Connection) -> SiteLog:
    """Read the site's side."""
    verdict = verify(connection, ())

    def table(row: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - a mapped class
        return [dict(found) for found in connection.execute(select(table_of(row))).mappings()]

    return SiteLog(
        list(events_between(connection)),
        {visit["id"]: visit for visit in table(VisitRow)},
        sorted(table(OutboxRow), key=lambda item: int(item["order"])),
        {str(one["source_id"]): one for one in table(AppointmentRow)},
        None if verdict.intact else f"row {verdict.broken_at}: {verdict.reason}",
    )


def kiosk_log(profile: Path) -> list[Row]:
    """Read what a kiosk wrote down of arrivals, once its desk is closed."""
    database = Database(profile)
    try:
        with database.transaction() as cursor:
            cursor.execute("SELECT * FROM outbox ORDER BY position")
            found = [rows.read(each) for each in cursor.fetchall()]
    finally:
        database.close()
    return [row for row in found if row.kind is not RowKind.SLIP]


def compare(
    plan: Plan,
    notes: Notes,
    site: SiteLog,
    kiosks: Sequence[Sequence[Row]],
    written: Sequence[Mapping[str, Any]],
    first: int,
) -> Report:
    """Hold the logs side by side.

    Args:
        plan: The day.
        notes: What stations were answered.
        site: The site's side.
        kiosks: The log of each kiosk.
        written: What the booking sandbox was told, oldest first.
        first: The seq behind which the display listened.
    """
    report = Report()
    if site.fault is not None:
        report.unexplained.append(f"the journal's chain is broken: {site.fault}")
    report.unexplained += notes.failures
    _numbers(report, notes, site, kiosks)
    _origins(report, notes, site, kiosks)
    _counters(report, notes, site)
    _display(report, notes, site, first)
    _outcomes(report, site, written)
    _ends(report, plan, site, written)
    return report


def _numbers(report: Report, notes: Notes, site: SiteLog, kiosks: Sequence[Sequence[Row]]) -> None:
    """Each number handed out is in the journal once, or flagged."""
    arrived = _count(event.visit_id for event in site.events if event.kind in _ARRIVALS)
    by_lease = defaultdict(list)
    for visit in site.visits.values():
        by_lease[visit["lease_id"], visit["number"]].append(visit)
    for number, log in enumerate(kiosks):
        # A number that was refused to one person is free for the next.
        theirs = {row.visit_id for row in log if row.visit_id is not None}
        for row in log:
            found = by_lease[row.lease_id, row.number] if row.lease_id else []
            if row.visit_id is None:
                found = [visit for visit in found if visit["id"] not in theirs]
            name = f"kiosk {number}, {row.number}"
            _row(report, name, row, found, arrived[row.visit_id or ""])
    keys = [{row.key: row for row in log} for log in kiosks]
    for handed in notes.handed:
        held = keys[handed.kiosk].get(handed.key)
        if held is None or held.number != handed.number or held.state is RowState.REFUSED:
            report.unexplained.append(f"{handed}: the kiosk knows nothing of it")
    twice = _doubles((visit["business_day"], visit["called_as"]) for visit in site.visits.values())
    report.unexplained += [f"{called} is called for two people" for _, called in twice]
    for visit in site.visits.values():
        report.explained.update(f"flagged: {flag}" for flag in visit["flags"])
    report.counts["numbers handed out by kiosks"] = len(_once(notes.handed))


def _row(
    report: Report,
    name: str,
    row: Row,
    found: Sequence[Mapping[str, Any]],
    arrived: int,
) -> None:
    """Judge one arrival of a kiosk's log; `found` are the site's visits with its number."""
    if not row.settled:
        report.unexplained.append(f"{name}: the site was never told ({row.state})")
    elif row.state is RowState.REFUSED:
        if found:
            report.explained[f"asked in vain ({row.reason}), done all the same"] += len(found)
    elif row.state is RowState.REJECTED:
        report.explained[f"set aside for a person: {row.reason}"] += 1
    elif row.lease_id and [visit["id"] for visit in found] != [row.visit_id]:
        report.unexplained.append(f"{name}: {len(found)} visits")
    elif arrived != 1:
        report.unexplained.append(f"{name}: {arrived} rows in the journal")


def _once(handed: Sequence[Handed]) -> set[tuple[int, str]]:
    return {(one.kiosk, one.key) for one in handed}


def _origins(report: Report, notes: Notes, site: SiteLog, kiosks: Sequence[Sequence[Row]]) -> None:
    """No visit was invented, and each has its rows in the journal."""
    asked = {(row.lease_id, row.number) for log in kiosks for row in log if row.lease_id}
    known = {row.visit_id for log in kiosks for row in log} | set(notes.helped)
    unanswered = Counter(notes.unanswered)
    for visit in site.visits.values():
        if (visit["lease_id"], visit["number"]) in asked or visit["id"] in known:
            continue
        if visit["lease_id"] is None and unanswered[visit["station_id"]] > 0:
            # The kiosk sent its visitor to reception, who gave them another number.
            unanswered[visit["station_id"]] -= 1
            report.explained["numbered by the server for a kiosk that no longer waited"] += 1
        else:
            report.unexplained.append(f"{visit['number']}: nobody asked for this visit")
    report.unexplained += [
        f"reception let somebody in, and visit {visit_id} is not there"
        for visit_id in notes.helped
        if visit_id not in site.visits
    ]
    report.explained.update(f"turned away: {code}" for code in notes.turned_away)
    report.counts["visits"] = len(site.visits)
    report.counts["let in by reception"] = len(notes.helped)


def _counters(report: Report, notes: Notes, site: SiteLog) -> None:
    """Agents' answers are in the journal once; nobody is at two counters, no counter has two."""
    called = _count(event.call_id for event in site.events if event.kind is EventKind.STEP_CALLED)
    answered = _count(call_id for call_id, _ in notes.calls)
    for call_id in called.keys() | answered.keys():
        if called[call_id] != 1 or answered[call_id] != 1:
            how = f"{called[call_id]} in the journal, {answered[call_id]} answered"
            report.unexplained.append(f"call {call_id}: {how}")
    completed = _count(
        event.step_id for event in site.events if event.kind is EventKind.STEP_COMPLETED
    )
    finished = _count(notes.finished)
    for step_id in completed.keys() | finished.keys():
        if completed[step_id] != finished[step_id]:
            report.unexplained.append(f"step {step_id}: not ended as often as answered")
    held: dict[str, str | None] = {}
    for event in site.events:
        if event.step_id is None:
            continue
        if event.kind is EventKind.STEP_CALLED:
            if event.step_id in held or event.counter_id in held.values():
                report.unexplained.append(f"seq {event.seq}: somebody is called who is served")
            held[event.step_id] = event.counter_id
        elif event.kind in _LETS_GO:
            held.pop(event.step_id, None)
    report.counts["calls"] = len(called)


def _display(report: Report, notes: Notes, site: SiteLog, first: int) -> None:
    """The display heard every row that it may, once, in order."""
    expected = [
        (event.seq, event.kind.value)
        for event in site.events
        if ABOUT[event.kind] in OF_STATIONS[StationKind.DISPLAY] and event.seq > first
    ]
    if notes.shown != expected:
        missed, invented = set(expected) - set(notes.shown), set(notes.shown) - set(expected)
        how = f"{len(missed)} missed, {len(invented)} invented of {len(expected)}"
        report.unexplained.append(f"the display heard something else: {how}")
    if notes.restarts:
        report.unexplained.append(f"the display had to start anew {notes.restarts} times")
    report.counts["events on the display"] = len(expected)


def _outcomes(report: Report, site: SiteLog, written: Sequence[Mapping[str, Any]]) -> None:
    """What was sent is what the booking server took, in order for each participation, once."""
    sent, took = defaultdict(list), defaultdict(list)
    for item in site.outbox:
        if item["state"] is OutboxState.SENT:
            sent[item["target"]].append(item["outcome"])
        elif item["withdrawn_at"] is not None:
            report.explained["outcome withdrawn before it was sent"] += 1
        elif item["state"] is OutboxState.REJECTED:
            report.explained[f"outcome refused: {item['reason']}"] += 1
        else:
            report.unexplained.append(f"participation {item['target']}: never told")
    for write in written:
        if write["kind"] != "participation":
            report.unexplained.append(f"a write to {write['kind']} {write['id']}")
        elif write["before"] == write["status"]:
            report.explained["told again after an answer was lost"] += 1
        else:
            took[str(write["id"])].append(write["status"])
    for target in sent.keys() | took.keys():
        if sent[target] != took[target]:
            how = f"sent {sent[target]}, taken {took[target]}"
            report.unexplained.append(f"participation {target}: {how}")
    report.counts["outcomes told"] = sum(map(len, sent.values()))


def _ends(report: Report, plan: Plan, site: SiteLog, written: Sequence[Mapping[str, Any]]) -> None:
    """In the end the booking server holds of everybody what the journal says."""
    of_visit = defaultdict(list)
    for event in site.events:
        if event.visit_id is not None:
            of_visit[event.visit_id].append(event.kind)
    holds = {str(write["id"]): write["status"] for write in written}
    for rdv in plan.scenario["rdvs"]:
        appointment = site.appointments.get(str(rdv["id"]))
        if appointment is None:
            report.unexplained.append(f"the site knows nothing of appointment {rdv['id']}")
            continue
        visit_id = appointment["visit_id"]
        expected = _expected(of_visit[visit_id] if visit_id else [])
        for person in rdv["people"]:
            found = holds.get(str(person["participation"]))
            if found != expected:
                how = f"holds {found}, the journal says {expected}"
                name = f"participation {person['participation']}"
                report.unexplained.append(f"{name}: the booking server {how}")
    report.counts["appointments"] = len(plan.scenario["rdvs"])


def _expected(kinds: Sequence[EventKind]) -> str:
    if not kinds:
        return "noshow"
    last = [kind for kind in kinds if kind in _LETS_GO]
    absent = bool(last) and last[-1] is EventKind.STEP_NO_SHOW
    return "noshow" if absent and EventKind.STEP_STARTED not in kinds else "seen"


def _count(ids: Iterable[str | None]) -> Counter[str]:
    return Counter(one for one in ids if one is not None)


def _doubles(values: Iterator[Any]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]
