"""Colleagues at the booking server's web pages, who know nothing of what the site does."""

import random
from typing import Final

from tests.faults.booking.prepared import MOTIFS
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
        time = f"09:{pick.randrange(0, 60, 5):02d}"
        kind = pick.choices(
            ["set_person", "set", "create", "move", "away", "replace", "motif", "delete"],
            [4, 2, 3, 2, 1, 2, 1, 1],
        )[0]
        motif = int(pick.choice(sorted(MOTIFS)))
        status = pick.choice(["noshow", "excused", "revoked", "seen", "unknown"])
        match kind:
            case "set_person":
                self._sandbox.act(act="set_person", participation=person, status=status)
            case "set":
                self._sandbox.act(act="set", rdv=number, status=status)
            case "create":
                self._sandbox.act(act="create", at=time, motif=motif, people=[_NEW])
            case "move":
                self._sandbox.act(act="move", rdv=number, at=time)
            case "away":
                self._sandbox.act(act="move", rdv=number, day=1)
            case "replace":
                self._sandbox.act(act="replace", participation=person, person=_NEW)
            case "motif":
                self._sandbox.act(act="change_motif", rdv=number, motif=motif)
            case _:
                self._sandbox.act(act="delete", rdv=number)
