"""What visitors and staff say of the day is kept without names, and comes back as it went in."""

from dataclasses import replace
from datetime import timedelta

from core.feedback import Difficulty, DiscreetAlert, SatisfactionCount
from core.model import AgentId
from core.store.feedback import SqlDifficulties, SqlDiscreetAlerts, SqlSatisfaction
from core.store.schema import metadata
from tests.fakes.reception import Reception


def test_answers_are_only_counted(reception: Reception) -> None:
    with reception.read() as reader:
        today = reader.today
    for answer in (5, 5, 2):
        reception.store.write(lambda uow, one=answer: uow.satisfaction.count(today, one))  # type: ignore[misc]
    with reception.read() as reader:
        found = SqlSatisfaction(reader._connection).of_days(today, today)
        before = today - timedelta(days=1)
        assert SqlSatisfaction(reader._connection).of_days(before, before) == []
    assert found == [SatisfactionCount(today, 2, 1), SatisfactionCount(today, 5, 2)]


def test_nothing_links_an_answer_or_a_difficulty_to_a_visit() -> None:
    names = {"business_day", "answer", "given"}
    assert {column.name for column in metadata.tables["satisfaction_count"].columns} == names
    assert not {
        column.name
        for column in metadata.tables["difficulty"].columns
        if "visit" in column.name or "agent" in column.name or "station" in column.name
    }


def test_a_difficulty_comes_back_as_it_was_told(reception: Reception) -> None:
    told = Difficulty("d-1", reception.clock.now(), "printer_slow", "Two minutes a slip", "life")
    reception.store.write(lambda uow: uow.difficulties.add(told))
    with reception.read() as reader:
        assert SqlDifficulties(reader._connection).all() == [told]


def test_an_alert_is_raised_answered_and_ended(reception: Reception) -> None:
    alert = DiscreetAlert("a-1", reception.counter("1"), reception.clock.now())
    reception.store.write(lambda uow: uow.discreet_alerts.add(alert))
    reception.wait(seconds=20)
    coming = replace(alert, coming_at=reception.clock.now(), coming_agent_id=AgentId("marc"))
    reception.store.write(
        lambda uow: uow.discreet_alerts.change(
            "a-1", coming_at=coming.coming_at, coming_agent_id="marc"
        )
    )
    with reception.read() as reader:
        assert SqlDiscreetAlerts(reader._connection).open() == [coming]
    reception.store.write(lambda uow: uow.discreet_alerts.change("a-1", ended_at=uow.now))
    with reception.read() as reader:
        assert SqlDiscreetAlerts(reader._connection).open() == []
