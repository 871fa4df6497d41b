"""One station's check-in, for a program that is started on a faulty disk.

    python -m tests.faults.disk.one_check_in FILE KEY FAULT

What goes wrong meanwhile: `none`; `killed`, before the flush; `unflushed`, the flush fails and the
program is killed; `again`, the flush fails and the station sends the same key once more. An answer
is marked in the trace.
"""

import ctypes
import json
import os
import sys
from errno import EIO
from pathlib import Path
from typing import Final

from core.errors import StoreUnavailable
from core.model import EventKind
from core.runtime.clock import SimulatedClock
from core.store import Store
from core.things import Actor, Done
from core.usecases import arriving
from tests.fakes.reception import KEY, TUESDAY_NINE
from tests.faults.disk.faulty_disk import FaultyDisk

STATION: Final = Actor()


def opened(path: Path) -> Store:
    """Open the store of a site."""
    return Store.open(path, key=KEY, clock=SimulatedClock(TUESDAY_NINE, 0))


def check_in(store: Store, key: str) -> Done:
    """Check the one person in who is booked."""
    with store.read() as reader:
        [card] = reader.appointments(reader.today)
    command = arriving.CheckIn(card.appointment.id)
    return store.command(key, STATION, "body", lambda uow: arriving.check_in(uow, STATION, command))


def main(path: str, key: str, fault: str) -> None:
    """Check in, and mark the answer."""
    disk = FaultyDisk.below_this_program()
    store = opened(Path(path))
    if fault != "none":
        # SQLite flushes the head of a new log on its own; the fault is meant for what follows.
        store.write(lambda uow: uow.record(EventKind.STATION_HEALTH, STATION))
    if fault == "killed":
        disk.die_at(-1)
    elif fault != "none":
        with disk.failing(sync_errno=EIO):
            try:
                check_in(store, key)
            except StoreUnavailable:
                pass
            else:
                sys.exit("a flush failed, and nobody was told")
        if fault == "unflushed":
            os._exit(1)
    receipt = check_in(store, key).receipt
    mark = json.dumps([f" {key}", None, receipt], sort_keys=True)
    ctypes.CDLL(None).faulty_disk_mark(mark.encode())
    # Closing the store would flush everything once more.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
