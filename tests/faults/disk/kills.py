"""Kills a check-in at each call that changes the disk, and starts anew after each.

    python -m tests.faults.disk.kills FILE PREPARED EVERY

FILE is below the folder of the disk that this program is started on. For every EVERY-th call of
opening the store, checking in and closing it, a child dies before the call, after it, and with half
of the write done; what is then found is written out as a line of JSON. The last line is of the
child that no call was left for.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from sqlalchemy import text

from core.runtime.ids import new_id
from core.store.reader import Reader
from tests.faults.disk.faulty_disk import AFTER, BEFORE, HALF, FaultyDisk
from tests.faults.disk.one_check_in import check_in, opened


def main(file: str, prepared: str, every: str) -> None:
    """Kill, start anew, tell; and so on."""
    disk = FaultyDisk.below_this_program()
    call, died = 1, True
    while died:
        for how in (BEFORE, AFTER, HALF):
            for old in disk.folder.iterdir():
                old.unlink()
            shutil.copytree(prepared, disk.folder, dirs_exist_ok=True)
            key = new_id()
            died, number = _die(disk, Path(file), key, call, how)
            found = {"call": call, "how": how, "died": died, "answered": number}
            print(json.dumps({**found, **_found(Path(file), key)}), flush=True)  # noqa: T201 - the answer of the program
            if not died:
                break
        call += int(every)


def _die(disk: FaultyDisk, path: Path, key: str, call: int, how: int) -> tuple[bool, str]:
    """Check in, in a child that dies; return whether it did, and the number it was answered."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        disk.die_at(call, how)
        with opened(path) as store:
            os.write(writing, str(check_in(store, key).receipt["number"]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answered = pipe.read()
    _, status = os.waitpid(child, 0)
    disk.heal()
    return os.WIFSIGNALED(status), answered


def _found(path: Path, key: str) -> dict[str, object]:
    """Start on what the child left, send its key again, and tell what there is."""
    with opened(path) as store:
        with store.read() as reader:
            before = _visits(reader)
        done = check_in(store, key)
        with store.read() as reader:
            check = reader.connection.execute(text("PRAGMA integrity_check")).scalar()
            return {
                "before": before,
                "again": done.replayed,
                "number": done.receipt["number"],
                "after": _visits(reader),
                "intact": reader.verify_journal().intact,
                "check": check,
            }


def _visits(reader: Reader) -> int:
    return int(reader.connection.execute(text("SELECT count(*) FROM visit")).scalar_one())


if __name__ == "__main__":
    main(*sys.argv[1:])
