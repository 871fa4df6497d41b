"""The end of the server while stations hold idle connections, as theirs always do."""

import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest

from tests.server.live_server import ROOT

pytestmark = pytest.mark.slow


def test_idle_tls_connections_do_not_hold_up_the_end(data_folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with subprocess.Popen(
        [sys.executable, "-m", "server", "--data", str(data_folder), "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        port = urlsplit(server.stdout.readline().removeprefix("listening on ").strip()).port
        assert port is not None
        with (
            socket.create_connection(("127.0.0.1", port)) as plain,
            context.wrap_socket(plain) as idle,
        ):
            idle.sendall(b"GET /v1/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert idle.recv(1000).startswith(b"HTTP/1.1 200")
            server.send_signal(signal.SIGTERM)
            asked = monotonic()
            assert server.wait(15) == 0
            # Two seconds are for answers under way, then the journal is sealed; TLS would wait 30.
            assert monotonic() - asked < 8


@pytest.mark.sqlite
def test_a_signal_before_it_listens_ends_it_as_well(data_folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STOPPED_AT_THE_START, str(data_folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        said, complained = server.communicate(timeout=30)
    assert (server.returncode, said, complained) == (0, "", "")


_STOPPED_AT_THE_START = """
import os, signal, sys
import server.running as running
real = running.open_store
def opened(*given):
    os.kill(os.getpid(), signal.SIGTERM)
    return real(*given)
running.open_store = opened
from server.__main__ import main
sys.exit(main(["--data", sys.argv[1], "--port", "0"]))
"""
