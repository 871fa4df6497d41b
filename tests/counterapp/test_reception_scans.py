"""What reception does with a scan: check in, search, or say plainly why not."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterapp.problems import notice_text
from counterapp.reception.arrivals_pane import SEARCH_PAUSE_MS
from sync.contract.arrivals import CheckInIn
from tests.counterapp.conftest import ReceptionBench
from tests.support.travel_documents import FRENCH_CARD, SPECIMENS, TD1, TD1_LONG, TD3
from ui.scanners.understanding import MAX_CHARACTERS

SECRETS = ("L898902C", "UTO740812", "740812", "ZE184226B", "P<UTO", "ERIKSSON<<")


def arrivals(hall: ReceptionBench) -> list[str]:
    model = hall.reception.page.arrivals.model
    return [model.row(place).people for place in range(model.rowCount())]


def scan(hall: ReceptionBench, text: str) -> None:
    hall.reception.scans.take(text)
    for _ in range(3):
        hall.timers.fire(300)


def searched(hall: ReceptionBench) -> str:
    return hall.reception.page.arrivals.search.text()


def told(hall: ReceptionBench) -> list[str]:
    return [notice_text(notice) for notice in hall.said]


def type_line(hall: ReceptionBench, line: str) -> None:
    search = hall.reception.page.arrivals.search
    QTest.keyClicks(search, line)
    QTest.keyClick(search, Qt.Key.Key_Return)


def test_a_signed_code_is_checked_in_with_what_was_noted(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.refresh()
    hall.reception.page.arrivals.priority.setChecked(True)
    scan(hall, "CQ1:ABCDEF")
    (arrived,) = hall.site.arrived
    assert isinstance(arrived, CheckInIn)
    assert (arrived.code, arrived.priority) == ("CQ1:ABCDEF", True)
    assert hall.reception.page.arrivals.given_number.text() == "P 001"
    assert searched(hall) == ""


def test_a_reference_is_searched_for_and_enter_twice_checks_in(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    wanted = hall.site.book("471002", "Diaz", "Pablo")
    hall.refresh()
    hall.reception.page.arrivals.table.setFocus()
    scan(hall, "471002")
    assert (searched(hall), arrivals(hall)) == ("471002", ["DIAZ Pablo"])
    pane = hall.reception.page.arrivals
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    (arrived,) = hall.site.arrived
    assert isinstance(arrived, CheckInIn)
    assert arrived.appointment_id == wanted.id


@pytest.mark.parametrize("kind", ["TD3", "TD1", "TD2", "MRV-A", "MRV-B"])
def test_a_document_finds_its_holder_by_name(hall: ReceptionBench, kind: str) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.site.book("471002", "Eriksson", "Anna")
    hall.site.book("471003", "Eriksson", "Bo")
    scan(hall, "\n".join(SPECIMENS[kind]))
    assert (searched(hall), arrivals(hall)) == ("ERIKSSON ANNA", ["ERIKSSON Anna"])
    assert hall.site.arrived == []
    assert hall.reception.page.problem.text() == ""


@pytest.mark.parametrize(
    ("lines", "field", "found"),
    [
        (TD1_LONG, "STEVENSON", ["≈ STEVENSON Charles"]),
        (FRENCH_CARD, "BERTHIER", []),
    ],
)
def test_where_the_given_name_finds_nobody_the_family_name_does(
    hall: ReceptionBench, lines: tuple[str, ...], field: str, found: list[str]
) -> None:
    hall.site.book("471001", "Stevenson", "Charles")
    scan(hall, "\n".join(lines))
    assert (searched(hall), arrivals(hall)) == (field, found)
    # It may be somebody else, whom nobody checks in by two Enters.
    assert hall.reception.page.arrivals.chosen() is None
    # What is typed next is not widened.
    QTest.keyClicks(hall.reception.page.arrivals.search, "X")
    QTest.keyClick(hall.reception.page.arrivals.search, Qt.Key.Key_Return)
    hall.timers.fire(300)
    assert (searched(hall), arrivals(hall)) == (field + "X", [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TD3[0], "Only a part of the document was read. Try again, or type the name."),
        ("\n".join(TD1[:2]), "Only a part of the document was read. Try again, or type the name."),
        ("\n".join(TD3).replace("7408", "7409"),
         "A line of the document was not read right. Try again, or type the name."),
        ("P<UTO" + "<" * 39 + "\n" + TD3[1],
         "The document holds no name to search for. Type the name."),
        ("https://example.org", "This code is not one of ours. Nothing was done."),
        ("x" * 10_000, "This code is not one of ours. Nothing was done."),
        ("", "This code is not one of ours. Nothing was done."),
    ],
)  # fmt: skip
def test_what_gives_nothing_is_told_in_one_sentence_and_changes_nothing(
    hall: ReceptionBench, text: str, sentence: str
) -> None:
    hall.site.book("471001", "Diallo", "Aminata")
    hall.refresh()
    scan(hall, text)
    assert hall.reception.page.problem.text() == sentence
    assert told(hall) == [sentence]
    assert (searched(hall), arrivals(hall), hall.site.arrived) == ("", ["DIALLO Aminata"], [])
    scan(hall, "471001")
    assert hall.reception.page.problem.text() == ""


def test_a_damaged_document_leaves_nobody_chosen(hall: ReceptionBench) -> None:
    hall.site.book("471001", "Eriksson", "Anna")
    hall.site.book("471002", "Diaz", "Pablo")
    hall.refresh()
    pane = hall.reception.page.arrivals
    scan(hall, "\n".join(TD3))
    assert pane.chosen() is not None
    scan(hall, "\n".join(TD3).replace("7408", "7409"))
    assert (searched(hall), pane.chosen()) == ("", None)
    assert "was not read right" in hall.reception.page.problem.text()


def test_noise_is_told(hall: ReceptionBench) -> None:
    hall.reception.scans.unreadable()
    assert "The reader could not read this." in hall.reception.page.problem.text()


def test_while_the_server_is_away_no_code_is_kept(hall: ReceptionBench) -> None:
    hall.reception.presenter.on_online(online=False)
    scan(hall, "CQ1:ABCDEF")
    assert "The server does not answer." in hall.reception.page.problem.text()
    hall.reception.presenter.on_online(online=True)
    assert hall.site.arrived == []


def test_a_lost_reader_is_an_alert_that_goes_again(hall: ReceptionBench) -> None:
    presenter, page = hall.reception.presenter, hall.reception.page
    presenter.reader_changed(there=True)
    assert (page.alerts.text(), told(hall)) == ("", [])
    presenter.reader_changed(there=False)
    presenter.reader_changed(there=False)
    hall.refresh()
    assert page.alerts.text() == "The code reader of this workplace does not answer"
    assert page.alerts.level() == "danger"
    presenter.reader_changed(there=True)
    assert page.alerts.text() == ""
    assert told(hall) == [
        "The code reader of this workplace does not answer",
        "The code reader answers again",
    ]


# -- a reader that types into the search field --------------------------------


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_document_typed_into_the_field_is_taken_out_of_it(
    hall: ReceptionBench, kind: str
) -> None:
    hall.site.book("471002", "Eriksson", "Anna")
    for line in SPECIMENS[kind]:
        type_line(hall, line)
        assert "<" not in searched(hall)
    field = hall.reception.page.arrivals.search
    assert field.text().split()[0] in {"ERIKSSON", "STEVENSON", "BERTHIER"}
    assert not field.isUndoAvailable()


def test_a_document_that_a_reader_types_without_an_end_is_taken_too(
    hall: ReceptionBench, qtbot: QtBot
) -> None:
    QTest.keyClicks(hall.reception.page.arrivals.search, "".join(TD3))
    qtbot.waitUntil(lambda: searched(hall) == "ERIKSSON ANNA", timeout=SEARCH_PAUSE_MS * 20)


def test_a_part_of_a_document_leaves_the_field_and_is_told(
    hall: ReceptionBench, qtbot: QtBot
) -> None:
    type_line(hall, TD3[0])
    assert searched(hall) == ""
    qtbot.waitUntil(lambda: "Only a part" in hall.reception.page.problem.text())
    type_line(hall, TD3[1])
    assert searched(hall) == ""
    assert not hall.reception.page.arrivals.search.isUndoAvailable()


def test_a_refused_code_stays_told(hall: ReceptionBench, qtbot: QtBot) -> None:
    type_line(hall, "CQ1:<<<<")
    sentence = "This code is not one of ours. Nothing was done."
    assert hall.reception.page.problem.text() == sentence
    qtbot.wait(SEARCH_PAUSE_MS + 50)
    hall.timers.fire(300)
    assert hall.reception.page.problem.text() == sentence


def test_nothing_of_a_document_is_shown_logged_or_asked_for(
    hall: ReceptionBench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = hall.reception.page
    for text in ("\n".join(TD3), "\n".join(TD3).replace("7408", "7409"), TD3[1], TD3[0]):
        scan(hall, text)
    for line in TD3:
        type_line(hall, line)
    hall.timers.fire(300)
    page.arrivals.search.undo()
    said = [
        searched(hall),
        page.problem.text(),
        page.problem.accessibleName(),
        *told(hall),
        *map(repr, hall.said),
        repr(vars(hall.reception.presenter)),
        repr(vars(page.arrivals)),
        *hall.site.searched,
        *(record.getMessage() for record in caplog.records),
    ]
    assert not [secret for secret in SECRETS for text in said if secret in text]
    assert set(hall.site.searched) == {"ERIKSSON ANNA", "ERIKSSON"}


def test_the_field_holds_no_more_than_any_scan(hall: ReceptionBench) -> None:
    QTest.keyClicks(hall.reception.page.arrivals.search, "a" * 200)
    assert len(searched(hall)) == MAX_CHARACTERS
