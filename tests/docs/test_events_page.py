"""The page for developers of other tools: its example checks what the site really sends."""

import json
import re
from pathlib import Path
from time import time
from typing import Any, Final

import pytest

from core.model import EventKind
from server.events_out.signing import new_secret, signed_headers
from sync.contract.outgoing import OutgoingEvent

PAGE: Final = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
BODY: Final = b'{"id":"1-4711"}'


def checks(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Run the example as it stands on the page."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    found: dict[str, Any] = {}
    exec(code, found)  # noqa: S102 - the page's own lines
    return bool(found["is_genuine"](headers, body, secret))


def test_the_example_knows_what_is_genuine() -> None:
    secret, former = new_secret(), new_secret()
    headers = signed_headers("1-4711", int(time()), BODY, [secret, former])
    assert checks(headers, BODY, secret)
    assert checks(headers, BODY, former)


@pytest.mark.parametrize("late_s", [-400, 400])
def test_the_example_refuses_what_was_sent_at_another_time(late_s: int) -> None:
    secret = new_secret()
    assert not checks(signed_headers("1-4711", int(time()) + late_s, BODY, [secret]), BODY, secret)


def test_the_example_refuses_what_was_changed() -> None:
    secret = new_secret()
    headers = signed_headers("1-4711", int(time()), BODY, [secret])
    assert not checks(headers, BODY + b" ", secret)
    assert not checks({**headers, "webhook-id": "1-4712"}, BODY, secret)
    assert not checks({**headers, "webhook-timestamp": "now"}, BODY, secret)
    assert not checks(headers, BODY, new_secret())


def test_the_event_on_the_page_is_one() -> None:
    (line,) = re.findall(r'^    (\{"id".*\})$', PAGE, re.MULTILINE)
    told = line.replace("…", "01a22a55-1d05-7290-aad7-dc4f9101cce7")
    event = OutgoingEvent.model_validate_json(told)
    assert json.loads(event.model_dump_json(exclude_none=True)) == json.loads(told)


def test_the_settings_on_the_page_are_settings() -> None:
    (kinds,) = re.findall(r'"kinds": (\[.*?\])', PAGE)
    assert {EventKind(kind) for kind in json.loads(kinds)}
