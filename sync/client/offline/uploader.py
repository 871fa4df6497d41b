"""Tells the server what this kiosk did, one fact at a time, until each has its word."""

import json
import logging
import random
import threading
from collections.abc import Callable

from core.runtime.logs import describe_error
from sync.client.commands import ONCE
from sync.client.errors import ApiError, BadAnswer, Refused, Unauthorised, Unreachable
from sync.client.http import Connection
from sync.client.offline.contact import Contact
from sync.client.offline.news import News
from sync.client.offline.outbox import Outbox
from sync.client.offline.rows import Row, RowKind, RowState
from sync.client.site import SiteClient
from sync.contract.arrivals import ArrivedOut, SlipOut

_log = logging.getLogger(__name__)
_PATHS = {RowKind.CHECK_IN: "/check-ins", RowKind.WALK_IN: "/walk-ins"}
_QUICK_TRIES = 3
_QUICK_PAUSE_S = 0.15
_GIVE_UP_AFTER = 20
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 10.0
_UNAUTHORISED_PAUSE_S = 30.0


class Uploader:
    """One thread that sends rows of the outbox, each under its own key until it is settled.

    A row that the server refuses is set aside; one that makes it stumble waits behind the others.

    Args:
        outbox: The rows.
        connection: Where to.
        contact: Is told how it went.
        on_news: Called on this thread for each arrival that was sent, with its row.
        on_settled: Called on this thread after a row changed.
    """

    def __init__(
        self,
        outbox: Outbox,
        connection: Connection,
        contact: Contact,
        on_news: Callable[[Row, News], None],
        on_settled: Callable[[], None],
    ) -> None:
        self._outbox = outbox
        self._client = SiteClient(connection, ONCE)
        self._contact = contact
        self._on_news = on_news
        self._on_settled = on_settled
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="uploader", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier run left."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once: there is a new row, or the server is back."""
        self._wake.set()

    def close(self, timeout_s: float) -> bool:
        """End after the call that is under way; tell whether it did in time."""
        self._closing.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._wake.clear()
            try:
                rest = self._pass()
            except Exception as error:  # noqa: BLE001 - rows must go out, whatever went wrong
                _log.error("the outbox could not be sent: %s", describe_error(error))
                rest = _LONGEST_PAUSE_S
            # A close may have been cleared away with the wake; it is looked for once more.
            if not self._closing.is_set():
                self._wake.wait(rest)

    def _pass(self) -> float | None:
        """Send all that is due; return how long to rest, None until somebody wakes us."""
        while not self._closing.is_set():
            rows = self._outbox.due()
            if not rows:
                self._failures = 0
                return None
            stumbled = False
            for row in rows:
                try:
                    stumbled = not self._send(row) or stumbled
                except Unauthorised:
                    self._contact.turned_away()
                    self._on_news(row, None)
                    return _UNAUTHORISED_PAUSE_S
                except Unreachable as error:
                    self._contact.away()
                    self._on_news(row, None)
                    return self._pause(error)
                if self._closing.is_set() or (row.state is RowState.GIVEN and self._wake.is_set()):
                    break  # a question may have come, which goes first
            self._wake.clear()
            if stumbled:
                return self._pause(None)
            self._failures = 0
        return None

    def _send(self, row: Row) -> bool:
        """Send one row and note the word of the server; false if there was none for this row.

        Raises:
            Unauthorised: The token is not known.
            Unreachable: There was no answer.
        """
        try:
            answer = self._ask(row)
        except Unauthorised:
            raise
        except Refused as refusal:
            self._contact.answered()
            self._refused(row, refusal)
        except BadAnswer as error:
            attempts = self._outbox.tried(row.key)
            _log.warning("row %s was answered with %s, %s times", row.key, error, attempts)
            if attempts >= _GIVE_UP_AFTER:
                self._outbox.reject(row.key, "bad_answer")
                self._on_settled()
            self._on_news(row, None)
            return False
        else:
            self._contact.answered()
            self._answered(row, answer)
        return True

    def _ask(self, row: Row) -> ArrivedOut | SlipOut:
        # Somebody waits at the screen for the answer to a question, so that a line which broke
        # once is tried again at once; nobody listening is the answer.
        tries = _QUICK_TRIES if row.state is RowState.ASKING else 1
        while True:
            tries -= 1
            try:
                return self._call(row)
            except Unreachable as error:
                lost = error.cause in ("broken", "busy")
                if tries == 0 or not lost or self._closing.wait(_QUICK_PAUSE_S):
                    raise

    def _call(self, row: Row) -> ArrivedOut | SlipOut:
        if row.kind is RowKind.SLIP:
            arrival = self._outbox.find(row.parent or "")
            visit_id = None if arrival is None else arrival.visit_id
            if visit_id is None:
                raise Refused("arrival_unknown", 404)
            return self._client.post(f"/visits/{visit_id}/slip", row.body, SlipOut, row.wire_key)
        return self._client.post(_PATHS[row.kind], row.body, ArrivedOut, row.wire_key)

    def _answered(self, row: Row, answer: ArrivedOut | SlipOut) -> None:
        if isinstance(answer, ArrivedOut):
            self._outbox.answered(row.key, answer.visit.id, answer.ticket.alias)
            self._on_news(row, answer)
        else:
            self._outbox.answered(row.key, answer.visit_id)
        self._on_settled()

    def _refused(self, row: Row, refusal: Refused) -> None:
        now = self._outbox.refused(row.key, refusal.code)
        if now.state is RowState.REFUSED:
            self._on_news(row, refusal)
        elif now.kind is RowKind.CHECK_IN and '"given":true' not in now.body:
            # It was a question when it was asked; meanwhile the visitor holds the number.
            self._outbox.insist(row.key, _as_given(now.body))
            self._wake.set()
        else:
            _log.warning("row %s was refused: %s", row.key, refusal.code)
            self._outbox.reject(row.key, refusal.code)
        self._on_settled()

    def _pause(self, error: ApiError | None) -> float:
        asked = error.retry_after_s if isinstance(error, Unreachable) else None
        self._failures += 1
        longest = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** min(self._failures - 1, 10))
        drawn = random.uniform(longest / 10, longest)  # noqa: S311 - spreads kiosks, no secret
        return max(drawn, min(asked or 0.0, _LONGEST_PAUSE_S))


def _as_given(body: str) -> str:
    return json.dumps({**json.loads(body), "given": True}, separators=(",", ":"))
