"""The real server between the real sandbox and a tool: an act there is told here, over a kill."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from core.model import EventKind, Role
from server.booking_hooks import SHARED_WITH
from server.data_folder import DataFolder
from server.events_out.runner import shared_with
from server.kept_secrets import SharedSecrets
from tests.fakes.booking_sandbox_runs import SIGNED, TOKEN, directed, morning, sandbox_process
from tests.fakes.booking_server import Reply
from tests.fakes.tool import SECRET, tool_at_work
from tests.server.live_server import LiveServer, live_server
from tests.server.site_support import Json, SiteUnderTest, running_again, running_site
from tests.server.test_booking_thread import eventually

SEED = 20261124
OTHER = "guichet-secret-invente"
OF_TODAY = 14
"""Appointments of the morning: of the collective one there are two."""

ENDPOINTS = "/api/v1/organisations/77/webhook_endpoints"


def shared(secret: str) -> SharedSecrets:
    return SharedSecrets().with_new(secret, datetime.now(UTC), timedelta())


def set_up(site: SiteUnderTest, booking_url: str, tool_url: str) -> None:
    """Let the site read today once an hour, and tell a tool of each appointment that comes in."""
    answer = site.call("GET", "/settings", as_="admin")
    document = answer.json()["settings"]
    document["booking"].update(
        gateway="rdv_service_public",
        base_url=booking_url,
        organisation_ids=[77],
        motifs={str(one.id): str(one.service) for one in morning().motifs},
        poll_today_s=3600,
        days_ahead=0,
    )
    kinds = [EventKind.APPOINTMENT_IMPORTED]
    document["webhooks"] = [{"name": "board", "url": tool_url, "kinds": kinds}]
    document["event_file"] = True
    headers = {"If-Match": answer.headers["etag"]}
    assert site.call("PUT", "/settings", document, as_="admin", headers=headers).status_code == 200


def subscribe(url: str, target: str, secret: str, endpoint: int | None = None) -> int:
    """Let the booking server send webhooks; return the number of the endpoint."""
    method, path = ("POST", ENDPOINTS) if endpoint is None else ("PATCH", f"{ENDPOINTS}/{endpoint}")
    body = {"target_url": target, "secret": secret, "subscriptions": ["rdv"]}
    answer = requests.request(method, f"{url}{path}", json=body, headers=SIGNED, timeout=10)
    answer.raise_for_status()
    return int(answer.json()["webhook_endpoint"]["id"])


def last_delivery(url: str) -> Json:
    return directed(url, "GET", "deliveries")["items"][-1]


def book(url: str, at: str) -> None:
    person = {"first_name": "Rose", "last_name": "NOUVELLE"}
    act = {"act": "create", "at": at, "motif": 31, "people": [person]}
    directed(url, "POST", "acts", act)


def webhooks(server: LiveServer) -> Json:
    return server.call("GET", "/healthz", None).json()["booking"]["webhooks"]


@pytest.mark.slow
def test_an_act_at_the_booking_server_is_told_to_a_tool_also_over_a_kill(data_folder: Path) -> None:
    chance = random.Random(SEED)
    folder = DataFolder(data_folder)
    folder.keep_booking_token(TOKEN)
    folder.keep_shared_secrets({SHARED_WITH: shared(OTHER), shared_with("board"): shared(SECRET)})
    clock = ("--clock", "2026-11-24T08:40:00+00:00@1", "--webhook-pace", "0.002")
    with sandbox_process(*clock) as (_, url), tool_at_work() as tool:
        # One answer in six is bad, or lost on its way.
        tool.answer = lambda: chance.choice([Reply(204)] * 10 + [Reply(503), Reply(hang_up=True)])
        with running_site(data_folder) as site:
            tokens = dict(site.tokens)
            site.sign_in("admin", Role.ADMIN)
            set_up(site, url, tool.url)
        with live_server(data_folder) as server:
            eventually(lambda: len(tool.told) == OF_TODAY, 60)
            # Signed with another secret nothing comes in, and the sandbox goes on trying.
            endpoint = subscribe(url, f"{server.url}/v1/booking-webhook", f"{OTHER}-")
            book(url, "15:00")
            eventually(lambda: last_delivery(url)["attempts"] > 0)
            assert webhooks(server)["refused"] > 0
            assert webhooks(server)["received"] == 0
            assert len(tool.told) == OF_TODAY
            subscribe(url, f"{server.url}/v1/booking-webhook", OTHER, endpoint)
            eventually(lambda: len(tool.told) == OF_TODAY + 1, 60)
            port = server.url.rpartition(":")[2]
            server.kill()
        book(url, "15:30")
        eventually(lambda: last_delivery(url)["attempts"] > 0)
        with live_server(data_folder, "--port", port) as server:
            # What nobody took is brought again, and what was told goes on where it was.
            eventually(lambda: last_delivery(url)["done"] == "taken", 60)
            eventually(lambda: len(tool.told) == OF_TODAY + 2, 60)
            assert webhooks(server)["silent_since"] is None
            assert server.stop() == 0
        with running_again(data_folder, tokens) as site, site.wiring.store.read() as reader:
            events = reader.events(0, 10_000)
    wanted = [one.seq for one in events if one.kind is EventKind.APPOINTMENT_IMPORTED]
    assert tool.seqs == wanted, f"seed {SEED}"
    assert (data_folder / "events" / "2026-11-23.jsonl").exists()
