"""The feed over a real socket: resumed without gap or double, with the server's clock in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.live_server import LiveServer, feed_lines, live_server, seqs

pytestmark = pytest.mark.slow


@pytest.fixture
def server(data_folder: Path) -> Iterator[LiveServer]:
    with live_server(data_folder) as running:
        yield running


def _headers(token: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "text/event-stream", **more}


def test_feed_goes_on_where_it_was_left(server: LiveServer, data_folder: Path) -> None:
    lead = server.sign_in(data_folder, server.pair(data_folder, "counter"), "lead")
    kiosk = server.pair(data_folder, "kiosk")
    services = server.call("GET", "/site", kiosk).json()["services"]
    service = next(one["id"] for one in services if one["code"] == "info")

    def newest() -> int:
        return int(server.call("GET", "/healthz", None).json()["seq"])

    seen: list[int] = []
    for _ in range(3):
        for _ in range(4):
            server.call("POST", "/walk-ins", kiosk, {"service_id": service})
        headers = _headers(lead)
        if seen:
            headers["Last-Event-ID"] = str(seen[-1])
        with server.http.stream("GET", "/events?after=0", headers=headers) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            seen.extend(seqs(response, newest()))
    assert seen == list(range(1, newest() + 1))


def test_event_comes_while_the_stream_is_open(server: LiveServer, data_folder: Path) -> None:
    counter = server.pair(data_folder, "counter")
    start = server.call("GET", "/healthz", None).json()["seq"]
    with server.http.stream("GET", f"/events?after={start}", headers=_headers(counter)) as response:
        lines = feed_lines(response)
        assert next(lines) == ("retry", "1000")
        server.call("PUT", "/stations/self/health", counter, {"printer": "ok"})
        data = next(value for name, value in lines if name == "data" and "station.health" in value)
    assert json.loads(data)["seq"] == start + 1


def test_clock_is_told_every_two_seconds_without_an_id(
    server: LiveServer, data_folder: Path
) -> None:
    display = server.pair(data_folder, "display")
    start = server.call("GET", "/healthz", None).json()["seq"]
    with server.http.stream("GET", f"/events?after={start}", headers=_headers(display)) as response:
        ticks, ids = [], 0
        lines = feed_lines(response)
        for name, value in lines:
            ids += name == "id"
            if (name, value) == ("event", "clock"):
                ticks.append(json.loads(next(lines)[1])["now"])
            if len(ticks) == 2:
                break
    assert ids == 0
    assert all(tick.startswith("2026-11-24T09:00") for tick in ticks)
    assert ticks[0] < ticks[1]


def test_open_feeds_do_not_hold_up_the_end(server: LiveServer, data_folder: Path) -> None:
    counter = server.pair(data_folder, "counter")
    with server.http.stream("GET", "/events?after=0", headers=_headers(counter)) as response:
        assert next(feed_lines(response)) == ("retry", "1000")
        assert server.stop() == 0


def test_place_that_is_not_there_is_410(server: LiveServer, data_folder: Path) -> None:
    counter = server.pair(data_folder, "counter")
    answer = server.call("GET", "/events?after=999999", counter)
    assert (answer.status_code, answer.json()["code"]) == (410, "feed_restarted")


def test_long_poll_waits_for_an_event(server: LiveServer, data_folder: Path) -> None:
    counter = server.pair(data_folder, "counter")
    start = server.call("GET", "/healthz", None).json()["seq"]
    empty = server.call("GET", f"/events?after={start}&wait_s=1", counter).json()
    assert (empty["items"], empty["next"], empty["epoch"]) == ([], start, 1)
    assert empty["now"].startswith("2026-11-24T09:00")
    server.call("PUT", "/stations/self/health", counter, {"printer": "ok"})
    page = server.call("GET", f"/events?after={start}&wait_s=5", counter).json()
    assert [one["kind"] for one in page["items"]] == ["station.health"]
    assert page["next"] == start + 1
