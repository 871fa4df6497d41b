"""The program on PostgreSQL: what its folder remembers, what it refuses, and how data come back."""

import subprocess
from pathlib import Path

import pytest

from core.runtime.clock import SystemClock
from core.store.postgresql import Postgresql
from server.__main__ import main
from server.data_folder import DataFolder
from server.opening import open_store
from tests.support.postgresql import cluster, programs

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return tmp_path / "data"


def run(command: str, folder: Path, *arguments: str) -> int:
    return main([command, "--data", str(folder), *arguments])


def command(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, as an administrator does."""
    folder = programs()
    assert folder is not None
    done = subprocess.run(
        [str(folder / program), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def init(folder: Path, url: str) -> int:
    what = ("--name", "Consulat", "--zone", "Europe/Lisbon", "--database", url)
    return run("init", folder, *what)


def name_and_epoch(folder: Path) -> tuple[str, int]:
    data = DataFolder(folder)
    with open_store(data, data.key(), SystemClock()) as store, store.read() as reader:
        return reader.site().name, reader.site().epoch


def test_a_folder_remembers_its_database_and_shows_no_password(folder: Path, url: str) -> None:
    with_password = url.replace("guichet@", "guichet:open-sesame@")
    assert init(folder, with_password) == 0
    assert name_and_epoch(folder)[0] == "Consulat"
    assert not (folder / "site.sqlite").exists()
    for file in folder.rglob("*"):
        assert file.is_dir() or b"sesame" not in file.read_bytes()
    # Harmless again, and from a second folder it is the same site.
    assert init(folder, with_password) == 0
    assert run("verify-journal", folder) == 0


def test_an_address_that_is_refused_makes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(folder, "postgresql://guichet:open-sesame@db.example/guichet") == 2
    said = capsys.readouterr().err
    assert "verify-full" in said
    assert "sesame" not in said
    assert not folder.exists()


def test_a_site_in_a_file_stays_there(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", folder, "--name", "Consulat", "--zone", "Europe/Lisbon") == 0
    assert run("verify-journal", folder, "--database", url) == 2
    assert "one database" in capsys.readouterr().err


def test_an_empty_database_holds_no_site(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(folder, url) == 0
    cluster().administer("CREATE DATABASE bare TEMPLATE template0")
    try:
        assert run("codes", folder, "--database", cluster().url("bare")) == 4
        assert "holds no site" in capsys.readouterr().err
    finally:
        cluster().administer("DROP DATABASE bare")


def test_backup_and_restore_point_to_the_tools_of_postgresql(
    folder: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(folder, url) == 0
    assert run("backup", folder, str(tmp_path / "copy")) == 2
    assert "pg_dump" in capsys.readouterr().err
    assert run("restore", folder, str(tmp_path / "copy")) == 2
    assert "pg_restore" in capsys.readouterr().err
    seat = Postgresql(url).seat()
    assert seat.take()
    assert run("restore", folder) == 2
    assert "stop it first" in capsys.readouterr().err
    seat.close()


def test_data_that_were_put_back_twice_begin_a_new_epoch_each_time(
    folder: Path, url: str, tmp_path: Path
) -> None:
    assert init(folder, url) == 0
    dump = str(tmp_path / "dump")
    command("pg_dump", "--format=custom", f"--file={dump}", url)
    epochs = [1]
    for _ in range(2):
        command("pg_restore", "--clean", "--single-transaction", f"--dbname={url}", dump)
        assert name_and_epoch(folder)[1] == 1
        assert run("restore", folder) == 0
        epochs.append(name_and_epoch(folder)[1])
        assert epochs[-1] > epochs[-2]
        assert run("verify-journal", folder) == 0
