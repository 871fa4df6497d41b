"""Prism, a mock server that serves an OpenAPI document and refuses what that does not allow.

`PRISM` names its program, `GUICHET_OPENAPI` the document: it is under another licence and no part
of this repository.
"""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import requests

from tests.fakes.booking_server import Asked, Reply, scripted_server

PRISM = os.environ.get("PRISM", "")
DOCUMENT = os.environ.get("GUICHET_OPENAPI", "")
_START_S = 60.0


@contextmanager
def prism(log: Path) -> Iterator[str]:
    """Run Prism on a free port while the context lasts; give its address.

    Raises:
        RuntimeError: It ended, or did not listen in time; with what it wrote.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with log.open("wb") as out:
        command = [PRISM, "mock", "-h", "127.0.0.1", "-p", str(port), DOCUMENT]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            deadline, pause = time.monotonic() + _START_S, threading.Event()
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(log.read_text("utf-8", "replace"))
                pause.wait(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


@dataclass
class Relay:
    """Hands each call on to Prism, and keeps what became of it.

    Attributes:
        prefer: What Prism is to answer, by method; `code=403` for an example, `dynamic=true` for
            made-up data.
        refusals: Calls that the document does not allow, and why.
        answers: The bodies that came back, as text, for a failure's sake.
    """

    target: str
    url: str = ""
    prefer: Mapping[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def hand_on(self, asked: Asked) -> Reply:
        """Ask Prism in the caller's place."""
        self.asked.append(asked)
        kept = {"authorization", "content-type", "accept", "access-token", "client", "uid"}
        headers = {name: value for name, value in asked.headers.items() if name.lower() in kept}
        if asked.method in self.prefer:
            headers["Prefer"] = self.prefer[asked.method]
        answer = requests.request(
            asked.method,
            f"{self.target}{asked.path}?{urlencode(asked.query, doseq=True)}",
            data=asked.body,
            headers=headers,
            timeout=20,
        )
        self.answers.append(answer.text)
        violations = answer.headers.get("sl-violations", "")
        of_the_request = '"location":["request"' in violations
        wanted = "Prefer" in headers or answer.ok
        if of_the_request or not wanted:
            self.refusals.append(
                f"{asked.method} {asked.path} {answer.status_code} {violations or answer.text}"
            )
        return Reply(answer.status_code, answer.content)


@contextmanager
def relay(target: str, prefer: Mapping[str, str] | None = None) -> Iterator[Relay]:
    """Stand between a gateway and Prism while the context lasts."""
    made = Relay(target, prefer=prefer or {})
    with scripted_server(made.hand_on) as script:
        made.url = script.url
        yield made
