"""A consistent snapshot of the store: what routes and screens ask for."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from core import policy
from core.calendar import Opening, opening
from core.estimate import QueueState
from core.model import AppointmentStatus, OutboxState, StepState
from core.policy import Offer
from core.site import Site
from core.site_day import SiteDay
from core.store import journal
from core.store.bookings import SqlAppointments
from core.store.chain import Verdict, verify
from core.store.days import SqlSiteDays
from core.store.name_index import NameIndex
from core.store.outbox import SqlOutbox
from core.store.queue import left_over, read_queue
from core.store.rows import table_of
from core.store.seals import kept_seals
from core.store.servers import server_addresses
from core.store.site_settings import SiteCache, SqlSiteSettings
from core.store.staff import (
    SqlAgents,
    SqlCounters,
    SqlHelpCalls,
    SqlLeases,
    SqlSigningKeys,
    SqlStations,
)
from core.store.steps import SqlCalls, SqlSteps
from core.store.tables_visits import VisitRow
from core.store.visits import SqlVisits
from core.store.waits import WaitHistory, Waits
from core.things import (
    Agent,
    Call,
    Counter,
    Event,
    Help,
    Lease,
    OutboxItem,
    SigningKey,
    Station,
    Step,
    Visit,
)
from core.usecases.calling import is_aloud
from core.usecases.openness import door
from core.usecases.stations import secret_hash
from core.views import (
    AppointmentCard,
    Board,
    BoardCall,
    OutboxCard,
    PendingCard,
    QueueEntry,
    SignedIn,
    VisitCard,
)

_VISITS = table_of(VisitRow)
_LIVE = frozenset({StepState.CALLED, StepState.SERVING})


class Reader:
    """Reads one moment of the store; every answer of one reader fits the others.

    Attributes:
        connection: Within the snapshot, for readers of one subject in this package.
        now: When the snapshot was taken.

    Args:
        names: Shared by the readers of committed data; one that sees what is not committed has its
            own, from which nobody else learns of that.
        writing: The connection is the writer's, within a transaction that may be rolled back.
    """

    def __init__(
        self,
        connection: Connection,
        sites: SiteCache,
        now: datetime,
        names: NameIndex | None = None,
        *,
        writing: bool = False,
    ) -> None:
        self.connection = connection
        self._connection = connection
        self._sites = sites
        self._writing = writing
        self.now = now
        self._names = names
        self._visits = SqlVisits(connection)
        self._steps = SqlSteps(connection)
        self._calls = SqlCalls(connection)
        self._appointments = SqlAppointments(connection)
        self._outbox = SqlOutbox(connection)
        self._counters = SqlCounters(connection)
        self._agents = SqlAgents(connection)
        self._stations = SqlStations(connection)
        self._help = SqlHelpCalls(connection)
        self._site: Site | None = None

    def site(self) -> Site:
        """Return the site as the snapshot's settings describe it; `site_unknown` before set-up."""
        if self._site is None:
            self._site = self._sites.get(self._connection, writing=self._writing)
        return self._site

    @cached_property
    def names(self) -> NameIndex:
        """Finds bookings by name."""
        return NameIndex() if self._names is None else self._names

    @cached_property
    def today(self) -> date:
        """The business day of the snapshot."""
        return self.site().days.of(self.now)

    @cached_property
    def settings(self) -> SqlSiteSettings:
        """The settings by version and layer."""
        return SqlSiteSettings(self._connection)

    def opening(self, service_id: str | None = None) -> Opening:
        """Return the present opening of the site, or of a service."""
        site = self.site()
        hours = site.calendar if service_id is None else site.calendar_of(site.service(service_id))
        return opening(hours, site.days, self.now, self.site_day)

    @cached_property
    def site_day(self) -> SiteDay:
        """The switches of the site as they stand."""
        return SqlSiteDays(self._connection).now()

    def walk_in_open(self, service_id: str) -> bool:
        """Say whether a kiosk may offer a service to walk-ins now."""
        site = self.site()
        service = site.service(service_id)
        if not door(site, service, self.site_day, self.now).open:
            return False
        if service.daily_cap is None:
            return True
        return self._visits.count_walk_ins(self.today, service_id) < service.daily_cap

    def counters(self) -> Sequence[Counter]:
        """Return every counter that is in use, as it stands now."""
        return self._counters.all()

    def counter(self, counter_id: str) -> Counter:
        """Return a counter as it stands now; `counter_unknown`."""
        return self._counters.get(counter_id)

    def visit(self, visit_id: str) -> VisitCard:
        """Return a visit with all that belongs to it; `visit_unknown`."""
        visit, persons = self._visits.get(visit_id), self._visits.persons(visit_id)
        # One that was grouped into it may be forgotten a batch before it.
        joined = [
            self._visits.find(one) for one in dict.fromkeys(p.came_as for p in persons) if one
        ]
        return VisitCard(
            visit,
            tuple(self._steps.of_visit(visit_id)),
            tuple(persons),
            tuple(self._visits.outcomes(visit_id)),
            self._visits.note(visit_id),
            tuple((one.id, one.called_as) for one in joined if one is not None),
        )

    def step(self, step_id: str) -> Step:
        """Return a step; `step_unknown`."""
        return self._steps.get(step_id)

    def call(self, call_id: str) -> Call:
        """Return a call with its audit: why this step was called then; `call_unknown`."""
        return self._calls.get(call_id)

    def offer(self, counter: Counter) -> Offer:
        """Return what a counter takes when it calls next."""
        site = self.site()
        streak = 0
        if policy.is_absolute(site):
            most = site.policy.absolute_in_a_row
            streak = self._calls.priority_streak(self.today, counter.id, most)
        return policy.offer_at(site, counter, streak=streak)

    def queue(self, counter_id: str | None = None, limit: int = 50) -> Sequence[QueueEntry]:
        """Return who waits, in calling order, then who is called, served or parked today.

        Args:
            counter_id: Only what this counter can call or holds.
            limit: The most people who wait to be returned.
        """
        if counter_id is None:
            offer = policy.offer_of_site(self.site())
        else:
            offer = self.offer(self._counters.get(counter_id))
        return read_queue(self._connection, self.today, self.now, offer, limit)

    def left_over(self) -> Sequence[QueueEntry]:
        """Return who waits since an earlier day; who was called then is in the queue of today."""
        return left_over(self._connection, self.today, self.now)

    def board(self, recent: int = 6) -> Board:
        """Return what a display shows: calls that stand, and the last ones before them."""
        live = {step.call_id for step in self._steps.held(self.today) if step.state in _LIVE}
        calls = self._calls.latest(self.today, recent + len(live))
        former = [call for call in calls if call.id not in live][:recent]
        current = [self._calls.get(call_id) for call_id in live if call_id is not None]
        current.sort(key=lambda call: call.last_called_at or call.called_at, reverse=True)
        return Board(
            tuple(self.board_call(call) for call in current),
            tuple(self.board_call(call) for call in former),
        )

    def board_call(self, call: Call) -> BoardCall:
        """Return a call as the public sees and hears it."""
        site = self.site()
        visit = self._visits.get(call.visit_id)
        step = self._steps.get(call.step_id)
        # Somebody who was on hold may be served at another counter than the one that called.
        here = step.counter_id if step.call_id == call.id and step.state in _LIVE else None
        place = site.counter(here or call.counter_id)
        return BoardCall(
            call_id=call.id,
            announcement=call.announcement,
            number=visit.called_as,
            counter=place.number,
            zone=place.zone,
            language=visit.language,
            aloud=is_aloud(site, visit, step),
            repeats=call.repeats,
            called_at=call.called_at,
        )

    def wait_history(self) -> WaitHistory:
        """Return what the days before teach of waits; meant to be kept for the day."""
        return Waits(self._connection, self.site(), self.now, self.today).history()

    def queue_state(self, history: WaitHistory) -> QueueState:
        """Return what an estimate of waits starts from."""
        return Waits(self._connection, self.site(), self.now, self.today).state(history)

    def services_waited_for(self) -> frozenset[str]:
        """Return the services that somebody waits for now."""
        return self._steps.waited_for_now(self.today)

    @property
    def known_bookings(self) -> SqlAppointments:
        """The bookings, to compare a file with."""
        return self._appointments

    def appointments(
        self, day: date | None = None, status: AppointmentStatus | None = None
    ) -> Sequence[AppointmentCard]:
        """Return the bookings of a day by time, without withdrawn ones.

        Args:
            day: Today if absent.
            status: Only bookings of this status.
        """
        return self._appointments.cards(self._appointments.standing(day or self.today, status))

    def appointment(self, appointment_id: str) -> AppointmentCard:
        """Return a booking; `appointment_unknown`."""
        return self._appointments.cards([self._appointments.get(appointment_id)])[0]

    def stations(self) -> Sequence[Station]:
        """Return every station, by name; accounts of tools are among them."""
        return self._stations.all()

    def station_by_token(self, token: str) -> Station | None:
        """Return the station that a token belongs to, unless it was revoked."""
        found = self._stations.by_token_hash(secret_hash(token))
        return None if found is None or found.revoked_at is not None else found

    def session_by_token(self, token: str) -> SignedIn | None:
        """Return the session that a token belongs to, unless it ended, or the agent left."""
        session = self._agents.session_by_token_hash(secret_hash(token))
        if session is None or session.ended_at is not None or session.expires_at <= self.now:
            return None
        agent = self._agents.get(session.agent_id)
        station = self._stations.get(session.station_id)
        if not agent.active or station.revoked_at is not None:
            return None
        return SignedIn(session, agent)

    def agents(self) -> Sequence[Agent]:
        """Return every agent, by user name."""
        return self._agents.all()

    def agent_by_username(self, username: str) -> Agent | None:
        """Return the agent who signs in with this name."""
        return self._agents.by_username(username)

    def unanswered_help(self) -> Sequence[Help]:
        """Return every call for help that nobody answered yet, oldest first."""
        return self._help.unanswered()

    def help_call(self, help_id: str) -> Help:
        """Return a call for help; `help_unknown`."""
        return self._help.get(help_id)

    def lease(self, lease_id: str) -> Lease:
        """Return a lease; `lease_unknown`."""
        return SqlLeases(self._connection).get(lease_id)

    def outbox(
        self, state: OutboxState | None = None, after: int = 0, limit: int = 100
    ) -> Sequence[OutboxItem]:
        """Return outcomes in the order of sending, from behind `after`."""
        return self._outbox.listed(state, after, limit)

    def outbox_item(self, item_id: str) -> OutboxItem:
        """Return an outcome; `outbox_item_unknown`."""
        return self._outbox.get(item_id)

    def outbox_cards(self, items: Sequence[OutboxItem]) -> Sequence[OutboxCard]:
        """Return outcomes with the bookings of which they tell, in the same order."""
        bookings = self._appointments.with_ids({item.appointment_id for item in items})
        known = {booking.id: booking for booking in bookings}
        return [OutboxCard(item, known[item.appointment_id]) for item in items]

    def outbox_pending(self, source: str, limit: int = 50) -> Sequence[PendingCard]:
        """Return what a source may be told now, oldest first."""
        return self._outbox.pending(source, self.now, limit)

    def outbox_due(self, limit: int = 50) -> Sequence[OutboxItem]:
        """Return outcomes that may be sent now, oldest first."""
        return self._outbox.due(self.now, limit)

    def oldest_unsent(self) -> datetime | None:
        """Return when the oldest outcome was made that is still to be sent."""
        return self._outbox.oldest_unsent()

    def seq(self) -> int:
        """Return the newest seq of the journal."""
        return journal.newest_seq(self._connection)

    def last_event_at(self) -> datetime | None:
        """Return when the newest event happened; None if the journal is empty."""
        return journal.newest_at(self._connection)

    def oldest_seq(self) -> int:
        """Return the oldest seq that the journal keeps; 0 if it is empty."""
        return journal.oldest_seq(self._connection)

    def events(self, after: int, limit: int = 500) -> Sequence[Event]:
        """Return rows of the journal behind `after`, in order."""
        return journal.events_after(self._connection, after, limit)

    def events_of_visit(self, visit_id: str) -> Sequence[Event]:
        """Return what the journal knows of a visit, in order."""
        return journal.events_of_visit(self._connection, visit_id)

    def verify_journal(self) -> Verdict:
        """Check the whole journal, also against the seals beside it."""
        return verify(self._connection, kept_seals(self._connection))

    def journal_tail(self) -> journal.Tail:
        """Return the end of the journal's chain; seq 0 for an empty one."""
        return journal.Journal(self._connection).tail()

    def signing_keys(self) -> Sequence[SigningKey]:
        """Return every key that signs appointment codes, by key id."""
        return SqlSigningKeys(self._connection).all()

    def visits_without_paper(self) -> Sequence[Visit]:
        """Return today's open visits whose slip is not known to be in the person's hand."""
        visits = self._visits
        unsure = ("queued", "failed", "doubtful")
        return visits.many(
            visits.query()
            .where(
                _VISITS.c.business_day == self.today,
                _VISITS.c.ended_at.is_(None),
                _VISITS.c.slip.in_(unsure),
            )
            .order_by(_VISITS.c.sequence)
        )

    def server_addresses(self) -> Sequence[str]:
        """Return where stations find the servers of the site, where it has several."""
        return server_addresses(self._connection, self.now)

    def is_set_up(self) -> bool:
        """Say whether the site was set up."""
        return SqlSiteSettings(self._connection).version() > 0
