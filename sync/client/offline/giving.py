"""Gives a number to someone who arrives: asks the server in time, else decides alone."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from core.model import Arrival, Closed, Need
from core.runtime.ids import new_id
from sync.client.clock import StationClock
from sync.client.errors import Refused
from sync.client.offline.asking import DirectAsk
from sync.client.offline.contact import Contact
from sync.client.offline.database import StorageFault
from sync.client.offline.day_list import DayList
from sync.client.offline.judging import JUDGED, Booked, day_start, judge, recognise
from sync.client.offline.news import News, NewsDesk
from sync.client.offline.numbers import LeasedNumber
from sync.client.offline.outbox import Outbox
from sync.client.offline.outcomes import ArrivalOutcome, RefusedArrival, ServerAway
from sync.client.offline.rows import Draft, Row, RowKind, RowState
from sync.client.offline.stock import Stock, StockRules
from sync.client.offline.tickets import ticket
from sync.client.offline.uploader import Uploader
from sync.contract.arrivals import ArrivedOut, CheckInIn, WalkInIn
from sync.contract.site import ServiceOut, SiteOut
from sync.contract.wire import to_wire

_log = logging.getLogger(__name__)
_LATE_WORD_S: Final = 0.5
_CLOSED_CODES: Final[Mapping[Closed | None, str]] = {
    Closed.CRISIS: "crisis_mode",
    Closed.FROZEN: "site_frozen",
    Closed.LAST_CALL: "last_call",
}


@dataclass(frozen=True, slots=True)
class DeskRules:
    """How long a visitor waits for the server, and how much is kept at hand.

    Attributes:
        ask_s: A check-in waits so many seconds for the server's word, then the kiosk decides.
        fill_s: Somebody waits so long for numbers when there are none.
        walk_in_wait_s: A walk-in, whose number is sure, waits so long for the server's estimate.
    """

    ask_s: float = 1.5
    fill_s: float = 1.0
    walk_in_wait_s: float = 0.7
    stock: StockRules = field(default_factory=StockRules)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a visitor said besides; the same for check-ins and walk-ins."""

    language: str | None = None
    priority: bool = False
    needs: tuple[Need, ...] = ()
    persons: int = 1

    def fields(self) -> dict[str, Any]:
        """Return the fields of a request that were set."""
        plain = Wishes()
        return {
            name: getattr(self, name)
            for name in ("language", "priority", "needs", "persons")
            if getattr(self, name) != getattr(plain, name)
        }


class Giving:
    """The one path by which a kiosk gives numbers; see `KioskDesk` for its promises."""

    def __init__(
        self,
        outbox: Outbox,
        stock: Stock,
        uploader: Uploader,
        news: NewsDesk,
        direct: DirectAsk,
        day_list: DayList,
        contact: Contact,
        clock: StationClock,
        rules: DeskRules,
    ) -> None:
        self._outbox = outbox
        self._stock = stock
        self._uploader = uploader
        self._news = news
        self._direct = direct
        self._day_list = day_list
        self._contact = contact
        self._clock = clock
        self._rules = rules

    def walk_in(self, service_id: str, wishes: Wishes, wait_s: float | None) -> ArrivalOutcome:
        """Give a number for a service."""
        site = self._stock.site
        if site is None:
            return ServerAway()
        if self._contact.unauthorised:
            return RefusedArrival("unauthorised")
        service = next((each for each in site.services if each.id == service_id), None)
        if service is None:
            return RefusedArrival("service_unknown")
        refusal = _refuse_walk_in(service)
        if refusal is not None:
            return refusal
        now, said = self._clock.now(), wishes.fields()

        def body(leased: LeasedNumber) -> WalkInIn:
            # Nothing may refuse a number that is shown before the server hears of it.
            return WalkInIn(service_id=service.id, given=True, **_numbered(leased, now), **said)

        draft = Draft(RowKind.WALK_IN, RowState.GIVEN, body, now, service.id)
        try:
            row = self._issue(draft, service.letter)
        except StorageFault as fault:
            return _faulty(fault)
        if row is None:
            asked = WalkInIn(service_id=service.id, **said)
            return self._ask_directly(RowKind.WALK_IN, asked)
        wait = self._rules.walk_in_wait_s if wait_s is None else wait_s
        news = self._await(row.key, wait if self._contact.online else 0.0)
        return ticket(row, news if isinstance(news, ArrivedOut) else None)

    def check_in_reference(
        self, reference: str, time: str | None, wishes: Wishes
    ) -> ArrivalOutcome:
        """Check in with what somebody typed.

        The server tells; while it is away, the list of the day. What the kiosk alone would refuse
        it answers as what it does not know: who guesses learns nothing.
        """
        try:
            asked = CheckInIn(reference=reference, time=time, **wishes.fields())
        except ValidationError:
            # What no reference looks like is answered as one that is unknown.
            return RefusedArrival("see_reception")
        site = self._stock.site
        now = self._clock.now()
        known = None if site is None else self._day_list.find(reference, time, site, now)
        if site is None or known is None:
            return self._ask_directly(RowKind.CHECK_IN, asked)
        try:
            outcome = self._check_in_known(known, site, asked)
        except StorageFault as fault:
            return _faulty(fault)
        alone = isinstance(outcome, RefusedArrival) and outcome.code in JUDGED
        return ServerAway() if alone else outcome

    def check_in_code(self, text: str, wishes: Wishes) -> ArrivalOutcome:
        """Check in with the text of a signed code."""
        site = self._stock.site
        known = None if site is None else recognise(text, site)
        if isinstance(known, RefusedArrival):
            return known
        if site is None or known is None:
            try:
                asked = CheckInIn(code=text, **wishes.fields())
            except ValidationError:
                return RefusedArrival("code_invalid", {"reason": "malformed"})
            return self._ask_directly(RowKind.CHECK_IN, asked)
        try:
            asked = CheckInIn(code=text, **wishes.fields())
            return self._check_in_known(known, site, asked)
        except StorageFault as fault:
            return _faulty(fault)

    def _check_in_known(self, known: Booked, site: SiteOut, asked: CheckInIn) -> ArrivalOutcome:
        now = self._clock.now()
        since = day_start(now, site)
        earlier = self._outbox.of_subject(known.subject, since)
        if earlier is not None and not earlier.settled:
            # The same person again while the first question is open: one question, one number.
            return self._conclude(earlier, known, site, now)

        def body(leased: LeasedNumber) -> CheckInIn:
            return asked.model_copy(update=_numbered(leased, now))

        draft = Draft(
            RowKind.CHECK_IN,
            RowState.ASKING,
            body,
            now,
            known.service.id,
            known.subject,
            known.at,
        )
        row = self._issue(draft, known.service.letter)
        if row is None:
            return self._ask_directly(RowKind.CHECK_IN, asked)
        return self._conclude(row, known, site, now)

    def _conclude(self, row: Row, known: Booked, site: SiteOut, now: datetime) -> ArrivalOutcome:
        """Wait for the server's word on an open check-in; decide alone when there is none."""
        self._news.expect(row.key)
        try:
            self._uploader.wake()
            news = self._news.wait(row.key, self._rules.ask_s)
            if news is None and not self._contact.unauthorised:
                verdict = judge(known, site, now)
                decided = self._decide(row, verdict, day_start(now, site))
                if decided is not None:
                    return decided
                # The server's word came at the last moment.
                news = self._news.wait(row.key, _LATE_WORD_S)
        finally:
            self._news.forget(row.key)
        return self._by_the_server(row, news)

    def _decide(
        self, row: Row, verdict: Arrival | RefusedArrival, since: datetime
    ) -> ArrivalOutcome | None:
        """Decide without the server; None when its word is there after all."""
        before = self._outbox.of_subject(row.subject or "", since, but=row.key)
        if before is not None and before.state is not RowState.ASKING:
            # This person holds a number already: the same one again, on new paper.
            self._outbox.withdraw(row.key, "given_before")
            arrival = verdict if isinstance(verdict, Arrival) else None
            return ticket(before, None, arrival=arrival, again=True)
        if isinstance(verdict, RefusedArrival) and row.state is RowState.ASKING:
            self._outbox.withdraw(row.key, verdict.code)
            return verdict
        given = self._outbox.give(row.key)
        if given.settled:
            return None
        self._uploader.wake()
        arrival = verdict if isinstance(verdict, Arrival) else None
        return ticket(given, None, arrival=arrival, again=row.state is RowState.GIVEN)

    def _by_the_server(self, row: Row, news: News) -> ArrivalOutcome:
        if isinstance(news, ArrivedOut):
            return ticket(row, news, again=row.state is RowState.GIVEN)
        if isinstance(news, Refused):
            return RefusedArrival(news.code, news.facts)
        settled = self._outbox.find(row.key) or row
        if settled.state is RowState.ANSWERED:
            return ticket(settled, None)
        if settled.state in (RowState.REFUSED, RowState.REJECTED):
            return RefusedArrival(settled.reason or "see_reception")
        if settled.state is RowState.GIVEN:
            return ticket(settled, None, again=True)
        # The token is not known any more: what this kiosk gives would never be merged.
        self._outbox.withdraw(row.key, "unauthorised")
        return RefusedArrival("unauthorised")

    def _issue(self, draft: Draft, letter: str) -> Row | None:
        """Take a number: of the working lease, else of a fresh one, else of the reserve."""
        row = self._outbox.issue(draft, letter, reserve=False)
        if row is None:
            self._stock.fill(self._rules.fill_s)
            row = self._outbox.issue(draft, letter, reserve=False)
        if row is None:
            row = self._outbox.issue(draft, letter, reserve=True)
        self._stock.wake()
        return row

    def _await(self, key: str, timeout_s: float) -> News:
        self._news.expect(key)
        try:
            self._uploader.wake()
            return self._news.wait(key, timeout_s) if timeout_s > 0 else None
        finally:
            self._news.forget(key)

    def _ask_directly(self, kind: RowKind, arrival: CheckInIn | WalkInIn) -> ArrivalOutcome:
        """Let the server number someone whose letter only it knows, or when no number is left."""
        answer = self._direct.ask(arrival, self._rules.ask_s)
        if answer is None:
            return ServerAway()
        if isinstance(answer, Refused):
            return RefusedArrival(answer.code, answer.facts)
        key = new_id()
        row = Row(
            key=key,
            wire_key=key,
            kind=kind,
            state=RowState.ANSWERED,
            body=json.dumps({"language": arrival.language}),
            number=answer.ticket.number,
            issued_at=answer.visit.checked_in_at,
            service_id=answer.visit.service_id,
            starts_at=answer.visit.starts_at,
            visit_id=answer.visit.id,
            alias=answer.ticket.alias,
        )
        try:
            self._outbox.note_answered(row)
        except StorageFault as fault:
            # The server has the visit; only the fate of its slip will not be told.
            _log.error("an arrival could not be noted: %s", fault)
        return ticket(row, answer)


def _refuse_walk_in(service: ServiceOut) -> RefusedArrival | None:
    if not service.walk_in:
        return RefusedArrival("walk_in_not_offered", {"service_id": service.id})
    if service.walk_in_open:
        return None
    facts = {} if service.opens_at is None else {"opens_at": to_wire(service.opens_at)}
    code = _CLOSED_CODES.get(service.closed_because, "service_closed")
    return RefusedArrival(code, {"service_id": service.id, **facts})


def _numbered(leased: LeasedNumber, now: datetime) -> dict[str, Any]:
    return {"number": leased.number, "lease_id": leased.lease_id, "issued_at": now}


def _faulty(fault: StorageFault) -> RefusedArrival:
    _log.error("no number could be written down: %s", fault)
    return RefusedArrival("kiosk_storage")
