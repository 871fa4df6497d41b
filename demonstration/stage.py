"""The stage of the morning: a site made from nothing, its programs, and the hands that use them."""

import json
import os
import secrets
import subprocess
import sys
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.runtime.clock import SimulatedClock
from demonstration.hand_scanner import HandScanner
from demonstration.processes import Program, ProgramFailed
from demonstration.screen import VirtualScreen, has_screen
from demonstration.thermal_printer.process import PrinterProcess
from ui.driver_client import Driver

SITE_NAME = "Consulat inventé à Lisbonne"
ZONE = "Europe/Lisbon"
START = datetime.fromisoformat("2026-11-24T08:48:00+00:00")
SPEED = 5
ORGANISATION = 77
MOTIFS = {
    "31": "passport",
    "32": "id_card",
    "33": "birth",
    "34": "registration",
    "35": "signature",
    "36": "registration",
    "37": "info",
}
BOOKING_KEY_ID = 1
_HERE = Path(__file__).resolve().parent
SCENARIO = _HERE / "booking_sandbox" / "scenarios" / "morning.json"
AGENTS = {"awa": "reception,agent", "marc": "agent", "ines": "agent,reception"}


class Stage:
    """A site, its booking server, printer, kiosk, counter apps and display, all on loopback.

    Args:
        folder: Where the programs keep their data and logs; empty at the start.
        out: Where pictures, slips and sounds go.
        language: `fr` or `en`, for the agents' screens.
    """

    def __init__(self, folder: Path, out: Path, *, language: str = "fr") -> None:
        self.folder = folder
        self.out = out
        self.language = language
        self.clock = SimulatedClock(START, SPEED)
        self.booking_token = secrets.token_urlsafe(24)
        # Chance alone leaves out digits now and then, and such a password is refused.
        self.password = f"{secrets.token_urlsafe(18)}-Aa7"
        self.programs: dict[str, Program] = {}
        self.scanner = HandScanner()
        self.screen: VirtualScreen | None = None
        self.screen_name = "your screen"
        self._env: dict[str, str] = {"GUICHET_KEY_DIR": str(folder / "keys")}
        self._ports: dict[str, int] = {"server": 0, "booking": 0}
        self.server_url = ""
        self.booking_url = ""
        self._settings: dict[str, Any] = {}
        self._public_key = ""
        self._drivers: dict[str, Driver] = {}
        self.printer: PrinterProcess | None = None

    # --- the curtain ---------------------------------------------------------------------

    def open(self) -> None:
        """Make the site and start every program; each has answered when this returns.

        Raises:
            ProgramFailed: A program did not start; the message holds its last lines.
        """
        (self.folder / "logs").mkdir(parents=True, exist_ok=True)
        self.out.mkdir(parents=True, exist_ok=True)
        if not has_screen():
            self.screen = VirtualScreen(self.folder / "logs")
            self.screen_name = self.screen.name
            self._env |= self.screen.env
        site_id = self._make_site()
        self.start_booking(site_id)
        self._connect_booking()
        self.printer = PrinterProcess(self.out / "slips")
        self.start_server()
        self._start_stations(self.printer.address)

    def close(self) -> None:
        """Stop every program that was started, stations first."""
        if self.printer is not None:
            self.printer.kill()
        for driver in self._drivers.values():
            driver.close()
        for program in reversed(list(self.programs.values())):
            program.stop()
        self.programs.clear()
        self.scanner.close()
        if self.screen is not None:
            self.screen.close()

    # --- the site and its servers --------------------------------------------------------

    def admin(self, *command: str, stdin: str = "") -> str:
        """Run one `guichet-server` command on the site's data and return what it printed."""
        program = Path(sys.executable).parent / "guichet-server"
        # Beside a running server a command takes that server's time by itself.
        clock = () if "server" in self.programs else ("--clock", START.isoformat())
        done = subprocess.run(
            [str(program), *command, "--data", str(self.folder / "site"), *clock],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **self._env},
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise ProgramFailed(f"guichet-server {command[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    def _make_site(self) -> str:
        site_id = self.admin("init", "--name", SITE_NAME, "--zone", ZONE)
        for username, roles in AGENTS.items():
            self.admin(
                "create-agent",
                *("--username", username, "--roles", roles, "--password-stdin"),
                stdin=self.password,
            )
        self._settings = json.loads(self.admin("export-settings"))
        return site_id

    def _connect_booking(self) -> None:
        """Tell the site where its appointments come from, and whose codes to believe."""
        settings = self._settings["layers"].setdefault("site", {})
        settings["waiting_room"] = "B"
        settings["privacy_url"] = "https://consulat.exemple.test/donnees"
        settings["booking"] = {
            "gateway": "rdv_service_public",
            "base_url": self.booking_url,
            "organisation_ids": [ORGANISATION],
            "motifs": MOTIFS,
            "trusted_code_keys": [{"key_id": BOOKING_KEY_ID, "public_key": self._public_key}],
        }
        document = self.folder / "settings.json"
        document.write_text(json.dumps(self._settings), encoding="utf-8")
        self.admin("import-settings", str(document))
        self.admin("booking-token", "--token-stdin", stdin=self.booking_token)

    def start_booking(self, site_id: str = "") -> None:
        """Start (or restart, on the same port and data) the booking sandbox."""
        key_file = self.folder / "booking-code-key.json"
        if site_id:
            self._write_code_key(key_file, site_id)
        self.programs["booking"] = booking = self._start(
            "booking",
            [
                "guichet-booking-sandbox",
                *("--port", str(self._ports["booking"])),
                *("--data", str(self.folder / "booking.sqlite")),
                *("--scenario", str(SCENARIO)),
                f"--token={self.booking_token}",  # a token may begin with a dash
                *("--code-key", str(key_file)),
            ],
        )
        self.booking_url = booking.wait_for(r"listening on (http://\S+)")[1]
        self._ports["booking"] = int(self.booking_url.rsplit(":", 1)[1])

    def start_server(self) -> None:
        """Start (or restart, at the present simulated time) the site server."""
        if not self._ports["server"]:
            # The day begins with the server, however long the set-up took.
            self.clock = SimulatedClock(START, SPEED)
        now = self.clock.now().isoformat()
        self.programs["server"] = server = self._start(
            "server",
            [
                "guichet-server",
                *("--data", str(self.folder / "site")),
                *("--port", str(self._ports["server"])),
                *("--clock", f"{now}@{SPEED}"),
            ],
        )
        self.server_url = server.wait_for(r"listening on (https?://\S+)")[1]
        self._ports["server"] = int(self.server_url.rsplit(":", 1)[1])

    # --- the stations --------------------------------------------------------------------

    def _start_stations(self, printer: str) -> None:
        portrait = "1080x1920" if self.screen else "480x853"
        landscape = "1920x1080" if self.screen else "960x540"
        desk = "1366x768" if self.screen else "1280x720"
        scanner = f"serial:{self.scanner.device}"
        self._start_station(
            "kiosk",
            "Borne 1",
            ["--windowed", portrait, "--printer", printer, "--scanner", scanner],
        )
        self._start_station(
            "display",
            "Salle B",
            ["--windowed", landscape, "--voice", f"wav:{self.out / 'voice'}"],
        )
        for name, counter in (("counter", "2"), ("reception", "Accueil")):
            self._start_station(
                name,
                f"Poste {counter}",
                ["--windowed", desk, "--counter", counter],
                kind="counter",
            )
        for name in ("kiosk", "display", "counter", "reception"):
            self.driver(name)

    def _start_station(
        self, name: str, title: str, options: list[str], *, kind: str | None = None
    ) -> None:
        kind = kind or name
        pairing = self.admin("pairing-code", "--kind", kind, "--name", title)
        command = [
            f"guichet-{kind}",
            *("--profile", str(self.folder / name)),
            *("--server", self.server_url),
            *("--pair", pairing),
            *("--name", title),
            *("--language", self.language),
            *("--driver", str(self.folder / f"{name}.socket")),
            *options,
        ]
        self.programs[name] = self._start(name, command)

    def driver(self, name: str) -> Driver:
        """The hands and eyes of one station's program."""
        if name not in self._drivers:
            self._drivers[name] = Driver(self.folder / f"{name}.socket")
        return self._drivers[name]

    def require_printer(self) -> PrinterProcess:
        """Return the virtual printer of an open stage."""
        if self.printer is None:
            raise ProgramFailed("the stage is not open")
        return self.printer

    def ask_booking(self, path: str) -> dict[str, Any]:
        """Read something from the booking sandbox, as its operator."""
        headers = {"Authorization": f"Bearer {self.booking_token}"}
        answer = requests.get(self.booking_url + path, headers=headers, timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    # --- details -------------------------------------------------------------------------

    def _start(self, name: str, command: list[str]) -> Program:
        log = self.folder / "logs" / f"{name}.log"
        return Program(name, command, log=log, env={**self._env, "PYTHONUNBUFFERED": "1"})

    def _write_code_key(self, path: Path, site_id: str) -> None:
        seed = secrets.token_bytes(32)
        private_key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public_key = b64encode(private_key.public_key().public_bytes_raw()).decode()
        catalogue = self._settings["catalogue"]["services"]
        services = {service["code"]: service["number"] for service in catalogue}
        key = {
            "key_id": BOOKING_KEY_ID,
            "seed": b64encode(seed).decode(),
            "site_id": site_id,
            "services": services,
        }
        path.touch(mode=0o600)
        path.write_text(json.dumps(key), encoding="utf-8")
