"""`renew-certificate`: a new leaf at once, and the end of what was pinned when somebody says so."""

from pathlib import Path

import pytest

from server.data_folder import DataFolder
from server.tls import key_password
from tests.fakes.certificates import certificate_of_before
from tests.server.standby_program import command

pytestmark = pytest.mark.sqlite


def test_a_new_certificate_is_made_of_the_same_authority(data_folder: Path) -> None:
    leaves = list[bytes]()
    authority = (data_folder / "authority.pem").read_bytes()
    for _ in range(2):
        made = command("renew-certificate", "--data", str(data_folder))
        assert (made.code, made.err, len(made.out.strip())) == (0, "", len("2027-12-01"))
        leaves.append((data_folder / "leaf.pem").read_bytes())
    assert leaves[0] != leaves[1]
    assert (data_folder / "authority.pem").read_bytes() == authority


def test_what_stations_pinned_stays_until_it_is_forgotten(data_folder: Path) -> None:
    folder = DataFolder(data_folder)
    password = key_password(folder.ring().root)
    certificate_of_before(folder.certificate, folder.certificate_key, password)
    assert command("renew-certificate", "--data", str(data_folder)).code == 0
    assert folder.certificate.exists()
    for _ in range(2):
        forgot = command("renew-certificate", "--data", str(data_folder), "--forget-pinned")
        assert forgot.code == 0
        assert not folder.certificate.exists()


@pytest.mark.parametrize("words", [("renew-certificate",), ("pairing-code",)])
def test_a_lost_key_of_the_authority_is_told_in_one_line(
    data_folder: Path, words: tuple[str, ...]
) -> None:
    (data_folder / "tls-key.pem").unlink()
    more = ("--kind", "kiosk", "--name", "B1") if words == ("pairing-code",) else ()
    ended = command(*words, "--data", str(data_folder), *more)
    assert (ended.code, ended.in_one_line, "emergency kit" in ended.err) == (4, True, True)
    again = command("init", "--data", str(data_folder), "--name", "X", "--zone", "Europe/Lisbon")
    assert again.code == 0
    assert command(*words, "--data", str(data_folder), *more).code == 0
