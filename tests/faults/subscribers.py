"""Those who listen: displays and staff that follow the feed, cut off and back, to the very end."""

import json
import random
import threading
from typing import Final

from tests.faults.history import Followed, Json, Who
from tests.faults.wire import Feeds, Lost, Request, Stream, Wire

_PAUSE_S: Final = 0.05
_BREATH_S: Final = 0.01


class Subscriber:
    """Follows the feed on a thread, and resumes behind the last event that it has.

    Args:
        who: Whose token.
        way: `stream` or `poll`.
        wire: For polls.
        feeds: For streams.
        chooser: When to hang up by itself.
        hang_up: How often, per event.
    """

    def __init__(
        self,
        who: Who,
        token: str,
        way: str,
        wire: Wire,
        feeds: Feeds,
        after: int,
        chooser: random.Random,
        hang_up: float = 0.02,
    ) -> None:
        self.heard = Followed(who, way, after, after)
        self._token = token
        self._wire = wire
        self._feeds = feeds
        self._chooser = chooser
        self._hang_up = hang_up
        self._stop = threading.Event()
        self._hurried = threading.Event()
        self._changed = threading.Condition()
        self._stream: Stream | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def hurry(self) -> None:
        """Ask for news without waiting for any from now on: the end is near."""
        self._hurried.set()

    def until(self, seq: int, longest_s: float) -> bool:
        """Wait until everything up to a seq must have been heard; say whether it was.

        Whoever found a fault has given up, and is not waited for.
        """
        with self._changed:
            self._changed.wait_for(lambda: self.heard.until >= seq or self.heard.faults, longest_s)
            return self.heard.until >= seq

    def close(self) -> None:
        """Stop listening."""
        self._stop.set()
        stream = self._stream
        if stream is not None:
            stream.close()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if self.heard.way == "poll":
                    self._poll()
                else:
                    self._follow()
            except Lost:
                self._stop.wait(self._chooser.uniform(0, _PAUSE_S))

    def _poll(self) -> None:
        limit = self._chooser.choice([1, 3, 50])
        wait_s = 0 if self._hurried.is_set() else 1
        path = f"/events?after={self.heard.until}&limit={limit}&wait_s={wait_s}"
        answer = self._wire.send(Request("GET", path, self._token))
        if answer.status == 200:
            for event in answer.body["items"]:
                self._take(event)
            self._reach(answer.body["next"])
            if not answer.body["items"] and not wait_s:
                self._stop.wait(_BREATH_S)
        elif answer.final:
            self._fault(f"{answer.status} {answer.body}")

    def _follow(self) -> None:
        stream = self._stream = self._feeds.follow(self._token, self.heard.until)
        seq, data, name = 0, "", ""
        try:
            while not self._stop.is_set():
                line = stream.line()
                if line is None:
                    raise Lost
                field, _, value = line.partition(": ")
                if field == "id":
                    seq = int(value)
                elif field == "event":
                    name = value
                elif field == "data":
                    data = value
                elif not line and data:
                    # Only a whole event counts; what was cut in the middle comes again.
                    self._whole(name, seq, data)
                    seq, data, name = 0, "", ""
                    if self._chooser.random() < self._hang_up:
                        return
        finally:
            stream.close()

    def _whole(self, name: str, seq: int, data: str) -> None:
        event = json.loads(data)
        if name == "clock":
            # It tells the newest seq that this feed is at, also of rows that are not for it.
            return
        if event["seq"] != seq:
            self._fault(f"event {event['seq']} came with id {seq}")
        self._take(event)
        self._reach(seq)

    def _take(self, event: Json) -> None:
        with self._changed:
            self.heard.events.append(event)

    def _reach(self, seq: int) -> None:
        with self._changed:
            self.heard.until = max(self.heard.until, seq)
            self._changed.notify_all()

    def _fault(self, text: str) -> None:
        with self._changed:
            self.heard.faults.append(text)
            self._changed.notify_all()
        self._stop.set()
