"""The kiosk's file: encrypted, of one process, and honest when it cannot be used."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.model import SlipState
from sync.client.offline.database import FILE_NAME, Database, StorageFault, set_aside
from sync.client.offline.numbers import LeasedNumber, Numbers
from sync.client.offline.outbox import KEPT, Outbox
from sync.client.offline.outcomes import DeskUnavailable
from sync.client.offline.rows import Draft, Row, RowKind, RowState
from sync.contract.arrivals import CheckInIn, SlipIn, WalkInIn
from sync.contract.site import LeaseOut

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVICE = "019ab0c4-7e1d-7000-8000-0000000000a1"


def lease(lease_id: str = "1", *, first: int = 1, count: int = 5, **changes: object) -> LeaseOut:
    values: dict[str, object] = {
        "lease_id": f"019ab0c4-7e1d-7000-8000-00000000000{lease_id}",
        "letter": "K",
        "numbers": [f"K{n:03d}" for n in range(first, first + count)],
        "business_day": "2026-11-24",
        "epoch": 1,
        "expires_at": NOW + timedelta(hours=15),
        **changes,
    }
    return LeaseOut.model_validate(values)


def draft(
    kind: RowKind = RowKind.WALK_IN, state: RowState = RowState.GIVEN, at: datetime = NOW
) -> Draft:
    def body(leased: LeasedNumber) -> CheckInIn | WalkInIn:
        return WalkInIn(
            service_id=SERVICE, number=leased.number, lease_id=leased.lease_id, issued_at=at
        )

    return Draft(kind, state, body, at, SERVICE, subject="7" if kind is RowKind.CHECK_IN else None)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "kiosk")
    yield opened
    opened.close()


@pytest.fixture
def outbox(database: Database) -> Outbox:
    Numbers(database).add(lease())
    return Outbox(database)


def issue(outbox: Outbox, what: Draft) -> Row:
    row = outbox.issue(what, "K", reserve=False)
    assert row is not None
    return row


def test_numbers_come_in_order_and_each_once(database: Database, outbox: Outbox) -> None:
    Numbers(database).add(lease())  # the same lease again is the same
    numbers = [issue(outbox, draft()).number for _ in range(5)]
    assert numbers == ["K001", "K002", "K003", "K004", "K005"]
    assert outbox.issue(draft(), "K", reserve=False) is None
    assert outbox.issue(draft(), "P", reserve=False) is None
    assert outbox.issue(draft(), "K", reserve=True) is None


def test_a_later_epoch_ends_the_leases_before_it(database: Database, outbox: Outbox) -> None:
    Numbers(database).add(lease("2", first=11, epoch=2))
    assert issue(outbox, draft()).number == "K011"
    assert Numbers(database).left("K", NOW, reserve=False) == 4


def test_a_lease_ends_with_its_day(database: Database, outbox: Outbox) -> None:
    tomorrow = NOW + timedelta(days=1)
    assert outbox.issue(draft(at=tomorrow), "K", reserve=False) is None
    Numbers(database).prune(tomorrow)
    assert Numbers(database).left("K", NOW, reserve=False) == 0


def test_only_a_number_that_nobody_saw_is_used_again(outbox: Outbox) -> None:
    question = draft(RowKind.CHECK_IN, RowState.ASKING)
    asked, shown = issue(outbox, question), issue(outbox, question)
    outbox.give(shown.key)
    assert outbox.refused(asked.key, "too_early").state is RowState.REFUSED
    assert outbox.refused(shown.key, "too_early").state is RowState.GIVEN
    assert issue(outbox, draft()).number == asked.number
    assert issue(outbox, draft()).number == "K003"


def test_whoever_is_first_decides_between_the_server_and_the_screen(outbox: Outbox) -> None:
    question = draft(RowKind.CHECK_IN, RowState.ASKING)
    answered, refused = issue(outbox, question), issue(outbox, question)
    outbox.answered(answered.key, "visit")
    outbox.refused(refused.key, "cancelled")
    assert outbox.give(answered.key).state is RowState.ANSWERED
    assert outbox.give(refused.key).state is RowState.REFUSED


def test_what_the_server_does_not_know_is_never_pruned(outbox: Outbox) -> None:
    told, waiting, aside = (issue(outbox, draft()) for _ in range(3))
    outbox.answered(told.key, "visit")
    outbox.reject(aside.key, "lease_unknown")
    outbox.prune(NOW + timedelta(days=2))
    assert [outbox.find(row.key) is None for row in (told, waiting, aside)] == [True, False, False]
    outbox.prune(NOW + KEPT + timedelta(days=1))
    assert [outbox.find(row.key) is None for row in (told, waiting, aside)] == [True, False, True]


def test_a_slip_of_an_unknown_arrival_is_not_kept(outbox: Outbox) -> None:
    outbox.add_slip("nothing", SlipIn(state=SlipState.PRINTED), NOW)
    assert outbox.counts() == (0, 0)


def test_a_failed_transaction_leaves_nothing(database: Database, outbox: Outbox) -> None:
    def fail(_leased: LeasedNumber) -> WalkInIn:
        raise RuntimeError

    broken = Draft(RowKind.WALK_IN, RowState.GIVEN, fail, NOW, SERVICE)
    with pytest.raises(RuntimeError):
        outbox.issue(broken, "K", reserve=False)
    assert outbox.counts() == (0, 0)
    assert issue(outbox, draft()).number == "K001"


def test_a_disk_that_refuses_is_a_storage_fault_and_gives_no_number(
    database: Database, outbox: Outbox
) -> None:
    with database.transaction() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    with database._lock:
        database._connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for _ in range(500):
            database.keep_fact(f"filler {os.urandom(4).hex()}", "x" * 400)

    with pytest.raises(StorageFault):
        fill()
    with database._lock:
        database._connection.execute("PRAGMA max_page_count = 100000")
    assert issue(outbox, draft()).number == "K001"


def test_the_file_tells_nothing_without_its_key(tmp_path: Path, key_folder: Path) -> None:
    profile = tmp_path / "kiosk"
    database = Database(profile)
    Numbers(database).add(lease())
    issue(Outbox(database), draft())
    database.close()
    file = profile / FILE_NAME
    raw = b"".join(path.read_bytes() for path in profile.iterdir())
    assert b"SQLite format" not in raw
    assert b"K001" not in raw
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not key_folder.is_relative_to(profile)
    for key in key_folder.iterdir():
        key.unlink()
    with pytest.raises(DeskUnavailable) as caught:
        Database(profile)
    assert caught.value.code == "kiosk_key_missing"


def test_two_kiosks_cannot_share_a_profile(tmp_path: Path, database: Database) -> None:
    del database
    with pytest.raises(DeskUnavailable) as caught:
        Database(tmp_path / "kiosk")
    assert caught.value.code == "kiosk_store_in_use"


def test_a_damaged_file_is_said_and_can_be_set_aside(tmp_path: Path) -> None:
    profile = tmp_path / "kiosk"
    Database(profile).close()
    file = profile / FILE_NAME
    raw = bytearray(file.read_bytes())
    raw[40:200] = os.urandom(160)
    file.write_bytes(raw)
    with pytest.raises(DeskUnavailable) as caught:
        Database(profile)
    assert caught.value.code == "kiosk_store_damaged"
    kept = set_aside(profile, "20261124T0900")
    assert kept.read_bytes() == raw
    Database(profile).close()


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    profile = tmp_path / "kiosk"
    database = Database(profile)
    with database.transaction() as cursor:
        cursor.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(DeskUnavailable) as caught:
        Database(profile)
    assert caught.value.code == "kiosk_store_too_new"


def test_a_profile_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeskUnavailable) as caught:
        Database(tmp_path / "file" / "kiosk")
    assert caught.value.code == "kiosk_store_unwritable"
