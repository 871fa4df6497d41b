"""A copy that takes what it lacks is the same database, page for page, whoever writes when."""

import random
from pathlib import Path

import pytest

from core.store.copying import Copier, Pages, Place
from tests.fakes.reception import KEY, Reception
from tests.support.database_files import opened, tables, whole

pytestmark = pytest.mark.sqlite


def copier_of(reception: Reception) -> Copier:
    """Return what copies of a site's file are made by."""
    assert reception.store.copier is not None
    return reception.store.copier


class Copy:
    """Pages in memory."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.pages: dict[int, bytes] = {}
        self.place: Place | None = None
        self.wholes = 0

    def pull(self) -> int:
        """Take what is lacking; return how many pages that was."""
        return self.take(copier_of(self.reception).since(self.place))

    def take(self, pages: Pages) -> int:
        """Take pages."""
        try:
            found = dict(pages.read())
            assert len(found) == pages.count
            self.pages = {**({} if pages.whole else self.pages), **found}
            self.pages = {no: page for no, page in self.pages.items() if no <= pages.size}
            self.place = pages.place
            self.wholes += pages.whole
            return len(found)
        finally:
            pages.close()

    def write(self, target: Path) -> Path:
        """Write a database file."""
        target.write_bytes(b"".join(self.pages[no] for no in range(1, max(self.pages) + 1)))
        return target


@pytest.fixture
def copy(reception: Reception) -> Copy:
    """A copy that has everything."""
    made = Copy(reception)
    made.pull()
    return made


def same(copy: Copy, tmp_path: Path) -> bool:
    """Tell whether the copy is sound and has the rows of the database, table by table."""
    written = copy.write(tmp_path / "copy.db")
    return whole(written, KEY) and tables(written, KEY) == tables(copy.reception.path, KEY)


def test_a_copy_has_everything_and_then_only_what_changed(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    every = len(copy.pages)
    assert same(copy, tmp_path)
    reception.walk_in()
    assert 0 < copy.pull() < every / 2
    assert same(copy, tmp_path)
    assert (copy.pull(), copy.wholes) == (0, 1)


def test_pages_are_ciphertext_as_they_lie_on_disk(reception: Reception, copy: Copy) -> None:
    assert not any(b"Lisbonne" in page for page in copy.pages.values())
    with opened(reception.path, KEY) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert copy.pages[1] == reception.path.read_bytes()[: len(copy.pages[1])]


def test_pages_stay_as_they_were_while_commands_go_on(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    reception.walk_in()
    pages = copier_of(reception).since(copy.place)
    before = tables(reception.path, KEY)
    with opened(reception.path, KEY) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        # What nobody holds in place is overwritten now, in the file and in the log.
        connection.execute("PRAGMA wal_checkpoint(RESTART)")
        for _ in range(60):
            reception.walk_in()
    copy.take(pages)
    assert tables(copy.write(tmp_path / "then.db"), KEY) == before
    copy.pull()
    assert same(copy, tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_copies_agree_with_any_mixture_of_writers_and_checkpoints(
    reception: Reception, copy: Copy, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        match chance.randrange(6):
            case 0:
                copy.pull()
            case 1:
                mode = chance.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
                with opened(reception.path, KEY) as connection:
                    connection.execute(f"PRAGMA wal_checkpoint({mode})")
            case 2:
                with opened(reception.path, KEY) as connection:
                    connection.execute("UPDATE site SET name = ?", (f"name {chance.random()}",))
            case 3:
                with pytest.raises(ZeroDivisionError):
                    reception.store.write(lambda uow: uow.new_id() and 1 // 0)
            case _:
                reception.walk_in()
    copy.pull()
    assert same(copy, tmp_path), f"seed {seed}"


def test_commits_that_may_have_passed_unseen_bring_a_whole_copy(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    for _ in range(2):
        with opened(reception.path, KEY) as connection:
            connection.execute("UPDATE site SET name = name || '!'")
            # The log begins again: what stood in it is in no frame any more.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    reception.walk_in()
    copy.pull()
    assert copy.wholes == 2
    assert same(copy, tmp_path)


def test_the_log_that_begins_again_by_itself_brings_no_whole_copy(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    for _ in range(5):
        with opened(reception.path, KEY) as connection:
            connection.execute("PRAGMA wal_checkpoint(RESTART)")
        reception.walk_in()
        copy.pull()
    assert copy.wholes == 1
    assert same(copy, tmp_path)


def test_a_copy_of_another_stream_or_of_the_future_is_made_whole(
    reception: Reception, copy: Copy
) -> None:
    assert copy.place is not None
    for place in (Place(b"x" * 16, 1), Place(copy.place.stream, copy.place.number + 1)):
        copy.place = place
        copy.pull()
    assert copy.wholes == 3


def test_nothing_is_counted_for_nobody(reception: Reception, copy: Copy) -> None:
    assert copier_of(reception).place is not None
    reception.wait(minutes=61)
    reception.walk_in()
    assert copier_of(reception).place is None
    copy.pull()
    assert copy.wholes == 2


def test_who_waits_is_told_of_every_commit(reception: Reception, copy: Copy) -> None:
    told: list[Place | None] = []
    copier_of(reception).on_change(lambda: told.append(copier_of(reception).place))
    reception.walk_in()
    # The writer tells of it just after it has answered.
    copier_of(reception).look()
    assert told == [copier_of(reception).place]
    with opened(reception.path, KEY) as connection:
        connection.execute("UPDATE site SET name = 'another process'")
    copier_of(reception).look()
    assert len(told) == 2
    assert copy.pull() > 0


def test_a_log_that_is_emptied_costs_no_copy_a_new_beginning(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    log = reception.path.with_name(f"{reception.path.name}-wal")
    reception.walk_in()
    assert log.stat().st_size > 0
    assert reception.store.empty_log()
    assert log.stat().st_size == 0
    copy.pull()
    assert same(copy, tmp_path)
    reception.walk_in()
    copy.pull()
    assert same(copy, tmp_path)
    assert copy.wholes == 1


def test_a_log_that_a_copy_still_reads_is_emptied_later(
    reception: Reception, copy: Copy, tmp_path: Path
) -> None:
    reception.walk_in()
    pages = copier_of(reception).since(copy.place)
    reception.walk_in()
    assert not reception.store.empty_log()
    copy.take(pages)
    assert reception.store.empty_log()
    copy.pull()
    assert same(copy, tmp_path)
    assert copy.wholes == 1
