"""One round of kills: the real program, everybody at a site, a bad network, and the checker."""

import statistics
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.checking.checker import check
from tests.faults.checking.findings import Finding
from tests.faults.client import Habits
from tests.faults.collecting import collect
from tests.faults.history import Evidence
from tests.faults.http_wire import HttpWire
from tests.faults.live_site import LiveSite, Restart
from tests.faults.lossy_proxy import LossyProxy, Rates
from tests.faults.own_kiosk import OwnKiosk
from tests.faults.playing import Cast, Play, dice, last_word, newest_seq
from tests.faults.prepared import Prepared

_PATIENCE_S: Final = 90.0
_NO_END: Final = 10**9
_MOST_BETWEEN: Final = 80
"""Requests between two deaths."""

_LONGEST_LIFE_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round.

    Attributes:
        ways: How it died, and how often.
        fates: What the network did to requests.
    """

    seed: int
    ways: Counter[str]
    fates: Counter[str]
    restarts: Sequence[Restart]
    evidence: Evidence
    findings: list[Finding]

    @property
    def kills(self) -> int:
        """How often the program was killed."""
        return sum(count for way, count in self.ways.items() if way != "terminated")

    def told(self) -> str:
        """Tell it in one line, and what was found."""
        wall = [one.wall_s for one in self.restarts]
        cpu = [one.cpu_s for one in self.restarts]
        first = (
            f"round {self.seed}: {self.kills} kills, {len(self.evidence.commands)} commands, "
            f"{len(self.evidence.journal)} rows, restart to first answer "
            f"{statistics.median(wall):.2f} s (at most {max(wall):.2f}; of the processor "
            f"{statistics.median(cpu):.2f}, at most {max(cpu):.2f}), {len(self.findings)} findings"
        )
        ways = f"  {dict(self.ways)} {dict(self.fates)}"
        return "\n".join([first, ways, *(f"  {found}" for found in self.findings[:20])])


def play_round(prepared: Prepared, seed: int, kills: int, *more: str) -> Round:
    """Play one seeded round to its end and judge it.

    Args:
        prepared: The site that it is played on a copy of; its keys are found by the environment.
        seed: Of all choices.
        kills: How often the program is killed.
        more: Further options of the program.

    Raises:
        AssertionError: The program did not come up, or stopped badly, or left somebody waiting.
    """
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        site = LiveSite(prepared.copy_to(base / "data"), seed % 2, *more)
        site.start()
        proxy = LossyProxy(site.port, Rates(), dice(seed)("network"))
        try:
            return _Stage(prepared, base, site, proxy, seed).play(kills)
        finally:
            proxy.close()
            site.close()


class _Stage:
    """One site, its network, and everybody."""

    def __init__(
        self, prepared: Prepared, base: Path, site: LiveSite, proxy: LossyProxy, seed: int
    ) -> None:
        self._prepared = prepared
        self._site = site
        self._proxy = proxy
        self._seed = seed
        roll = dice(seed)
        self._chooser = roll("killer")
        self._pause = threading.Event()
        self._ways: Counter[str] = Counter()
        self._wire = HttpWire(proxy.port)
        self._play = Play(prepared, self._wire, self._wire, Cast(), Habits(), roll)
        self._kiosk = OwnKiosk(prepared, base / "kiosk", proxy.url, roll("own kiosk"))

    def play(self, kills: int) -> Round:
        """Play, kill, and judge."""
        try:
            self._play.begin(_NO_END)
            while sum(self._ways.values()) - self._ways["terminated"] < kills:
                self._die_and_come_back()
            self._proxy.be_kind()
            self._play.end(_PATIENCE_S, hurry=True)
            self._kiosk.settle(_PATIENCE_S)
            evidence = self._evidence()
        finally:
            self._proxy.be_kind()
            self._play.abandon()
            self._kiosk.close()
            self._wire.close()
        self._site.terminate()
        self._site.verify_journal()
        findings = check(evidence)
        return Round(
            self._seed,
            self._ways,
            self._proxy.fates,
            self._site.restarts[1:] or self._site.restarts,
            evidence,
            findings,
        )

    def _die_and_come_back(self) -> None:
        way = self._chooser.choices(
            ["at any time", "behind a request", "while starting", "terminated"], [4, 4, 1, 1]
        )[0]
        self._ways[way] += 1
        if way == "while starting":
            # The one before it counts too: it was killed to be started.
            self._site.kill()
            self._site.begin()
            self._pause.wait(self._chooser.uniform(0, 1.5))
            self._site.kill()
        else:
            # Counted in requests, since a busy machine does few of them in a second.
            self._proxy.wait_for_requests(self._chooser.randint(1, _MOST_BETWEEN), _LONGEST_LIFE_S)
            longest_s = 0.003 if way == "behind a request" else 0.1
            self._pause.wait(self._chooser.uniform(0, longest_s))
            if way == "terminated":
                self._site.terminate()
            else:
                self._site.kill()
        self._site.start()

    def _evidence(self) -> Evidence:
        with closing(HttpWire(self._site.port, timeout_s=30)) as direct:
            last_word(self._play, direct)
            self._play.close(newest_seq(self._prepared, direct), _PATIENCE_S)
            evidence = collect(
                self._prepared,
                direct,
                self._play.history.commands,
                [one.heard for one in self._play.listeners],
            )
        evidence.slips = {self._kiosk.station_id: self._kiosk.slips()}
        return evidence
