"""`guichet-server person`: at the server's console, as over the wire, and journaled like that."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.model import EventKind
from core.runtime.clock import SimulatedClock
from core.things import Actor
from core.usecases import bookings
from core.usecases.bookings import AddAppointment, BookedPerson, BookingRow
from server.__main__ import main
from server.data_folder import DataFolder
from server.opening import open_store

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def booked(data_folder: Path) -> str:
    """Keep an appointment by name; return its id."""
    data = DataFolder(data_folder)
    with open_store(data, data.key(), SimulatedClock(NINE, 0)) as store:
        with store.read() as reader:
            service = reader.site().services[0].id
        row = BookingRow("", 77, "7731", service, NINE, people=(BookedPerson(None, "Qui", "Zen"),))
        add = AddAppointment(row)
        return str(
            store.write(lambda uow: bookings.add_appointment(uow, Actor(), add))["appointment_id"]
        )


def run(folder: Path, capsys: pytest.CaptureFixture[str], *given: str, code: int = 0) -> str:
    capsys.readouterr()
    told = main(["person", *given, "--data", str(folder), "--clock", NINE.isoformat()])
    out, error = capsys.readouterr()
    assert told == code, error
    return error if code else out


def kinds(folder: Path) -> list[EventKind]:
    data = DataFolder(folder)
    with open_store(data, data.key(), SimulatedClock(NINE, 0)) as store, store.read() as reader:
        return [event.kind for event in reader.events(0)][-3:]


def test_a_person_is_found_exported_and_erased(
    data_folder: Path, booked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(data_folder, capsys, "find", "--reference", "7731")
    assert found == f"2026-11-24 Z. Q. --appointment {booked}\n"
    exported = json.loads(run(data_folder, capsys, "export", "--appointment", booked))
    (who,) = [row for row in exported["rows"] if row["about"] == "appointment_person"]
    assert (who["fields"]["family_name"], who["fields"]["given_name"]) == ("Qui", "Zen")
    erased = run(data_folder, capsys, "erase", "--appointment", booked).splitlines()
    assert erased[0] == "appointments 1, visits 0, names 1, notes 0"
    assert erased[1:] == ["stays: journal until 2027-11-24", "stays: backups until 2026-12-24"]
    again = run(data_folder, capsys, "export", "--appointment", booked)
    assert "Qui" not in again
    assert kinds(data_folder) == [
        EventKind.PERSON_EXPORTED,
        EventKind.PERSON_ERASED,
        EventKind.PERSON_EXPORTED,
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("export",), "name a booking or a visit"),
        (("find", "--name", "qui"), "is of a day"),
        (("erase", "--visit", "01990000-0000-7000-8000-000000000000"), "visit_unknown"),
    ],
)
def test_what_names_nobody_is_refused_in_one_line(
    data_folder: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], told: str
) -> None:
    error = run(data_folder, capsys, *given, code=2)
    assert told in error
    assert len(error.splitlines()) == 1
