"""Reads both sides once nobody moves any more: here the product's own types end."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from core.model import EventKind
from core.runtime.clock import SystemClock
from core.store.reader import Reader
from server.data_folder import DataFolder
from server.opening import open_store
from tests.faults.booking.prepared import DAYS, GROUPS, MOTIFS
from tests.faults.booking.sandbox import SandboxServer
from tests.faults.booking.sides import Booked, Decision, Item, Sides
from tests.faults.history import Json

_SOURCE: Final = "rdv_service_public"
_MOST: Final = 10_000


def gather(
    folder: Path, sandbox: SandboxServer, first: Sequence[Json], decisions: Sequence[Decision]
) -> Sides:
    """Return what both sides hold.

    Args:
        folder: Of the site, whose server has stopped.
        sandbox: The booking server.
        first: Its RDVs in the morning.
        decisions: What the site's staff decided, of appointments as the site names them.

    Raises:
        AssertionError: The site's journal is damaged.
    """
    data = DataFolder(folder)
    with closing(open_store(data, data.key(), SystemClock())) as store, store.read() as reader:
        booked = _booked(reader)
        items = tuple(
            Item(
                one.target,
                one.outcome,
                one.state.value,
                one.reason or "",
                one.withdrawn_at is not None,
            )
            for one in reader.outbox(limit=_MOST)
        )
        withdrawn = _withdrawn(reader)
        decided = tuple(Decision(_key(reader, one.key), one.outcome) for one in decisions)
        if not reader.verify_journal().intact:
            raise AssertionError("the journal is damaged")
    return Sides(
        days=DAYS,
        groups=GROUPS,
        first={int(one["id"]): one for one in first},
        rdvs={int(one["id"]): one for one in sandbox.direct("GET", "rdvs")["items"]},
        writes=sandbox.direct("GET", "log")["items"],
        acts=sandbox.direct("GET", "acts")["items"],
        decisions=decided,
        booked=booked,
        items=items,
        withdrawn=withdrawn,
    )


def _booked(reader: Reader) -> tuple[Booked, ...]:
    site = reader.site()
    zone = ZoneInfo("Europe/Lisbon")
    codes = {service.id: service.code for service in site.services}
    motifs = {code: int(motif) for motif, code in MOTIFS.items()}
    known = reader.known_bookings
    return tuple(
        Booked(
            key=one.source_id,
            starts=_wall(one.starts_at, zone),
            motif=motifs[codes[one.service_id]],
            status=one.status.value,
            visited=one.visit_id is not None,
            withdrawn=one.withdrawn_at is not None,
            targets=tuple(person.target or "" for person in known.persons(one.id)),
        )
        for day in DAYS
        for one in known.of_day(date.fromisoformat(day), _SOURCE)
    )


def _wall(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).replace(tzinfo=None).isoformat()


def _key(reader: Reader, appointment_id: str) -> str:
    return reader.appointment(appointment_id).appointment.source_id


def _withdrawn(reader: Reader) -> tuple[str, ...]:
    found: list[str] = []
    after = 0
    while events := reader.events(after, 500):
        after = events[-1].seq
        found += [
            _key(reader, event.appointment_id)
            for event in events
            if event.kind is EventKind.APPOINTMENT_WITHDRAWN and event.appointment_id
        ]
    return tuple(found)
