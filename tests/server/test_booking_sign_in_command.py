"""`booking-sign-in` and what follows: the real server, and tokens that end within seconds."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.__main__ import main
from server.booking_grant import Grant, GrantKeeper
from server.data_folder import DataFolder
from tests.fakes.booking_sandbox_runs import sandbox_process
from tests.server.live_server import CLOCK, LiveServer, live_server
from tests.server.site_support import THE_DAY_BEFORE
from tests.server.test_booking_thread import eventually
from tests.support.booking_application import with_application
from tests.support.booking_console import Console

pytestmark = pytest.mark.slow

LIVES_S = 2


@dataclass(frozen=True)
class Post:
    """A site and its booking server, as processes."""

    folder: Path
    url: str
    state: Path

    def tokens_given(self) -> int:
        """How many pairs the booking server gave, the ones of the start apart."""
        with closing(sqlite3.connect(self.state)) as db:
            (count,) = db.execute("SELECT count(*) FROM token WHERE ends_at IS NOT NULL").fetchone()
        return int(count)

    def live_tokens(self) -> int:
        """How many of them could still be renewed."""
        with closing(sqlite3.connect(self.state)) as db:
            (count,) = db.execute(
                "SELECT count(*) FROM token WHERE ends_at IS NOT NULL AND dead = 0"
            ).fetchone()
        return int(count)

    def kept_is_newest(self) -> bool:
        """Whether the pair that was given last is the one that is kept."""
        with closing(sqlite3.connect(self.state)) as db:
            (refresh,) = db.execute(
                "SELECT refresh FROM token WHERE ends_at IS NOT NULL AND dead = 0"
            ).fetchone()
        return self.grant().pair.refresh == str(refresh)

    def grant(self) -> Grant:
        """Return what is kept."""
        grant = GrantKeeper(DataFolder(self.folder)).grant()
        assert grant is not None
        return grant


@contextmanager
def post_at(folder: Path, tmp_path: Path) -> Iterator[Post]:
    """Set a site up for a booking server that gives tokens of two seconds."""
    scenario, state = tmp_path / "scenario.json", tmp_path / "booking.sqlite"
    scenario.write_text(with_application(LIVES_S).model_dump_json(), encoding="utf-8")
    options = ("--scenario", str(scenario), "--data", str(state), "--clock", CLOCK)
    with sandbox_process(*options) as (_, url):
        part = {
            "gateway": "rdv_service_public",
            "base_url": url,
            "organisation_ids": [77],
            "poll_today_s": 1,
            "days_ahead": 0,
            "sign_in": {"client_id": "guichet"},
        }
        settings = tmp_path / "settings.json"
        settings.write_text(json.dumps({"settings": {"booking": part}}), encoding="utf-8")
        where = ("--data", str(folder), "--clock", THE_DAY_BEFORE)
        assert main(["import-settings", str(settings), *where]) == 0
        DataFolder(folder).keep_booking_secret("hush")
        yield Post(folder, url, state)


def state_of(server: LiveServer) -> str:
    return str(server.call("GET", "/healthz", None).json()["booking"]["state"])


def test_a_running_server_renews_tokens_that_end_within_seconds_over_a_kill(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with post_at(data_folder, tmp_path) as post:
        with live_server(data_folder) as server:
            eventually(lambda: state_of(server) == "refused")
            console = Console(data_folder, monkeypatch)
            assert console.run("booking-sign-in") == 0, console.told.getvalue()
            monkeypatch.undo()
            monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
            assert post.grant().account == "Guichet UN"
            eventually(lambda: state_of(server) == "ok")
            given = post.tokens_given()
            eventually(lambda: post.tokens_given() >= given + 3, within_s=20)
            assert state_of(server) == "ok"
            assert post.live_tokens() == 1
            # Not between an answer and its keeping, which is another story.
            eventually(post.kept_is_newest)
            server.kill()
        with live_server(data_folder) as server:
            given = post.tokens_given()
            eventually(lambda: post.tokens_given() > given)
            eventually(lambda: state_of(server) == "ok")
            # As after a kill between the answer and its keeping: the refresh token is spent.
            with closing(sqlite3.connect(post.state, timeout=10)) as db:
                db.execute("UPDATE token SET dead = 1 WHERE ends_at IS NOT NULL")
                db.commit()
            eventually(lambda: state_of(server) == "refused")
            eventually(lambda: not post.grant().may_renew())
            log = (data_folder / "logs").glob("*")
            everything = "".join(one.read_text(encoding="utf-8") for one in log)
            assert post.grant().pair.access not in everything
