"""The whole way: sandbox, gateway, engine and the site's own rows on disk."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from core.model import AppointmentMode, AppointmentStatus, OutboxState
from core.runtime.clock import SimulatedClock
from core.runtime.paths import resource
from core.store import Store
from core.things import Actor, Appointment
from core.usecases.arriving import CheckIn, check_in
from core.usecases.bookings import Judge, no_show_appointment, reopen_appointment
from core.usecases.settings import Initialise, initialise
from server.booking import SOURCE, SiteRows
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.inbox import PullPace
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from tests.fakes.booking_sandbox_runs import TOKEN, Running, morning, sandbox_thread
from tests.support.databases import database_at

DAY = date(2026, 11, 24)
SERVER = Actor()
LISBON = ZoneInfo("Europe/Lisbon")


def settings(**booking: object) -> dict[str, Any]:
    path = resource("services", "default_settings.json")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    document["booking"] = {
        **document["booking"],
        "gateway": SOURCE,
        "motifs": {str(one.id): one.service for one in morning().motifs},
        **booking,
    }
    return document


class Bench:
    """A site on disk beside a sandbox; seconds pass when the test says so."""

    def __init__(self, folder: Path, sandbox: Running, **booking: object) -> None:
        self.sandbox = sandbox
        self.now = 0.0
        self.clock = SimulatedClock(datetime(2026, 11, 24, 8, 40, tzinfo=UTC), 0)
        self.store = Store.on(database_at(folder / "site.sqlite", None), self.clock)
        catalogue = resource("services", "default_catalogue.json")
        command = Initialise(
            "Consulat inventé à Lisbonne",
            "Europe/Lisbon",
            settings(**booking),
            json.loads(catalogue.read_text(encoding="utf-8")),
        )
        self.store.write(lambda uow: initialise(uow, SERVER, command))

    def sync(self) -> None:
        """Start an engine, let it do all that is due, and forget it."""
        transport = Transport(self.sandbox.url, OAuthTokens(TokenPair(TOKEN)), Timeouts(2, 5))
        gateway = RdvServicePublic(transport, RdvServicePublicSettings((77,), Days(LISBON)))
        engine = BookingEngine(
            SiteRows(self.store, self.clock),
            gateway,
            self.clock,
            EngineSettings(PullPace(300, 3600, 1)),
            pace=lambda: self.now,
        )
        try:
            while (delay := engine.step(self.now)) < 20:
                self.now += max(delay, 0.01)
        finally:
            transport.close()

    def appointments(self, day: date = DAY) -> list[Appointment]:
        with self.store.read() as reader:
            return [card.appointment for card in reader.appointments(day)]

    def one(self, source_id: str) -> Appointment:
        return next(one for one in self.appointments() if one.source_id == source_id)

    def arrive(self, source_id: str) -> None:
        self.clock.advance(self._until(source_id))
        command = CheckIn(appointment_id=self.one(source_id).id, language="fr")
        self.store.write(lambda uow: check_in(uow, SERVER, command))

    def miss(self, source_id: str) -> None:
        self.clock.advance(self._until(source_id) + 1800)
        command = Judge(self.one(source_id).id)
        self.store.write(lambda uow: no_show_appointment(uow, SERVER, command))

    def _until(self, source_id: str) -> float:
        left = self.one(source_id).starts_at - self.clock.now()
        return max(left, timedelta(0)).total_seconds()

    def log(self) -> list[tuple[object, object]]:
        return [(one["id"], one["status"]) for one in self.sandbox.log()]


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with sandbox_thread(morning()) as running:
        yield running


@pytest.fixture
def bench(tmp_path: Path, sandbox: Running) -> Iterator[Bench]:
    made = Bench(tmp_path, sandbox, seen_on="arrival")
    yield made
    made.store.close()


def test_the_twelve_appointments_of_the_morning_stand_in_the_sites_rows(bench: Bench) -> None:
    bench.sync()
    found = bench.appointments()
    expected = [
        one
        for one in found
        if one.mode is AppointmentMode.IN_PERSON and one.status is AppointmentStatus.BOOKED
    ]
    assert len(expected) == 12
    assert {one.source for one in found} == {SOURCE}
    assert bench.one("513").status is AppointmentStatus.EXCUSED
    assert [one.source_id for one in bench.appointments(date(2026, 11, 25))] == ["521", "522"]
    with bench.store.read() as reader:
        family = reader.appointment(bench.one("505").id).persons
    assert [(one.target, one.given_name) for one in family] == [("7005", "Maëlle"), ("7006", "Noé")]


def test_reading_again_changes_nothing(bench: Bench) -> None:
    bench.sync()
    before = bench.appointments()
    with bench.store.read() as reader:
        seq = reader.seq()
    bench.sync()
    assert bench.appointments() == before
    with bench.store.read() as reader:
        assert reader.seq() == seq


@pytest.mark.sqlite
def test_an_unchanged_day_costs_no_write(bench: Bench, tmp_path: Path) -> None:
    bench.sync()
    log = tmp_path / "site.sqlite-wal"
    before = log.read_bytes()
    assert before
    bench.clock.advance(600)
    bench.now += 600
    bench.sync()
    assert log.read_bytes() == before
    with bench.store.read() as reader:
        read_at = [one.read_at for one in reader.known_bookings.days_read(SOURCE)]
    assert len(read_at) == 2


def test_arrivals_and_absences_reach_the_booking_server_once(bench: Bench) -> None:
    bench.sync()
    bench.arrive("501")
    bench.miss("503")
    bench.sync()
    bench.sync()
    assert sorted(bench.log(), key=str) == [(7001, "seen"), (7003, "noshow")]
    with bench.store.read() as reader:
        assert {item.state for item in reader.outbox()} == {OutboxState.SENT}


def test_what_another_agent_decided_there_is_set_aside_for_a_person(bench: Bench) -> None:
    bench.sync()
    bench.sandbox.state.set_participation(7003, "excused", bench.clock.now(), lambda rdv: False)
    bench.miss("503")
    bench.sync()
    with bench.store.read() as reader:
        (item,) = reader.outbox()
    assert item.state is OutboxState.REJECTED
    assert (item.reason or "").startswith("changed_at_booking_server")


def test_a_late_person_corrects_the_absence_that_the_site_told(bench: Bench) -> None:
    bench.sync()
    bench.miss("503")
    bench.sync()
    command = Judge(bench.one("503").id)
    bench.store.write(lambda uow: reopen_appointment(uow, SERVER, command))
    bench.sync()
    bench.arrive("503")
    bench.sync()
    assert bench.log()[0] == (7003, "noshow")
    assert bench.log()[-1] == (7003, "seen")
