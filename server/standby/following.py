"""Keeps a copy as near to the site's server as can be, through cuts, restarts and full disks."""

import random
import threading
import time
from collections.abc import Callable
from typing import Final

import requests
import urllib3

from server.about import product_version
from server.standby.copy_folder import CopyFolder
from sync.client.authority import learn_authority
from sync.client.commands import Commands
from sync.client.errors import ApiError, Refused, Unauthorised, Unreachable
from sync.client.http import Connection, Timeouts
from sync.contract.copying import MEDIA_TYPE, Batch, BatchDamaged, Head
from sync.contract.stations import HealthIn
from sync.contract.wire import to_wire

FOLD_BYTES: Final = 64 * 1024 * 1024
FOLD_EVERY_S: Final = 3600.0
RENEW_EVERY_S: Final = 24 * 3600.0
_HEALTH_EVERY_S: Final = 30.0
_WAIT_S: Final = 20
_OK: Final = 200
_TIMEOUTS: Final = Timeouts(connect_s=3.0, read_s=_WAIT_S + 10.0)
_LONGEST_PAUSE_S: Final = 5.0


class NotWanted(Exception):
    """The server will never hand a copy to this standby; the text says why."""


class Following:
    """Asks for what the copy lacks, over and over.

    Args:
        connection: To the server, as a standby.
        folder: The copy.
        say: Told the state in one line, each time that it changes.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        connection: Connection,
        folder: CopyFolder,
        say: Callable[[str], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection.with_timeouts(_TIMEOUTS)
        self._folder = folder
        self._say = say
        self._monotonic = monotonic
        self._said = ""
        self._failures = 0
        self._folded_at = monotonic()
        self._renewed_at: float | None = None
        self._health_at = float("-inf")

    def run(self, stop: threading.Event) -> None:
        """Follow until `stop` is set; a question under way ends after its wait.

        Raises:
            NotWanted: The server will never hand a copy to this standby.
        """
        while not stop.is_set():
            stop.wait(self.step())

    def step(self) -> float:
        """Ask once and keep what comes; return for how many seconds to pause.

        Raises:
            NotWanted: The server will never hand a copy to this standby.
        """
        try:
            took = self._ask()
            self._tidy(took)
            self._tell_health()
        except Unauthorised as error:
            raise NotWanted("the server knows this standby no more: pair it again") from error
        except Refused as error:
            if error.code == "copies_not_offered":
                line = "the server's data are in PostgreSQL, which has replication of its own"
                raise NotWanted(line) from error
            if error.status in (403, 404, 409):
                raise NotWanted(
                    f"the server hands no copy to this station: {error.code}"
                ) from error
            return self._failed(f"server: {error.code}")
        except Unreachable as error:
            return self._failed(f"no server: {error}")
        except (BatchDamaged, EOFError, requests.RequestException, urllib3.exceptions.HTTPError):
            return self._failed("no server: the answer was cut off")
        except OSError as error:
            return self._failed(f"the copy cannot be written: {error.strerror or error}")
        except ApiError as error:
            return self._failed(f"server: {error}")
        self._failures = 0
        return 0.0

    def _ask(self) -> bool:
        """Take one batch; false where nothing was committed meanwhile."""
        head = None if self._renewal_due() else self._folder.head
        params: dict[str, str | int] = {"wait_s": _WAIT_S}
        if head is not None:
            params.update(stream=head.stream.hex(), after=head.upto)
            if not self._said.startswith("following"):
                # The first word is that of the copy, not of a wait.
                params["wait_s"] = 0
        response = self._connection.stream(
            "/copy", params=params, headers={"Accept": MEDIA_TYPE}, timeouts=_TIMEOUTS
        )
        try:
            took = response.status_code == _OK
            if took:
                batch = Batch(response.raw.read)
                if batch.head.whole:
                    self._tell("copying the whole database")
                self._folder.take(batch)
        finally:
            response.close()
        taken = self._folder.head
        if taken is not None:
            if taken.whole and took:
                self._renewed_at = self._monotonic()
            if self._renewed_at is None:
                self._renewed_at = self._monotonic()
            if not self._said.startswith("following"):
                self._tell(f"following {_where(taken)}")
        return took

    def _renewal_due(self) -> bool:
        """Tell whether all pages should come again: a disk that rots is noticed by nobody else."""
        at = self._renewed_at
        return at is not None and self._monotonic() - at > RENEW_EVERY_S

    def _tidy(self, took: bool) -> None:
        # What the server forgets is forgotten here too, an hour later at most.
        old = self._monotonic() - self._folded_at > FOLD_EVERY_S
        if self._folder.changes_bytes > FOLD_BYTES or (old and not took):
            self._folder.fold()
            self._folded_at = self._monotonic()

    def _tell_health(self) -> None:
        if self._monotonic() - self._health_at < _HEALTH_EVERY_S:
            return
        self._health_at = self._monotonic()
        learn_authority(self._connection)
        Commands(self._connection).put("/stations/self/health", HealthIn(version=product_version()))

    def _failed(self, line: str) -> float:
        self._tell(line)
        self._failures += 1
        longest = min(0.25 * 2.0 ** min(self._failures, 8), _LONGEST_PAUSE_S)
        return random.uniform(longest / 4, longest)  # noqa: S311 - spreads load, no secret

    def _tell(self, line: str) -> None:
        if line != self._said:
            self._said = line
            self._say(line)


def _where(head: Head) -> str:
    if head.at is None:
        return "from the first event on"
    return f"from event {head.seq} of {to_wire(head.at)} on"
