"""Asks the server for an arrival that only it can number, no longer than a visitor waits."""

import hashlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from core.runtime.ids import new_id
from core.runtime.logs import describe_error
from sync.client.commands import Patience
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.client.http import Connection
from sync.client.offline.contact import Contact
from sync.client.site import SiteClient
from sync.contract.arrivals import ArrivedOut, CheckInIn, WalkInIn

_log = logging.getLogger(__name__)
_REMEMBERED_S: Final = 60.0
_PATIENCE: Final = Patience(tries=3, first_pause_s=0.15, longest_pause_s=0.5, deadline_s=1.5)

Answer = ArrivedOut | Refused | None


class DirectAsk:
    """One question at a time, each on a thread that may be left behind.

    A question whose answer was lost keeps its key for a minute, in memory and by its digest alone:
    who types the same again gets the answer of the first time, not a second number.
    """

    def __init__(
        self,
        connection: Connection,
        contact: Contact,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = SiteClient(connection, _PATIENCE)
        self._contact = contact
        self._monotonic = monotonic
        self._keys: dict[bytes, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def ask(self, arrival: CheckInIn | WalkInIn, timeout_s: float) -> Answer:
        """Return the server's word; None when none came in time."""
        digest = hashlib.sha256(arrival.model_dump_json().encode()).digest()
        key = self._key(digest)
        answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()

        def work() -> None:
            answer: Answer = None
            try:
                answer = self._call(arrival, key)
            except Exception as error:  # noqa: BLE001 - the visitor's screen waits for a word
                _log.error("a question failed: %s", describe_error(error))
            answers.put(answer)

        threading.Thread(target=work, name="ask", daemon=True).start()
        try:
            answer = answers.get(timeout=timeout_s)
        except queue.Empty:
            self._contact.away()
            return None
        if answer is not None:
            with self._lock:
                self._keys.pop(digest, None)
        return answer

    def _call(self, arrival: CheckInIn | WalkInIn, key: str) -> Answer:
        try:
            if isinstance(arrival, CheckInIn):
                answer = self._client.check_in(arrival, key)
            else:
                answer = self._client.walk_in(arrival, key)
        except Unauthorised as error:
            self._contact.turned_away()
            return error
        except Refused as error:
            self._contact.answered()
            return error
        except Unreachable:
            self._contact.away()
            return None
        self._contact.answered()
        return answer

    def _key(self, digest: bytes) -> str:
        now = self._monotonic()
        with self._lock:
            self._keys = {
                known: (key, at)
                for known, (key, at) in self._keys.items()
                if now - at < _REMEMBERED_S
            }
            key, _ = self._keys.setdefault(digest, (new_id(), now))
            return key
