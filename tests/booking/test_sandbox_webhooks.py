"""Webhooks of the sandbox: signed on their bytes, more than once, until somebody takes them."""

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, ClassVar

from demonstration.booking_sandbox.acts import Delete, Move
from demonstration.booking_sandbox.state import State
from demonstration.booking_sandbox.webhooks import MOST_ATTEMPTS, Courier, signature
from tests.fakes.booking_sandbox_runs import TOKEN, morning

NOW = datetime(2026, 11, 24, 8, 12, 44, tzinfo=UTC)
SECRET = "guichet-secret-invente"


class Listener(BaseHTTPRequestHandler):
    """Refuses the first body that comes, and takes the others."""

    news: ClassVar[Condition] = Condition()
    heard: ClassVar[list[tuple[str, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.news:
            self.heard.append((self.headers["X-Lapin-Signature"], body))
            refused = len(self.heard) == 1
            self.news.notify_all()
        self.send_response(503 if refused else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Say nothing."""


def state() -> State:
    return State(None, morning(), [TOKEN])


def subscribed(made: State, url: str = "http://127.0.0.1:9/hook") -> State:
    made.webhooks.put(None, url, SECRET, ["rdv"], (), NOW)
    return made


def metas(made: State) -> list[Any]:
    bodies = sorted(made.webhooks.due(0), key=lambda delivery: delivery.seq)
    return [json.loads(delivery.body)["meta"] for delivery in bodies]


def test_the_signature_is_that_of_the_known_example() -> None:
    body = (
        b'{"data":{"id":501,"status":"unknown"},"meta":{"model":"Rdv","event":"updated",'
        b'"webhook_reason":null,"timestamp":"2026-10-05 09:12:44 +0200"}}'
    )
    expected = "14e045f5ac58ae15136e31c85c359643517cc7e57dcc9de9a78a7b8bc8588148"
    assert signature(SECRET, body) == expected


def test_each_change_is_told_and_one_of_a_person_twice() -> None:
    made = subscribed(state())
    made.set_participation(7001, "seen", NOW, lambda _rdv: True)
    made.set_participation(7001, "seen", NOW, lambda _rdv: True)
    made.act(Move(rdv=502, day=1), NOW, lambda _rdv: False)
    made.act(Delete(rdv=502, reason="rgpd"), NOW, lambda _rdv: False)
    told = [(meta["event"], meta["webhook_reason"]) for meta in metas(made)]
    assert told == [
        ("updated", None),
        ("updated", None),
        ("updated", None),
        ("destroyed", "rgpd"),
    ]
    assert metas(made)[0]["timestamp"] == "2026-11-24 09:12:44 +0100"


def test_a_changed_endpoint_is_told_everything_again_as_created() -> None:
    made = state()
    endpoint = made.webhooks.put(None, "http://127.0.0.1:9/", SECRET, ["rdv"], made.rdvs(), NOW)
    made.webhooks.put(endpoint.id, "http://127.0.0.1:9/", SECRET, ["rdv"], made.rdvs(), NOW)
    assert [meta["event"] for meta in metas(made)] == ["created"] * (2 * len(made.rdvs()))


def test_who_subscribed_to_something_else_hears_nothing() -> None:
    made = state()
    made.webhooks.put(None, "http://127.0.0.1:9/", SECRET, ["user"], made.rdvs(), NOW)
    assert made.webhooks.due(0) == []


def test_waits_grow_with_the_fourth_power_until_it_is_dropped() -> None:
    made = subscribed(state())
    made.act(Delete(rdv=502), NOW, lambda _rdv: False)
    at = 0.0
    for attempt in range(1, MOST_ATTEMPTS + 1):
        (delivery,) = made.webhooks.due(at)
        made.webhooks.tried(delivery, False, at, pace=1.0)
        assert made.webhooks.due(at + attempt**4 - 0.5) == []
        at += attempt**4
    assert made.webhooks.due(at) == []
    assert made.webhooks.deliveries()[0]["done"] == "dropped"


def test_a_body_that_was_refused_comes_again_with_the_same_signature() -> None:
    Listener.heard.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    made = subscribed(state(), f"http://127.0.0.1:{server.server_port}/hook")
    courier = Courier(made.webhooks, lambda: 0.0, pace=0.0)
    try:
        made.act(Delete(rdv=502), NOW, lambda _rdv: False)
        courier.start()
        with Listener.news:
            assert Listener.news.wait_for(lambda: len(Listener.heard) >= 2, 15)
    finally:
        courier.close()
        server.shutdown()
        server.server_close()
        made.close()
    first, again = Listener.heard
    assert first == again
    assert first[0] == signature(SECRET, first[1])
