"""The table of the queue: correct for Qt, calm for the reader."""

import random

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from counterapp.catalogue import Catalogue, spaced, typed_number
from counterapp.desk.queue_model import PRIORITY_ROLE, Column, QueueModel
from counterapp.desk.queue_rows import QueueRow, View, select
from counterapp.reception.appointment_model import AppointmentModel
from counterapp.reception.reading import appointment_row
from tests.fakes.counter_catalogue import CASH, LIFE
from tests.fakes.counter_site import FakeSite


def rows_of(site: FakeSite, view: View = View.ALL, search: str = "") -> tuple[QueueRow, ...]:
    return select(
        site.queue().items,
        view=view,
        search=search,
        offered=site.desk.services,
        catalogue=Catalogue(site.site(), "en"),
    )


def crowd(site: FakeSite, count: int) -> None:
    for place in range(count):
        walk_in = place % 3 == 0
        site.add(
            f"{'K' if walk_in else 'P'}{place + 1:03}",
            booked_min=None if walk_in else place,
            priority=place % 5 == 0,
        )


@pytest.mark.usefixtures("counter_qapp")
def test_the_model_keeps_qts_rules_through_any_change(fake_site: FakeSite) -> None:
    crowd(fake_site, 12)
    model = QueueModel(fake_site.clock.now)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    every = rows_of(fake_site)
    chance = random.Random(7)
    for _ in range(60):
        some = chance.sample(every, chance.randint(0, len(every)))
        if chance.random() < 0.7:
            some.sort(key=lambda row: row.position or 0)
        model.set_rows(tuple(some))
        assert model.rowCount() == len(some)
        model.tick()
    assert tester is not None


@pytest.mark.usefixtures("counter_qapp")
def test_an_arrival_does_not_reset_the_table(fake_site: FakeSite) -> None:
    crowd(fake_site, 5)
    model = QueueModel(fake_site.clock.now)
    model.set_rows(rows_of(fake_site))
    resets: list[bool] = []
    inserted: list[int] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.rowsInserted.connect(lambda _parent, first, _last: inserted.append(first))
    fake_site.add("P090", booked_min=-30)
    model.set_rows(rows_of(fake_site))
    assert (resets, inserted) == ([], [0])


@pytest.mark.usefixtures("counter_qapp")
def test_a_row_says_in_words_what_it_shows_in_signs(fake_site: FakeSite) -> None:
    fake_site.add("P031", priority=True)
    model = QueueModel(fake_site.clock.now)
    model.set_rows(rows_of(fake_site))
    signs = model.index(0, Column.MARKS)
    assert model.data(signs, PRIORITY_ROLE) is True
    assert model.data(signs, Qt.ItemDataRole.AccessibleTextRole) == "priority"
    assert model.data(model.index(0, Column.TICKET)) == "P 031"
    assert model.data(model.index(0, Column.WAIT)) == "8 min"
    assert model.data(model.index(0, Column.STATE)) == "Waiting"
    assert model.data(QModelIndex()) is None
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(Column))]
    assert all(titles)


@pytest.mark.usefixtures("counter_qapp")
def test_no_cell_of_the_queue_holds_a_name(fake_site: FakeSite) -> None:
    fake_site.add("P031", name=("Unmistakable", "Zebedee"))
    model = QueueModel(fake_site.clock.now)
    model.set_rows(rows_of(fake_site))
    texts = [
        str(model.data(model.index(0, column), role))
        for column in range(len(Column))
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]
    assert "nmistak" not in " ".join(texts).casefold()
    assert "nmistak" not in repr(model.row(0)).casefold()


def test_views_and_search_choose_lines(fake_site: FakeSite) -> None:
    fake_site.add("P031")
    fake_site.add("K042", service=LIFE, booked_min=None)
    fake_site.add("F007", service=CASH, booked_min=None)
    assert len(rows_of(fake_site)) == 3
    assert [row.number for row in rows_of(fake_site, View.MINE)] == ["P031", "K042"]
    assert [row.number for row in rows_of(fake_site, View.BOOKED)] == ["P031"]
    assert [row.number for row in rows_of(fake_site, View.WALK_IN)] == ["K042", "F007"]
    assert [row.number for row in rows_of(fake_site, search="f7")] == ["F007"]
    assert [row.number for row in rows_of(fake_site, search="cash")] == ["F007"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("k42", "K042"), (" K 042 ", "K042"), ("k1000", "K1000"), ("471002", "471002"), ("", "")],
)
def test_a_ticket_is_understood_as_people_type_it(typed: str, number: str) -> None:
    assert typed_number(typed) == number


def test_a_ticket_is_shown_with_a_space() -> None:
    assert spaced("K1000") == "K 1000"


@pytest.mark.usefixtures("counter_qapp")
def test_the_table_of_appointments_keeps_qts_rules(fake_site: FakeSite) -> None:
    for place in range(6):
        fake_site.book(f"4710{place}", "Diallo", "Aminata", place)
    catalogue = Catalogue(fake_site.site(), "en")
    every = [appointment_row(item, catalogue) for item in fake_site.appointments().items]
    model = AppointmentModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for count in (6, 2, 0, 6, 6):
        model.set_rows(tuple(every[:count]))
        assert model.rowCount() == count
    assert "Diallo" not in repr(model.row(0))
    assert tester is not None
