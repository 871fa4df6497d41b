"""`booking-sign-in`, `booking-secret` at the console, with a browser between its two halves."""

import re
from pathlib import Path

import pytest

from core.model import EventKind
from server.data_folder import DataFolder
from tests.fakes.booking_sandbox_runs import sandbox_thread
from tests.server.site_support import SiteUnderTest
from tests.server.test_booking_thread import eventually
from tests.support.booking_application import (
    PASSWORD,
    PATH,
    configure,
    with_application,
)
from tests.support.booking_console import Console
from tests.support.led_days import happened

EMAIL = "guichet1@exemple.test"
OLD_WAY = ("--email", EMAIL, "--password-stdin")
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


@pytest.fixture
def console(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(data_folder, monkeypatch)


def test_the_whole_address_or_the_code_is_pasted_and_a_running_server_goes_on(
    site: SiteUnderTest, console: Console
) -> None:
    with sandbox_thread(with_application()) as sandbox:
        configure(site, sandbox.url, redirect="")
        assert console.run("booking-secret", "--secret-stdin", types="hush") == 0
        assert console.run("booking-sign-in") == 0, console.told.getvalue()
        configure(site, sandbox.url, redirect=OUT_OF_BAND)
        assert console.run("booking-sign-in") == 0, console.told.getvalue()
        grant = console.grant()
        assert grant is not None
        assert (grant.kind, grant.account) == ("oauth", "Guichet UN")
        site.wiring.booking.refresh()  # as it does every five seconds
        eventually(lambda: site.wiring.booking.health().state == "ok")
        events = happened(site, EventKind.BOOKING_SIGNED_IN)
        assert [(one.facts, one.actor_agent_id) for one in events] == [({"way": "oauth"}, None)] * 2
        assert site.get(PATH, as_="admin")["account"] == "Guichet UN"


def test_what_is_wrong_is_told_in_one_line_and_leaves_the_token_before(
    site: SiteUnderTest, console: Console
) -> None:
    def refused(said: str, *options: str, types: str | None = None) -> None:
        assert console.run("booking-sign-in", *options, types=types) == 2
        *asked, line = console.told.getvalue().splitlines()
        assert len(asked) <= 1
        assert re.search(said, line), line

    assert console.run("booking-token", "--token-stdin", types="sesame-123") == 0
    refused("no booking server")
    refused("go together", "--email", EMAIL)
    with sandbox_thread(with_application()) as sandbox:
        configure(site, sandbox.url, client_id="")
        refused("client_id")
        refused("header_tokens", *OLD_WAY, types=PASSWORD)
        configure(site, sandbox.url, header_tokens=True)
        refused("booking-secret")
        assert console.run("booking-secret", "--secret-stdin", types="two\x07words") == 2
        assert console.run("booking-secret", "--secret-stdin", types="hush") == 0
        refused("refuses the code", types="guessed")
        refused("begin anew", types="http://127.0.0.1:8459/?code=1&state=of-another")
        refused("nothing came", types="")
        refused("unauthorised", *OLD_WAY, types="guessed")
        sandbox.go_wrong({"kind": "garbled"})
        refused("answer_garbled", types="guessed")
    refused("sign-in before stays", types="guessed")
    assert DataFolder(console.folder).booking_token() == "sesame-123"


def test_header_tokens_are_an_option_and_the_password_is_not_kept(
    site: SiteUnderTest, console: Console, data_folder: Path
) -> None:
    with sandbox_thread(with_application()) as sandbox:
        configure(site, sandbox.url, header_tokens=True)
        assert console.run("booking-sign-in", *OLD_WAY, types=PASSWORD) == 0
        grant = console.grant()
        assert grant is not None
        assert (grant.kind, grant.uid, grant.account) == ("headers", EMAIL, "Guichet UN")
        kept = [path.read_bytes() for path in data_folder.rglob("*") if path.is_file()]
        assert all(PASSWORD.encode() not in one for one in kept)
        eventually(lambda: site.wiring.booking.health().state == "ok")
        shown = site.get(PATH, as_="admin")
        assert (shown["state"], shown["kind"], shown["renews"]) == ("signed_in", "headers", False)
        configure(site, sandbox.url, header_tokens=False)
        eventually(lambda: site.wiring.booking.health().state == "refused")
        assert site.get(PATH, as_="admin")["state"] == "lapsed"
