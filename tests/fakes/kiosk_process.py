"""A kiosk that gives numbers as fast as it can and says each one aloud, to be killed by tests."""

import sys
from datetime import timedelta
from pathlib import Path

from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.outcomes import GivenTicket
from sync.contract.appointment_code import RDV, AppointmentCode, code_id, sign, site_hash
from tests.fakes.site_rules import CODE_KEY, KEY_ID, LIFE_CERT, SITE_ID, START, TOKEN


def say(text: str) -> None:
    """Say something that the parent hears at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Arguments: profile, address of the server, first appointment of this run."""
    profile, url, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    desk = KioskDesk.open(profile, Connection(url, TOKEN))
    while desk.site is None:
        desk._stock.fill(0.2)
    say("ready")
    for turn in range(10_000):
        if turn % 2:
            booked = START + timedelta(minutes=turn % 3)
            ref = code_id(RDV, first + turn)
            facts = AppointmentCode(KEY_ID, site_hash(SITE_ID), 2, booked, ref)
            outcome = desk.check_in(code=sign(facts, CODE_KEY))
        else:
            outcome = desk.walk_in(LIFE_CERT, wait_s=0)
        if isinstance(outcome, GivenTicket):
            say(outcome.number)


if __name__ == "__main__":
    main()
