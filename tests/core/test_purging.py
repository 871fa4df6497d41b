"""Names go a day after the visit; what was told to the booking server stays addressed."""

from sqlalchemy import text

from core.usecases import patching, serving
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
    reception.do(serving.finish, reception.lea, serving.Finish(str(call["step_id"])))
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
