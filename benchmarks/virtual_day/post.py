"""The programs of the day: the site's server, the booking sandbox, and the lines between them."""

import contextlib
import io
import json
import os
import secrets
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.load.program import ROOT, ServerProgram
from benchmarks.load.site import LETTERS, Place, catalogue, enrolled, signed_in
from benchmarks.virtual_day.line import Line
from benchmarks.virtual_day.plan import FIRST_MOTIF, ORGANISATION, ZONE, Plan
from core.model import CounterId, Role, StationKind
from core.ports import UnitOfWork
from core.runtime.clock import SimulatedClock
from core.site import Site
from core.store import Store
from core.usecases import counters
from core.usecases.counters import OpenCounter
from server.__main__ import main as guichet_server
from server.data_folder import DataFolder
from sync.client.identity import Identity

TOKEN: Final = "virtual-day-token"  # noqa: S105 - opens invented data on this machine alone
CODE_KEY_ID: Final = 1
SERVICES: Final = len(LETTERS)
_START_TAKES_S: Final = 8.0
_LASTS: Final = timedelta(days=7)
"""How long sessions last: the booking server may still be told of the day on the next one."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is signed in, and what is enrolled.

    Attributes:
        agents: At counters that are open.
        reception: Helps whom a kiosk cannot.
        lead: Closes the day.
        kiosks: Token and id of each.
        display: Token and id.
    """

    agents: tuple[Place, ...]
    reception: str
    lead: str
    kiosks: tuple[tuple[str, str], ...]
    display: tuple[str, str]


class Post:
    """One post on loopback, with a clock that runs faster than time.

    Args:
        folder: Where everything is kept.
        plan: The day.
        speed: Simulated seconds a second.
        counters: How many agents.
        kiosks: How many kiosks, each on a line of its own.
    """

    def __init__(
        self, folder: Path, plan: Plan, *, speed: float, counters: int, kiosks: int
    ) -> None:
        self.folder = folder
        self.plan = plan
        self.speed = speed
        self.keys = folder / "keys"
        os.environ["GUICHET_KEY_DIR"] = str(self.keys)
        self.data = folder / "site"
        self._code_seed = secrets.token_bytes(32)
        self.site_id = self._make_site(counters)
        self.staff = self._furnish(kiosks)
        self.booking_line = Line()
        self.kiosk_lines = [Line() for _ in range(kiosks)]
        self._sandbox: subprocess.Popen[str] | None = None
        self.server = ServerProgram(self.data, self.keys)

    def open(self) -> None:
        """Start every program; from then on the clock runs."""
        self._connect_booking()
        # Whoever comes first finds the programs ready.
        begins = self.plan.starts - timedelta(seconds=self.speed * _START_TAKES_S)
        self.clock = SimulatedClock(begins, self.speed)
        self._start_sandbox()
        self.start_server()
        for line in self.kiosk_lines:
            line.target = self.server.door.port

    def close(self) -> None:
        """Stop every program."""
        self.server.stop()
        if self._sandbox is not None:
            self._sandbox.terminate()
            self._sandbox.wait()
            if self._sandbox.stdout is not None:
                self._sandbox.stdout.close()
        for line in (self.booking_line, *self.kiosk_lines):
            line.close()

    def start_server(self) -> None:
        """Start the site's server, or start it again, at the present simulated moment."""
        self.server.start("--clock", f"{self.clock.now().isoformat()}@{self.speed:g}")

    def open_store(self) -> Store:
        """Open the site's database, once its server has stopped."""
        clock = SimulatedClock(self.clock.now(), 0)
        return Store.open(self.data / "site.sqlite", key=DataFolder(self.data).key(), clock=clock)

    def identity(self, kind: StationKind, token: str, station_id: str, port: int) -> Identity:
        """Return a station as its program knows itself."""
        return Identity(
            station_id=station_id,
            kind=kind,
            name=kind.value,
            token=token,
            url=f"http://127.0.0.1:{port}",
            fingerprint=None,
            site_id=self.site_id,
            site_name="Jour",
            zone=ZONE,
        )

    def sandbox(self, path: str) -> list[dict[str, Any]]:
        """Ask the booking sandbox as its operator."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = requests.get(self._sandbox_url + path, headers=headers, timeout=30)
        answer.raise_for_status()
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def _admin(self, *words: str) -> str:
        """Run a command of the server; return what it printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = guichet_server([*words, "--data", str(self.data)])
        if code:
            raise SystemExit(code)
        return printed.getvalue().strip()

    def _make_site(self, places: int) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        services = self.folder / "catalogue.json"
        services.write_text(json.dumps(catalogue(places)), encoding="utf-8")
        began = (self.plan.starts - timedelta(hours=6)).isoformat()
        words = ("--name", "Jour", "--zone", ZONE, "--catalogue", str(services), "--clock", began)
        return self._admin("init", *words)

    def _furnish(self, kiosks: int) -> Staff:
        clock = SimulatedClock(self.plan.starts, 0)
        path = self.data / "site.sqlite"
        with Store.open(path, key=DataFolder(self.data).key(), clock=clock) as store:
            with store.read() as reader:
                site = reader.site()
            return store.write(lambda uow: _enrol(uow, site, kiosks))

    def _connect_booking(self) -> None:
        document = json.loads(self._admin("export-settings"))
        numbers = {
            service["code"]: service["number"] for service in document["catalogue"]["services"]
        }
        codes = list(numbers)
        key = Ed25519PrivateKey.from_private_bytes(self._code_seed)
        public = b64encode(key.public_key().public_bytes_raw()).decode()
        document["layers"].setdefault("site", {})["booking"] = {
            "gateway": "rdv_service_public",
            "base_url": self.booking_line.url,
            "organisation_ids": [ORGANISATION],
            "motifs": {str(FIRST_MOTIF + place): code for place, code in enumerate(codes)},
            "trusted_code_keys": [{"key_id": CODE_KEY_ID, "public_key": public}],
        }
        settings = self.folder / "settings.json"
        settings.write_text(json.dumps(document), encoding="utf-8")
        self._admin("import-settings", str(settings))
        DataFolder(self.data).keep_booking_token(TOKEN)
        code_key = {
            "key_id": CODE_KEY_ID,
            "seed": b64encode(self._code_seed).decode(),
            "site_id": self.site_id,
            "services": {
                str(FIRST_MOTIF + place): numbers[code] for place, code in enumerate(codes)
            },
        }
        (self.folder / "code-key.json").write_text(json.dumps(code_key), encoding="utf-8")

    def _start_sandbox(self) -> None:
        scenario = self.folder / "scenario.json"
        scenario.write_text(json.dumps(self.plan.scenario), encoding="utf-8")
        command = [sys.executable, "-m", "demonstration.booking_sandbox", "--port", "0"]
        command += ["--data", str(self.folder / "booking.sqlite"), "--scenario", str(scenario)]
        command += ["--token", TOKEN, "--code-key", str(self.folder / "code-key.json")]
        command += ["--clock", f"{self.clock.now().isoformat()}@{self.speed:g}"]
        self._sandbox = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._sandbox.stdout is not None
        line = self._sandbox.stdout.readline()
        self._sandbox_url = line.split()[-1]
        self.booking_line.target = int(self._sandbox_url.rsplit(":", 1)[1])


def _enrol(uow: UnitOfWork, site: Site, kiosks: int) -> Staff:
    agents = []
    for place in site.counters:
        token, actor = signed_in(uow, f"agent-{place.number}", (Role.AGENT,), _LASTS)
        counters.open_counter(uow, actor, OpenCounter(CounterId(place.id)))
        agents.append(Place(place.id, token))
    reception, _ = signed_in(uow, "reception", (Role.RECEPTION,), _LASTS)
    lead, _ = signed_in(uow, "lead", (Role.LEAD, Role.RECEPTION), _LASTS)
    return Staff(
        tuple(agents),
        reception,
        lead,
        tuple(enrolled(uow, StationKind.KIOSK, f"kiosk-{one}") for one in range(kiosks)),
        enrolled(uow, StationKind.DISPLAY, "display"),
    )
