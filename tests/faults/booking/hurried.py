"""The real program, with a booking side that waits for fractions of what it would wait else.

Whoever plays a day in half a minute cannot wait five minutes for the next try.
"""

import sys
from dataclasses import replace
from typing import Final

import server.booking
from server.program import main
from sync.booking import backoff
from sync.booking.backoff import BackoffRule
from sync.booking.engine import EngineSettings
from sync.booking.inbox import PullPace
from sync.booking.rdv_service_public import transport

EVERY_S: Final = 1.0
"""Seconds between two readings of today."""

_RULE: Final = BackoffRule(first_s=0.1, most_s=0.5, probe_s=0.2)
_CALLS: Final = (1000.0, 100.0)
"""Burst, and calls a second."""

_TIMEOUTS: Final = (1.0, 2.0, 6.0)
"""Seconds for the connection, between two bytes, and for all of a call."""


def hurried(pull: PullPace) -> EngineSettings:
    """Return the engine's settings with short pauses.

    How long a thinned day is held stays as it is: no lie of such a day lasts longer.
    """
    pull = replace(pull, today_s=EVERY_S, ahead_s=EVERY_S)
    return EngineSettings(pull=pull, backoff=_RULE, items=_RULE, refused_s=0.5)


def hurry() -> None:
    """Shorten every wait of the booking side in this process."""
    vars(server.booking)["EngineSettings"] = hurried
    backoff.Budget.__init__.__defaults__ = _CALLS
    transport.Timeouts.__init__.__defaults__ = _TIMEOUTS


if __name__ == "__main__":
    hurry()
    sys.exit(main())
