"""The real server, killed again and again: its tool is told everything, and each thing once."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.data_folder import DataFolder
from server.events_out.runner import shared_with
from server.kept_secrets import SharedSecrets
from tests.fakes.booking_server import Reply
from tests.fakes.tool import SECRET, tool_at_work
from tests.server.live_server import live_server
from tests.server.site_support import running_again, running_site
from tests.server.test_booking_thread import eventually
from tests.server.test_events_out import Sending

SEED = 20261124


@pytest.mark.slow
def test_over_kills_nothing_is_lost_and_nothing_is_skipped(data_folder: Path) -> None:
    chance = random.Random(SEED)
    folder = DataFolder(data_folder)
    shared = SharedSecrets().with_new(SECRET, datetime.now(UTC), timedelta())
    folder.keep_shared_secrets({shared_with("board"): shared})
    with tool_at_work() as tool:
        # One answer in four is lost on its way, or bad.
        tool.answer = lambda: chance.choice([Reply(204)] * 6 + [Reply(503), Reply(hang_up=True)])
        with running_site(data_folder) as site:
            sending = Sending(site, folder)
            sending.webhooks({"name": "board", "url": tool.url, "kinds": ["visit.walked_in"]})
            kiosk, service_id = site.tokens["kiosk"], site.service("life_cert")
            tokens = dict(site.tokens)
        for killed in (True, True, False):
            with live_server(data_folder) as server:
                for _ in range(8):
                    answer = server.call("POST", "/walk-ins", kiosk, {"service_id": service_id})
                    assert answer.status_code == 201, answer.text
                if killed:
                    eventually(lambda: tool.calls > 0)
                    server.kill()
                else:
                    eventually(lambda: len(tool.told) == 24, 60)
                    assert server.stop() == 0
        with running_again(data_folder, tokens) as site, site.wiring.store.read() as reader:
            wanted = [one.seq for one in reader.events(0, 10_000) if one.kind == "visit.walked_in"]
    assert tool.seqs == wanted, f"seed {SEED}"
