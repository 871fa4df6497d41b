"""The real program in a process of its own, for tests of signals, sockets and the feed."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from httpx2 import Client, Response

from core.runtime.ids import new_id
from server.program import main
from tests.server.site_support import Json

ROOT = Path(__file__).parents[2]
CLOCK = "2026-11-24T09:00:00+00:00@1"


def run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Run one of the program's commands to its end, as the program would, in this process."""
    out, err = _text(), _text()
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = _text(stdin), out, err
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return subprocess.CompletedProcess(list(arguments), code, _said(out), _said(err))


def _text(content: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8")


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.detach()
    return raw.getvalue().decode() if isinstance(raw, io.BytesIO) else ""


def run_apart(
    *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**(environment or os.environ), "PYTHONWARNINGS": "default"},
    )


class LiveServer:
    """A server that runs, and how to call it."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        self.process = process
        self.url = url
        self.http = Client(base_url=f"{url}/v1", timeout=10)

    def call(self, method: str, path: str, token: str | None, body: Json = None) -> Response:
        """Call the interface; a POST brings a new key by itself."""
        headers = {"Idempotency-Key": new_id()} if method == "POST" else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.http.request(method, path, json=body, headers=headers)

    def pair(self, folder: Path, kind: str) -> str:
        """Pair a station as an administrator would; return its token."""
        made = run(
            *("pairing-code", "--data", str(folder), "--kind", kind, "--name", kind),
            *("--no-tls", "--clock", CLOCK),
        )
        assert made.returncode == 0, made.stderr
        body = {"code": made.stdout.strip(), "kind": kind, "name": kind}
        answer = self.call("POST", "/stations/pair", None, body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def sign_in(self, folder: Path, station: str, role: str) -> str:
        """Let an agent of this role sign in at a counter; return the session's token."""
        password = "une phrase assez longue pour deux langues"
        made = run(
            *("create-agent", "--data", str(folder), "--username", role, "--roles", role),
            *("--password-stdin", "--clock", CLOCK),
            stdin=password,
        )
        assert made.returncode == 0, made.stderr
        body = {"username": role, "password": password}
        answer = self.call("POST", "/sessions", station, body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to stop; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


@contextmanager
def live_server(
    folder: Path, *more: str, environment: Mapping[str, str] | None = None
) -> Iterator[LiveServer]:
    """Run a server on a free port of this machine, without TLS."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "server", "--data", str(folder), "--port", "0"),
            *("--no-tls", "--clock", CLOCK, *more),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        line = _line(process.stdout)
        server = LiveServer(process, line.removeprefix("listening on ").strip())
        try:
            yield server
        finally:
            server.http.close()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@contextmanager
def live_server_tls(folder: Path) -> Iterator[str]:
    """Run a server with TLS; gives its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "--data", str(folder), "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on https://127.0.0.1:"), line
        yield line.removeprefix("listening on ").strip()
    finally:
        process.kill()
        process.communicate()


def _line(pipe: IO[str] | None) -> str:
    assert pipe is not None
    line = pipe.readline()
    assert line.startswith("listening on http://127.0.0.1:"), line
    return line


def feed_lines(response: Response) -> Iterator[tuple[str, str]]:
    """Yield the fields of a stream of server-sent events: name and value of each line."""
    for line in response.iter_lines():
        name, _, value = line.partition(": ")
        if name:
            yield name, value


def seqs(response: Response, until: int) -> Sequence[int]:
    """Read the ids of events up to one."""
    found: list[int] = []
    for name, value in feed_lines(response):
        if name == "id":
            found.append(int(value))
            if found[-1] >= until:
                break
    return found
