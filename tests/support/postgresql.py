"""Debian's own PostgreSQL, started for one run of the tests, and databases made in a moment."""

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import psycopg

from core.store.migrate import migrate
from core.store.postgresql import Postgresql

_OWNER: Final = "guichet"
_EMPTY: Final = "guichet_empty"
_ENDS_WITH_US: Final = ("setpriv", "--pdeathsig", "INT", "--")
"""Also where the tests are killed, nothing of theirs is left."""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL of this machine; None where there is none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: int(path.parts[-3]), default=None)
    return None if newest is None else newest.parent


class Cluster:
    """A server of its own, on a port of this machine and a socket, with `fsync` on."""

    def __init__(self) -> None:
        folder = programs()
        if folder is None:
            raise RuntimeError("no PostgreSQL under /usr/lib/postgresql")
        self._programs = folder
        self.folder = Path(tempfile.mkdtemp(prefix="guichet-pg-"))
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self._data = self.folder / "data"
        self._run("initdb", "-D", str(self._data), "-U", _OWNER, "--auth=trust",
                  "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")  # fmt: skip
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, after a stop on the same port; return once it answers."""
        options = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "fsync": "on",
            "max_connections": "200",
            "shared_buffers": "32MB",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *_ENDS_WITH_US,
                    str(self._programs / "postgres"),
                    "-D",
                    str(self._data),
                    *settings,
                ],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=self._user,
                # A Ctrl-C at the terminal is for the tests, which then stop the server.
                start_new_session=True,
            )
        ends = time.monotonic() + 30
        while not self._answers():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.05)
            if time.monotonic() > ends or self._process.returncode is not None:
                raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop the server as an administrator in a hurry does: every connection is ended."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None

    def crash(self) -> None:
        """Let the server die at once, and start it again: it has its log alone."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
        self.start()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def administer(self, statement: str, *values: str) -> None:
        """Run one statement of an administrator, outside any transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode(), values or None)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            user=self._user,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@cache
def cluster() -> Cluster:
    """Return the server of this run; the first call starts it, the end of the run stops it."""
    started = Cluster()
    atexit.register(started.remove)
    started.administer(f"CREATE DATABASE {_EMPTY}")
    engine = Postgresql(started.url(_EMPTY)).writing()
    migrate(engine)
    engine.dispose()
    return started


def new_database(template: str = _EMPTY) -> str:
    """Return the address of a new database: one with an empty schema, or a copy of another."""
    name = f"site_{secrets.token_hex(6)}"
    source = template.rpartition("/")[2]
    cluster().administer(f"CREATE DATABASE {name} TEMPLATE {source}")
    return cluster().url(name)


def drop_database(url: str) -> None:
    """Forget a database; who is still connected is thrown out."""
    cluster().administer(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")


def cut_off(url: str) -> None:
    """End every connection of a database, as it happens when all its clients die at once."""
    cluster().administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
        url.rpartition("/")[2],
    )
