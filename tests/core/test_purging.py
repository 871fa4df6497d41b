"""Names go a day after the visit; what was told to the booking server stays addressed."""

import pytest
from sqlalchemy import func, select, text

from core.errors import Conflict
from core.model import EventKind
from core.store.schema import metadata
from core.usecases import finishing, outbox, patching, serving
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
