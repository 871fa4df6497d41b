"""Events for other tools, from a click at a counter to the tool, as the settings say."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.model import Role
from server.__main__ import main
from server.data_folder import DataFolder
from server.events_out.runner import shared_with
from server.kept_secrets import SharedSecrets
from tests.fakes.booking_server import Reply
from tests.fakes.tool import SECRET, Tool, tool_at_work
from tests.server.site_support import Json, SiteUnderTest, running_again, running_site
from tests.server.test_booking_thread import eventually

KINDS = ["visit.walked_in", "visit.left"]


class Sending:
    """A site that sends events; a `refresh` is what it does within five seconds by itself."""

    def __init__(self, site: SiteUnderTest, folder: DataFolder) -> None:
        self.site = site
        self.folder = folder
        self.out = site.wiring.events_out
        site.sign_in("chef", Role.LEAD, Role.ADMIN)

    def webhooks(self, *tools: Json) -> None:
        """Change the settings."""
        answer = self.site.call("GET", "/settings", as_="chef")
        document = {**answer.json()["settings"], "webhooks": list(tools)}
        headers = {"If-Match": answer.headers["etag"]}
        changed = self.site.call("PUT", "/settings", document, as_="chef", headers=headers)
        assert changed.status_code == 200, changed.text
        self.out.refresh()

    def share(self, *names: str) -> None:
        shared = SharedSecrets().with_new(SECRET, datetime.now(UTC), timedelta())
        self.folder.keep_shared_secrets({shared_with(name): shared for name in names})
        self.out.refresh()

    def states(self) -> dict[str, Json]:
        with self.site.wiring.store.read() as reader:
            return {one.name: one for one in self.out.states(reader)}


@pytest.fixture
def sending(site: SiteUnderTest, data_folder: Path) -> Sending:
    made = Sending(site, DataFolder(data_folder))
    made.share("board", "case_tool")
    return made


def to(tool: Tool, name: str = "board") -> Json:
    return {"name": name, "url": tool.url, "kinds": KINDS}


def test_what_happens_from_now_on_is_told_at_once_and_in_order(sending: Sending) -> None:
    sending.site.walk_in()
    with tool_at_work() as tool:
        sending.webhooks(to(tool))
        made = [sending.site.walk_in()["visit"] for _ in range(3)]
        sending.site.post(f"/visits/{made[0]['id']}/leave")
        eventually(lambda: len(tool.told) == 4)
        assert tool.types == ["visit.walked_in"] * 3 + ["visit.left"]
        assert [event["data"]["visit_id"] for event in tool.told[:3]] == [one["id"] for one in made]
        assert tool.told[0]["data"]["number"] == made[0]["number"]
        assert tool.told[0]["timestamp"] == "2026-11-24T09:00:00.000Z"
        eventually(lambda: sending.states()["board"].behind == 0)
        assert sending.out.health().failing == 0


def test_a_tool_that_is_away_is_told_all_of_it_later_and_holds_nobody_up(sending: Sending) -> None:
    with tool_at_work() as well, tool_at_work() as away:
        away.answer = lambda: Reply(500)
        sending.webhooks(to(well), to(away, "case_tool"))
        for _ in range(3):
            sending.site.walk_in()
        eventually(lambda: len(well.told) == 3 and away.calls > 0)
        state = sending.states()["case_tool"]
        assert (state.state, state.reason) == ("waiting", "http_500")
        assert state.behind > 0
        assert state.oldest_unsent_at is not None
        assert (sending.out.health().webhooks, sending.out.health().failing) == (2, 1)
        away.answer = lambda: Reply(204)
        eventually(lambda: away.seqs == well.seqs)


def test_after_a_restart_it_goes_on_where_it_was(data_folder: Path) -> None:
    folder = DataFolder(data_folder)
    with tool_at_work() as tool:
        with running_site(data_folder) as site:
            sending = Sending(site, folder)
            sending.share("board")
            sending.webhooks(to(tool))
            site.walk_in()
            eventually(lambda: len(tool.told) == 1)
            tokens = dict(site.tokens)
        with running_again(data_folder, tokens) as site:
            site.walk_in()
            eventually(lambda: len(tool.told) == 2)
    assert (tool.calls, tool.doubles) == (2, 0)


def test_whoever_keeps_the_name_goes_on_and_a_new_name_begins_with_what_comes(
    sending: Sending,
) -> None:
    with tool_at_work() as first, tool_at_work() as moved, tool_at_work() as renamed:
        first.answer = lambda: Reply(500)
        sending.webhooks(to(first))
        sending.site.walk_in()
        eventually(lambda: first.calls > 0)
        sending.webhooks(to(moved), to(renamed, "case_tool"))
        eventually(lambda: len(moved.told) == 1)
        sending.site.walk_in()
        eventually(lambda: len(moved.told) == 2)
        eventually(lambda: renamed.seqs == moved.seqs[1:])


def test_one_that_was_taken_out_begins_anew_when_it_comes_back(sending: Sending) -> None:
    with tool_at_work() as tool:
        sending.webhooks(to(tool))
        sending.webhooks()
        assert sending.states() == {}
        sending.site.walk_in()
        sending.webhooks(to(tool))
        sending.site.walk_in()
        eventually(lambda: sending.states()["board"].behind == 0)
        assert tool.calls == 1


def test_gone_is_final_until_the_command_line_says_again(
    sending: Sending, data_folder: Path
) -> None:
    with tool_at_work() as tool:
        tool.answer = lambda: Reply(410)
        sending.webhooks(to(tool))
        sending.site.walk_in()
        eventually(lambda: sending.states()["board"].state == "gone")
        tool.answer = lambda: Reply(204)
        sending.out.refresh()
        assert sending.states()["board"].state == "gone"
        assert main(["webhook", "again", "--name", "board", "--data", str(data_folder)]) == 0
        sending.out.refresh()
        eventually(lambda: len(tool.told) == 1)


def test_a_server_that_another_one_has_followed_sends_nothing(sending: Sending) -> None:
    with tool_at_work() as tool:
        sending.webhooks(to(tool))
        sending.site.wiring.epochs.seen(2)
        sending.out.refresh()
        assert sending.states()["board"].state == "superseded"
        assert "webhook board" not in {thread.name for thread in threading.enumerate()}


def test_leads_and_administrators_see_how_each_stands_and_others_only_how_many(
    site: SiteUnderTest, data_folder: Path
) -> None:
    sending = Sending(site, DataFolder(data_folder))
    with tool_at_work() as tool:
        sending.webhooks(to(tool))
        (told,) = site.get("/webhooks", "chef")["items"]
        assert (told["name"], told["state"], told["lost"]) == ("board", "no_secret", 0)
        assert tool.url not in str(told)
        eventually(lambda: site.get("/healthz")["events_out"]["failing"] == 1)
        assert site.get("/healthz")["events_out"] == {"webhooks": 1, "failing": 1, "lost": 0}
        assert site.call("GET", "/webhooks", as_="lea").status_code == 403
        alerts = {one["code"]: one["count"] for one in site.get("/live", "chef")["alerts"]}
        assert alerts["events_unsent"] == 1


def test_secrets_are_made_kept_sealed_changed_and_ended(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*options: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["webhook", *options, "--data", str(data_folder)]) == code
        said.append((told := capsys.readouterr()).err)
        return told.out.strip()

    said: list[str] = []
    first = run("make", "--name", "board")
    assert "no webhook of this name is in the settings yet" in said[-1]
    second = run("make", "--name", "board", "--overlap-h", "1")
    assert first.startswith("whsec_")
    folder = DataFolder(data_folder)
    shared = folder.shared_secrets()[shared_with("board")]
    assert list(shared.valid(datetime.now(UTC))) == [second, first]
    assert list(shared.valid(datetime.now(UTC) + timedelta(hours=2))) == [second]
    files = [path.read_bytes() for path in data_folder.rglob("*") if path.is_file()]
    assert not any(second.encode() in content for content in files)
    run("end", "--name", "board")
    run("end", "--name", "board", code=2)
    assert folder.shared_secrets() == {}
    assert run("list") == ""
    for wrong in (("make",), ("make", "--name", "Board"), ("keep", "--name", "board")):
        run(*wrong, code=2)
    run("again", "--name", "board", code=2)
