"""Stations are enrolled by a pairing code, say how they feel, and may be revoked."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from core.errors import NotFound, Throttled, Unprocessable, WrongTry
from core.model import DEVICES, EventKind, StationId, StationKind
from core.ports import UnitOfWork
from core.things import Actor, PairingCode, PairingGuard, Receipt, Station

CODE_LASTS: Final = timedelta(minutes=10)
LOCK_LASTS: Final = timedelta(minutes=15)
MOST_WRONG_TRIES: Final = 5
_CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_pairing_code() -> str:
    """Return a new code, `ABCD-EFGH`; 39 bits, for ten minutes and five tries."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def new_token() -> str:
    """Return a new bearer token of 256 bits."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """Return what is kept of a code or token: the secret itself is not."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MakePairingCode:
    """An administrator wants to enrol a station with `code`, made by `new_pairing_code`."""

    code: str
    kind: StationKind
    name: str

    def __repr__(self) -> str:
        return f"MakePairingCode({self.kind})"


@dataclass(frozen=True, slots=True)
class CarryPairingCodes:
    """A server starts; `machine_now` is what the machine's own clock shows."""

    machine_now: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """A new station presents its code, and gets `token`, made by `new_token`."""

    code: str
    token: str
    kind: StationKind
    name: str

    def __repr__(self) -> str:
        return f"Pair({self.kind})"


@dataclass(frozen=True, slots=True)
class Enrol:
    """A station is enrolled without a code, by someone at the server itself."""

    token: str
    kind: StationKind
    name: str

    def __repr__(self) -> str:
        return f"Enrol({self.kind})"


@dataclass(frozen=True, slots=True)
class Revoke:
    """A station may not speak to the server any more."""

    station_id: str


@dataclass(frozen=True, slots=True)
class ReportHealth:
    """How a station feels: its devices, its version, and its clock if it says so.

    Attributes:
        roll: `slips`, `used_mm` and `left_mm` of its printer's paper.
    """

    printer: str = "unknown"
    paper: str = "unknown"
    scanner: str = "unknown"
    version: str = ""
    clock: datetime | None = None
    sound: str = "unknown"
    rejected: int = 0
    second_printer: str = "absent"
    roll: Mapping[str, int] | None = None


def make_pairing_code(uow: UnitOfWork, actor: Actor, command: MakePairingCode) -> Receipt:
    """Let one station of this kind enrol once, within ten minutes; receipt: expires_at.

    It ends a lock after wrong tries: each code has its own five, of 10^11.

    Raises:
        Unprocessable: `station_kind`: it is no device.
    """
    if command.kind not in DEVICES:
        raise Unprocessable("station_kind")
    expires_at = uow.now + CODE_LASTS
    # Whoever guesses locks everybody out; an administrator who is here opens again.
    uow.stations.put_guard(PairingGuard())
    uow.stations.add_pairing_code(
        PairingCode(secret_hash(command.code), command.kind, command.name, uow.now, expires_at)
    )
    return {"expires_at": expires_at.isoformat()}


def carry_pairing_codes(uow: UnitOfWork, command: CarryPairingCodes) -> None:
    """Give codes that were made while no server ran what is left of their ten minutes.

    A code made at the command line carries the machine's time; a server that starts on
    simulated time would take it for one of the past or the future.
    """
    for code in uow.stations.unused_pairing_codes():
        left = code.expires_at - command.machine_now
        if timedelta(0) < left <= CODE_LASTS:
            uow.stations.change_pairing_code(code.code_hash, expires_at=uow.now + left)


def pair(uow: UnitOfWork, actor: Actor, command: Pair) -> Receipt:
    """Enrol a station by its code; receipt: station_id.

    Raises:
        Throttled: `pairing_locked`, with `retry_after_s`.
        WrongTry: `pairing_code_refused`: unknown, used, too old, or of another kind.
    """
    guard = uow.stations.guard()
    if guard.locked_until is not None and uow.now < guard.locked_until:
        left = (guard.locked_until - uow.now).total_seconds()
        raise Throttled("pairing_locked", retry_after_s=int(left) + 1)
    code = uow.stations.pairing_code(secret_hash(command.code))
    usable = (
        code is not None
        and code.used_at is None
        and uow.now < code.expires_at
        and code.kind is command.kind
    )
    if code is None or not usable:
        _count_wrong_try(uow, guard)
        raise WrongTry("pairing_code_refused")
    uow.stations.change_pairing_code(code.code_hash, used_at=uow.now)
    uow.stations.put_guard(PairingGuard())
    return enrol(uow, actor, Enrol(command.token, command.kind, command.name or code.name))


def enrol(uow: UnitOfWork, actor: Actor, command: Enrol, **facts: str) -> Receipt:
    """Enrol a station, with more facts for the journal; receipt: station_id."""
    station = Station(
        id=StationId(uow.new_id()),
        kind=command.kind,
        name=command.name,
        enrolled_at=uow.now,
        token_hash=secret_hash(command.token),
    )
    uow.stations.add(station)
    uow.record(
        EventKind.STATION_ENROLLED,
        actor,
        station_id=station.id,
        station_kind=station.kind.value,
        name=station.name,
        **facts,
    )
    return {"station_id": station.id}


def revoke(uow: UnitOfWork, actor: Actor, command: Revoke) -> Receipt:
    """Refuse a station's token from now on; revoking twice changes nothing.

    Raises:
        NotFound: `station_unknown`.
    """
    station = uow.stations.get(command.station_id)
    if station.revoked_at is None:
        uow.stations.change(station.id, revoked_at=uow.now)
        uow.record(EventKind.STATION_REVOKED, actor, station_id=station.id)
    return {"station_id": station.id}


def report_health(uow: UnitOfWork, actor: Actor, command: ReportHealth) -> Receipt:
    """Note how the asking station feels; only changes are journaled.

    Raises:
        NotFound: `station_unknown`.
        Unprocessable: `station_missing`.
    """
    if actor.station_id is None:
        raise Unprocessable("station_missing")
    station = uow.stations.find(actor.station_id)
    if station is None:
        raise NotFound("station_unknown")
    health: dict[str, Any] = {
        "printer": command.printer,
        "paper": command.paper,
        "scanner": command.scanner,
        "sound": command.sound,
        "version": command.version,
        "rejected": command.rejected,
        "second_printer": command.second_printer,
    }
    changed = health != {name: station.health.get(name) for name in health}
    if command.roll is not None:
        # Each slip changes it: kept, and not journaled.
        health["roll"] = dict(command.roll)
    if command.clock is not None:
        ahead = (command.clock - uow.now).total_seconds()
        health["clock_ahead_s"] = round(ahead)
    uow.stations.change(station.id, health=health, last_seen_at=uow.now)
    if changed:
        uow.record(
            EventKind.STATION_HEALTH,
            actor,
            station_id=station.id,
            station_kind=station.kind.value,
            printer=command.printer,
            paper=command.paper,
            scanner=command.scanner,
            sound=command.sound,
            second_printer=None if command.second_printer == "absent" else command.second_printer,
        )
    return {"station_id": station.id, "changed": changed}


def _count_wrong_try(uow: UnitOfWork, guard: PairingGuard) -> None:
    wrong = guard.wrong_tries + 1
    if wrong >= MOST_WRONG_TRIES:
        uow.stations.put_guard(PairingGuard(0, uow.now + LOCK_LASTS))
    else:
        uow.stations.put_guard(PairingGuard(wrong, None))
