"""The names in memory follow what is committed, whoever did it, and forget what is purged."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta
from threading import Event as ThreadEvent
from time import monotonic

import pytest

from core.errors import StoreUnavailable
from core.model import AppointmentStatus
from core.names.fitting import Fit, Wanted
from core.names.words import names_of
from core.store import Store
from core.store.booked import BookedPage, BookedReader
from core.store.reader import Reader
from core.usecases import bookings, settings
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow, Judge
from core.usecases.purging import Purge, purge
from core.usecases.settings import ChangeSettings
from tests.fakes.reception import TUESDAY_NINE, Reception
from tests.support.memory import texts_in

TODAY = TUESDAY_NINE.date()
TOMORROW = TODAY + timedelta(days=1)


def named(family: str, given: str = "") -> tuple[BookedPerson, ...]:
    return (BookedPerson(None, family, given),)


def listed(reception: Reception, day: date, *rows: BookingRow) -> None:
    """Let the booking server list a day: these bookings, and no others."""
    reception.do(bookings.apply_day, reception.server, ApplyDay(day, "rdv", rows))


def page(store: Store, q: str, day: date | None = None) -> BookedPage:
    with store.read() as reader:
        return BookedReader(reader).page(day, q)


def found(reception: Reception, q: str, day: date | None = None) -> list[str]:
    """Return the references that a search finds, in order."""
    return [card.appointment.reference for card in page(reception.store, q, day).cards]


def test_what_is_new_changed_and_withdrawn_is_found_as_it_is(reception: Reception) -> None:
    row = reception.row(10, people=named("Silva"))
    listed(reception, TODAY, row)
    assert found(reception, "silva") == ["1001"]
    other = reception.row(9, 30, people=named("Silva"))
    listed(reception, TODAY, row, other)
    assert found(reception, "silva") == ["1002", "1001"]
    listed(reception, TODAY, replace(row, people=named("Costa")), other)
    assert (found(reception, "silva"), found(reception, "costa")) == (["1002"], ["1001"])
    listed(reception, TODAY, replace(row, reference="77", people=named("Costa")))
    assert (found(reception, "silva"), found(reception, "77")) == ([], ["77"])


def test_a_booking_that_moves_goes_from_one_day_to_the_other(reception: Reception) -> None:
    row = reception.row(10, people=named("Silva"))
    listed(reception, TODAY, row)
    assert (found(reception, "silva"), found(reception, "silva", TOMORROW)) == (["1001"], [])
    moved = replace(row, starts_at=row.starts_at + timedelta(days=1))
    listed(reception, TOMORROW, moved)
    assert (found(reception, "silva"), found(reception, "silva", TOMORROW)) == ([], ["1001"])


def test_bookings_are_found_on_the_day_that_settings_put_them_on(reception: Reception) -> None:
    row = reception.row(1, people=named("Silva"), days=1)
    listed(reception, TOMORROW, row)
    assert (found(reception, "silva"), found(reception, "silva", TOMORROW)) == ([], ["1001"])
    begins_later = ChangeSettings({"day_starts_at": time(3).isoformat("minutes")})
    reception.do(settings.change, reception.server, begins_later)
    assert (found(reception, "silva"), found(reception, "silva", TOMORROW)) == (["1001"], [])


def test_what_another_process_wrote_is_found_by_the_next_search(reception: Reception) -> None:
    row = reception.row(10, people=named("Silva"))
    listed(reception, TODAY, row)
    assert found(reception, "silva") == ["1001"]
    changed = ApplyDay(TODAY, "rdv", (replace(row, people=named("Costa")),))
    with Store.on(reception.database, reception.clock) as beside:
        beside.write(lambda uow: bookings.apply_day(uow, reception.server, changed))
        assert (found(reception, "silva"), found(reception, "costa")) == ([], ["1001"])
        # It finds what it has read itself, after a start with nothing in memory.
        assert len(page(beside, "costa").cards) == 1


def test_more_changes_than_are_followed_one_by_one_are_found(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.name_index._MOST_CHANGES", 5)
    listed(reception, TODAY, reception.row(10, people=named("Silva")))
    assert found(reception, "silva") == ["1001"]
    rows = [reception.row(11, minute, people=named("Costa")) for minute in range(9)]
    listed(reception, TODAY, *rows)
    assert (len(found(reception, "costa")), found(reception, "silva")) == (9, [])


def test_a_snapshot_finds_nobody_under_a_name_that_it_does_not_have(reception: Reception) -> None:
    row = reception.row(10, people=named("Silva"))
    listed(reception, TODAY, row)
    with reception.read() as before:
        assert before.seq() > 0
        listed(reception, TODAY, replace(row, people=named("Costa")))
        assert found(reception, "costa") == ["1001"]
        assert BookedReader(before).page(q="costa").cards == []


def forget_by_searching(reception: Reception, day: date) -> None:
    found(reception, "nobody", day)


def forget_in_the_background(reception: Reception, _day: date) -> None:
    with reception.read() as reader:
        reader.names.refresh(reader)


@pytest.mark.parametrize("forget", [forget_by_searching, forget_in_the_background])
def test_purged_names_are_no_longer_in_memory(
    reception: Reception, forget: Callable[[Reception, date], None]
) -> None:
    listed(reception, TODAY, reception.row(10, people=named("Zoltaniev", "Qwenda")))
    assert found(reception, "zolta") == ["1001"]
    assert {"zoltaniev", "qwenda"} <= texts_in(reception.store.names)
    reception.wait(minutes=3 * 24 * 60)
    assert reception.do(purge, reception.server, Purge())["persons"] == 1
    forget(reception, TODAY)
    held = " ".join(texts_in(reception.store.names)).casefold()
    assert "zolt" not in held
    assert "qwen" not in held
    assert "1001" not in held
    assert found(reception, "zoltaniev", TODAY) == found(reception, "1001", TODAY) == []


def test_a_corrected_name_is_no_longer_in_memory(reception: Reception) -> None:
    row = reception.row(10, people=named("Zoltaniev"))
    listed(reception, TODAY, row)
    assert found(reception, "zolta") == ["1001"]
    listed(reception, TODAY, replace(row, people=named("Costa")))
    forget_in_the_background(reception, TODAY)
    assert "zoltaniev" not in texts_in(reception.store.names)


def test_only_a_few_days_are_kept(reception: Reception) -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in range(6)]
    for ahead, day in enumerate(days):
        listed(reception, day, reception.row(10, people=named(f"Silva{ahead}x"), days=ahead))
    for ahead, day in enumerate(days):
        assert len(found(reception, f"silva{ahead}", day)) == 1
    assert len({text for text in texts_in(reception.store.names) if "silva" in text}) == 3


def test_those_who_are_spelt_otherwise_are_counted_and_come_last(reception: Reception) -> None:
    spelt = ("Muhammad", "Mohamed", "Mehmet", "Mahmoud")
    listed(
        reception,
        TODAY,
        *(reception.row(10, place, people=named(name)) for place, name in enumerate(spelt)),
    )
    whole = page(reception.store, "mohamed")
    assert [card.persons[0].family_name for card in whole.cards] == [
        "Mohamed",
        "Muhammad",
        "Mehmet",
        "Mahmoud",
    ]
    assert whole.otherwise == 3
    assert page(reception.store, "mohamedx").otherwise == 1


def test_only_bookings_of_a_status_are_found_and_pages_are_full(reception: Reception) -> None:
    rows = [reception.row(8, minute, people=named("Silva")) for minute in range(12)]
    ids = reception.import_rows(rows)
    for late in ids[7:]:
        reception.do(bookings.no_show_appointment, reception.lea, Judge(late))
    with reception.read() as reader:
        booked = BookedReader(reader)
        first = booked.page(q="silva", status=AppointmentStatus.NO_SHOW, limit=3)
        rest = booked.page(
            q="silva", status=AppointmentStatus.NO_SHOW, limit=3, after=first.following
        )
    assert [card.appointment.id for card in [*first.cards, *rest.cards]] == ids[7:]
    assert rest.following is None


def test_a_day_that_is_read_in_the_background_can_be_left(reception: Reception) -> None:
    rows = [reception.row(10, people=named("Silva")) for _ in range(120)]
    listed(reception, TODAY, *rows)
    asked: list[float] = []

    def leave(worked_s: float) -> bool:
        asked.append(worked_s)
        return False

    with reception.read() as reader:
        reader.names.read(reader, TODAY, leave)
    assert len(asked) == 1
    assert texts_in(reception.store.names) == set()
    assert len(found(reception, "silva")) == 100


def test_a_few_wait_for_a_day_that_is_being_read_and_more_are_refused(
    reception: Reception,
) -> None:
    listed(reception, TODAY, reception.row(10, people=named("Silva")))
    index = reception.store.names
    with ThreadPoolExecutor(4) as pool:
        with index._reading:
            waiting = [pool.submit(found, reception, "silva") for _ in range(4)]
            end = monotonic() + 20
            while index._room._value and monotonic() < end:
                ThreadEvent().wait(0.01)
            with pytest.raises(StoreUnavailable):
                found(reception, "silva")
        assert [one.result(20) for one in waiting] == [["1001"]] * 4
    assert found(reception, "silva") == ["1001"]


def by_the_rule(reader: Reader, day: date, q: str) -> list[str]:
    wanted, fits = Wanted(q), []
    for card in reader.appointments(day):
        persons = [names_of(one.family_name, one.given_name) for one in card.persons]
        fit = wanted.fit(card.appointment.reference, persons)
        if fit is not None:
            fits.append((fit, card.appointment.reference))
    exact = [one for one in fits if one[0] is Fit.EXACT]
    heard = [one for one in fits if one[0] is not Fit.MISSPELT]
    chosen = exact if len(exact) >= 5 else heard or fits
    return [reference for _, reference in sorted(chosen, key=lambda one: one[0])]


NAMES = ("Silva", "Sliva", "Selva", "da Silva", "Mohamed", "Muhammad", "Иванов", "Ivanov", "Costa")
ASKED = ("silva", "silv", "dasilva", "mohamed", "ivanov", "costa", "cosxa", "100", "1003")


def changed(rng: random.Random, rows: Sequence[BookingRow]) -> list[BookingRow]:
    """Return what a booking server might list next: some renamed, moved in time, or gone."""
    following = []
    for row in rows:
        match rng.randrange(6):
            case 0:
                following.append(replace(row, people=named(rng.choice(NAMES))))
            case 1:
                at = row.starts_at.replace(minute=rng.randrange(60))
                following.append(replace(row, starts_at=at))
            case 2:
                pass
            case _:
                following.append(row)
    return following


@pytest.mark.parametrize("seed", [1, 2])
def test_searches_between_changes_find_what_the_rule_finds(reception: Reception, seed: int) -> None:
    rng = random.Random(seed)
    rows: list[BookingRow] = []
    for _ in range(12):
        rows = changed(rng, rows)
        for _ in range(rng.randrange(3)):
            rows.append(reception.row(10, rng.randrange(60), people=named(rng.choice(NAMES))))
        listed(reception, TODAY, *rows)
        for q in rng.sample(ASKED, 4):
            with reception.read() as reader:
                assert found(reception, q) == by_the_rule(reader, TODAY, q), (seed, q)
