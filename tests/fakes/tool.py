"""Another tool of the post, which checks what it is sent as its developers are told to."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.fakes.booking_server import Asked, Reply, Script, scripted_server

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def proven(headers: Mapping[str, str], body: bytes, secret: str = SECRET) -> bool:
    """Tell whether one of the signatures is right; of the time nothing is asked."""
    names = {name.lower(): value for name, value in headers.items()}
    content = f"{names['webhook-id']}.{names['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return right in names["webhook-signature"].split(" ")


@dataclass
class Tool:
    """What it was told, in the order in which it came; a double is counted, and passed over."""

    answer: Callable[[], Reply] = field(default=lambda: Reply(204))
    told: list[dict[str, Any]] = field(default_factory=list)
    doubles: int = 0
    calls: int = 0
    url: str = ""
    _lock: Lock = field(default_factory=Lock)

    def take(self, asked: Asked) -> Reply:
        """Answer a request."""
        with self._lock:
            self.calls += 1
            if not proven(asked.headers, asked.body):
                return Reply(401)
            made = self.answer()
            if made.status < 300 and not made.hang_up:
                event = json.loads(asked.body)
                if event["id"] in {one["id"] for one in self.told}:
                    self.doubles += 1
                else:
                    self.told.append(event)
            return made

    @property
    def types(self) -> list[str]:
        """The kinds of what it was told."""
        return [event["type"] for event in self.told]

    @property
    def seqs(self) -> list[int]:
        """The seqs of what it was told."""
        return [event["data"]["seq"] for event in self.told]


@contextmanager
def tool_at_work(*, port: int = 0) -> Iterator[Tool]:
    """Serve on loopback while the context lasts."""
    tool = Tool()
    script: Script
    with scripted_server(tool.take, port=port) as script:
        tool.url = f"{script.url}/guichet"
        yield tool
