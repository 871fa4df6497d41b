"""The journal: in order, chained, and able to forget facts without losing the chain."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from core.store import Store
from core.usecases import settings
from tests.fakes.reception import Reception


def tamper(reception: Reception, statement: str) -> None:
    """Change the data behind the program's back."""
    engine = reception.database.writing()
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_rows_are_numbered_without_gaps_and_time_never_runs_backwards(
    reception: Reception,
) -> None:
    for _ in range(5):
        reception.walk_in()
    with reception.read() as reader:
        events = reader.events(0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(one.at < two.at for one, two in pairwise(events))


def test_the_feed_resumes_behind_a_seq(reception: Reception) -> None:
    reception.walk_in()
    with reception.read() as reader:
        seq = reader.seq()
    reception.walk_in()
    with reception.read() as reader:
        kinds = [event.kind.value for event in reader.events(seq)]
        assert reader.events(reader.seq()) == []
        assert len(reader.events(0, limit=2)) == 2
    assert kinds == ["visit.walked_in", "step.waiting"]


def test_an_untouched_journal_is_intact(reception: Reception) -> None:
    reception.walk_in()
    with reception.read() as reader:
        verdict = reader.verify_journal()
        assert verdict.intact
        assert verdict.rows == reader.seq()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE event SET actor_agent_id = 'another' WHERE seq = 4", "hash"),
        ("UPDATE event SET at = at + 1 WHERE seq = 4", "hash"),
        ('UPDATE event SET facts = \'{"number":"K999"}\' WHERE seq = 4', "facts"),
        ("UPDATE event SET salt = NULL WHERE seq = 4", "facts"),
        ("UPDATE event SET digest = hash WHERE seq = 4", "hash"),
    ],
)
def test_a_changed_row_is_found(reception: Reception, statement: str, reason: str) -> None:
    for _ in range(3):
        reception.walk_in()
    tamper(reception, statement)
    with reception.read() as reader:
        verdict = reader.verify_journal()
    assert (verdict.broken_at, verdict.reason) == (4, reason)


def test_a_row_that_was_taken_out_is_found(reception: Reception) -> None:
    for _ in range(3):
        reception.walk_in()
    tamper(reception, "DELETE FROM event WHERE seq = 4")
    with reception.read() as reader:
        verdict = reader.verify_journal()
    assert (verdict.broken_at, verdict.reason) == (5, "gap")


def test_a_purge_of_facts_leaves_the_chain_whole(reception: Reception) -> None:
    for _ in range(3):
        reception.walk_in()
    tamper(reception, "UPDATE event SET facts = NULL, salt = NULL WHERE seq < 6")
    with reception.read() as reader:
        assert reader.verify_journal().intact
        assert reader.events(4)[0].facts is None


def test_another_process_may_write_meanwhile(reception: Reception) -> None:
    reception.walk_in()
    with Store.on(reception.database, reception.clock) as other:
        other.write(
            lambda uow: settings.change(
                uow, reception.server, settings.ChangeSettings({"theme": "dark"})
            )
        )
    reception.walk_in()
    with reception.read() as reader:
        assert reader.site().theme == "dark"
        assert reader.verify_journal().intact


def test_a_visit_can_be_told_from_the_journal(reception: Reception) -> None:
    visit = reception.walk_in()
    reception.open()
    reception.call_next()
    with reception.read() as reader:
        kinds = [event.kind.value for event in reader.events_of_visit(str(visit["visit_id"]))]
    assert kinds == ["visit.walked_in", "step.waiting", "step.called"]


@pytest.mark.sqlite
def test_the_file_is_not_readable_without_its_key(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.store.close()
    for file in reception.path.parent.iterdir():
        content = file.read_bytes()
        assert b"Silva" not in content
        assert b"SQLite format" not in content


@pytest.mark.sqlite
def test_the_file_of_a_site_is_for_its_user_alone(tmp_path: Path) -> None:
    site = Reception(tmp_path / "site.db", anew=True)
    assert site.path.stat().st_mode & 0o077 == 0
    site.store.close()


@pytest.mark.sqlite
def test_what_reads_cannot_write(reception: Reception) -> None:
    with reception.read() as reader:
        rows = reader._connection.execute(text("PRAGMA query_only")).scalar()
    assert rows == 1
