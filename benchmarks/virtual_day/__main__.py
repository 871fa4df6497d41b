"""Plays a day of a large post many times faster than time, and compares every log at its end.

python -m benchmarks.virtual_day [--visits 4000] [--counters 30] [--kiosks 4] [--speed 100]
                                 [--hours 9] [--line-down 6h] [--booked 0.1] [--seed N]

The site asks the booking server one thing a second in real time, whatever its clock shows, and
reads each outcome back: a day with 400 appointments takes a quarter of an hour longer than its
people.
"""

import argparse
import re
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.virtual_day.logs import Report, compare, kiosk_log, site_log
from benchmarks.virtual_day.plan import Plan, make_plan
from benchmarks.virtual_day.post import SERVICES, Post
from benchmarks.virtual_day.stations import Agent, Day, Display, Kiosk, Notes, break_things
from core.model import EventKind
from sync.client.errors import Unreachable
from sync.client.site import SiteClient
from sync.contract.site_day import DayCloseIn

STARTS: Final = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BUSY_SHARE: Final = 0.75
_LONGEST_S: Final = 3600
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(h|m)")
_UNITS: Final = {"h": 60.0, "m": 1.0}


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, compare and print; 0 if every difference is explained, else 1."""
    options = _options(arguments)
    plan = make_plan(
        seed=options.seed,
        starts=STARTS,
        hours=options.hours,
        visits=options.visits,
        kiosks=options.kiosks,
        services=SERVICES,
        line_down=options.line_down,
        kills=options.kills,
        booked=options.booked,
    )
    print(
        f"seed {options.seed}: {options.visits} visits in {options.hours:g} h at {options.speed} ×"
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        post = Post(
            Path(folder),
            plan,
            speed=options.speed,
            counters=options.counters,
            kiosks=options.kiosks,
        )
        try:
            post.open()
            report = _play(post, options)
        finally:
            post.close()
    for name, count in report.counts.items():
        print(f"{count:8,} {name}")
    for reason, count in sorted(report.explained.items()):
        print(f"{count:8,} explained: {reason}")
    for one in report.unexplained[:40]:
        print(f"UNEXPLAINED {one}")
    print(f"{len(report.unexplained)} unexplained; took {time.monotonic() - began:.0f} s")
    return 1 if report.unexplained else 0


def _play(post: Post, options: argparse.Namespace) -> Report:
    notes, plan = Notes(), post.plan
    day = Day(post, notes)
    lead = day.client(post.staff.lead)
    _wait("the appointments", lambda: lead.healthz().booking.last_success_at is not None)
    display = Display(day)
    first = display.after
    kiosks = [Kiosk(day, number) for number in range(options.kiosks)]
    _wait("the kiosks", lambda: all(kiosk.desk.site is not None for kiosk in kiosks))
    minutes = BUSY_SHARE * options.counters * options.hours * 60 / options.visits
    places = list(enumerate(post.staff.agents))
    agents = [Agent(day, place, minutes, options.seed + number) for number, place in places]
    troubles = day.thread("troubles", lambda: break_things(day))
    serving = [day.thread(f"kiosk {kiosk.number}", kiosk.serve) for kiosk in kiosks]
    calling = [day.thread("agent", agent.work) for agent in agents]
    _join([*serving, troubles])
    _wait("the kiosks' reports", lambda: not any(one.desk.state().pending for one in kiosks))
    _wait("the waiting room", lambda: _is_empty(lead, plan))
    _wait("the last grace", lambda: lead.site().now > plan.grace_ends)
    day.over.set()
    _join(calling)
    closing = DayCloseIn(business_day=plan.day, default_no_show=True, confirm=True)
    day.insist(lambda key: lead.close_day(closing, key))
    _wait("the outcomes", lambda: lead.day_at_close(plan.day).unsent == 0, every_s=5)
    _wait("the display", lambda: notes.shown[-1][1] == EventKind.DAY_CLOSED)
    display.end()
    for kiosk in kiosks:
        kiosk.desk.close()
    post.server.stop()
    written = post.sandbox("/sandbox/log")
    logs = [kiosk_log(kiosk.profile) for kiosk in kiosks]
    with post.open_store() as store, store.read() as reader:
        site = site_log(reader.connection)
    return compare(plan, notes, site, logs, written, first)


def _is_empty(lead: SiteClient, plan: Plan) -> bool:
    if lead.site().business_day != plan.day.isoformat():
        raise SystemExit("midnight came before the last visitor left: choose a lower --speed")
    busy = {"waiting", "called", "serving"}
    return not any(item.state in busy for item in lead.queue(limit=500).items)


def _wait(what: str, look: Callable[[], bool], every_s: float = 0.2) -> None:
    print(f"  waiting for {what}", flush=True)
    end = time.monotonic() + _LONGEST_S
    while True:
        try:
            if look():
                return
        except Unreachable:
            pass
        if time.monotonic() > end:
            raise SystemExit(f"{what}: not there after {_LONGEST_S} s")
        threading.Event().wait(every_s)


def _join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.join()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.virtual_day", description=__doc__)
    parser.add_argument("--visits", type=int, default=4000)
    parser.add_argument("--counters", type=int, default=30)
    parser.add_argument("--kiosks", type=int, default=4)
    parser.add_argument("--speed", type=float, default=100.0, help="simulated seconds a second")
    parser.add_argument("--hours", type=float, default=9.0, help="how long people come")
    parser.add_argument("--line-down", type=_duration, default=timedelta(hours=6), metavar="6h")
    parser.add_argument("--kills", type=int, default=2, help="how often the server is killed")
    parser.add_argument("--booked", type=float, default=0.1, help="share with an appointment")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    return parser.parse_args(arguments)


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("a duration is 6h or 30m")
    return timedelta(minutes=float(found[1]) * _UNITS[found[2]])


if __name__ == "__main__":
    sys.exit(main())
