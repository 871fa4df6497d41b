"""Stations that listen to the feed, in a process of their own.

Reads one JSON object from standard input, `{port, certificate, tokens}`, and prints `ready` once
every station listens. From then on it prints `step_id nanoseconds` whenever the last of them has
heard that a step was called, by the monotonic clock that all processes share. When its standard
input ends it prints what it cost: `{heard, missed, cpu_s}`.
"""

import json
import re
import selectors
import ssl
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from benchmarks.load.wire import Door, trusting

_EVENT: Final = re.compile(rb"id: (\d+)\ndata: ([^\n]*)\n\n")
_STEP: Final = re.compile(rb'"step_id":"([^"]+)"')
_CALLED: Final = b'"kind":"step.called"'
_PART: Final = 65536


@dataclass
class _Listener:
    door: Door
    token: str
    rest: bytes = b""
    last: int = 0
    disorder: int = 0

    def start(self) -> None:
        self.socket = self.door.connect()
        lines = (
            f"GET /v1/events?after={self.last} HTTP/1.1",
            "Host: 127.0.0.1",
            "Accept: text/event-stream",
            f"Authorization: Bearer {self.token}",
        )
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        found = b""
        while b"\r\n\r\n" not in found:
            part = self.socket.recv(_PART)
            if not part:
                raise SystemExit("the server hung up on a listener")
            found += part
        if not found.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"a listener was refused: {found[:200]!r}")
        self.rest = found.partition(b"\r\n\r\n")[2]
        self.socket.setblocking(False)

    def hear(self) -> list[tuple[int, bytes]] | None:
        """Return the events that are whole now; None once the server has gone."""
        while True:
            try:
                part = self.socket.recv(_PART)
            except (BlockingIOError, ssl.SSLWantReadError):
                break
            except OSError:
                return None
            if not part:
                return None
            self.rest += part
            if self.door.context is None and len(part) < _PART:
                break
        found = [(int(event[1]), event[2]) for event in _EVENT.finditer(self.rest)]
        # What is left over is the beginning of an event, or a word of the clock.
        self.rest = self.rest[self.rest.rfind(b"\n\n") + 2 :] if b"\n\n" in self.rest else self.rest
        for seq, _ in found:
            self.disorder += seq <= self.last
            self.last = seq
        return found


@dataclass
class _Room:
    size: int
    heard: dict[int, int] = field(default_factory=dict)
    calls: int = 0

    def note(self, seq: int, data: bytes) -> None:
        if _CALLED not in data:
            return
        count = self.heard.get(seq, 0) + 1
        if count < self.size:
            self.heard[seq] = count
            return
        self.heard.pop(seq, None)
        self.calls += 1
        step = _STEP.search(data)
        told = step[1].decode() if step else ""
        sys.stdout.write(f"{told} {time.monotonic_ns()}\n")
        sys.stdout.flush()


def main() -> int:
    """Listen until standard input ends; 0."""
    given = json.loads(sys.stdin.readline())
    certificate = given["certificate"]
    door = Door(given["port"], None if certificate is None else trusting(certificate))
    listeners = [_Listener(door, token, last=given["after"]) for token in given["tokens"]]
    room = _Room(len(listeners))
    selector = selectors.DefaultSelector()
    for listener in listeners:
        listener.start()
        selector.register(listener.socket, selectors.EVENT_READ, listener)
    selector.register(sys.stdin, selectors.EVENT_READ, None)
    print("ready", flush=True)
    began = time.process_time()
    while True:
        for key, _ in selector.select():
            if key.data is None:
                result = {
                    "calls": room.calls,
                    "missed": len(room.heard),
                    "disorder": sum(listener.disorder for listener in listeners),
                    "cpu_s": time.process_time() - began,
                }
                with suppress(BrokenPipeError):  # whoever wanted to know has gone
                    print(json.dumps(result), flush=True)
                return 0
            events = key.data.hear()
            if events is None:
                selector.unregister(key.fileobj)
                continue
            for seq, data in events:
                room.note(seq, data)


if __name__ == "__main__":
    sys.exit(main())
