"""What goes wrong between a site and its booking server, stretch by stretch of a day."""

import random
from collections.abc import Mapping
from typing import Final

from tests.faults.booking.sandbox import SandboxServer
from tests.faults.history import Json
from tests.faults.lossy_proxy import KIND, LossyProxy, Rates

_PERSON: Final = {"first_name": "Nouvelle", "last_name": "PERSONNE"}
_BAD_LINE: Final = ("fair", "slow", "errors", "drops", "lossy", "busy", "cut", "garbled")
_LIES: Final = ("expiry", "empty", "thin", "block_page", "redirect", "rights", "moving", "shuffle")
PROFILES: Final[Mapping[str, tuple[str, ...]]] = {
    "line": _BAD_LINE,
    "lies": ("fair", *_LIES),
    "all": (*_BAD_LINE, *_LIES),
}
"""By profile, what the weather may be: a line that fails, a server that lies, or both."""


class Weather:
    """Changes what goes wrong.

    Args:
        sandbox: The booking server.
        proxy: The line to it.
        chooser: Dice.
        profile: One of `PROFILES`.

    Attributes:
        seen: What it was, stretch by stretch.
    """

    def __init__(
        self, sandbox: SandboxServer, proxy: LossyProxy, chooser: random.Random, profile: str
    ) -> None:
        self._sandbox = sandbox
        self._proxy = proxy
        self._chooser = chooser
        self._kinds = PROFILES[profile]
        self.seen: list[str] = ["fair"]

    def turn(self) -> None:
        """Let the present weather end, and another one begin."""
        self.clear()
        kind = self._chooser.choice(self._kinds)
        self.seen.append(kind)
        if kind == "cut":
            self._sandbox.kill()
        elif kind == "lossy":
            self._proxy.rates = Rates()
        elif kind == "rights":
            self._sandbox.act(act="rights", agent=5, role="basic",
                              motifs=self._chooser.choice([[], [31], [32]]))  # fmt: skip
        elif kind == "expiry":
            self._sandbox.direct("DELETE", "tokens")
        elif kind != "fair":
            faults = self._faults(kind)
            self._sandbox.go_wrong(*faults, seed=self._chooser.getrandbits(30))

    def clear(self) -> None:
        """Let the sun shine: both sides run, and everything arrives."""
        self._proxy.rates = KIND
        if not self._sandbox.running:
            self._sandbox.start()
        if self.seen[-1] == "rights":
            self._sandbox.act(act="rights", agent=5, role="reception")
        self._sandbox.go_wrong()

    def _faults(self, kind: str) -> list[Json]:
        pick = self._chooser
        match kind:
            case "slow":
                return [{"kind": "slow", "chance": 0.5, "seconds": pick.choice([0.3, 2.5])},
                        {"kind": "drip", "chance": 0.3, "seconds": 0.02}]  # fmt: skip
            case "errors":
                return [{"kind": "status", "chance": 0.6, "status": status}
                        for status in pick.sample([500, 502, 503, 504], 2)]  # fmt: skip
            case "busy":
                return [{"kind": "status", "chance": 0.5, "status": 429, "retry_after": "1"}]
            case "drops":
                return [{"kind": "drop_after", "calls": "write", "chance": 0.4},
                        {"kind": "half", "calls": "write", "chance": 0.2},
                        {"kind": "drop_before", "chance": 0.2},
                        {"kind": "half", "chance": 0.2}]  # fmt: skip
            case "thin":
                # Where a few are missing nobody can tell a lie from the truth.
                return [{"kind": "thin", "keeps": pick.choice([0.1, 0.3])}]
            case "block_page":
                return [{"kind": "block_page", "status": pick.choice([200, 403, 404, 451])}]
            case "moving":
                return [{"kind": "meanwhile", "page": 2, "times": 1, "acts": self._acts()}]
            case _:
                return [{"kind": kind, "chance": pick.choice([0.5, 1.0])}]

    def _acts(self) -> list[Json]:
        """Return what a colleague does while a list is read: one booking goes, one comes."""
        there = self._sandbox.direct("GET", "rdvs")["items"]
        gone = self._chooser.choice(there)["id"]
        return [
            {"act": "delete", "rdv": gone},
            {"act": "create", "at": "09:45", "motif": 31, "people": [_PERSON]},
        ]
