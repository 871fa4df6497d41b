"""Colleagues at the booking server's web pages, who know nothing of what the site does."""

import random
from typing import Final

from tests.faults.booking.prepared import GROUPS, SINGLE
from tests.faults.booking.sandbox import SandboxServer

_NEW: Final = {"first_name": "Autre", "last_name": "PERSONNE"}


class Colleagues:
    """Do something now and then.

    Args:
        sandbox: The booking server.
        chooser: Dice.
    """

    def __init__(self, sandbox: SandboxServer, chooser: random.Random) -> None:
        self._sandbox = sandbox
        self._chooser = chooser

    def act(self) -> None:
        """Book, move, replace, set or delete an appointment."""
        pick = self._chooser
        there = self._sandbox.direct("GET", "rdvs")["items"]
        rdv = pick.choice(there)
        number = int(rdv["id"])
        person = int(pick.choice(sorted(rdv["people"])))
        group = rdv["motif"] in GROUPS
        time = f"09:{pick.randrange(0, 60, 5):02d}"
        day = pick.choice([0, 1])
        kind = pick.choices(
            ["set_person", "set", "create", "move", "away", "replace", "motif", "delete"],
            [4, 2, 3, 2, 1, 2, 1, 1],
        )[0]
        motif = pick.choice(SINGLE)
        status = pick.choice(["noshow", "excused", "revoked", "seen", "unknown"])
        match kind:
            case "set_person":
                self._sandbox.act(act="set_person", participation=person, status=status)
            case "set":
                self._sandbox.act(act="set", rdv=number, status=status)
            case "create":
                motif = pick.choice([motif, GROUPS[0]])
                people = [_NEW] * (2 if motif in GROUPS else 1)
                self._sandbox.act(act="create", day=day, at=time, motif=motif, people=people)
            case "move":
                self._sandbox.act(act="move", rdv=number, at=time)
            case "away":
                self._sandbox.act(act="move", rdv=number, day=day)
            case "replace":
                self._sandbox.act(act="replace", participation=person, person=_NEW)
            case "motif" if not group:
                # A group stays one: their server lets nobody make one of an appointment.
                self._sandbox.act(act="change_motif", rdv=number, motif=motif)
            case _:
                self._sandbox.act(act="delete", rdv=number)
