"""The program: one line for each mistake, exit codes, locks, signals, and what a kill leaves."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from base64 import b32decode
from pathlib import Path

import pytest
from httpx2 import Client, HTTPError

from core.runtime.ids import new_id
from server.__main__ import main
from server.data_folder import DataFolder
from sync.contract.authority import fingerprint_of, read_authority
from tests.server.live_server import CLOCK, ROOT, live_server, live_server_tls, run
from tests.server.site_support import PASSWORD

pytestmark = pytest.mark.slow


def _one_line(text: str) -> bool:
    return text.startswith("guichet-server: ") and text.count("\n") == 1 and "Traceback" not in text


def test_server_serves_stops_cleanly_and_starts_again(data_folder: Path) -> None:
    for _ in range(2):
        with live_server(data_folder) as server:
            assert server.call("GET", "/healthz", None).json()["status"] == "ok"
            assert server.stop() == 0
            assert server.process.stderr is not None
            assert server.process.stderr.read() == ""


def test_two_servers_never_share_a_folder(data_folder: Path) -> None:
    with live_server(data_folder):
        second = run("--data", str(data_folder), "--port", "0", "--no-tls")
    assert second.returncode == 2
    assert _one_line(second.stderr)
    assert "another server" in second.stderr


def test_port_in_use_is_told(data_folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = run("--data", str(data_folder), "--port", port, "--no-tls")
    assert answer.returncode == 2
    assert _one_line(answer.stderr)
    assert port in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ((), "--data"),
        (("--data", "{}", "--port", "seven"), "port"),
        (("--data", "{}", "--host", "192.0.2.1", "--no-tls"), "loopback"),
        (("--data", "{}", "--host", "192.0.2.1", "--clock", CLOCK), "loopback"),
        (("--data", "{}", "--clock", "yesterday"), "clock"),
        (("--data", "{}", "--frobnicate"), "frobnicate"),
        (("--data", "{}", "--host", "é..é", "--port", "0"), "cannot listen"),
        (("--data", "{}", "--port", "٣"), "port"),
        (("--data", "{}/nothing"), "init"),
        (("--data", "{}/" + "x" * 300), "cannot be read"),
        (("init", "--data", "{}", "--name", "x", "--zone", "Mars/Olympus"), "Mars/Olympus"),
        (("change-site", "--data", "{}", "--name", "대사관"), "no slip can show U+B300"),
        (("pairing-code", "--data", "{}", "--kind", "toaster", "--name", "x"), "toaster"),
        (("import-settings", "--data", "{}", "{}/absent.json"), "absent.json"),
        (("import-settings", "--data", "{}", "{}/deep.json"), "not JSON"),
        (("codes", "--data", "{}", "--day", "tomorrow"), "tomorrow"),
    ],
)
def test_wrong_use_is_one_line_and_two(
    data_folder: Path, arguments: tuple[str, ...], hint: str
) -> None:
    folder = data_folder if arguments[:1] != ("init",) else data_folder.parent / "new"
    if folder == data_folder:
        (folder / "deep.json").write_text("[" * 200_000)
    answer = run(*(part.replace("{}", str(folder)) for part in arguments))
    assert answer.returncode == 2
    assert _one_line(answer.stderr)
    assert hint in answer.stderr


@pytest.mark.sqlite
def test_data_from_a_newer_version_are_left_alone(data_folder: Path) -> None:
    import sqlcipher3  # noqa: PLC0415 - only this test looks under the store

    connection = sqlcipher3.connect(str(data_folder / "site.sqlite"))
    connection.execute(f"PRAGMA key = \"x'{DataFolder(data_folder).key().hex()}'\"")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    answer = run("--data", str(data_folder), "--port", "0", "--no-tls")
    assert answer.returncode == 3
    assert _one_line(answer.stderr)
    assert "newer" in answer.stderr


@pytest.mark.sqlite
def test_damaged_data_and_a_lost_key_are_four(data_folder: Path, tmp_path: Path) -> None:
    database = data_folder / "site.sqlite"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\x00" * 4096 + whole[8192:])
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    damaged = run("--data", str(data_folder), "--port", "0", "--no-tls")
    assert damaged.returncode == 4
    assert _one_line(damaged.stderr)
    database.write_bytes(whole)
    for key in (tmp_path / "keys").iterdir():
        key.unlink()
    lost = run("--data", str(data_folder), "--port", "0", "--no-tls")
    assert lost.returncode == 4
    assert _one_line(lost.stderr)
    assert "key" in lost.stderr


@pytest.mark.sqlite
def test_database_is_encrypted(data_folder: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(data_folder / "site.sqlite").execute("SELECT * FROM sqlite_master")
    assert b"Consulat" not in (data_folder / "site.sqlite").read_bytes()


def test_init_again_changes_nothing(data_folder: Path) -> None:
    authority = (data_folder / "authority.pem").read_bytes()
    again = run("init", "--data", str(data_folder), "--name", "Other", "--zone", "Asia/Tokyo")
    assert again.returncode == 0
    assert (data_folder / "authority.pem").read_bytes() == authority
    with live_server(data_folder) as server:
        token = server.pair(data_folder, "kiosk")
        site = server.call("GET", "/site", token).json()
    assert (site["name"], site["zone"]) == ("Consulat inventé", "Europe/Lisbon")


def test_accounts_are_made_once_and_changed_on_demand(data_folder: Path) -> None:
    arguments = ["create-agent", "--data", str(data_folder), "--username", "lea"]
    arguments += ["--roles", "reception,agent", "--password-stdin"]
    assert run(*arguments, stdin=PASSWORD + "\n").returncode == 0
    taken = run(*arguments, stdin=PASSWORD + "\n")
    assert taken.returncode == 2
    assert _one_line(taken.stderr)
    assert (
        run(
            *arguments, "--replace", stdin="une tout autre phrase que personne ne devine\n"
        ).returncode
        == 0
    )
    invited = run(*arguments[:-1], "--replace", "--invite")
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}\n", invited.stdout)
    short = run(*arguments, "--replace", stdin="court\n")
    assert (short.returncode, _one_line(short.stderr)) == (2, True)


def test_the_first_administrator_is_made_once(data_folder: Path) -> None:
    first = ("create-agent", "--data", str(data_folder), "--first", "--invite", "--username")
    agent = run(*first, "ada", "--roles", "agent")
    assert (agent.returncode, _one_line(agent.stderr)) == (2, True)
    made = run(*first, "ada", "--roles", "admin")
    assert (made.returncode, len(made.stdout.strip())) == (0, len("ABCD-EFGH-JKLM-NPQR"))
    again = run(*first, "eve", "--roles", "admin")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    listed = run("list-agents", "--data", str(data_folder))
    assert listed.stdout == "ada\tadmin\topen\n"


def test_accounts_are_closed_and_opened_and_an_administrator_stays(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(name: str, *arguments: str) -> int:
        return main([name, "--data", str(data_folder), *arguments])

    for name, roles in (("ada", "admin"), ("lea", "agent")):
        assert command("create-agent", "--username", name, "--roles", roles, "--invite") == 0
    assert command("change-agent", "--username", "lea", "--close", "--roles", "lead") == 0
    capsys.readouterr()
    assert command("list-agents") == 0
    assert capsys.readouterr().out == "ada\tadmin\topen\nlea\tlead\tclosed\n"
    assert command("change-agent", "--username", "lea", "--reopen") == 0
    for refused in (
        ("ada", "--close"),
        ("ada", "--roles", "lead"),
        ("lea", "--roles", "admin,auditor"),
        ("nobody", "--close"),
        ("lea",),
    ):
        assert command("change-agent", "--username", *refused) == 2, refused
        assert _one_line(capsys.readouterr().err)
    assert command("list-agents") == 0
    assert capsys.readouterr().out == "ada\tadmin\topen\nlea\tlead\topen\n"


def test_settings_go_out_and_come_back(data_folder: Path, tmp_path: Path) -> None:
    out = run("export-settings", "--data", str(data_folder))
    file = tmp_path / "settings.json"
    file.write_text(out.stdout.replace('"waiting_room": ""', '"waiting_room": "B"'))
    back = run("import-settings", "--data", str(data_folder), str(file))
    assert (back.returncode, back.stderr) == (0, "")
    again = run("export-settings", "--data", str(data_folder)).stdout
    assert again == file.read_text()
    file.write_text('{"settings": {"theme": "pink", "policy": {"grace_min": 999}}}')
    wrong = run("import-settings", "--data", str(data_folder), str(file))
    assert wrong.returncode == 2
    assert _one_line(wrong.stderr)
    assert "theme" in wrong.stderr
    assert "policy.grace_min" in wrong.stderr


def test_pairing_string_is_of_the_sites_authority(data_folder: Path) -> None:
    made = run("pairing-code", "--data", str(data_folder), "--kind", "kiosk", "--name", "B1")
    printed = made.stdout.strip().split("-")
    authority = read_authority((data_folder / "authority.pem").read_text())
    assert b32decode(printed[2] + "====").hex() == fingerprint_of(authority)


def test_tls_is_spoken_without_being_asked_for_otherwise(data_folder: Path) -> None:
    with live_server_tls(data_folder) as url, Client(verify=False) as http:
        assert http.get(f"{url}/v1/healthz").status_code == 200
        with pytest.raises(HTTPError):
            http.get(f"{url.replace('https', 'http')}/v1/healthz")


def test_what_was_answered_outlives_a_kill(data_folder: Path) -> None:
    with live_server(data_folder) as server:
        token = server.pair(data_folder, "kiosk")
        services = server.call("GET", "/site", token).json()["services"]
        service = next(one["id"] for one in services if one["code"] == "info")
        body, key = {"service_id": service}, new_id()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        first = server.http.post("/walk-ins", json=body, headers=headers)
        server.kill()
    with live_server(data_folder) as server:
        again = server.http.post("/walk-ins", json=body, headers=headers)
        assert again.headers["idempotency-replayed"] == "true"
        assert again.json()["ticket"] == first.json()["ticket"]
    verified = run("verify-journal", "--data", str(data_folder))
    assert verified.returncode == 0
    assert verified.stdout.splitlines()[0].endswith(" rows intact")


@pytest.mark.sqlite
def test_backup_comes_back_with_a_new_epoch(data_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    with live_server(data_folder) as server:
        token = server.pair(data_folder, "kiosk")
        assert run("backup", "--data", str(data_folder), str(file)).returncode == 0
        busy = run("restore", "--data", str(data_folder), str(file))
        assert (busy.returncode, _one_line(busy.stderr)) == (2, True)
        lease = server.call("POST", "/number-leases", token, {"letter": "K", "count": 2}).json()
        assert server.stop() == 0
    again = run("backup", "--data", str(data_folder), str(file))
    assert (again.returncode, _one_line(again.stderr)) == (2, True)
    assert run("restore", "--data", str(data_folder), str(file)).returncode == 0
    with live_server(data_folder) as server:
        after = server.call("POST", "/number-leases", token, {"letter": "K", "count": 2}).json()
    assert after["epoch"] > lease["epoch"]
    file.write_bytes(b"no backup" * 1000)
    wrong = run("restore", "--data", str(data_folder), str(file))
    assert (wrong.returncode, _one_line(wrong.stderr)) == (4, True)


@pytest.mark.sqlite
def test_an_empty_file_never_takes_the_place_of_the_data(data_folder: Path, tmp_path: Path) -> None:
    before = run("export-settings", "--data", str(data_folder)).stdout
    empty = tmp_path / "empty.backup"
    empty.touch()
    wrong = run("restore", "--data", str(data_folder), str(empty))
    assert (wrong.returncode, _one_line(wrong.stderr)) == (4, True)
    assert str(empty) in wrong.stderr
    assert run("export-settings", "--data", str(data_folder)).stdout == before
    assert not list(data_folder.glob("site.sqlite.*"))


@pytest.mark.sqlite
def test_data_without_a_site_are_four(data_folder: Path) -> None:
    (data_folder / "site.sqlite").write_bytes(b"")
    for arguments in (("--port", "0", "--no-tls"), ()):
        command = () if arguments else ("codes",)
        answer = run(*command, "--data", str(data_folder), *arguments)
        assert (answer.returncode, _one_line(answer.stderr)) == (4, True)
        assert "no site" in answer.stderr


def test_booking_token_is_kept_encrypted(data_folder: Path) -> None:
    arguments = ("booking-token", "--data", str(data_folder), "--token-stdin")
    assert run(*arguments, stdin="sesame-123\n").returncode == 0
    assert DataFolder(data_folder).booking_token() == "sesame-123"
    assert all(
        b"sesame" not in path.read_bytes() for path in data_folder.rglob("*") if path.is_file()
    )
    assert run(*arguments, stdin="two words\n").returncode == 2
    assert run(*arguments, stdin="").returncode == 2


@pytest.mark.parametrize("command", ["export-settings", "codes"])
def test_reader_who_has_had_enough_is_no_fault(data_folder: Path, command: str) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "server", command, "--data", str(data_folder)],
            cwd=ROOT,
            stdout=write_end,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")
