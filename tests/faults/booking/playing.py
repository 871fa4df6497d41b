"""Plays one seeded day of a site and its booking server, through whatever weather there is."""

import json
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.booking.checks import check
from tests.faults.booking.colleagues import Colleagues
from tests.faults.booking.gathering import gather
from tests.faults.booking.hurried import EVERY_S
from tests.faults.booking.prepared import PreparedPost, scenario, settings_of
from tests.faults.booking.sandbox import SandboxServer
from tests.faults.booking.sides import Sides
from tests.faults.booking.staff import Staff
from tests.faults.booking.weather import Weather
from tests.faults.checking.findings import Finding
from tests.faults.live_site import LiveSite
from tests.faults.lossy_proxy import KIND, LossyProxy
from tests.faults.playing import dice

TURNS: Final = 30
_PATIENCE_S: Final = 60.0
_READINGS: Final = 3
"""How often today is read anew before both sides are held against one another."""

_PROGRAM: Final = "tests.faults.booking.hurried"


@dataclass(frozen=True, slots=True)
class BookedDay:
    """What came of one day."""

    seed: int
    kills: int
    weather: Counter[str]
    lasted: str
    sides: Sides
    findings: list[Finding]

    def told(self) -> str:
        """Tell it in some lines."""
        sides = self.sides
        first = (
            f"day {self.seed}: {self.kills} kills, {len(sides.decisions)} decisions, "
            f"{len(sides.acts)} acts of colleagues, {len(sides.writes)} writes, "
            f"{len(self.findings)} findings; {self.lasted}"
        )
        return "\n".join([first, f"  {dict(self.weather)}", *(f"  {one}" for one in self.findings)])


def play_day(prepared: PreparedPost, seed: int, profile: str = "all") -> BookedDay:
    """Play a day to its end and judge it.

    Args:
        prepared: The site that it is played on a copy of.
        seed: Of all choices.
        profile: What may go wrong; one of `weather.PROFILES`.

    Raises:
        AssertionError: A program did not come up, or nobody was answered any more.
    """
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        day = base / "day.json"
        day.write_text(json.dumps(scenario()), encoding="utf-8")
        sandbox = SandboxServer(base / "booking.sqlite", day, base / "booking.log")
        site = LiveSite(prepared.copy_to(base / "data"), 1, module=_PROGRAM)
        try:
            sandbox.start()
            proxy = LossyProxy(sandbox.port, KIND, dice(seed)("line"))
            try:
                site.start()
                return _Stage(prepared, site, sandbox, proxy, seed, profile).play()
            finally:
                proxy.close()
        finally:
            site.close()
            sandbox.close()


class _Stage:
    """Both servers, the line between them, and everybody."""

    def __init__(
        self,
        prepared: PreparedPost,
        site: LiveSite,
        sandbox: SandboxServer,
        proxy: LossyProxy,
        seed: int,
        profile: str,
    ) -> None:
        roll = dice(seed)
        self._seed = seed
        self._site = site
        self._sandbox = sandbox
        self._proxy = proxy
        self._chooser = roll("day")
        self._staff = Staff(prepared, site.port, roll("staff"))
        self._colleagues = Colleagues(sandbox, roll("colleagues"))
        self._weather = Weather(sandbox, proxy, roll("weather"), profile)
        self._pause = threading.Event()
        self._killer: threading.Thread | None = None
        self._broken: list[BaseException] = []
        self._kills = 0
        self._lasted = ""

    def play(self) -> BookedDay:
        """Play, settle, and judge."""
        try:
            first = self._sandbox.direct("GET", "rdvs")["items"]
            self._staff.settings(settings_of(self._proxy.url))
            self._staff.sign_in()
            self._staff.wait_for(len(first), _PATIENCE_S)
            began = time.monotonic()
            for turn in range(TURNS):
                self._turn(turn)
            played = time.monotonic()
            self._settle()
            settled = time.monotonic() - played
            self._lasted = (
                f"signed in {self._staff.sign_ins} times, {played - began:.0f} s, "
                f"settled in {settled:.0f} s"
            )
        finally:
            self._end_killer()
            self._staff.close()
        self._site.terminate()
        sides = gather(self._site.folder, self._sandbox, first, self._staff.decisions)
        weather = Counter(self._weather.seen)
        return BookedDay(self._seed, self._kills, weather, self._lasted, sides, check(sides))

    def _turn(self, turn: int) -> None:
        if self._chooser.random() < 0.2:
            self._weather.turn()
        # At least two deaths a day, whatever the dice say.
        if self._chooser.random() < 0.03 or turn % 15 == 7:
            self._kill_soon()
        if self._chooser.random() < 0.3 and self._sandbox.running:
            self._colleagues.act()
        if turn % 5 == 0:
            self._staff.look_at_sign_in()
        self._staff.act()
        self._pause.wait(self._chooser.uniform(0, 0.25))

    def _kill_soon(self) -> None:
        self._end_killer()
        self._kills += 1
        behind, wait_s = self._chooser.randint(1, 6), self._chooser.uniform(0, 0.01)
        self._killer = threading.Thread(target=self._kill, args=(behind, wait_s), daemon=True)
        self._killer.start()

    def _kill(self, behind: int, wait_s: float) -> None:
        try:
            # Behind a request, so that it often dies between a write there and its own note of it.
            self._proxy.wait_for_requests(behind, 1.0)
            self._pause.wait(wait_s)
            self._site.kill()
            self._site.start()
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for the end
            self._broken.append(error)

    def _end_killer(self) -> None:
        if self._killer is not None:
            self._killer.join(_PATIENCE_S)
            self._killer = None
        if self._broken:
            raise AssertionError("the site did not come back") from self._broken[0]

    def _settle(self) -> None:
        """Let the line be good until both sides had time to say everything."""
        self._end_killer()
        self._weather.clear()
        self._proxy.be_kind()
        self._staff.wait_until_told(_PATIENCE_S)
        # Counts what is listed, and delays nothing.
        self._sandbox.go_wrong({"kind": "slow", "calls": "list", "page": 1, "seconds": 0.0})
        began = time.monotonic()
        while time.monotonic() - began < _PATIENCE_S:
            listed = self._sandbox.direct("GET", "faults")["met"][0]
            # Single bookings are listed too, so that a count alone would not do.
            if listed > _READINGS and time.monotonic() - began > _READINGS * EVERY_S:
                break
            self._pause.wait(0.1)
        # What a reading brought may have to be told in its turn.
        self._staff.wait_until_told(_PATIENCE_S)
