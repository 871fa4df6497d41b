"""A counter that meets another server than its site's says so, and does not call it away."""

import pytest
from pytestqt.qtbot import QtBot

from counterapp.app import CounterApp
from counterapp.options import counter_options
from counterapp.shortcuts import DEFAULTS
from sync.client.http import Connection
from sync.client.site import SiteClient
from tests.counterapp.conftest import dressed


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("wrong_server", "Un autre serveur répond à la place de celui de ce site."),
        ("superseded", "Un ancien serveur de ce site répond"),
        ("unauthorised", "Ce poste de travail n’est plus enregistré"),
        ("silent", ""),
    ],
)
def test_what_the_feed_met_is_said(qtbot: QtBot, state: str, sentence: str) -> None:
    client = SiteClient(Connection("http://127.0.0.1:1", "token"))
    options = counter_options(["--counter", "2", "--language", "fr", "--windowed", "1280x720"])
    counter = CounterApp(dressed("fr"), client, options, DEFAULTS)
    qtbot.addWidget(counter.shell)
    try:
        counter._on_feed_state(state)
        shown = counter.shell.fault.accessibleName()
        assert shown.startswith(sentence)
        assert bool(shown) is bool(sentence)
    finally:
        counter.stop()
