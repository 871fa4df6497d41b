"""`guichet-server service-account`: tools are let in at the server's console."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.__main__ import main
from tests.server.site_support import running_again

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def run(folder: Path, capsys: pytest.CaptureFixture[str], *given: str, code: int = 0) -> str:
    capsys.readouterr()
    when = ("--clock", NINE.isoformat())
    told = main(["service-account", *given, "--data", str(folder), *when])
    out, error = capsys.readouterr()
    assert told == code, error
    return (error if code else out).strip()


def test_a_tool_is_let_in_given_another_token_and_ended(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = ("--name", "Panneau")
    first = run(data_folder, capsys, "make", *name, "--scopes", "board, events", "--days", "30")
    assert "Panneau\tboard,events\tuntil 2026-12-24" in run(data_folder, capsys, "list")
    with running_again(data_folder, {"first": first}) as site:
        site.get("/board", as_="first")
        second = run(data_folder, capsys, "token", *name, "--overlap-h", "1")
        site.tokens["second"] = second
        for one in ("first", "second"):
            site.get("/board", as_=one)
    run(data_folder, capsys, "end", *name)
    assert run(data_folder, capsys, "list").endswith("\tover")
    with running_again(data_folder, {"first": first, "second": second}) as site:
        for one in ("first", "second"):
            assert site.call("GET", "/board", as_=one).status_code == 401


def test_mistakes_are_told_in_one_line(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = ("--name", "Panneau")
    for given, told in (
        (("make", *name), "--scopes"),
        (("make", *name, "--scopes", "all"), "--scopes"),
        (("make", *name, "--scopes", "board", "--days", "366"), "--days"),
        (("make", "--scopes", "board"), "--name"),
        (("token", *name), "no service account"),
        (("end", *name), "no service account"),
        (("token", *name, "--overlap-h", "25"), "--overlap-h"),
    ):
        error = run(data_folder, capsys, *given, code=2)
        assert told in error
        assert "\n" not in error
    run(data_folder, capsys, "make", *name, "--scopes", "board")
    assert "already" in run(data_folder, capsys, "make", *name, "--scopes", "board", code=2)
