"""The emergency kit opens with its own code, and holds what another PC needs."""

import json
from pathlib import Path

import pytest

from core.runtime.key_ring import KeyRing
from core.runtime.key_sources import KeyMissing
from core.runtime.private_files import write_private
from server.data_folder import DataFolder
from server.recovery_code import RecoveryCode
from server.standby.emergency_kit import EmergencyKit, KitRefused
from tests.server.standby_program import command, key_of

pytestmark = pytest.mark.sqlite

FORMER_CODE = "Z2TY-THGZ-XVJ6-DZCR-473L-7WS5-TI72"
FORMER = {
    "format": "guichet emergency kit 1",
    "salt": "471c38a88f24e37bf7c3eaef3cbfd6b9",
    "sealed": "e7d143991bacae917c8210b2e42035b445f7069b00ed6998afe806579d6c3c3b9892c8b9173e653317f5"
    "3f6c070cbce0ac86cfca340f502e344f9445adfba4de9af1e72195f004ed0d2b9f32c0b3847d38a3148af1d1a13a"
    "74d130e232bc745e2333bb41bbe860c65c1a2407d43dfe32d9367b937dec05f89050830cc94689f34bebf5a66010"
    "b850a13303fc60510bf3613ced389054d523b69e6ac2bdf27cb717120ed02e9aea5d149fedd84614",
}
"""As the version before wrote it, of the key 00 01 … 1f."""


@pytest.fixture
def kit(data_folder: Path, tmp_path: Path) -> Path:
    """A kit that waits for its code."""
    DataFolder(data_folder).keep_booking_token("sesame-123")
    DataFolder(data_folder).keep_provider_secret("sesame-456")
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
    assert opened.ring.keys == [key]
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "second"))
    there = DataFolder(tmp_path / "copy")
    there.path.mkdir()
    for _ in range(2):
        opened.put_into(there)
    there.database.touch()
    assert (there.key(), there.booking_token()) == (key, "sesame-123")
    assert there.provider_secret() == "sesame-456"
    with pytest.raises(KeyMissing, match="another site"):
        EmergencyKit(KeyRing.new(), {}).put_into(there)


def test_no_other_code_opens_it(data_folder: Path, kit: Path) -> None:
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out.strip()
    other = str(RecoveryCode.new())
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
    assert (without.code, without.in_one_line, "--recovery-code-stdin" in without.err) == (
        4,
        True,
        True,
    )
    wrong = command(*restore, "--kit", str(kit), stdin="AAAA")
    assert (wrong.code, wrong.in_one_line) == (2, True)
    assert list(there.glob("site.sqlite*")) == []
    ended = command(*restore, "--kit", str(kit), stdin=code + "\n")
    assert (ended.code, ended.out.startswith("restored up to event ")) == (0, True), ended.err
    folder = DataFolder(there)
    assert folder.booking_token() == "sesame-123"
    assert (there / "authority.pem").read_text() == "the site's own"
    assert command("verify-journal", "--data", str(there)).code == 0


def test_a_second_kit_is_opened_by_the_code_of_the_first(data_folder: Path, kit: Path) -> None:
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out.strip()
    second = Path(f"{kit} of June")
    made = command("emergency-kit", "--data", str(data_folder), str(second))
    assert (made.code, made.out) == (0, "the site's recovery code opens it\n"), made.err
    assert EmergencyKit.open(second, code).ring.root == DataFolder(data_folder).ring().root


def test_a_backup_brings_its_kit_and_comes_back_with_the_code_alone(
    data_folder: Path, kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data", str(data_folder))
    backups, there = tmp_path / "backups", tmp_path / "elsewhere"
    backups.mkdir()

    def back_up(hour: int) -> str:
        when = f"2026-11-24T0{hour}:00:00+00:00@0"
        ended = command("backup", *data, "--clock", when, "--keep", "1", str(backups))
        assert ended.code == 0, ended.err
        return f"site-20261124T0{hour}0000Z.backup"

    back_up(3)
    assert len(list(backups.iterdir())) == 1, "a kit without a code would be opened by nobody"
    code = command("emergency-kit", *data, str(kit)).out.strip()
    back_up(4)
    made = back_up(5)
    assert sorted(path.name for path in backups.iterdir()) == [made, f"{made}.kit"]
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "second"))
    restore = ("restore", "--data", str(there), str(backups / made), "--recovery-code-stdin")
    ended = command(*restore, stdin=f"{code}\n")
    assert (ended.code, ended.out.startswith("restored up to event ")) == (0, True), ended.err
    assert command("verify-journal", "--data", str(there)).code == 0
    (backups / f"{made}.kit").unlink()
    ended = command(*restore, stdin=f"{code}\n")
    assert (ended.code, ended.in_one_line) == (2, True)


def test_a_kit_of_the_former_format_is_read(tmp_path: Path) -> None:
    file = tmp_path / "kit.json"
    write_private(file, json.dumps(FORMER))
    opened = EmergencyKit.open(file, FORMER_CODE)
    assert opened.ring.told() == KeyRing.of_one(bytes(range(32))).told()
    assert opened.files == {"tls-certificate.pem": "the site's own"}
    with pytest.raises(KitRefused, match="not the one"):
        EmergencyKit.open(file, str(RecoveryCode.new()))
