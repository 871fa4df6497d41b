"""The morning that is played: who comes, what they and the agents do, and what must be seen.

Each scene acts through the real programs and waits for what a person would wait to see; it
fails where that does not come. The story it tells goes to `tell`, line by line.
"""

import contextlib
import csv
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from demonstration.stage import ZONE, Stage
from ui.driver_client import DriverError

LIFE_CERTIFICATE_AR = "شهادة حياة"
BOOKED_ON_TIME = "502"
BOOKED_LATE = "501"
BOOKED_NO_PAPER = "503"
BOOKED_TODAY = 12
OUTCOMES_DUE = {BOOKED_LATE: "noshow", BOOKED_NO_PAPER: "seen"}
COUNTER = "2"
PULSES_S = 3.5

T = TypeVar("T")


def _spaced(number: str) -> str:
    """A pattern for a ticket's number, written together or, for reading aloud, apart."""
    return f"{number[0]}[ \u00a0\u202f]?{number[1:]}"


def _ticked(widgets: list[dict[str, Any]]) -> list[str]:
    """The papers that are ticked, of what a counter app shows."""
    return [w["name"] for w in widgets if w["name"].startswith("document_") and w["checked"]]


class SceneFailed(Exception):
    """Something that a person would have waited for did not come."""


@dataclass
class Numbers:
    """The tickets of the morning's people, as they read them on the kiosk."""

    on_time: str = ""
    late: str = ""
    walk_in: str = ""
    no_paper: str = ""


@dataclass
class Morning:
    """The script, scene by scene, on a stage that is open.

    Attributes:
        called_within_s: For each call, seconds from the agent's key to the number on the display.
    """

    stage: Stage
    tell: Callable[[str], None]
    numbers: Numbers = field(default_factory=Numbers)
    called_within_s: list[float] = field(default_factory=list)
    _told_slips: int = 0

    def play(self) -> None:
        """Play every scene in order.

        Raises:
            SceneFailed, DriverError, ProgramFailed: The programs did not do as they should.
        """
        self.appointments_arrive()
        self.someone_shows_a_code()
        self.someone_types_a_reference()
        self.someone_takes_a_ticket_in_arabic()
        self.the_paper_runs_out()
        self.the_counter_opens()
        self.the_booking_server_goes_away()
        self.someone_is_absent()
        self.someone_is_served()
        self.someone_is_sent_to_the_cash_office()
        self.someone_is_served()
        self.the_site_server_is_killed()
        self.the_outcomes_arrive()

    # --- the day begins ------------------------------------------------------------------

    def appointments_arrive(self) -> None:
        """The site reads the day's appointments; reception signs in and sees them."""
        self._sign_in("reception", "awa")
        counts = self.stage.driver("reception").wait("dayCounts", rf"\b{BOOKED_TODAY}\b", 30)
        self._say("server", f"read {BOOKED_TODAY} appointments of today from the booking server")
        self._say("reception", f"awa signed in: {counts}")

    def someone_shows_a_code(self) -> None:
        """A QR code from the booking server's message, shown to the kiosk's scanner."""
        self.stage.scanner.scan(self._booking_codes()[BOOKED_ON_TIME])
        self.numbers.on_time = self._ticket("on time", picture="kiosk-on-time")

    def someone_types_a_reference(self) -> None:
        """A reference and its time, typed, a few minutes after that time."""
        kiosk = self.stage.driver("kiosk")
        kiosk.press("haveAppointment")
        kiosk.wait("referencePage")
        self._type_keys(BOOKED_LATE)
        kiosk.wait("timePage")
        self._type_keys("0845")
        self.numbers.late = self._ticket("late within tolerance", picture="kiosk-late")

    def someone_takes_a_ticket_in_arabic(self) -> None:
        """A walk-in for a life certificate, in Arabic."""
        kiosk = self.stage.driver("kiosk")
        kiosk.press("language_ar")
        kiosk.wait("welcome", "أهلاً")
        kiosk.grab(self.stage.out / "kiosk-home-arabic.png")
        kiosk.press("noAppointment")
        kiosk.wait("servicesPage")
        service = self._find_service(LIFE_CERTIFICATE_AR)
        kiosk.grab(self.stage.out / "kiosk-services-arabic.png")
        left = {widget["name"]: widget["rect"][0] for widget in kiosk.tree()}
        if not left["clock"] < left["siteName"] or not left["help"] < left["back"]:
            raise SceneFailed("the kiosk is not mirrored for Arabic")
        kiosk.press(service)
        self.numbers.walk_in = self._ticket("walk-in, in Arabic", picture="kiosk-ticket-arabic")

    def the_paper_runs_out(self) -> None:
        """No paper: the number stands on the screen, reception knows, the slip comes later."""
        printer = self.stage.require_printer()
        printer.order("paper-out")
        kiosk, reception = self.stage.driver("kiosk"), self.stage.driver("reception")
        self.stage.scanner.scan(self._site_codes()[BOOKED_NO_PAPER])
        self.numbers.no_paper = kiosk.wait("noPaperNumber", r"[A-Z]\d{3}", timeout_s=15)
        kiosk.grab(self.stage.out / "kiosk-no-paper.png")
        self._say("kiosk", f"{self.numbers.no_paper} without paper: the number is on the screen")
        alert = reception.wait("alerts", "papier|paper", timeout_s=15)
        reception.wait("paperlessTickets", _spaced(self.numbers.no_paper), timeout_s=15)
        reception.grab(self.stage.out / "reception-no-paper.png")
        self._say("reception", f"alert: {alert.splitlines()[0]}")
        printed = self._slips()
        printer.order("paper-ok")
        self._until("the slip that waited for paper", lambda: self._slips() > printed)
        self._say("printer", f"paper is back, the slip of {self.numbers.no_paper} was printed")
        self._leave_the_kiosk()

    # --- at the counter ------------------------------------------------------------------

    def the_counter_opens(self) -> None:
        """An agent signs in at counter 2 and opens it."""
        counter = self.stage.driver("counter")
        self._sign_in("counter", "marc")
        counter.press("openCounter")
        counter.wait("counterState", "Ouvert|Open")
        self._say("counter", f"marc opened counter {COUNTER}")

    def the_booking_server_goes_away(self) -> None:
        """The booking server is down while the outcomes happen."""
        self.stage.programs["booking"].stop()
        self._say("booking", "the booking server is down")

    def someone_is_absent(self) -> None:
        """Called three times, nobody comes: absent."""
        counter = self.stage.driver("counter")
        number = self._call_next()
        for again in ("2", "3"):
            counter.key("F3")
            counter.wait("visitTimer", rf"\b{again} ")
        counter.key("F9")
        counter.wait("noVisit")
        self._say("counter", f"{number} was called three times and is absent")

    def someone_is_sent_to_the_cash_office(self) -> None:
        """Received, then handed on to the cash office with seniority."""
        counter = self.stage.driver("counter")
        number = self._call_next()
        counter.key("F5")
        counter.wait("visitState", "En cours|In service")
        counter.key("F7")
        counter.wait("transferService")
        counter.type_text("Caisse" if self.stage.language == "fr" else "Cash", "transferService")
        counter.press("transferConfirm")
        counter.wait("noVisit")
        self._say("counter", f"{number} went on to the cash office and keeps its place")

    def someone_is_served(self) -> None:
        """Called, started, papers ticked, finished with an outcome.

        First the walk-in, since both bookings are not due yet; later the booking without paper.
        """
        counter = self.stage.driver("counter")
        number = self._call_next()
        counter.key("F5")
        counter.wait("visitState", "En cours|In service")
        papers = [w["name"] for w in counter.tree() if w["name"].startswith("document_")]
        for paper in papers:
            counter.press(paper)
        self._until("the ticks", lambda: _ticked(counter.tree()) == papers)
        counter.grab(self.stage.out / "counter-visit.png")
        counter.key("F8")
        counter.wait("finishConfirm")
        counter.press("finishConfirm")
        counter.wait("noVisit")
        self._say("counter", f"{number} was received, {len(papers)} papers ticked, finished")

    def the_site_server_is_killed(self) -> None:
        """SIGKILL in the middle of the morning; the stations say so and come back by themselves."""
        self.stage.programs["server"].kill()
        self._say("server", "killed (SIGKILL)")
        self.stage.start_server()
        self.stage.driver("counter").wait("networkState", "OK", timeout_s=30)
        self._say("server", "restarted; the stations found it again")

    def the_outcomes_arrive(self) -> None:
        """The booking server returns, and is told what happened, once."""
        self.stage.start_booking()
        writes = self._until("the outcomes", self._final_writes, timeout_s=40)
        told = ", ".join(f"{write['rdv']} {write['status']}" for write in writes)
        self._say("booking", f"is back and was told: {told}")

    # --- hands and eyes ------------------------------------------------------------------

    def _sign_in(self, station: str, agent: str) -> None:
        program = self.stage.driver(station)
        program.type_text(agent, "username")
        program.type_text(self.stage.password, "password")
        program.press("signIn")
        program.wait("me", agent)

    def _type_keys(self, digits: str) -> None:
        kiosk = self.stage.driver("kiosk")
        for digit in digits:
            kiosk.press(f"key_{digit}")
        kiosk.press("keyOk")

    def _find_service(self, label: str) -> str:
        kiosk = self.stage.driver("kiosk")
        for _ in range(10):
            for widget in kiosk.tree():
                if widget["name"].startswith("service_") and label in widget["text"]:
                    return str(widget["name"])
            here = re.escape(kiosk.read("servicesPosition"))
            kiosk.press("nextPage")
            kiosk.wait("servicesPosition", rf"^(?!{here}$)")
        raise SceneFailed(f"the kiosk does not offer {label}")

    def _ticket(self, what: str, *, picture: str) -> str:
        kiosk = self.stage.driver("kiosk")
        printed = self._told_slips
        number = kiosk.wait("ticketNumber", r"[A-Z]\d{3}", timeout_s=15)
        kiosk.grab(self.stage.out / f"{picture}.png")
        try:
            said = kiosk.read("arrival")
        except DriverError:
            said = kiosk.read("ticketLead")
        self._until(f"the slip of {number}", lambda: self._slips() > printed)
        self._told_slips = self._slips()
        self._say("kiosk", f"{number}, {what}; the screen says «{said}»; slip printed")
        self._leave_the_kiosk()
        return number

    def _leave_the_kiosk(self) -> None:
        """Press Finish, unless the kiosk was quicker: it goes home by itself after 15 s."""
        kiosk = self.stage.driver("kiosk")
        with contextlib.suppress(DriverError):
            kiosk.press("finish", timeout_s=3.0)
        kiosk.wait("homePage")

    def _call_next(self) -> str:
        counter, display = self.stage.driver("counter"), self.stage.driver("display")
        pressed = time.monotonic()
        counter.key("F2")
        number = counter.wait("currentNumber", r"[A-Z] ?\d{3}")
        letter, digits = number[0], number[-3:]
        self._until("the number on the display", lambda: self._on_display(letter + digits))
        self.called_within_s.append(time.monotonic() - pressed)
        if len(self.called_within_s) == 1:
            # The panel pulses three times before it is steady.
            display.wait("calledNumber", _spaced(letter + digits))
            time.sleep(PULSES_S)
            display.grab(self.stage.out / "display-call.png")
        self._say(
            "display",
            f"{letter} {digits} → {COUNTER}, "
            f"{self.called_within_s[-1]:.2f} s after the agent's key",
        )
        return f"{letter}{digits}"

    # --- witnesses -----------------------------------------------------------------------

    def _say(self, who: str, what: str) -> None:
        local = self.stage.clock.now().astimezone(ZoneInfo(ZONE))
        self.tell(f"{local:%H:%M}  {who:<10} {what}")

    def _until(self, what: str, look: Callable[[], T], timeout_s: float = 15.0) -> T:
        deadline = time.monotonic() + timeout_s
        while not (seen := look()):
            if time.monotonic() > deadline:
                raise SceneFailed(f"{what} did not come within {timeout_s:g} s")
            time.sleep(0.05)
        return seen

    def _on_display(self, number: str) -> bool:
        """Whether the board shows a number: large, or first in its list while another is large."""
        places = {"calledNumber", "calledNumber2", "recentNumber1"}
        shown = [w["text"] for w in self.stage.driver("display").tree() if w["name"] in places]
        return any(re.fullmatch(_spaced(number), text) for text in shown)

    def _slips(self) -> int:
        return len(list((self.stage.out / "slips").glob("*.png")))

    def _booking_codes(self) -> dict[str, str]:
        """What the booking server wrote to its people: a signed code for each reference."""
        items = self.stage.ask_booking("/sandbox/codes")["items"]
        return {item["reference"]: item["code"] for item in items}

    def _site_codes(self) -> dict[str, str]:
        """The codes of the printed day list, by the site's own key."""
        rows = csv.DictReader(io.StringIO(self.stage.admin("codes")))
        return {row["reference"]: row["code"] for row in rows}

    def _final_writes(self) -> list[dict[str, Any]]:
        """What the booking server was told, once it was told all that is due."""
        writes: list[dict[str, Any]] = self.stage.ask_booking("/sandbox/log")["items"]
        return writes if len(writes) >= len(OUTCOMES_DUE) else []
