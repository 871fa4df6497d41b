"""The emergency kit opens with its own code, and holds what another PC needs."""

import json
from pathlib import Path

import pytest

from core.runtime.keys import KeyMissing
from server.data_folder import DataFolder
from server.standby.emergency_kit import EmergencyKit, KitRefused
from tests.server.standby_program import command, key_of

pytestmark = pytest.mark.sqlite


@pytest.fixture
def kit(data_folder: Path, tmp_path: Path) -> Path:
    """A kit that waits for its code."""
    DataFolder(data_folder).keep_booking_token("sesame-123")
    return tmp_path / "kit.json"


def test_a_kit_gives_the_second_pc_key_certificate_and_token(
    data_folder: Path, kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = command("emergency-kit", "--data", str(data_folder), str(kit))
    code = made.out.strip()
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert kit.stat().st_mode & 0o777 == 0o600
    key = key_of(data_folder)
    assert key.hex() not in kit.read_text()
    opened = EmergencyKit.open(kit, f" {code.lower().replace('-', ' ')} \n")
    assert opened.key == key
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "second"))
    there = DataFolder(tmp_path / "copy")
    there.path.mkdir()
    for _ in range(2):
        opened.put_into(there)
    there.database.touch()
    assert (there.key(), there.booking_token()) == (key, "sesame-123")
    with pytest.raises(KeyMissing, match="another key"):
        EmergencyKit("", bytes(32), {}).put_into(there)


def test_no_other_code_opens_it(data_folder: Path, kit: Path) -> None:
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out.strip()
    other = command("emergency-kit", "--data", str(data_folder), str(kit) + "2").out.strip()
    assert other != code
    last = "A" if code[0] != "A" else "B"
    for wrong in (other, last + code[1:], code[:-1], "", "é" * 28):
        with pytest.raises(KitRefused):
            EmergencyKit.open(kit, wrong)


def test_what_is_no_kit_is_told(data_folder: Path, kit: Path) -> None:
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out.strip()
    sealed = json.loads(kit.read_text())
    for text in ("", "[]", "{}", json.dumps({**sealed, "format": "2"})):
        kit.write_text(text)
        with pytest.raises(KitRefused, match="no emergency kit"):
            EmergencyKit.open(kit, code)
    again = command("emergency-kit", "--data", str(data_folder), str(kit))
    assert (again.code, again.in_one_line) == (2, True)


def test_a_backup_is_restored_on_another_pc_with_kit_and_code(
    data_folder: Path, kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_folder / "authority.pem").write_text("the site's own")
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out.strip()
    backup, there = tmp_path / "site.backup", tmp_path / "elsewhere" / "data"
    assert command("backup", "--data", str(data_folder), str(backup)).code == 0
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "second"))
    restore = ("restore", "--data", str(there), str(backup))
    there.mkdir(parents=True)
    without = command(*restore)
    assert (without.code, without.in_one_line, "--kit" in without.err) == (4, True, True)
    wrong = command(*restore, "--kit", str(kit), stdin="AAAA")
    assert (wrong.code, wrong.in_one_line) == (2, True)
    assert list(there.glob("site.sqlite*")) == []
    ended = command(*restore, "--kit", str(kit), stdin=code + "\n")
    assert (ended.code, ended.out.startswith("restored up to event ")) == (0, True), ended.err
    folder = DataFolder(there)
    assert folder.booking_token() == "sesame-123"
    assert (there / "authority.pem").read_text() == "the site's own"
    assert command("verify-journal", "--data", str(there)).code == 0
