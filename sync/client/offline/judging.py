"""What a kiosk alone can say of a booking: is its code true, is it for here, is it time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.model import Arrival, LatePolicy
from sync.client.offline.outcomes import RefusedArrival
from sync.contract.appointment_code import (
    CodeInvalid,
    parse_and_verify,
    read_public_keys,
    site_hash,
)
from sync.contract.site import ServiceOut, SiteOut
from sync.contract.wire import to_wire

JUDGED: Final = frozenset({"wrong_day", "too_early", "too_late"})
"""What `judge` refuses with."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking that the kiosk knows of: from a code whose signature is true, or from its list.

    Attributes:
        subject: Tells one booking from another at this kiosk.
        at: The booked time.
    """

    subject: str
    at: datetime
    service: ServiceOut


def public_keys(site: SiteOut) -> Mapping[int, Ed25519PublicKey]:
    """Return the keys that this site's codes are signed with.

    Raises:
        ValueError: A key of the site is malformed.
    """
    return read_public_keys((key.key_id, key.public_key) for key in site.code_keys)


def recognise(text: str, site: SiteOut) -> Booked | RefusedArrival | None:
    """Read a code.

    Returns:
        What it is for; or a refusal that no server would lift; or None where only the server can
        tell, since the key or the service is newer than what this kiosk has.
    """
    try:
        code = parse_and_verify(text, public_keys(site))
    except CodeInvalid as error:
        if error.reason in ("unknown_key", "unknown_version"):
            return None
        return RefusedArrival("code_invalid", {"reason": error.reason})
    if code.site_hash != site_hash(site.id):
        return RefusedArrival("wrong_site")
    for service in site.services:
        if service.number == code.service_number:
            return Booked(str(code.appointment_ref), code.booked_at, service)
    return None


def day_start(now: datetime, site: SiteOut) -> datetime:
    """Return when the present business day began at the site, in UTC."""
    days = site.days()
    return days.start(days.of(now))


def judge(known: Booked, site: SiteOut, now: datetime) -> Arrival | RefusedArrival:
    """Say how a check-in at `now` stands to the booked time, by the rules that a kiosk knows.

    Whether the appointment was cancelled or moved since, only the server knows.
    """
    booked, service = known.at, known.service
    days = site.days()
    facts = {"starts_at": to_wire(booked)}
    if days.of(booked) != days.of(now):
        return RefusedArrival("wrong_day", facts)
    opens = booked - timedelta(minutes=service.check_in_opens_min)
    # Rules count in whole minutes, as the clock on the wall does.
    came = now.replace(second=0, microsecond=0)
    if came < opens:
        return RefusedArrival("too_early", {**facts, "come_back_at": to_wire(opens)})
    if came > booked:
        over = came > booked + timedelta(minutes=service.grace_min)
        if over and service.late_policy is LatePolicy.REBOOK:
            return RefusedArrival("too_late", facts)
        return Arrival.LATE
    if booked - came > timedelta(minutes=site.on_time_before_min):
        return Arrival.EARLY
    return Arrival.ON_TIME
