"""Reception's presenter: who is expected, who came, and what the hall's devices need."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from core.model import SlipState, SlipWay
from counterapp.booking_age import booking_notice
from counterapp.catalogue import Catalogue
from counterapp.commander import Commander
from counterapp.notices import Facts, Level, Notice, Say
from counterapp.ports import ReceptionSite, Tasks, Timers
from counterapp.reception.alerts import REPAIRED, SERIOUS, Device, Fault, Watch, devices
from counterapp.reception.reading import (
    ReceptionSnapshot,
    day_counts,
    found_rows,
    given_ticket,
    paperless,
    read_reception,
    walk_in_service,
)
from counterapp.reception.view import (
    ArrivalOptions,
    HelpRequest,
    PaperlessTicket,
    ReceptionView,
)
from counterapp.refresher import Refresher
from sync.client.errors import Refused, Unauthorised, Unreachable
from sync.contract.arrivals import ArrivedOut, CheckInIn, SlipIn, SlipOut, WalkInIn
from sync.contract.site import SiteOut
from sync.contract.stations import EventOut, HelpOut
from ui.scanners.understanding import ReferenceForm

REFRESH_MS: Final = 15_000
QUEUED_GRACE_S: Final = 4.0
"""A slip that has only just been queued is being printed; it is no missing paper yet."""

_NEWS: Final = frozenset(
    {"appointment", "visit", "step", "slip", "station", "site", "day", "counter", "help"}
)


class ReceptionPresenter:
    """One person at reception.

    Args:
        client: The site, as the signed-in agent.
        site: The site as it stood at sign-in.
        language: ISO 639-1 code of this screen.
        view: The page.
        tasks: Runs work away from the screen.
        timers: Calls back later.
        now: The site's time.
        monotonic: Seconds that never run backwards.
        say: Puts a notice in the status strip.
        expired: Called when the session is no longer valid.
    """

    def __init__(
        self,
        client: ReceptionSite,
        site: SiteOut,
        language: str,
        view: ReceptionView,
        tasks: Tasks,
        timers: Timers,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        *,
        say: Say,
        expired: Callable[[], None],
    ) -> None:
        self._client = client
        self._view = view
        self._timers = timers
        self._now = now
        self._monotonic = monotonic
        self._say = say
        self._expired = expired
        self._catalogue = Catalogue(site, language)
        self._search = ""
        self._wider: tuple[str, ...] = ()
        self._widened = False
        self._reader_there = True
        self._online = True
        self._problem: tuple[str, Facts] | None = None
        self._helps: dict[str, HelpRequest] = {}
        self._watch = Watch()
        self._devices: tuple[Device, ...] = ()
        self._booking: Notice | None = None
        self._names: dict[str, str] = {}
        self._queued_since: dict[str, float] = {}
        self._next_look: Callable[[], None] | None = None
        self._commander = Commander(
            tasks,
            timers,
            monotonic,
            changed=self._show_ready,
            refused=self._on_refused,
            expired=expired,
            dropped=lambda name: say(Notice("dropped", {"command": name}, Level.WARNING)),
        )
        self._refresher: Refresher[ReceptionSnapshot] = Refresher(
            self._read, tasks, timers, done=self._on_read, failed=self._on_read_failed
        )

    # News

    def start(self) -> None:
        """Read everything."""
        self._view.show_given(None)
        self._view.show_help(())
        self._show_ready()
        self._refresher.request()

    def stop(self) -> None:
        """Read and send no more."""
        self._refresher.stop()
        self._commander.stop()
        if self._next_look is not None:
            self._next_look()

    def resume(self, client: ReceptionSite) -> None:
        """Go on under a new session of the same agent."""
        self._client = client
        self._refresher.request()

    def restarted(self) -> None:
        """Read everything again."""
        self._refresher.request()

    def on_online(self, *, online: bool) -> None:
        """Take whether the server is heard."""
        if online == self._online:
            return
        self._online = online
        if online:
            self._commander.server_back()
            self._refresher.request()
        self._show_ready()

    def on_event(self, event: EventOut) -> None:
        """Take one event of the feed."""
        if event.kind.value.partition(".")[0] in _NEWS:
            self._refresher.request()

    def reader_changed(self, *, there: bool) -> None:
        """Take that the code reader of this workplace came or went."""
        if there == self._reader_there:
            return
        self._reader_there = there
        if there:
            self._say(Notice("reader_back", {}, Level.SUCCESS))
        else:
            self._say(Notice("reader_lost", {}, Level.DANGER))
        self._view.show_reader(there=there)

    # What reception does

    @property
    def reference(self) -> ReferenceForm:
        """How references look at this site."""
        return self._catalogue.site.reference

    def search(self, text: str) -> None:
        """Show the appointments that fit a reference, or names as they are typed."""
        self._look_for(text.strip())

    def look_for(self, searches: tuple[str, ...]) -> None:
        """Search as if it were typed, for the first of some texts that finds somebody."""
        self._view.fill_search(searches[0])
        self._look_for(*searches)
        self._show_ready()

    def refuse(self, code: str) -> None:
        """Say why nothing came of a scan."""
        self._problem = (code, {})
        self._say(Notice("refused", {"code": code}, Level.WARNING))
        self._show_ready()

    def check_in_code(self, text: str, options: ArrivalOptions) -> None:
        """Check in by a code that was scanned, unless another command is under way."""
        if self._online:
            self._check_in(CheckInIn.model_validate({"code": text} | _arrival(options)))

    def check_in(self, appointment_id: str, options: ArrivalOptions) -> None:
        """Check in the chosen appointment."""
        self._check_in(
            CheckInIn.model_validate({"appointment_id": appointment_id} | _arrival(options))
        )

    def walk_in(self, service_id: str, options: ArrivalOptions) -> None:
        """Issue a ticket for somebody without an appointment."""
        body = WalkInIn.model_validate({"service_id": service_id} | _arrival(options))
        client = self._client
        self._commander.send(
            "walk_in",
            lambda key: client.walk_in(body, key=key),
            lambda answer: self._on_arrived(answer, "ticket_issued"),
        )

    def given_by_hand(self, visit_id: str, number: str) -> None:
        """Note that a person was given the number by hand."""
        client = self._client

        def done(_: SlipOut) -> None:
            self._say(Notice("given", {"number": number}, Level.SUCCESS))
            self._view.show_given(None)
            self._refresher.request()

        card = SlipIn(state=SlipState.SHOWN, way=SlipWay.CARD)
        self._commander.send("slip", lambda key: client.report_slip(visit_id, card, key=key), done)

    def answer_help(self, help_id: str) -> None:
        """Note that somebody goes there."""
        client = self._client

        self._commander.send(
            "answer_help",
            lambda key: client.answer_help(help_id, key=key),
            lambda _: self._refresher.request(),
        )

    # Answers

    def _check_in(self, body: CheckInIn) -> None:
        client = self._client
        self._commander.send(
            "check_in",
            lambda key: client.check_in(body, key=key),
            lambda answer: self._on_arrived(answer, "checked_in"),
        )

    def _on_arrived(self, answer: ArrivedOut, code: str) -> None:
        self._problem = None
        ticket = given_ticket(answer, self._catalogue)
        self._say(Notice(code, {"number": ticket.number}, Level.SUCCESS))
        self._view.show_given(ticket)
        self._view.reset_options()
        self._refresher.request()

    def _on_refused(self, refusal: Refused) -> None:
        facts = dict(refusal.facts)
        moment = facts.get("come_back_at")
        if isinstance(moment, str):
            facts["come_back_at"] = self._catalogue.local_time(datetime.fromisoformat(moment))
        self._problem = (refusal.code, facts)
        self._say(Notice("refused", {"code": refusal.code, **facts}, Level.WARNING))
        self._refresher.request()

    def _read(self) -> ReceptionSnapshot:
        return read_reception(self._client, self._search)

    def _on_read(self, snapshot: ReceptionSnapshot) -> None:
        self._catalogue = catalogue = Catalogue(snapshot.site, self._catalogue.language)
        self._view.show_counts(day_counts(snapshot))
        if snapshot.search == self._search and not (self._wider and not snapshot.found):
            rows = found_rows(snapshot, catalogue, widened=self._widened)
            self._view.show_appointments(rows)
        else:
            self._widen(snapshot)
            self._refresher.request()
        services = [service for service in snapshot.site.services if service.walk_in]
        self._view.show_walk_ins(tuple(walk_in_service(each, catalogue) for each in services))
        self._names = {station.id: station.name for station in snapshot.stations}
        self._take_devices(devices(snapshot.stations, self._watch, self._monotonic()))
        self._take_booking(booking_notice(snapshot.site, catalogue, self._now()))
        self._take_helps(snapshot.helps)
        tickets, young = self._without_paper(paperless(snapshot.queue, catalogue))
        self._view.show_paperless(tickets)
        self._show_ready()
        if self._next_look is not None:
            self._next_look()
        delay_ms = round(QUEUED_GRACE_S * 1000) if young else REFRESH_MS
        self._next_look = self._timers.after(delay_ms, self._look_again)

    def _look_for(self, text: str, *wider: str) -> None:
        self._problem = None
        self._search, self._wider, self._widened = text, wider, False
        self._refresher.request()

    def _widen(self, snapshot: ReceptionSnapshot) -> None:
        """Nobody was found by what is known of a person: leave some of it out."""
        if snapshot.search == self._search:
            self._search, self._wider, self._widened = self._wider[0], self._wider[1:], True
            self._view.fill_search(self._search)

    def _look_again(self) -> None:
        self._next_look = None
        self._refresher.request()

    def _without_paper(
        self, found: tuple[PaperlessTicket, ...]
    ) -> tuple[tuple[PaperlessTicket, ...], bool]:
        """Leave out slips that have only just been queued; say whether there are any."""
        now_s = self._monotonic()
        queued = {ticket.visit_id for ticket in found if ticket.slip is SlipState.QUEUED}
        since = self._queued_since
        self._queued_since = {each: since.get(each, now_s) for each in queued}
        young = {each for each, at in self._queued_since.items() if now_s - at < QUEUED_GRACE_S}
        return tuple(ticket for ticket in found if ticket.visit_id not in young), bool(young)

    def _take_devices(self, found: tuple[Device, ...]) -> None:
        before = {(device.station_id, fault) for device in self._devices for fault in device.faults}
        after = {(device.station_id, fault) for device in found for fault in device.faults}
        for station_id, fault in sorted(after - before):
            level = Level.DANGER if fault in SERIOUS else Level.WARNING
            self._say(Notice(fault.value, {"station": self._names[station_id]}, level))
        for station_id, fault in sorted(before - after):
            self._say_repaired(station_id, fault)
        self._devices = found
        self._view.show_devices(found)

    def _take_booking(self, told: Notice | None) -> None:
        """Tell how old the appointments are, once; the page shows it as long as it is so."""
        before, self._booking = self._booking, told
        if told is not None and (before is None or before.code != told.code):
            self._say(told)
        elif told is None and before is not None:
            self._say(Notice("appointments_fresh", {}, Level.SUCCESS))
        self._view.show_booking(told)

    def _say_repaired(self, station_id: str, fault: Fault) -> None:
        name = self._names.get(station_id)
        if name is not None and fault in REPAIRED:
            self._say(Notice(REPAIRED[fault], {"station": name}, Level.SUCCESS))

    def _on_read_failed(self, error: Exception) -> None:
        match error:
            case Unauthorised():
                self._expired()
            case Unreachable():
                self.on_online(online=False)
            case Refused():
                self._on_refused(error)
            case _:
                raise error

    def _take_helps(self, found: tuple[HelpOut, ...]) -> None:
        helps = {
            asked.id: HelpRequest(
                asked.id,
                self._names.get(asked.station_id, "–"),
                self._catalogue.local_time(asked.asked_at),
            )
            for asked in found
            if asked.answered_at is None
        }
        for help_id, request in helps.items():
            if help_id not in self._helps:
                self._say(Notice("help_asked", {"station": request.station}, Level.WARNING))
        for help_id, request in self._helps.items():
            if help_id not in helps:
                self._say(Notice("help_answered", {"station": request.station}, Level.SUCCESS))
        if helps != self._helps:
            self._view.show_help(tuple(helps.values()))
        self._helps = helps

    def _show_ready(self) -> None:
        if self._commander.busy:
            self._problem = None
        self._view.show_ready(ready=self._online and not self._commander.busy)
        unsent = self._commander.unsent
        if unsent is not None:
            self._view.show_problem("server_away_unsent", {"command": unsent})
        elif not self._online:
            self._view.show_problem("server_away", {})
        elif self._problem is not None:
            self._view.show_problem(*self._problem)
        else:
            self._view.hide_problem()


def _arrival(options: ArrivalOptions) -> dict[str, object]:
    """Return the fields that were chosen; what stays as it is, is left out."""
    fields: dict[str, object] = {}
    if options.language is not None:
        fields["language"] = options.language
    if options.priority:
        fields["priority"] = True
    if options.persons > 1:
        fields["persons"] = options.persons
    if options.companions:
        fields["companions"] = options.companions
    return fields
