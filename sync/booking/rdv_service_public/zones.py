"""From the wall-clock times of RDV Service Public to moments, whatever zone they are labelled with.

The server holds the local time of the place as if it were Paris time. Older answers carry Paris's
offset, newer ones the organisation's, the newest a `time_zone` too. In all of them the digits are
what the clock on the wall of the post shows; the offset may lie, so it only helps to choose between
the two readings of an hour that comes twice. A `time_zone` is believed, unless it is the server's;
a post that knows better says so in its settings.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sync.booking.rows import Oddity
from sync.contract.matching import BookedTimes

SERVER_ZONE: Final = ZoneInfo("Europe/Paris")

_MOMENT: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
    r" ?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A moment, and how it was read.

    Attributes:
        instant: Aware, UTC.
        zone: IANA name of the zone that the wall clock was read in.
        text: What the server wrote.
        notes: What was odd.
    """

    instant: datetime
    zone: str
    text: str
    notes: tuple[Oddity, ...] = ()


def read_moment(
    text: str, time_zone: str | None, post_zone: ZoneInfo, times: BookedTimes = "auto"
) -> LocalMoment:
    """Read a time of an RDV.

    A time that a clock change skips is moved forward with the clock, as people's watches were. One
    that comes twice is the reading whose offset was sent, else the first: who is early can wait.

    Args:
        text: `2026-10-05 09:30:00 -0400`, or the same in ISO 8601; seconds and offset may miss.
        time_zone: The RDV's own `time_zone`, if it has one.
        post_zone: The zone of the post's settings.
        times: Whose clock the digits are; `auto` believes the RDV, but for the server's own zone
            at a post elsewhere.

    Raises:
        ValueError: Not a time.
    """
    wall, offset = _split(text)
    notes: list[Oddity] = []
    zone = post_zone
    if time_zone:
        try:
            zone = ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            notes.append(Oddity.ZONE_UNKNOWN)
        else:
            if _offsets(wall, zone) != _offsets(wall, post_zone):
                # Where nobody set a zone the server names its own one, as it did by the offset.
                unset = times != "rdv_zone" and zone.key == SERVER_ZONE.key
                notes.append(Oddity.ZONE_TAKEN_FROM_POST if unset else Oddity.ZONE_DIFFERS)
                zone = post_zone if unset or times == "post_clock" else zone
    own = _offsets(wall, zone)
    if offset is not None and offset not in own and offset not in _offsets(wall, SERVER_ZONE):
        notes.append(Oddity.OFFSET_UNEXPECTED)
    if _in_gap(wall, zone):
        notes.append(Oddity.TIME_IN_GAP)
    # Both readings of an hour that comes twice are in `own`, the first one first.
    second = offset is not None and offset != own[0] and offset == own[1]
    fold = 1 if second and not _in_gap(wall, zone) else 0
    try:
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time outside the calendar") from error
    return LocalMoment(instant, zone.key, text, tuple(notes))


def as_filter(wall: datetime) -> str:
    """Write a naive wall-clock time as the list's filters take it.

    Without an offset: the filter compares with the digits that are stored, so that a true offset
    would shift the window. And with a time: a bare date means the midnight that begins the day.
    """
    return f"{wall:%Y-%m-%d %H:%M:%S}"


def _split(text: str) -> tuple[datetime, timedelta | None]:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError("not a time")
    wall = datetime.fromisoformat(f"{found['day']}T{found['time']}")
    written = found["offset"]
    if written is None:
        return wall, None
    if written in {"Z", "UTC"}:
        return wall, timedelta(0)
    hours, minutes = int(written[1:3]), int(written[-2:])
    if hours > 15 or minutes > 59:
        raise ValueError("not an offset")
    offset = timedelta(hours=hours, minutes=minutes)
    return wall, -offset if written[0] == "-" else offset


def _offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """Return the offsets of both readings of a wall-clock time; equal but near a clock change."""
    first = wall.replace(tzinfo=zone, fold=0).utcoffset()
    second = wall.replace(tzinfo=zone, fold=1).utcoffset()
    if first is None or second is None:
        raise ValueError("a zone without offsets")
    return first, second


def _in_gap(wall: datetime, zone: ZoneInfo) -> bool:
    first, second = _offsets(wall, zone)
    # With fold 0 a gap has the smaller offset, an hour that comes twice the larger one.
    return first < second
