"""An agent signs in by a provider, a browser, this machine's listener and the true site server."""

import json
from queue import SimpleQueue

import pytest
import requests

from core.model import Role, StationKind
from sync.client.accounts import PROVIDER_S
from sync.client.errors import Refused
from sync.client.sign_in_browser import Brought, Listener
from sync.client.site import SiteClient
from sync.contract.stations import SessionOut
from tests.client.test_with_site_server import CLOCK, Post, post
from tests.fakes.identity_provider import CLIENT, SECRET, identity_provider

__all__ = ["post"]
pytestmark = pytest.mark.slow


def test_an_agent_signs_in_by_way_of_the_browser(post: Post) -> None:
    desk = SiteClient(post.station(StationKind.COUNTER).connection()).with_patience(PROVIDER_S)
    with identity_provider(lambda: desk.site().now) as provider:
        rule = {"issuer": provider.issuer, "client_id": CLIENT, "name": "Annuaire"}
        file = post.data.parent / "sign-in.json"
        file.write_text(json.dumps({"settings": {"sign_in": rule}}))
        post.run("import-settings", str(file), "--clock", CLOCK)
        post.run("provider-secret", "--secret-stdin", given=f"{SECRET}\n")
        assert desk.site().sign_in_with == "Annuaire"
        with pytest.raises(Refused, match="identity_unknown") as told:
            by_browser(desk)
        subject = told.value.facts["subject"]
        assert subject == provider.subject
        who = ("link-identity", "--username", "lea", "--clock", CLOCK)
        post.run(*who, "--subject", subject)
        session = by_browser(desk)
        assert session.agent.username == "lea"
        assert Role.RECEPTION in session.roles
        lea = desk.with_session(session.token)
        lea.queue()
        post.run(*who, "--none")
        with pytest.raises(Refused, match="identity_unknown"):
            by_browser(desk)


def by_browser(desk: SiteClient) -> SessionOut:
    """Sign in as the counter app does, with a browser that follows where it is sent."""
    came: SimpleQueue[Brought] = SimpleQueue()
    listener = Listener(came.put, "done")
    try:
        begun = desk.begin_provider_sign_in(listener.port)
        listener.expect(begun.state)
        shown = requests.get(begun.url, timeout=10)
        assert shown.url.startswith(f"http://127.0.0.1:{listener.port}/?code=")
        assert "done" in shown.text
        brought = came.get(timeout=10)
    finally:
        listener.close()
    return desk.finish_provider_sign_in(begun.state, brought.code, brought.issuer)
