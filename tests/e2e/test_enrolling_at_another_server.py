"""A pairing code of one site used at the server of another: staff programs say what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.certificates import make_certificate
from tests.fakes.site_server import SiteServer


@pytest.mark.parametrize("program", ["kiosk", "counterapp"])
def test_a_code_of_another_site_is_told_from_a_server_that_is_away(
    program: str, tmp_path: Path
) -> None:
    here, elsewhere = make_certificate(tmp_path, "here"), make_certificate(tmp_path, "elsewhere")
    server = SiteServer(tls=here.context, authority=here.authority).start()
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-m", program),
                *("--profile", str(tmp_path / "profile")),
                *("--server", server.url),
                *("--pair", elsewhere.pairing()),
                *("--language", "en"),
            ],
            capture_output=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            timeout=60,
            check=False,
        )
    finally:
        server.stop()
    assert done.returncode == 2
    assert "not the one that the pairing code came from" in done.stderr
    assert [asked.path for asked in server.requests] == ["/v1/authority"]
