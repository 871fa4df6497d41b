"""Judges feeds: every subscriber heard the rows that its token may see, in order, each once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tests.faults.checking.findings import Finding
from tests.faults.history import Evidence, Followed, Json, Row, Who

_CALLS: Final = frozenset(
    f"step.{end}"
    for end in (
        *("called", "recalled", "call_undone", "started", "parked", "resumed", "transferred"),
        *("completed", "no_show"),
    )
)
_COUNTERS: Final = frozenset(
    f"counter.{end}" for end in ("opened", "paused", "resumed", "closed", "degraded")
)
_SITE: Final = frozenset(
    {
        *("display.message", "day.closed"),
        *(
            f"site.{end}"
            for end in (
                *("closed_early", "reopened", "crisis_started", "crisis_ended", "frozen"),
                *("thawed", "settings_changed"),
            )
        ),
    }
)
_OWN_OF_KIOSKS: Final = frozenset(
    {
        *("help.asked", "help.answered", "visit.checked_in", "visit.walked_in"),
        *("station.revoked", "station.health"),
        *(f"slip.{end}" for end in ("sent", "printed", "doubtful", "failed", "shown")),
    }
)
_OVERSEERS: Final = frozenset({"lead", "admin", "auditor"})


def may_see(row: Row, who: Who) -> bool:
    """Tell whether a token may see a row: displays calls, kiosks their own, staff nearly all."""
    kind = row["kind"]
    if who.kind == "display":
        return kind in _CALLS | _COUNTERS | _SITE
    if who.kind == "kiosk":
        return kind in _COUNTERS | _SITE or _is_own(row, who)
    if kind.startswith("agent.") or kind == "journal.read":
        return bool(_OVERSEERS & set(who.roles))
    return True


def _is_own(row: Row, who: Who) -> bool:
    """Tell whether a kiosk did it, or it is about the kiosk."""
    station = row["station_id"] or row["actor_station_id"]
    return station == who.station_id and row["kind"] in _OWN_OF_KIOSKS


def check_feeds(evidence: Evidence) -> Iterator[Finding]:
    """Find gaps, doubles, wrong order and untrue events in what subscribers heard."""
    feeds = list(evidence.feeds)
    if evidence.lead is not None:
        whole = Followed(evidence.lead, "read at the end", 0, events=list(evidence.staff_feed))
        whole.until = max((event["seq"] for event in whole.events), default=0)
        feeds.append(whole)
    for feed in feeds:
        yield from _judge(feed, evidence.journal)


def _judge(feed: Followed, journal: Sequence[Row]) -> Iterator[Finding]:
    name = f"{feed.who.name} ({feed.way})"
    yield from (Finding("feed_fault", f"{name}: {fault}") for fault in feed.faults)
    due = {
        row["seq"]: row
        for row in journal
        if feed.after < row["seq"] <= feed.until and may_see(row, feed.who)
    }
    heard = [event["seq"] for event in feed.events]
    for before, behind in pairwise(heard):
        if before >= behind:
            rule = "feed_double" if behind in heard[: heard.index(before) + 1] else "feed_order"
            yield Finding(rule, f"{name}: {behind} behind {before}")
    missing = sorted(set(due) - set(heard))
    if missing:
        yield Finding("feed_gap", f"{name}: {missing[:10]} of {len(missing)} not heard")
    strange = sorted(set(heard) - set(due))
    if strange:
        yield Finding("feed_stranger", f"{name}: {strange[:10]} are not for it, or do not exist")
    for event in feed.events:
        row = due.get(event["seq"])
        if row is not None and not _true(event, row, feed.who):
            yield Finding("feed_untrue", f"{name}: {event} is not {dict(row)}")


def _true(event: Json, row: Row, who: Who) -> bool:
    """Tell whether an event says what its row says, as far as the token may know."""
    public = who.kind == "display" or (who.kind == "kiosk" and not _is_own(row, who))
    shown = {
        "kind": row["kind"],
        "step_id": row["step_id"],
        "counter_id": row["counter_id"],
        "visit_id": None if public else row["visit_id"],
        "appointment_id": None if public else row["appointment_id"],
        "facts": {} if public else row["facts"] or {},
    }
    same = all(event.get(name) == value for name, value in shown.items())
    if same and row["kind"] in ("step.called", "step.recalled"):
        call = event.get("call") or {}
        wanted = (row["call_id"], row["facts"]["number"], row["facts"]["announcement"])
        return (call.get("call_id"), call.get("number"), call.get("announcement")) == wanted
    return same
