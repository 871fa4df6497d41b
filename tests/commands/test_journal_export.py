"""`export-journal` and `verify-export`: what left the site can be proved on another machine."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.model import EventKind
from core.runtime.clock import SimulatedClock
from core.store.journal import events_between
from server.data_folder import DataFolder
from server.opening import open_store
from server.sealing import SealKey
from tests.server.site_support import running_site
from tests.server.standby_program import Ended, command
from tests.support.database_files import opened
from tests.support.databases import copied
from tests.support.sealed_site import TUESDAY

DAYS = ("--from", "2026-11-23", "--to", "2026-11-24")


@pytest.fixture
def busy_folder(data_folder: Path) -> Path:
    """A site with some rows on two days, sealed when its server stopped."""
    with running_site(data_folder) as site:
        for _ in range(3):
            site.walk_in()
    return data_folder


@pytest.fixture
def export(busy_folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "journal.jsonl"
    ended = taken(busy_folder, file)
    assert ended.code == 0, ended.err
    return file


def taken(folder: Path, file: Path, days: tuple[str, ...] = DAYS) -> Ended:
    return command("export-journal", "--data", str(folder), *days, str(file))


def checked(file: Path, *options: str) -> Ended:
    ended = command("verify-export", str(file), *options)
    assert ended.code == 0 or ended.in_one_line, ended.err
    return ended


def public_key(folder: Path) -> str:
    return SealKey(DataFolder(folder).ring().root).public


def test_a_file_is_checked_with_the_public_key_alone(
    busy_folder: Path, export: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = public_key(busy_folder)
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "nothing here"))
    ended = checked(export, "--public-key", key)
    assert ended.code == 0, ended.err
    lines = [json.loads(line) for line in export.read_text().splitlines()]
    rows = [line for line in lines if "kind" in line]
    seals = [line for line in lines if "sealed_at" in line]
    assert len(rows) > 3
    assert len(seals) >= 1
    assert ended.out.startswith(f"{len(rows)} rows of site ")
    assert f"{len(seals)} seals" in ended.out
    assert "compare" not in ended.out
    assert "compare" in checked(export).out
    assert export.stat().st_mode & 0o777 == 0o600
    assert checked(export, "--public-key", "00" * 32).code == 4


def test_what_was_taken_out_stands_in_the_journal(busy_folder: Path, export: Path) -> None:
    rows = sum('"kind"' in line for line in export.read_text().splitlines())
    folder = DataFolder(busy_folder)
    clock = SimulatedClock(TUESDAY, 0)
    with open_store(folder, folder.key(), clock) as store, store.read() as reader:
        *_, last = events_between(reader.connection)
    assert last.kind is EventKind.AGENT_EXPORTED
    assert last.facts is not None
    assert (last.facts["what"], last.facts["rows"]) == ("journal", rows)


def test_days_without_rows_and_refused_ones_are_told(
    busy_folder: Path, export: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.jsonl"
    assert taken(busy_folder, empty, ("--from", "2020-01-01", "--to", "2020-01-02")).code == 0
    assert checked(empty).out.startswith("0 rows")
    backwards = ("--from", "2026-11-24", "--to", "2026-11-23")
    for days, file in (
        (backwards, tmp_path / "x"),
        (("--from", "today", "--to", "2026-11-24"), tmp_path / "x"),
        (DAYS, export),
        (DAYS, tmp_path / "nowhere" / "x"),
    ):
        ended = taken(busy_folder, file, days)
        assert (ended.code, ended.in_one_line) == (2, True), ended.err
    assert not (tmp_path / "x").exists()
    assert checked(tmp_path / "x").code == 2


def _drop_row(lines: list[str]) -> None:
    del lines[2]


def _drop_last_row(lines: list[str]) -> None:
    del lines[max(index for index, line in enumerate(lines) if '"kind"' in line)]


def _swap(lines: list[str]) -> None:
    lines[2], lines[3] = lines[3], lines[2]


def _change(place: int, name: str, value: object) -> Callable[[list[str]], None]:
    def change(lines: list[str]) -> None:
        told: dict[str, Any] = json.loads(lines[place])
        told[name] = value
        lines[place] = json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    return change


CHANGES = {
    "a row is gone": _drop_row,
    "the last row is gone": _drop_last_row,
    "rows change places": _swap,
    "another kind": _change(1, "kind", "day.closed"),
    "another time": _change(1, "at", "2026-11-23T12:00:01.000000+00:00"),
    "other facts": _change(1, "facts", {"a": 1}),
    "facts are gone": _change(1, "facts", None),
    "an actor": _change(1, "actor_agent_id", "somebody"),
    "other days": _change(0, "from", "2026-11-01"),
    "another site": _change(0, "site_id", "another"),
    "more rows are claimed": _change(0, "ends", 9999),
    "one more word": _change(1, "note", "x"),
    "no signature": lambda lines: lines.pop() and None,
    "another signature": _change(-1, "signature", "00" * 64),
    "no hexadecimal": _change(-1, "signature", "zz"),
    "something follows": lambda lines: lines.append("{}"),
    "a seal is gone": lambda lines: lines.pop(-2) and None,
    "a seal of another row": _change(-2, "seq", 1),
    "a seal that nobody signed": _change(-2, "signature", "00" * 64),
    "no key": _change(0, "public_key", "00"),
    "nothing": lambda lines: lines.clear(),
    "no JSON": lambda lines: lines.insert(1, "x"),
    "no object": lambda lines: lines.insert(1, "[]"),
}


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
def test_whatever_is_changed_is_found(
    tmp_path: Path, signed: bytes, change: Callable[[list[str]], None]
) -> None:
    lines = signed.decode().splitlines()
    change(lines)
    file = tmp_path / "changed.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    assert checked(file).code == 4


CHAIN = (
    "a row is gone",
    "the last row is gone",
    "rows change places",
    "another kind",
    "another time",
    "other facts",
    "facts are gone",
    "an actor",
    "more rows are claimed",
    "a seal of another row",
    "a seal that nobody signed",
)


@pytest.mark.parametrize("name", CHAIN)
def test_rows_that_do_not_hold_are_found_under_a_signature_too(
    tmp_path: Path, signed: bytes, fresh_site: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(fresh_site / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    key = SealKey(DataFolder(fresh_site / "data").ring().root)
    lines = signed.decode().splitlines()
    CHANGES[name](lines)
    body = "".join(f"{line}\n" for line in lines[:-1]).encode()
    purpose = b"guichet/journal-export/1\n"
    signature = key.signature(purpose + hashlib.sha256(body).digest()).hex()
    file = tmp_path / "changed.jsonl"
    file.write_bytes(body + json.dumps({"signature": signature}).encode() + b"\n")
    ended = checked(file, "--public-key", key.public)
    assert (ended.code, "since it was signed" in ended.err) == (4, False), ended.err


@pytest.mark.parametrize("again", [False, True])
def test_half_a_file_is_found(tmp_path: Path, signed: bytes, *, again: bool) -> None:
    file = tmp_path / "half.jsonl"
    file.write_bytes(signed[:-1] if again else signed[: len(signed) // 2])
    assert checked(file).code == 4


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, fresh_site: Path) -> bytes:
    """The bytes of one export, sealed rows and all, for all who change them."""
    base = tmp_path_factory.mktemp("signed")
    file = base / "journal.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        shutil.copytree(fresh_site, base, dirs_exist_ok=True)
        copied(base / "data", fresh_site / "data")
        with running_site(base / "data") as site:
            site.walk_in()
        ended = taken(base / "data", file)
    assert ended.code == 0, ended.err
    assert b"sealed_at" in file.read_bytes()
    return file.read_bytes()


@pytest.mark.sqlite
def test_a_journal_that_does_not_hold_is_not_signed(busy_folder: Path, tmp_path: Path) -> None:
    with opened(busy_folder / "site.sqlite", DataFolder(busy_folder).key()) as connection:
        connection.execute("UPDATE event SET kind = 'day.closed' WHERE seq = 2")
    ended = taken(busy_folder, tmp_path / "x.jsonl")
    assert (ended.code, ended.in_one_line) == (4, True)
    assert not list(tmp_path.glob("*x.jsonl*"))
