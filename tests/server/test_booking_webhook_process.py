"""The real server and the real sandbox: an act of a colleague is here before the next poll."""

from pathlib import Path

import pytest
import requests

from tests.fakes.booking_sandbox_runs import SIGNED, TOKEN, directed, morning, sandbox_process
from tests.server.live_server import LiveServer, live_server, run
from tests.server.site_support import Json, running_site
from tests.server.test_booking_thread import configure, eventually

SECRET = "guichet-secret-invente"
ENDPOINTS = "/api/v1/organisations/77/webhook_endpoints"


def subscribe(url: str, target: str, secret: str, endpoint: int | None = None) -> int:
    """Let the booking server send webhooks; return the number of the endpoint."""
    method, path = ("POST", ENDPOINTS) if endpoint is None else ("PATCH", f"{ENDPOINTS}/{endpoint}")
    body = {"target_url": target, "secret": secret, "subscriptions": ["rdv"]}
    answer = requests.request(method, f"{url}{path}", json=body, headers=SIGNED, timeout=10)
    answer.raise_for_status()
    return int(answer.json()["webhook_endpoint"]["id"])


def deliveries(url: str) -> list[Json]:
    found: list[Json] = directed(url, "GET", "deliveries")["items"]
    return found


def booked(server: LiveServer, token: str) -> dict[str, str]:
    """Return the references of today's appointments, and their times."""
    answer = server.call("GET", "/appointments?day=2026-11-24&limit=100", token)
    assert answer.status_code == 200, answer.text
    return {one["reference"]: one["starts_at"] for one in answer.json()["items"]}


def webhooks(server: LiveServer) -> Json:
    return server.call("GET", "/healthz", None).json()["booking"]["webhooks"]


def create(url: str, at: str) -> str:
    person = {"first_name": "Rose", "last_name": "NOUVELLE"}
    made = directed(
        url, "POST", "acts", {"act": "create", "at": at, "motif": 31, "people": [person]}
    )
    return str(made["rdv"])


@pytest.mark.slow
def test_an_act_at_the_booking_server_is_here_before_the_next_reading(data_folder: Path) -> None:
    share = ("booking-webhook", "keep", "--secret-stdin", "--data", str(data_folder))
    assert run(*share, stdin=f"{SECRET}\n").returncode == 0
    token = ("booking-token", "--token-stdin", "--data", str(data_folder))
    assert run(*token, stdin=f"{TOKEN}\n").returncode == 0
    clock = ("--clock", "2026-11-24T08:40:00+00:00@1", "--webhook-pace", "0.002")
    with sandbox_process(*clock) as (_, url):
        with running_site(data_folder) as site:
            configure(
                site,
                gateway="rdv_service_public",
                base_url=url,
                organisation_ids=[77],
                motifs={str(one.id): str(one.service) for one in morning().motifs},
                poll_today_s=3600,
                days_ahead=0,
            )
            lea = site.tokens["lea"]
        with live_server(data_folder) as server:
            eventually(lambda: len(booked(server, lea)) >= 12)
            target = f"{server.url}/v1/booking-webhook"
            # Signed with another secret nothing comes in, and the sandbox goes on trying.
            endpoint = subscribe(url, target, "another-secret-of-ours")
            first = create(url, "15:00")
            eventually(lambda: all(one["attempts"] > 0 for one in deliveries(url)))
            assert webhooks(server)["refused"] > 0
            assert webhooks(server)["received"] == 0
            assert first not in booked(server, lea)
            subscribe(url, target, SECRET, endpoint)
            eventually(lambda: first in booked(server, lea), 40)
            eventually(lambda: all(one["done"] == "taken" for one in deliveries(url)), 40)
            port = server.url.rpartition(":")[2]
            server.kill()
        # What nobody took meanwhile is brought again, also to the server that starts after it.
        second = create(url, "15:30")
        eventually(lambda: deliveries(url)[-1]["attempts"] > 0)
        with live_server(data_folder, "--port", port) as server:
            eventually(lambda: deliveries(url)[-1]["done"] == "taken")
            eventually(lambda: second in booked(server, lea), 40)
            assert webhooks(server)["silent_since"] is None
