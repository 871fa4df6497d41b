"""Seals: what was changed, cut off or put back behind the program's back is found and named."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import DataDamaged
from core.store.chain import ACTOR, IDS
from core.store.sealing import MOST_UNSEALED
from core.store.seals import kept_seals
from core.store.sqlite import BESIDE
from server.__main__ import main
from server.faults import DAMAGED
from server.opening import require_sound
from server.purging import purge_all
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey
from server.soundness import look_at_all
from tests.support.sealed_site import DAY_S, SealedSite, record_rows

pytestmark = pytest.mark.sqlite

_REST = ("kind", *IDS, *ACTOR, "facts", "salt", "digest", "hash")


@pytest.fixture
def sealed(data_folder: Path) -> Iterator[SealedSite]:
    """Give a site with rows up to 16: sealed up to 12 on Tuesday and up to 14 on Wednesday."""
    site = SealedSite(data_folder)
    site.record(12 - site.newest())
    site.next_day()
    site.record(2)
    site.sealer.finish()
    site.record(2)
    assert (site.sealed(), site.newest()) == ([12, 14], 16)
    yield site
    site.store.close()


def audit(site: SealedSite, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    """Run `verify-journal`; return its exit code and all that it said."""
    site.store.close()
    capsys.readouterr()
    code = main(["verify-journal", "--data", str(site.folder.path), *more])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


def test_days_that_are_over_are_sealed_and_the_present_one_at_the_end(sealed: SealedSite) -> None:
    with sealed.store.read() as reader:
        first, tuesday, wednesday = kept_seals(reader.connection)
    assert (str(tuesday.day), tuesday.rows) == ("2040-01-03", 12 - first.seq)
    assert (str(wednesday.day), wednesday.rows) == ("2040-01-04", 2)
    assert SealFile(sealed.folder.seals).seals() == [first, tuesday, wednesday]
    assert sealed.key.signed(tuesday)
    assert not SealKey(bytes(32)).signed(tuesday)
    sealed.sealer.refresh()
    assert sealed.sealed() == [12, 14]


def test_a_long_day_is_sealed_every_thousand_rows(sealed: SealedSite) -> None:
    sealed.store.write(lambda uow: record_rows(uow, MOST_UNSEALED - 3))
    sealed.sealer.refresh()
    assert sealed.sealed() == [12, 14]
    sealed.store.write(lambda uow: record_rows(uow, MOST_UNSEALED + 1))
    sealed.sealer.refresh()
    assert sealed.sealed() == [12, 14, 14 + MOST_UNSEALED, 14 + 2 * MOST_UNSEALED]


def test_an_untouched_journal_says_how_far_it_is_sealed(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = audit(sealed, capsys)
    assert code == 0
    assert said.splitlines() == [
        "16 rows intact",
        f"sealed up to row 14 of 2040-01-04, by the key {sealed.key.public}",
    ]


_COPIED = f"INSERT INTO event SELECT 10, at + 1, {', '.join(_REST)} FROM event WHERE seq = 9"  # noqa: S608


@pytest.mark.parametrize(
    ("statements", "row", "why"),
    [
        (["UPDATE event SET actor_agent_id = 'x' WHERE seq = 9"], 9, "was changed"),
        (["UPDATE event SET kind = 'no.such' WHERE seq = 9"], 9, "was changed"),
        (["UPDATE event SET at = 'noon' WHERE seq = 9"], 9, "was changed"),
        (["UPDATE event SET facts = '{' WHERE seq = 9"], 9, "facts were changed"),
        (["DELETE FROM event WHERE seq = 9"], 10, "rows before it are missing"),
        (["UPDATE event SET seq = 17 WHERE seq = 9"], 10, "rows before it are missing"),
        (
            [
                "UPDATE event SET seq = seq + 100 WHERE seq > 9",
                _COPIED,
                "UPDATE event SET seq = seq - 99 WHERE seq > 100",
            ],
            10,
            "put in",
        ),
        (["DELETE FROM event WHERE seq > 13"], 14, "cut off"),
        (["DELETE FROM event WHERE seq > 13", "DELETE FROM seal WHERE seq > 13"], 14, "cut off"),
        (["DELETE FROM event WHERE seq <= 12"], 13, "no purge"),
        (["DELETE FROM event WHERE seq <= 10"], 11, "no purge"),
        (["DELETE FROM event WHERE seq > 1"], 3, "cut off"),
    ],
)
def test_what_was_done_to_the_rows_is_one_line_and_four(
    sealed: SealedSite,
    capsys: pytest.CaptureFixture[str],
    statements: list[str],
    row: int,
    why: str,
) -> None:
    sealed.tamper(*statements)
    code, said = audit(sealed, capsys)
    assert code == DAMAGED
    assert f"broken at row {row}" in said
    assert why in said
    assert said.count("\n") == 1


def test_a_tail_with_new_hashes_is_known_by_its_seal(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed.rehash(13)
    code, said = audit(sealed, capsys)
    assert code == DAMAGED
    assert "row 14 of 2040-01-04: it is not the row that was sealed" in said
    assert "row 14" in sealed.refused()


def test_what_was_never_sealed_can_be_hashed_anew(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed.rehash(15)
    assert audit(sealed, capsys)[0] == 0


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE seal SET hash = x'00' WHERE seq = 14", "the seal of row 14 is not genuine"),
        ("UPDATE seal SET rows = 3 WHERE seq = 12", "the seal of row 12 is not genuine"),
    ],
)
def test_a_seal_without_the_key_is_no_seal(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str], statement: str, why: str
) -> None:
    sealed.tamper(statement)
    code, said = audit(sealed, capsys)
    assert (code, why in said) == (DAMAGED, True)


def _more_rows(file: Path) -> None:
    file.write_text(file.read_text().replace('"rows":', '"rows":1', 1))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (Path.unlink, "is missing"),
        (lambda file: file.write_text("seal\n" + file.read_text()), "line 1 is not a seal"),
        (_more_rows, "line 1 is not a genuine seal"),
    ],
)
def test_a_file_of_seals_that_was_touched_is_told_and_keeps_no_server_from_starting(
    sealed: SealedSite,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], object],
    why: str,
) -> None:
    spoil(sealed.folder.seals)
    code, said = audit(sealed, capsys)
    assert (code, why in said) == (DAMAGED, True)
    sealed.open()
    require_sound(sealed.store, sealed.folder, sealed.key, sealed.files)


def test_a_line_that_a_power_cut_tore_is_written_again(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = sealed.folder.seals.read_bytes()
    sealed.folder.seals.write_bytes(whole[:-20])
    assert audit(sealed, capsys)[0] == 0
    sealed.open()
    sealed.sealer.refresh()
    assert sealed.folder.seals.read_bytes() == whole


@pytest.mark.parametrize("again", [1, 2])
def test_a_restore_explains_why_later_seals_do_not_fit(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str], tmp_path: Path, again: int
) -> None:
    data = ("--data", str(sealed.folder.path))
    copy = tmp_path / "site.backup"
    assert main(["backup", *data, str(copy)]) == 0
    sealed.next_day()
    sealed.record(20)
    sealed.sealer.finish()
    sealed.store.close()
    for _ in range(again):
        assert main(["restore", *data, str(copy)]) == 0
    code, said = audit(sealed, capsys)
    assert (code, "sealed up to row 17" in said) == (0, True)
    sealed.open()
    require_sound(sealed.store, sealed.folder, sealed.key, sealed.files)
    with sealed.store.read() as reader:
        assert reader.site().epoch > again
    sealed.record(30)
    sealed.next_day()
    assert audit(sealed, capsys)[0] == 0


def test_an_older_copy_put_back_by_hand_is_not_served(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = tmp_path / "site.backup"
    data = ("--data", str(sealed.folder.path))
    assert main(["backup", *data, str(copy)]) == 0
    sealed.record(2)
    sealed.sealer.finish()
    sealed.store.close()
    for ending in ("", *BESIDE):
        Path(f"{sealed.folder.database}{ending}").unlink(missing_ok=True)
    shutil.copyfile(copy, sealed.folder.database)
    line = sealed.refused()
    assert "row 18 of 2040-01-04" in line
    assert "older copy was put back" in line
    code, said = audit(sealed, capsys)
    assert (code, "row 18" in said) == (DAMAGED, True)
    # The copy is all there is: `restore` puts it in force, and says so to every station.
    assert main(["restore", *data, str(copy)]) == 0
    assert audit(sealed, capsys)[0] == 0


def test_a_second_place_knows_what_the_folder_has_forgotten(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    elsewhere = SealFile(tmp_path / "elsewhere.jsonl")
    Sealer(sealed.store, sealed.key, (elsewhere,), sealed.clock).refresh()
    sealed.tamper("DELETE FROM event WHERE seq > 12", "DELETE FROM seal WHERE seq > 12")
    *older, _newest = sealed.folder.seals.read_text().splitlines(keepends=True)
    sealed.folder.seals.write_text("".join(older))
    assert audit(sealed, capsys)[0] == 0
    code, said = audit(sealed, capsys, "--seals", str(elsewhere.path))
    assert (code, "row 14" in said) == (DAMAGED, True)


def test_a_place_that_cannot_be_written_is_caught_up_later(
    sealed: SealedSite, tmp_path: Path
) -> None:
    away = SealFile(tmp_path / "share" / "seals.jsonl")
    sealer = Sealer(sealed.store, sealed.key, (away, *sealed.files), sealed.clock)
    sealer.refresh()
    sealed.clock.advance(DAY_S)
    sealer.refresh()
    away.path.parent.mkdir()
    sealed.clock.advance(120)
    sealer.refresh()
    assert [seal.seq for seal in away.seals()][-3:] == [12, 14, 16]


def test_rows_older_than_a_year_go_seal_by_seal_and_the_rest_stays_provable(
    sealed: SealedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed.next_day()
    sealed.clock.advance(363.6 * DAY_S)
    assert purge_all(sealed.store)["rows"] == 12
    with sealed.store.read() as reader:
        assert reader.oldest_seq() == 13
    code, said = audit(sealed, capsys)
    assert (code, said.split()[:3]) == (0, ["6", "rows", "intact"])
    sealed.open()
    sealed.clock.advance(400 * DAY_S)
    sealed.sealer.refresh()
    assert purge_all(sealed.store)["rows"] > 0
    assert audit(sealed, capsys)[0] == 0
    sealed.tamper("DELETE FROM event WHERE seq < (SELECT max(seq) FROM event)")
    assert audit(sealed, capsys)[0] == DAMAGED


def test_the_newest_row_is_never_deleted(sealed: SealedSite) -> None:
    sealed.sealer.finish()
    sealed.clock.advance(800 * DAY_S)
    newest = sealed.newest()
    sealed.store.write(lambda uow: uow.forget_journal(uow.now))
    for _ in range(5):
        sealed.store.write(lambda uow: uow.forget_journal(uow.now))
    with sealed.store.read() as reader:
        assert (reader.oldest_seq(), reader.seq()) == (15, newest)


def test_what_is_broken_is_not_sealed(sealed: SealedSite) -> None:
    sealed.tamper("UPDATE event SET actor_agent_id = 'x' WHERE seq = 15")
    sealed.open()
    with pytest.raises(DataDamaged, match="row 15"):
        sealed.sealer.finish()
    assert sealed.sealed() == [12, 14]


def test_a_journal_without_seals_is_looked_at_from_its_end(data_folder: Path) -> None:
    site = SealedSite(data_folder)
    site.record(5)
    site.tamper("UPDATE event SET actor_agent_id = 'x' WHERE seq = (SELECT max(seq) FROM event)")
    assert "was changed" in site.refused()


def test_where_seals_lag_far_behind_the_end_alone_is_looked_at_first(sealed: SealedSite) -> None:
    sealed.store.write(lambda uow: record_rows(uow, MOST_UNSEALED + 5))
    sealed.tamper("UPDATE event SET actor_agent_id = 'x' WHERE seq = 16")
    sealed.open()
    require_sound(sealed.store, sealed.folder, sealed.key, sealed.files)
    with pytest.raises(DataDamaged, match=r"row 16 of .* it was changed"):
        look_at_all(sealed.store, sealed.key, sealed.files, lambda: False, lambda _: None)
    sealed.tamper("UPDATE event SET actor_agent_id = 'x' WHERE seq = 22")
    assert "was changed" in sealed.refused()
