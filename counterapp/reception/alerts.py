"""What is wrong with the devices of the hall, from their last health."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.model import StationKind
from sync.contract.stations import StationOut

SILENT_AFTER_S: Final = 100.0
"""Stations say how they feel every 30 s; three silences in a row are told."""


class Fault(StrEnum):
    """What may be wrong with a device; each is a notice code too."""

    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    PRINTER_ERROR = "printer_error"
    SCANNER_ERROR = "scanner_error"
    SOUND = "sound_missing"
    REJECTED = "tickets_rejected"
    SILENT = "station_silent"


SERIOUS: Final = frozenset(
    {Fault.PAPER_OUT, Fault.PRINTER_ERROR, Fault.SCANNER_ERROR, Fault.REJECTED, Fault.SILENT}
)
REPAIRED: Final[Mapping[Fault, str]] = {
    Fault.PAPER_OUT: "paper_back",
    Fault.PRINTER_ERROR: "printer_ok",
    Fault.SOUND: "sound_back",
    Fault.SILENT: "station_back",
}
"""The notice that says that a fault is over, where that is worth a line."""


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk, a display or a standby, and what is wrong with it."""

    station_id: str
    kind: StationKind
    name: str
    faults: tuple[Fault, ...]


class Watch:
    """Remembers when each station was heard last, by this machine's own clock.

    The server's times cannot be compared with silence here, since a trial's server may run on
    a faster clock than its stations.
    """

    def __init__(self) -> None:
        self._heard: dict[str, tuple[object, float]] = {}

    def silent(self, station: StationOut, monotonic_s: float) -> bool:
        """Take a station's last sign of life; say whether it is too long ago."""
        seen = station.last_seen_at
        if seen is None:
            return False
        before = self._heard.get(station.id)
        if before is None or before[0] != seen:
            self._heard[station.id] = (seen, monotonic_s)
            return False
        return monotonic_s - before[1] > SILENT_AFTER_S


def devices(stations: Iterable[StationOut], watch: Watch, monotonic_s: float) -> tuple[Device, ...]:
    """Return the kiosks, displays and standbys with their faults, by name."""
    found = []
    for station in stations:
        if station.revoked or station.kind is StationKind.COUNTER:
            continue
        silent = watch.silent(station, monotonic_s)
        faults = (*((Fault.SILENT,) if silent else ()), *_faults(station))
        found.append(Device(station.id, station.kind, station.name, faults))
    return tuple(sorted(found, key=lambda device: device.name.casefold()))


def _faults(station: StationOut) -> tuple[Fault, ...]:
    faults = []
    if station.paper == "out":
        faults.append(Fault.PAPER_OUT)
    elif station.printer == "error":
        faults.append(Fault.PRINTER_ERROR)
    elif station.paper == "low":
        faults.append(Fault.PAPER_LOW)
    if station.scanner == "error":
        faults.append(Fault.SCANNER_ERROR)
    if station.sound in ("warning", "error"):
        faults.append(Fault.SOUND)
    if station.rejected:
        faults.append(Fault.REJECTED)
    return tuple(faults)
