"""The sandbox as a process: what it was told survives a kill."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.fakes.booking_sandbox_runs import ROOT, SIGNED, sandbox_process


def write(url: str, participation: int, status: str) -> int:
    answer = requests.patch(
        f"{url}/api/v1/participations/{participation}",
        json={"participation": {"status": status}},
        headers=SIGNED,
        timeout=5,
    )
    return answer.status_code


def test_what_was_answered_survives_a_kill_and_a_restart(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "sandbox.db"))
    with sandbox_process(*data) as (process, url):
        assert write(url, 7001, "seen") == 200
        assert write(url, 7003, "noshow") == 200
        process.kill()
        process.wait()
    with sandbox_process(*data) as (_, url):
        log = requests.get(f"{url}/sandbox/log", headers=SIGNED, timeout=5).json()["items"]
        rows = requests.get(
            f"{url}/api/v1/rdvs", params={"id": "501,503"}, headers=SIGNED, timeout=5
        ).json()["rdvs"]
    assert [(one["id"], one["status"]) for one in log] == [(7001, "seen"), (7003, "noshow")]
    assert {row["id"]: row["status"] for row in rows} == {501: "seen", 503: "noshow"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGTERM")
def test_it_stops_with_0_when_it_is_asked_to() -> None:
    with sandbox_process() as (process, url):
        assert url.startswith("http://127.0.0.1:")
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_port_in_use_is_one_line_and_exit_code_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "demonstration.booking_sandbox", "--port", port],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"guichet-booking-sandbox: cannot listen on 127.0.0.1:{port}")
