"""The file of each day: whole, by ids, made later if need be, and gone with the journal."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.model import EventKind
from core.store import Store
from core.things import Actor
from core.usecases.clock_changing import ChangeClock, change_clock
from server.auth.audience import ABOUT, About
from server.events_out.daily_file import DailyFiles
from tests.fakes.reception import TUESDAY_NINE, Reception
from tests.fakes.set_clock import SetClock

DAY = date(2026, 11, 24)
H24 = 24 * 60


class Post:
    """A reception, and the files of its days."""

    def __init__(self, reception: Reception, folder: Path) -> None:
        self.reception = reception
        self.folder = folder
        self.files = self.started()

    def started(self) -> DailyFiles:
        """Return what writes the files, as after a start of the server."""
        files = DailyFiles(self.reception.store, self.folder)
        self.reception.store.on_commit(lambda events: files.heard(one.kind for one in events))
        return files

    def refresh(self, files: DailyFiles | None = None) -> list[str]:
        """Let it work as long as there is something to do; return which files there are."""
        for _ in range(30):
            (files or self.files).refresh()
        return sorted(file.name for file in self.folder.glob("*")) if self.folder.exists() else []

    def read(self, day: date) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.files.path(day).read_text().splitlines()]


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path / "site.db", {"event_file": True})
    yield made
    made.store.close()


@pytest.fixture
def post(reception: Reception, tmp_path: Path) -> Post:
    return Post(reception, tmp_path / "events")


def test_a_day_is_written_once_it_is_over_and_only_this_user_reads_it(post: Post) -> None:
    post.reception.open()
    post.reception.walk_in()
    assert post.refresh() == []
    post.reception.wait(minutes=H24)
    assert post.refresh() == ["2026-11-24.jsonl"]
    assert post.folder.stat().st_mode & 0o077 == 0
    assert post.files.path(DAY).stat().st_mode & 0o077 == 0


def test_it_holds_every_event_of_its_day_but_those_of_agents_as_ids(post: Post) -> None:
    post.reception.book(10)
    post.reception.open()
    post.reception.walk_in()
    post.reception.call_next()
    post.reception.wait(minutes=H24)
    post.refresh()
    with post.reception.read() as reader:
        wanted = [one.seq for one in reader.events(0, 1000) if ABOUT[one.kind] is not About.AGENTS]
    told = post.read(DAY)
    assert [one["data"]["seq"] for one in told] == wanted
    assert {"visit.walked_in", "step.called", "appointment.imported"} <= {
        one["type"] for one in told
    }
    assert "Silva" not in post.files.path(DAY).read_text()


def test_days_without_the_server_are_made_later_and_empty_ones_are_empty(post: Post) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=3 * H24)
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    names = post.refresh(post.started())
    assert names == [f"2026-11-{day}.jsonl" for day in (24, 25, 26, 27)]
    assert [len(post.read(DAY + timedelta(days=day))) > 0 for day in range(4)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_file_that_is_there_is_left_alone(post: Post) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    post.refresh()
    before = post.files.path(DAY).stat()
    post.refresh(post.started())
    assert post.files.path(DAY).stat() == before


def test_a_day_that_gains_events_as_the_clock_is_set_back_is_written_anew(
    reception: Reception, tmp_path: Path
) -> None:
    reception.walk_in()
    reception.store.close()
    clock = SetClock(TUESDAY_NINE + timedelta(days=1))
    reception.store = Store.on(reception.database, clock)
    post = Post(reception, tmp_path / "events")
    post.refresh()
    before = len(post.read(DAY))
    back = timedelta(days=-1)
    reception.store.jump(back, clock.set, lambda uow: change_clock(uow, Actor(), ChangeClock(back)))
    reception.walk_in()
    clock.pass_s(24 * 3600)
    post.refresh()
    seqs = [one["data"]["seq"] for one in post.read(DAY)]
    assert len(seqs) > before
    assert seqs == sorted(set(seqs))


def test_one_that_somebody_damaged_is_written_anew(post: Post) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    post.refresh()
    whole = post.files.path(DAY).read_text()
    for content in ("", "{}\n", '{"data":{"seq":7}}', "\xff"):
        post.files.path(DAY).write_text(content, encoding="latin-1")
        post.refresh(post.started())
        assert post.files.path(DAY).read_text() == whole


def test_a_kill_in_the_middle_leaves_no_half_file(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)

    class Killed(BaseException):
        """The end of the process."""

    def kill(_: int) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("core.runtime.private_files.os.fsync", kill)
        with pytest.raises(Killed):
            post.files.refresh()
    (left,) = post.folder.iterdir()
    assert left.name.startswith(".")
    assert post.refresh(post.started()) == ["2026-11-24.jsonl"]
    assert post.read(DAY)


def test_a_folder_that_cannot_be_written_is_told_and_tried_again_later(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    post.folder.write_text("a file is in the way")
    for _ in range(20):
        post.files.refresh()
    assert len(caplog.records) == 1
    post.folder.unlink()
    assert post.refresh(post.started()) == ["2026-11-24.jsonl"]


def test_files_go_when_the_journal_does_and_not_while_the_clock_is_doubted(post: Post) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    post.refresh()
    other = post.folder / "notes.txt"
    other.write_text("of somebody else")
    post.reception.wait(minutes=367 * H24)
    doubting = DailyFiles(post.reception.store, post.folder, doubted=lambda: True)
    doubting.refresh()
    assert post.files.path(DAY).exists()
    post.files.refresh()
    assert not post.files.path(DAY).exists()
    assert other.exists()


def test_nothing_is_written_unless_the_settings_say_so(tmp_path: Path) -> None:
    reception = Reception(tmp_path / "site.db")
    try:
        post = Post(reception, tmp_path / "events")
        reception.walk_in()
        reception.wait(minutes=H24)
        assert post.refresh() == []
    finally:
        reception.store.close()


def test_a_server_that_another_one_has_followed_writes_nothing(post: Post) -> None:
    post.reception.walk_in()
    post.reception.wait(minutes=H24)
    assert post.refresh(DailyFiles(post.reception.store, post.folder, lambda: True)) == []


def test_kinds_that_nobody_knows_yet_would_be_found_here() -> None:
    assert set(ABOUT) == set(EventKind)
