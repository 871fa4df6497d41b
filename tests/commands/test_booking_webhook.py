"""`POST /booking-webhook`: a signature opens it, and every other answer is the same."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from server.__main__ import main
from server.app import make_app
from server.booking_hooks import SHARED_WITH
from server.data_folder import DataFolder
from server.kept_secrets import SharedSecrets
from tests.server.site_support import SiteUnderTest
from tests.server.test_booking_thread import running_site

PATH = "/v1/booking-webhook"
SECRET = "guichet-secret-invente"
BODY = json.dumps(
    {
        "data": {"id": 501},
        "meta": {"model": "Rdv", "event": "updated", "timestamp": "2026-11-24 09:12:44 +0100"},
    }
).encode()


def send(http: TestClient, raw: bytes = BODY, secret: str | None = SECRET) -> Response:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if secret is not None:
        signed = hmac.new(secret.encode(), raw, hashlib.sha256)
        headers["X-Lapin-Signature"] = signed.hexdigest()
    return http.post(PATH, content=raw, headers=headers)


@pytest.fixture
def open_site(site: SiteUnderTest, data_folder: Path) -> SiteUnderTest:
    """Return a site that shares a secret with its booking server."""
    folder = DataFolder(data_folder)
    folder.keep_booking_token("sesame-123")
    shared = SharedSecrets().with_new(SECRET, datetime.now(UTC), timedelta())
    folder.keep_shared_secrets({SHARED_WITH: shared})
    running_site(site, "http://127.0.0.1:9", {})
    site.wiring.booking.refresh()
    return site


def test_a_signed_body_is_taken_without_a_token(open_site: SiteUnderTest) -> None:
    answer = send(open_site.http)
    assert (answer.status_code, answer.content) == (204, b"")
    told = open_site.get("/healthz")["booking"]["webhooks"]
    assert (told["received"], told["refused"], told["silent_since"]) == (1, 0, None)
    assert told["last_at"] is not None
    assert open_site.get("/site")["booking_can"]["has_webhooks"]


def test_every_refusal_is_the_same_whatever_its_cause(
    open_site: SiteUnderTest, data_folder: Path
) -> None:
    told = [
        send(open_site.http, secret=None),
        send(open_site.http, secret="another-secret-of-ours"),
    ]
    told += [send(open_site.http, raw=b"{", secret=None)]
    assert main(["booking-webhook", "end", "--data", str(data_folder)]) == 0
    open_site.wiring.booking.refresh()
    told += [send(open_site.http)]
    assert {answer.status_code for answer in told} == {401}
    assert len({answer.content for answer in told}) == 1
    assert told[0].json()["code"] == "signature_refused"
    assert open_site.get("/healthz")["booking"]["webhooks"] is None


def test_a_token_does_not_stand_for_a_signature(open_site: SiteUnderTest) -> None:
    assert open_site.call("POST", "/booking-webhook", {}, as_="lea").status_code == 401


def test_its_body_is_json_and_bounded(open_site: SiteUnderTest) -> None:
    big = b'"' + b"a" * 256 * 1024 + b'"'
    assert send(open_site.http, raw=big).status_code == 413
    assert send(open_site.http, raw=big[:-4] + b'"').status_code == 204
    assert open_site.http.post(PATH, content=b"a=1").status_code == 415
    assert open_site.http.get(PATH).status_code == 405


def test_who_proves_to_be_the_booking_server_is_not_braked_and_others_are(
    open_site: SiteUnderTest,
) -> None:
    # From another address than this machine's own, as through a proxy of the ministry.
    outside = TestClient(make_app(open_site.wiring), client=("192.0.2.7", 50000))
    assert {send(outside).status_code for _ in range(150)} == {204}
    with ThreadPoolExecutor(30) as many:
        codes = list(many.map(lambda _: send(outside, secret=None).status_code, range(150)))
    assert set(codes) == {401, 429}
    assert codes.count(401) >= 60


def test_the_secret_is_made_kept_sealed_changed_and_ended(
    data_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*options: str, code: int = 0, given: str = "") -> tuple[str, str]:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", StringIO(given))
        assert main(["booking-webhook", *options, "--data", str(data_folder)]) == code
        return capsys.readouterr()

    assert run("state")[0].startswith("closed")
    assert "the gateway of this site is none: the receiver stays closed" in run("make")[1]
    assert run("state")[0] == "closed: the gateway of this site is none\n"
    run("end")
    part = {"gateway": "rdv_service_public", "base_url": "https://rdv.example"}
    settings = tmp_path / "settings.json"
    settings.write_text(
        json.dumps({"settings": {"booking": {**part, "organisation_ids": [77]}}}), encoding="utf-8"
    )
    assert main(["import-settings", str(settings), "--data", str(data_folder)]) == 0
    made, told = run("make", "--address", "https://relais.example/")
    assert len(made.strip()) == 43
    assert told == "send webhooks to https://relais.example/v1/booking-webhook\n"
    assert run("state")[0] == "open: 1 valid\n"
    again, _ = run("make", "--overlap-h", "48")
    assert run("state")[0].startswith("open: 2 valid, the former until ")
    shared = DataFolder(data_folder).shared_secrets()[SHARED_WITH]
    assert list(shared.valid(datetime.now(UTC))) == [again.strip(), made.strip()]
    files = [path.read_bytes() for path in data_folder.rglob("*") if path.is_file()]
    assert not any(again.strip().encode() in content for content in files)
    run("make", "--overlap-h", "337", code=2)
    run("keep", code=2)
    run("keep", "--secret-stdin", given="short\n", code=2)
    run("keep", "--secret-stdin", given=f"{SECRET}\n")
    assert run("state")[0].startswith("open: 2 valid")
    run("end")
    assert run("state")[0].startswith("closed")


def test_who_hangs_up_in_the_middle_is_no_bug(
    open_site: SiteUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    async def hang_up() -> list[str]:
        said: list[str] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.disconnect"}

        async def send_on(message: MutableMapping[str, Any]) -> None:
            said.append(str(message.get("status", "")))

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
            "scheme": "https", "path": PATH, "raw_path": PATH.encode(), "query_string": b"",
            "root_path": "", "headers": [(b"content-type", b"application/json"),
                                         (b"content-length", b"200000")],
            "client": ("192.0.2.7", 4000), "server": ("192.0.2.1", 8460), "state": {},
        }  # fmt: skip
        await open_site.http.app(scope, receive, send_on)
        return said

    with caplog.at_level("ERROR"):
        asyncio.run(hang_up())
    assert caplog.records == []
