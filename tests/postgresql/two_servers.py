"""Two servers of one site on one PostgreSQL database, as real programs that can be killed."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TypeVar

import pytest
import requests

from core.model import StationKind
from server.__main__ import main
from sync.client.http import Connection
from sync.client.identity import Identity
from sync.client.pairing import pair
from sync.client.place import Place, open_session
from sync.client.site import SiteClient
from tests.support.postgresql import new_database

ROOT = Path(__file__).parents[2]
FoundT = TypeVar("FoundT")


def until(wanted: Callable[[], FoundT | None], *, within_s: float, what: str) -> FoundT:
    """Ask again and again until there is an answer; a deadline that passes is a failure."""
    waiter, ends = threading.Event(), time.monotonic() + within_s
    while (found := wanted()) is None:
        assert time.monotonic() < ends, f"not within {within_s} s: {what}"
        waiter.wait(0.02)
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Member:
    """One of the servers: its folder, its port, and its process while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; return once it listens."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server", "--data", str(self.folder),
             "--port", str(self.port), "--advertise", self.url],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"listening on {self.url}\n"

    def end(self, number: signal.Signals = signal.SIGKILL) -> int:
        """End it by a signal; return its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        return code

    def ask(self, path: str) -> requests.Response | None:
        """Read something that needs no token; None where nobody answers."""
        authority = (self.folder / "authority.pem").read_text()
        with open_session(Place(self.url, authority=authority)) as session:
            try:
                return session.get(f"{self.url}/v1{path}", timeout=5)
            except requests.RequestException:
                return None

    def says(self) -> str | None:
        """Return what it tells a watchdog: a state, or the status of a problem."""
        answer = self.ask("/healthz")
        return None if answer is None else str(answer.json()["status"])

    def is_active(self) -> bool | None:
        """Return whether it serves; None where it does not, for `until`."""
        return self.says() == "ok" or None

    def stands_by(self) -> bool | None:
        """Return whether it would take over; None where it would not."""
        return self.says() == "standby" or None

    def is_without_data(self) -> bool | None:
        """Return whether it says that the database is away; None where it says otherwise."""
        return self.says() == "503" or None


class TwoServers:
    """A site on a database of its own, and two folders that serve it."""

    def __init__(self, folder: Path) -> None:
        self.database = new_database()
        first = folder / "first"
        self.run("init", first, "--name", "Consulat", "--zone", "Europe/Lisbon",
                 "--database", self.database)  # fmt: skip
        # The second one has the same authority and the same address: the folder is copied.
        shutil.copytree(first, folder / "second")
        self.both = (Member(first), Member(folder / "second"))

    @staticmethod
    def run(command: str, folder: Path, *arguments: str) -> str:
        """Run a command of the server in this process and return what it printed."""
        with redirect_stdout(StringIO()) as said:
            assert main([command, "--data", str(folder), *arguments]) == 0
        return said.getvalue().strip()

    def active(self) -> Member:
        """Return the server that serves."""
        found = [one for one in self.both if one.process is not None and one.says() == "ok"]
        assert len(found) == 1, [one.says() for one in self.both if one.process is not None]
        return found[0]

    def other(self, member: Member) -> Member:
        """Return the other server."""
        return self.both[1] if member is self.both[0] else self.both[0]

    def enrol(self, kind: StationKind) -> Identity:
        """Pair a station at the active server; it is told of both addresses."""
        active = self.active()
        string = self.run("pairing-code", active.folder, "--kind", kind.value, "--name", "Poste")
        identity = pair(active.url, string, kind, "Poste")
        return identity.at(active.url, self.other(active).url)

    def sign_in(self, username: str, role: str) -> Connection:
        """Let an agent of this role sign in at a counter; return how the session speaks."""
        folder, password = self.active().folder, "Cheval-juste-7-agrafes"
        account = ("--username", username, "--roles", role, "--password-stdin")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", StringIO(f"{password}\n"))
            self.run("create-agent", folder, *account)
        client = SiteClient(self.enrol(StationKind.COUNTER).connection())
        return client.with_session(client.sign_in(username, password).token).connection

    def close(self) -> None:
        """Kill what still runs."""
        for member in self.both:
            if member.process is not None:
                member.end()
