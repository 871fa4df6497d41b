"""The bad network does to requests what it says, and nothing else."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.faults.http_wire import HttpWire
from tests.faults.lossy_proxy import KIND, LossyProxy
from tests.faults.wire import Lost, Request

EVENTS = b'id: 1\ndata: {"seq": 1}\n\n'


class Upstream:
    """A server that counts what arrives."""

    def __init__(self) -> None:
        self.arrived: list[Any] = []
        self.changed = threading.Condition()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with owner.changed:
                    owner.arrived.append(body)
                    owner.changed.notify_all()
                self._send(json.dumps({"said": body}).encode(), "application/json")

            def do_GET(self) -> None:
                self._send(EVENTS * 50, "text/event-stream")

            def _send(self, content: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.arrived) >= count, 10), self.arrived

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    made = Upstream()
    yield made
    made.close()


@pytest.fixture
def proxy_with(upstream: Upstream) -> Iterator[Callable[..., LossyProxy]]:
    made: list[LossyProxy] = []

    def build(**rates: float) -> LossyProxy:
        port = upstream.server.server_address[1]
        made.append(LossyProxy(port, replace(KIND, **rates), random.Random(1)))
        return made[-1]

    yield build
    for proxy in made:
        proxy.close()


def send(proxy: LossyProxy, body: object, timeout_s: float = 5) -> Any:  # noqa: ANN401
    with closing(HttpWire(proxy.port, timeout_s)) as wire:
        return wire.send(Request("POST", "/x", "t", "k", body)).body


def test_a_kind_network_passes_each_request_once(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy]
) -> None:
    proxy = proxy_with()
    for number in range(3):
        assert send(proxy, number) == {"said": number}
    assert upstream.arrived == [0, 1, 2]


@pytest.mark.parametrize("fate", ["lose_request", "reset_before"])
def test_a_lost_request_never_arrives(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy], fate: str
) -> None:
    proxy = proxy_with(**{fate: 1.0})
    with pytest.raises(Lost):
        send(proxy, 1)
    proxy.rates = KIND
    send(proxy, 2)
    assert upstream.arrived == [2]


@pytest.mark.parametrize("fate", ["lose_answer", "half", "reset_after"])
def test_a_lost_answer_is_of_a_request_that_arrived(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy], fate: str
) -> None:
    with pytest.raises(Lost):
        send(proxy_with(**{fate: 1.0}), 1)
    upstream.wait_for(1)
    assert upstream.arrived == [1]


def test_a_doubled_request_arrives_twice_and_is_answered_once(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy]
) -> None:
    proxy = proxy_with(twice=1.0)
    assert send(proxy, 1) == {"said": 1}
    upstream.wait_for(2)
    assert upstream.arrived == [1, 1]


def test_a_late_request_arrives_although_its_sender_gave_up(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy]
) -> None:
    with pytest.raises(Lost):
        send(proxy_with(long_delay=1.0), 1, timeout_s=0.05)
    upstream.wait_for(1)


def test_a_silent_network_lets_its_senders_give_up(
    upstream: Upstream, proxy_with: Callable[..., LossyProxy]
) -> None:
    with pytest.raises(Lost):
        send(proxy_with(silent=1.0), 1, timeout_s=0.1)
    assert upstream.arrived == []


def test_a_stream_is_cut_in_the_middle(proxy_with: Callable[..., LossyProxy]) -> None:
    stream = HttpWire(proxy_with(cut=1.0).port).follow("t", 0)
    lines = 0
    while stream.line() is not None:
        lines += 1
    stream.close()
    assert lines < 150
