"""Plays kills, histories or booked days without end, or those of one seed again, from the root.

    python -m tests.faults kills --seed 7              one round of that seed
    python -m tests.faults histories --seed 7          one history of that seed
    python -m tests.faults kills --count 1000          rounds until so many kills are done
    python -m tests.faults histories --count 10000     so many histories
    python -m tests.faults booking --first 7 --count 3  days of a site and its booking server

The choices of a seed are always the same; threads and processes may fall out differently, so that
a failure may need some tries. `--keep FOLDER` keeps the evidence of what failed, as JSON;
`--database postgresql` plays on PostgreSQL, which is started for it. `--profile line` lets the line
to the booking server fail, `lies` lets that server lie, `all` both.
"""

import argparse
import logging
import sys
from pathlib import Path

from tests.faults.booking.prepared import prepared_post
from tests.faults.booking.soaking import BookingSoak
from tests.faults.booking.weather import PROFILES
from tests.faults.prepared import prepared_site
from tests.faults.soaking import KILLS_A_ROUND, Soak
from tests.support.databases import choose_postgresql


def main() -> int:
    """Play, and return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("what", choices=["kills", "histories", "booking"])
    parser.add_argument("--seed", type=int, help="play this one alone")
    parser.add_argument("--first", type=int, default=1, help="the first seed of many")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="all")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    if options.database == "postgresql":
        choose_postgresql()
    # What the application logs of requests that crash with it is no news here.
    logging.disable(logging.CRITICAL)
    first = options.first if options.seed is None else options.seed
    if options.what == "booking":
        return _booking(first, options)
    with prepared_site() as prepared:
        soak = Soak(prepared, first, lambda line: print(line, flush=True), options.keep)
        if options.what == "kills":
            soak.kills(options.count or KILLS_A_ROUND)
        else:
            soak.histories(options.count or 1)
    return 1 if soak.failed else 0


def _booking(first: int, options: argparse.Namespace) -> int:
    with prepared_post() as post:
        soak = BookingSoak(post, first, lambda line: print(line, flush=True), options.keep)
        soak.days(options.count or 1, options.profile)
    return 1 if soak.failed else 0


if __name__ == "__main__":
    sys.exit(main())
