"""`recovery-sheet`: a page for the safe, and a site that comes back with it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from core.model import EventKind
from core.runtime.clock import SimulatedClock
from server.data_folder import DataFolder
from server.opening import open_store
from server.recovery_code import RecoveryCode
from tests.server.site_support import MORNING
from tests.server.standby_program import Ended, command

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed"),
]
GROUPS = re.compile(r"^[A-Z2-7]{4}(?:-[A-Z2-7]{4})*$", re.MULTILINE)


def sheet(folder: Path, file: Path, *options: str) -> Ended:
    return command("recovery-sheet", "--data", str(folder), str(file), *options)


def printed(file: Path) -> str:
    """Return the code as somebody types it from the page."""
    done = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True)
    return " ".join(GROUPS.findall(done.stdout.decode()))


def scanned(file: Path) -> str:
    """Return the code as a scanner reads it from the page."""
    picture = file.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "110", "-singlefile", "-png", file, picture], check=True)
    (found,) = zxingcpp.read_barcodes(Image.open(f"{picture}.png"))
    return str(found.text)


def test_the_page_shows_the_code_in_groups_and_to_scanners(
    data_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    ended = sheet(data_folder, file)
    assert (ended.code, ended.out) == (0, ""), ended.err
    code = RecoveryCode.read(printed(file))
    assert code.public == DataFolder(data_folder).ring().recovery
    assert scanned(file) == str(code)
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(re.findall(rb"/Type /Page\b", file.read_bytes())) == 1
    left = [path for path in data_folder.iterdir() if path.is_file()]
    assert not any(str(code).encode() in path.read_bytes() for path in left)


def test_another_code_is_made_only_where_that_is_said(data_folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    assert sheet(data_folder, first).code == 0
    for again in (sheet(data_folder, second), sheet(data_folder, first, "--replace")):
        assert (again.code, again.in_one_line) == (2, True)
    assert not second.exists()
    assert sheet(data_folder, second, "--replace").code == 0
    assert printed(first) != printed(second)
    folder = DataFolder(data_folder)
    clock = SimulatedClock(MORNING, 0)
    with open_store(folder, folder.key(), clock) as store, store.read() as reader:
        kinds = [event.kind for event in reader.events(0)]
    assert kinds.count(EventKind.SITE_KEY_CHANGED) == 2


@pytest.mark.parametrize("rotated", [True, False])
def test_a_site_comes_back_from_a_backup_and_the_sheet(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, rotated: bool
) -> None:
    file, backup, there = tmp_path / "sheet.pdf", tmp_path / "b.backup", tmp_path / "there"
    assert sheet(data_folder, file).code == 0
    if rotated:
        ended = command("rotate-key", "--data", str(data_folder), "--data-too")
        assert ended.code == 0, ended.err
    assert command("backup", "--data", str(data_folder), str(backup)).code == 0
    root = DataFolder(data_folder).ring().root
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "second"))
    shutil.rmtree(tmp_path / "keys")
    restore = ("restore", "--data", str(there), str(backup), "--recovery-code-stdin")
    wrong = command(*restore, stdin=f"{RecoveryCode.new()}\n")
    assert (wrong.code, wrong.in_one_line) == (2, True)
    assert not list(there.glob("site*"))
    ended = command(*restore, stdin=printed(file) + "\n")
    assert ended.code == 0, ended.err
    assert DataFolder(there).ring().root == root
    assert (there / "tls-key.pem").read_text() == (data_folder / "tls-key.pem").read_text()
    assert command("verify-journal", "--data", str(there)).code == 0
