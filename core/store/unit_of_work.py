"""One command's view of the store, within a savepoint of the writer's transaction."""

from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from core.errors import Fact
from core.model import EventKind
from core.runtime.ids import new_id
from core.site import Site
from core.site_day import SiteDay
from core.store import redating
from core.store.bookings import SqlAppointments
from core.store.commands import SqlCommands
from core.store.days import SqlSiteDays
from core.store.feedback import SqlDifficulties, SqlDiscreetAlerts, SqlSatisfaction
from core.store.forgetting import SqlForgetting
from core.store.journal import Journal, forget_rows
from core.store.outbox import SqlOutbox
from core.store.outgoing import SqlWebhooks
from core.store.seals import SqlSeals
from core.store.site_settings import SiteCache, SqlSiteSettings
from core.store.staff import (
    SqlAgents,
    SqlCounters,
    SqlHelpCalls,
    SqlLeases,
    SqlSigningKeys,
    SqlStations,
)
from core.store.statistics import SqlStatistics
from core.store.steps import SqlCalls, SqlSteps
from core.store.visits import SqlVisits
from core.things import Actor


class SqlUnitOfWork:
    """`core.ports.UnitOfWork` on SQLAlchemy."""

    def __init__(
        self, connection: Connection, journal: Journal, sites: SiteCache, now: datetime
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._sites = sites
        self._now = now
        self._site: Site | None = None

    @property
    def now(self) -> datetime:
        """The moment of the command; all that it writes carries this time."""
        return self._now

    @cached_property
    def visits(self) -> SqlVisits:
        """Visits, their persons, notes and outcomes."""
        return SqlVisits(self._connection)

    @cached_property
    def steps(self) -> SqlSteps:
        """Steps, and who waits for a counter."""
        return SqlSteps(self._connection)

    @cached_property
    def calls(self) -> SqlCalls:
        """Announcements."""
        return SqlCalls(self._connection)

    @cached_property
    def appointments(self) -> SqlAppointments:
        """Bookings and their persons."""
        return SqlAppointments(self._connection)

    @cached_property
    def counters(self) -> SqlCounters:
        """Counters as they stand now."""
        return SqlCounters(self._connection)

    @cached_property
    def leases(self) -> SqlLeases:
        """Numbers and who leases them."""
        return SqlLeases(self._connection)

    @cached_property
    def stations(self) -> SqlStations:
        """Enrolled devices and pairing."""
        return SqlStations(self._connection)

    @cached_property
    def agents(self) -> SqlAgents:
        """Staff and their sessions."""
        return SqlAgents(self._connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Outcomes for the booking server."""
        return SqlOutbox(self._connection)

    @cached_property
    def webhooks(self) -> SqlWebhooks:
        """How far events were sent to other tools."""
        return SqlWebhooks(self._connection)

    @cached_property
    def help_calls(self) -> SqlHelpCalls:
        """Calls for help."""
        return SqlHelpCalls(self._connection)

    @cached_property
    def settings(self) -> SqlSiteSettings:
        """The site's row, its catalogue and its settings."""
        return SqlSiteSettings(self._connection)

    @cached_property
    def site_days(self) -> SqlSiteDays:
        """How the site stands today."""
        return SqlSiteDays(self._connection)

    @cached_property
    def signing_keys(self) -> SqlSigningKeys:
        """Keys that sign appointment codes."""
        return SqlSigningKeys(self._connection)

    @cached_property
    def satisfaction(self) -> SqlSatisfaction:
        """Counts of answers to the kiosk's question."""
        return SqlSatisfaction(self._connection)

    @cached_property
    def difficulties(self) -> SqlDifficulties:
        """What went wrong."""
        return SqlDifficulties(self._connection)

    @cached_property
    def discreet_alerts(self) -> SqlDiscreetAlerts:
        """Counters that ask colleagues to come."""
        return SqlDiscreetAlerts(self._connection)

    @cached_property
    def statistics(self) -> SqlStatistics:
        """Days in numbers."""
        return SqlStatistics(self._connection)

    @cached_property
    def seals(self) -> SqlSeals:
        """Seals of the journal."""
        return SqlSeals(self._connection)

    @cached_property
    def forgetting(self) -> SqlForgetting:
        """What is forgotten beside visits and bookings."""
        return SqlForgetting(self._connection)

    def site(self) -> Site:
        """Return the site as its present settings describe it."""
        if self._site is None or "settings" in self.__dict__:
            # Whoever has the settings in hand may have changed them since.
            self._site = self._sites.get(self._connection, writing=True)
        return self._site

    def site_day(self) -> SiteDay:
        """Return the switches of the site as they stand: crisis, freeze, early closing."""
        return self.site_days.now()

    def today(self) -> date:
        """Return the business day of `now`, in the site's zone."""
        return self.site().days.of(self._now)

    def redate_open(self, by: timedelta, today: date) -> int:
        """Move the times of everything that is not over, as the clock jumped on a day."""
        return redating.redate_open(self._connection, by, today)

    def redate_visit(self, visit_id: str, by: timedelta) -> None:
        """Move all times of one visit."""
        redating.redate_visit(self._connection, visit_id, by)

    def jumped_since(self, visit_id: str) -> timedelta:
        """Return how far the clock jumped since the newest event of a visit."""
        return self._journal.jumped_since(visit_id)

    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` answers to commands from before a moment; return how many."""
        return SqlCommands(self._connection).forget(before, limit)

    def forget_journal(self, before: datetime) -> tuple[int, int] | None:
        """Forget the oldest sealed rows, if they are from before a moment.

        Returns:
            How many, and the seq of the newest of them; None if there are none.
        """
        return forget_rows(self._connection, before)

    def new_id(self) -> str:
        """Return a new UUIDv7."""
        return new_id()

    def record(
        self,
        kind: EventKind,
        actor: Actor,
        *,
        visit_id: str | None = None,
        step_id: str | None = None,
        call_id: str | None = None,
        counter_id: str | None = None,
        appointment_id: str | None = None,
        station_id: str | None = None,
        **facts: Fact | datetime,
    ) -> None:
        """Append an event to the journal, in this transaction."""
        ids = {
            "visit_id": visit_id,
            "step_id": step_id,
            "call_id": call_id,
            "counter_id": counter_id,
            "appointment_id": appointment_id,
            "station_id": station_id,
        }
        self._journal.append(kind, actor, self._now, ids, facts)

    def count_recorded(self, kind: EventKind, since: datetime) -> int:
        """Return how many events of a kind the journal holds from a moment on."""
        return self._journal.count(kind, since)
