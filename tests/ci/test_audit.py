"""The audit of locked packages, against an advisory service of its own on loopback."""

import importlib.util
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

import pytest

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "requirements.lock"
LOCK = """\
jinja2==2.4.1 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:11
"""
ADVISORIES = {
    "PYSEC-1": {"summary": "escapes", "aliases": ["CVE-1"]},
    "PYSEC-2": {"summary": "taken back", "withdrawn": "2026-01-01T00:00:00Z"},
}


class Service(ThreadingHTTPServer):
    """Knows which advisories a package has, in pages of one."""

    known: dict[str, list[str]] = {}  # noqa: RUF012 - each test has a class of its own
    status = 200
    page = b""


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self._answer({"results": [self._result(query) for query in asked]})

    def do_GET(self) -> None:
        self._answer(ADVISORIES[self.path.rpartition("/")[2]])

    def _result(self, query: dict[str, Any]) -> dict[str, Any]:
        assert query["package"]["ecosystem"] == "PyPI"
        ids = self.server.known.get(f"{query['package']['name']} {query['version']}", [])
        at = int(query.get("page_token", "0"))
        result: dict[str, Any] = {"vulns": [{"id": ids[at]}]} if ids else {}
        return {**result, "next_page_token": str(at + 1)} if at + 1 < len(ids) else result

    def _answer(self, told: object) -> None:
        body = self.server.page or json.dumps(told).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@contextmanager
def serving(known: dict[str, list[str]], status: int = 200, page: bytes = b"") -> Iterator[str]:
    server = Service(("127.0.0.1", 0), Handler)
    server.known, server.status, server.page = known, status, page
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Audit(Protocol):
    """Runs the audit; returns its exit code and lines."""

    def __call__(
        self, service: str, *lines: str, lock: Path | None = None
    ) -> tuple[int, list[str]]: ...


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    small, judged = tmp_path / "lock", tmp_path / "judged.txt"
    small.write_text(LOCK)

    def run(service: str, *lines: str, lock: Path | None = None) -> tuple[int, list[str]]:
        judged.write_text("# what was judged\n\n" + "".join(f"{line}\n" for line in lines))
        given = ["--lock", str(lock or small), "--judged", str(judged), "--service", service]
        return program.main(given), capsys.readouterr().out.splitlines()

    return run


BOTH = {"jinja2 2.4.1": ["PYSEC-2", "PYSEC-1"]}


def test_a_known_vulnerability_fails_until_somebody_judged_it(audit: Audit) -> None:
    with serving(BOTH) as service:
        code, lines = audit(service)
        assert code == 1
        assert lines == [
            "jinja2 2.4.1: PYSEC-1, CVE-1 escapes",
            "2 packages audited: 1 new, 0 judged",
        ]
        for one in ("PYSEC-1", "CVE-1"):
            assert audit(service, f"{one} 2999-01-01 we give it no templates")[0] == 0
        code, lines = audit(service, "PYSEC-1 2020-01-01 was fine then")
        assert (code, "judge it again" in lines[0]) == (1, True)
        for wrong in ("PYSEC-1 2999-01-01", "PYSEC-1 always fine", "PYSEC-1 2999-13-01 fine"):
            assert audit(service, wrong)[0] == 1


def test_sound_packages_are_one_line(audit: Audit) -> None:
    with serving({"jinja2 2.4.2": ["PYSEC-1"]}) as service:
        assert audit(service) == (0, ["2 packages audited: 0 new, 0 judged"])


@pytest.mark.parametrize("page", [b"", b"<html>sign in</html>", b"[]", b'{"results": []}'])
def test_without_the_service_nothing_fails_and_one_line_says_so(audit: Audit, page: bytes) -> None:
    with serving(BOTH, 200 if page else 503, page) as service:
        code, lines = audit(service)
    assert (code, len(lines)) == (0, 1)
    assert lines[0].startswith("2 packages not audited: ")
    code, lines = audit(service)
    assert (code, lines[0].count("cannot be reached")) == (0, 1)


def test_a_question_that_is_refused_is_our_fault(audit: Audit) -> None:
    with serving(BOTH, 400) as service, pytest.raises(SystemExit, match="refuses"):
        audit(service)


def test_every_block_of_the_lock_is_a_package(audit: Audit) -> None:
    blocks = [line for line in LOCKED.read_text("utf-8").splitlines() if line[:1].strip()]
    with serving({}) as service:
        _, lines = audit(service, lock=LOCKED)
    assert lines == [f"{len(blocks)} packages audited: 0 new, 0 judged"]
