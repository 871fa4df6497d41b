"""One command's view of the store."""

from datetime import date, datetime, timedelta
from typing import Protocol

from core.errors import Fact
from core.feedback import Difficulty
from core.model import EventKind
from core.ports.bookings import Appointments, Outbox
from core.ports.forgetting import Forgetting
from core.ports.outgoing import Webhooks
from core.ports.rows import Rows
from core.ports.seals import Seals
from core.ports.site import (
    DiscreetAlerts,
    HelpCalls,
    Satisfaction,
    SiteDays,
    SiteSettings,
)
from core.ports.staff import Agents, Counters, Leases, SigningKeys, Stations
from core.ports.statistics import Statistics
from core.ports.visits import Calls, Steps, Visits
from core.site import Site
from core.site_day import SiteDay
from core.things import Actor


class UnitOfWork(Protocol):
    """One command's view of the store, within one transaction.

    Attributes:
        now: The moment of the command; all that it writes carries this time.
    """

    @property
    def now(self) -> datetime: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def stations(self) -> Stations: ...
    @property
    def agents(self) -> Agents: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def webhooks(self) -> Webhooks: ...
    @property
    def help_calls(self) -> HelpCalls: ...
    @property
    def settings(self) -> SiteSettings: ...
    @property
    def site_days(self) -> SiteDays: ...
    @property
    def signing_keys(self) -> SigningKeys: ...
    @property
    def satisfaction(self) -> Satisfaction: ...
    @property
    def difficulties(self) -> Rows[Difficulty]: ...
    @property
    def discreet_alerts(self) -> DiscreetAlerts: ...
    @property
    def statistics(self) -> Statistics: ...
    @property
    def seals(self) -> Seals: ...
    @property
    def forgetting(self) -> Forgetting: ...

    def site(self) -> Site:
        """Return the site as its present settings describe it.

        Raises:
            NotFound: `site_unknown`, before `initialise`.
        """

    def site_day(self) -> SiteDay:
        """Return the switches of the site as they stand: crisis, freeze, early closing."""

    def today(self) -> date:
        """Return the business day of `now`, in the site's zone."""

    def redate_open(self, by: timedelta, today: date) -> int:
        """Move the times of everything that is not over, as the clock jumped on a day.

        Returns how many visits that is. What ended, and booked times, stay.
        """

    def redate_visit(self, visit_id: str, by: timedelta) -> None:
        """Move all times of one visit."""

    def jumped_since(self, visit_id: str) -> timedelta:
        """Return how far the clock jumped since the newest event of a visit."""

    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget at most `limit` answers to commands from before a moment; return how many."""

    def forget_journal(self, before: datetime) -> tuple[int, int] | None:
        """Forget the oldest sealed rows, if they are from before a moment.

        Returns:
            How many, and the seq of the newest of them; None if there are none.
        """

    def new_id(self) -> str:
        """Return a new UUIDv7."""

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

    def count_recorded(self, kind: EventKind, since: datetime) -> int:
        """Return how many events of a kind the journal holds from a moment on."""
