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

_RULE: Final = BackoffRule(first_s=0.1, most_s=0.5, probe_s=0.2)
_CALLS: Final = (1000.0, 100.0)
"""Burst, and calls a second."""


def hurried(
    pull: PullPace | None = None,
    backoff: BackoffRule | None = None,
    refused_s: float = 0.5,
) -> EngineSettings:
    """Return settings of the engine, as the server makes them, with all pauses short."""
    del backoff, refused_s
    pull = replace(pull or PullPace(), today_s=1.0, ahead_s=3600.0, days_ahead=0)
    return replace(EngineSettings(), pull=pull, backoff=_RULE, refused_s=0.5)


def hurry() -> None:
    """Shorten every wait of the booking side in this process."""
    vars(server.booking)["EngineSettings"] = hurried
    backoff.Budget.__init__.__defaults__ = _CALLS
    transport.Timeouts.__init__.__defaults__ = (1.0, 2.0)


if __name__ == "__main__":
    hurry()
    sys.exit(main())
