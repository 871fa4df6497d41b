"""A second PC follows, takes over, and the server of before answers nobody any more."""

from pathlib import Path

import pytest
from httpx2 import Response

from core.model import StationKind
from core.runtime.ids import new_id
from server.standby.copy_folder import CopyFolder
from sync.contract.wire import EPOCH_HEADER
from tests.server.live_server import LiveServer, live_server
from tests.server.site_support import running_again
from tests.server.standby_program import (
    command,
    is_even,
    key_of,
    pairing_code,
    standby_program,
    wait_until,
)
from tests.support.database_files import tables

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


def walk_in(server: LiveServer, token: str, key: str) -> Response:
    services = server.call("GET", "/site", token).json()["services"]
    service = next(one["id"] for one in services if one["code"] == "info")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    answer = server.http.post("/walk-ins", json={"service_id": service}, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_standby_takes_over_with_all_that_was_answered(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, kit, key = tmp_path / "copy", tmp_path / "kit.json", new_id()
    code = command("emergency-kit", "--data", str(data_folder), str(kit)).out
    with running_again(data_folder) as site:
        site.enrol("kiosk", StationKind.KIOSK)
        tokens, kiosk = site.tokens, site.tokens["kiosk"]
    code_of_standby = pairing_code(data_folder)
    with (
        live_server(data_folder) as server,
        standby_program(copy, server, code_of_standby) as standby,
    ):
        walk_in(server, kiosk, new_id())
        answered = walk_in(server, kiosk, key)
        # Beside the server, as an administrator does, which tells it nothing.
        command("pairing-code", "--data", str(data_folder), "--kind", "display", "--name", "H")
        wait_until(lambda: is_even(server), "the standby has everything")
        busy = command("promote", "--data", str(copy))
        assert (busy.code, busy.in_one_line) == (2, True)
        server.kill()
        standby.said("no server")
        standby.kill()
    data_key = key_of(data_folder)
    CopyFolder(copy).write_to(tmp_path / "copied.sqlite")
    lost = tables(data_folder / "site.sqlite", data_key)
    assert tables(tmp_path / "copied.sqlite", data_key) == lost

    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys of the second PC"))
    unsealed = command("promote", "--data", str(copy))
    assert (unsealed.code, unsealed.in_one_line, "--kit" in unsealed.err) == (4, True, True)
    promoted = command("promote", "--data", str(copy), "--kit", str(kit), stdin=code)
    assert (promoted.code, promoted.err) == (0, "")
    assert promoted.out.startswith("restored up to event ")
    for name in ("authority.pem", "tls-key.pem"):
        assert (copy / name).read_bytes() == (data_folder / name).read_bytes()

    with running_again(copy, tokens) as new:
        info = next(one for one in new.get("/site", "kiosk")["services"] if one["code"] == "info")
        again = new.call("POST", "/walk-ins", {"service_id": info["id"]}, as_="kiosk", key=key)
        assert again.headers["idempotency-replayed"] == "true"
        assert again.json()["ticket"] == answered.json()["ticket"]
        epoch = int(again.headers[EPOCH_HEADER])

    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    with running_again(data_folder, tokens) as old:
        headers = {EPOCH_HEADER: str(epoch), "Authorization": f"Bearer {kiosk}"}
        refused = old.http.get("/v1/site", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (503, "superseded")
        assert old.get("/healthz", "kiosk")["superseded"] is True
