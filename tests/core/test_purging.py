"""Names go a day after the visit; what was told to the booking server stays addressed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from core.errors import Conflict
from core.model import EventKind, StationKind
from core.store.schema import metadata
from core.usecases import (
    bookings,
    feedback,
    finishing,
    leaving,
    outbox,
    patching,
    serving,
    stations,
)
from core.usecases import help as help_calls
from core.usecases.purging import Purge, purge
from tests.fakes.reception import Reception


def names(reception: Reception) -> list[str]:
    query = "SELECT family_name FROM {} WHERE family_name <> ''"
    with reception.read() as reader:
        return [
            name
            for table in ("visit_person", "appointment_person")
            for name in reader._connection.execute(text(query.format(table))).scalars()
        ]


def test_names_go_24_hours_after_their_business_day(reception: Reception) -> None:
    visit = reception.check_in(reception.book(9, 0, "life"))
    patch = patching.PatchVisit(str(visit["visit_id"]), note="note")
    reception.do(patching.patch_visit, reception.lea, patch)
    reception.wait(minutes=(24 + 14) * 60 + 59)  # a minute before midnight of the day after
    assert reception.do(purge, reception.server, Purge())["persons"] == 0
    assert len(names(reception)) == 2
    reception.wait(minutes=1)
    assert reception.do(purge, reception.server, Purge())["persons"] == 2
    assert names(reception) == []
    with reception.read() as reader:
        card = reader.visit(str(visit["visit_id"]))
        kinds = [event.kind.value for event in reader.events(0)]
    assert card.note == ""
    assert card.persons[0].target == "part-1"
    assert kinds[-1] == "purge.done"


def test_what_is_told_late_still_finds_its_participation(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.open()
    call = reception.call_next()
    reception.clock.advance(3 * 24 * 3600)
    reception.do(purge, reception.server, Purge())
    start = serving.Start(str(call["step_id"]))
    reception.do(serving.start, reception.lea, start)
    reception.do(finishing.finish, reception.lea, finishing.Finish(str(call["step_id"])))
    assert reception.outcomes_to_send() == [("part-1", "seen")]


def test_names_of_days_to_come_stay(reception: Reception) -> None:
    reception.book(9, 0, days=5)
    reception.clock.advance(3 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["persons"] == 0


def test_answers_to_commands_are_kept_for_30_days(reception: Reception) -> None:
    reception.store.command("key", reception.kiosk, "body", lambda _: {"done": True})
    reception.clock.advance(30 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["answers"] == 0
    reception.wait(seconds=1)
    assert reception.do(purge, reception.server, Purge())["answers"] == 1
    done = reception.store.command("key", reception.kiosk, "body", lambda _: {"done": False})
    assert not done.replayed


def rows(reception: Reception, table: str) -> int:
    query = select(func.count()).select_from(metadata.tables[table])
    with reception.read() as reader:
        count: int = reader._connection.execute(query).scalar_one()
    return count


def test_visits_and_bookings_are_kept_for_30_days(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.book(9, 10)
    patch = patching.PatchVisit(str(reception.walk_in()["visit_id"]), note="note")
    reception.do(patching.patch_visit, reception.lea, patch)
    reception.open()
    call = reception.call_next()
    reception.do(serving.start, reception.lea, serving.Start(str(call["step_id"])))
    reception.do(finishing.finish, reception.lea, finishing.Finish(str(call["step_id"])))
    reception.clock.advance(30 * 24 * 3600)
    kept = reception.do(purge, reception.server, Purge())
    assert (kept["visits"], kept["appointments"]) == (0, 0)
    reception.clock.advance(24 * 3600)
    gone = reception.do(purge, reception.server, Purge())
    assert gone["visits"] == 2
    # What the booking server does not know yet is still to be told.
    assert (gone["appointments"], rows(reception, "appointment")) == (1, 1)
    assert reception.outcomes_to_send() == [("part-1", "seen")]
    for table in ("visit", "step", "call", "visit_person", "visit_note", "service_outcome"):
        assert rows(reception, table) == 0, table
    with reception.read() as reader:
        (item,) = reader.outbox_due()
        assert reader.verify_journal().intact
    reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    assert reception.do(purge, reception.server, Purge())["appointments"] == 1
    assert rows(reception, "appointment") == rows(reception, "outbox_item") == 0


def test_a_booking_outlives_its_visit_without_harm(reception: Reception) -> None:
    appointment_id = reception.book(9, 0, "life")
    reception.check_in(appointment_id)
    reception.open()
    call = reception.call_next()
    reception.do(serving.start, reception.lea, serving.Start(str(call["step_id"])))
    reception.do(finishing.finish, reception.lea, finishing.Finish(str(call["step_id"])))
    reception.clock.advance(32 * 24 * 3600)
    reception.do(purge, reception.server, Purge())
    with reception.read() as reader:
        assert reader.appointment(appointment_id).number is None
    with pytest.raises(Conflict, match="wrong_day"):
        reception.check_in(appointment_id)


def test_a_purge_goes_in_small_batches_and_says_when_it_is_done(reception: Reception) -> None:
    for _ in range(5):
        reception.walk_in()
    reception.clock.advance(31 * 24 * 3600)
    found = [reception.do(purge, reception.server, Purge(limit=2)) for _ in range(4)]
    assert [one["visits"] for one in found] == [2, 2, 1, 0]
    assert [one["more"] for one in found] == [True, True, False, False]
    with reception.read() as reader:
        done = [event for event in reader.events(0) if event.kind is EventKind.PURGE_DONE]
    assert [(event.facts or {})["visits"] for event in done] == [2, 2, 1]


def test_a_number_replayed_after_its_visit_was_forgotten_troubles_nobody(
    reception: Reception,
) -> None:
    lease = reception.lease()
    leased = reception.leased(lease, "K001")
    first = reception.walk_in(leased=leased)
    reception.clock.advance(40 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["visits"] == 1
    again = reception.walk_in(leased=leased)
    assert again["number"] == first["number"] == "K001"
    with reception.read() as reader:
        assert reader.queue() == []


def column(reception: Reception, query: str) -> list[Any]:
    with reception.read() as reader:
        return list(reader._connection.execute(text(query)).scalars())


def test_what_tells_whose_a_booking_was_goes_with_the_names(reception: Reception) -> None:
    booked = reception.book(9, 0, "life", case_ref="AB-77", pre_application="ABCD123456")
    reception.check_in(booked)
    reception.clock.advance(40 * 3600)
    gone = reception.do(purge, reception.server, Purge())
    assert (gone["persons"], gone["details"], gone["more"]) == (2, 1, False)
    assert column(reception, "SELECT case_ref FROM appointment") == [None]
    assert column(reception, "SELECT case_ref FROM visit") == [None]
    assert column(reception, "SELECT pre_application FROM appointment") == [None]
    assert column(reception, "SELECT pre_application FROM visit") == [None]
    assert column(reception, "SELECT digest FROM appointment") == [""]
    assert column(reception, "SELECT reference FROM appointment") == [""]
    assert not reception.do(purge, reception.server, Purge())["details"]


def test_a_reference_stays_until_the_booking_server_knows_the_outcome(
    reception: Reception,
) -> None:
    reception.check_in(reception.book(9, 0, "life"))
    reception.open()
    call = reception.call_next()
    reception.do(serving.start, reception.lea, serving.Start(str(call["step_id"])))
    reception.do(finishing.finish, reception.lea, finishing.Finish(str(call["step_id"])))
    reception.clock.advance(40 * 3600)
    reception.do(purge, reception.server, Purge())
    assert names(reception) == []
    assert column(reception, "SELECT reference FROM appointment") != [""]
    with reception.read() as reader:
        (item,) = reader.outbox_due()
    reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    reception.do(purge, reception.server, Purge())
    assert column(reception, "SELECT reference FROM appointment") == [""]


def test_a_note_goes_when_its_day_ends_and_its_visit_is_over(reception: Reception) -> None:
    over, stays = (str(reception.walk_in()["visit_id"]) for _ in range(2))
    for visit_id in (over, stays):
        patch = patching.PatchVisit(visit_id, note="note")
        reception.do(patching.patch_visit, reception.lea, patch)
    reception.do(leaving.leave, reception.lea, leaving.Leave(over))
    reception.wait(minutes=15 * 60)
    assert reception.do(purge, reception.server, Purge())["notes"] == 1
    assert column(reception, "SELECT visit_id FROM visit_note") == [stays]
    reception.wait(minutes=24 * 60)
    assert reception.do(purge, reception.server, Purge())["notes"] == 1


def test_a_booking_that_its_source_withdraws_has_no_name_at_once(reception: Reception) -> None:
    reception.book(9, 0, days=5, case_ref="AB-77")
    assert names(reception) == ["Silva"]
    row, day = reception._listed[0], reception.at(9).date() + timedelta(days=5)
    reception.do(bookings.apply_day, reception.server, bookings.ApplyDay(day, "rdv", ()))
    assert names(reception) == []
    assert column(reception, "SELECT case_ref FROM appointment") == [None]
    reception.do(bookings.apply_day, reception.server, bookings.ApplyDay(day, "rdv", (row,)))
    assert names(reception) == ["Silva"]


def test_periods_are_the_sites_own(tmp_path: Path) -> None:
    short = {"retention": {"names_h": 0, "visits_days": 1, "journal_months": 6}}
    reception = Reception(tmp_path / "site.db", short)
    try:
        reception.check_in(reception.book(9, 0, "life"))
        reception.wait(minutes=15 * 60)
        assert reception.do(purge, reception.server, Purge())["persons"] == 2
        reception.clock.advance(2 * 24 * 3600)
        assert reception.do(purge, reception.server, Purge())["visits"] == 1
    finally:
        reception.store.close()


def test_what_staff_and_devices_left_beside_visits_goes_too(reception: Reception) -> None:
    told = feedback.TellDifficulty("printer_slow", "Who said this?")
    reception.do(feedback.tell_difficulty, reception.lea, told)
    reception.do(help_calls.ask, reception.kiosk, help_calls.AskHelp("home"))
    reception.lease()
    made = stations.MakePairingCode("code", StationKind.KIOSK, "Kiosk 9")
    reception.do(stations.make_pairing_code, reception.lea, made)
    reception.clock.advance(31 * 24 * 3600)
    gone = reception.do(purge, reception.server, Purge())
    assert (gone["pairing_codes"], gone["help_calls"]) == (1, 1)
    assert (gone["leases"], gone["difficulty_texts"]) == (0, 0)
    reception.clock.advance(335 * 24 * 3600)
    gone = reception.do(purge, reception.server, Purge())
    assert (gone["difficulty_texts"], gone["leases"]) == (1, 1)
    assert column(reception, "SELECT topic || body FROM difficulty") == ["printer_slow"]
    with reception.read() as reader:
        facts = reader.events(0)[-1].facts or {}
    assert (facts["difficulty_texts"], facts["leases"]) == (1, 1)
