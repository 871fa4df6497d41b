"""How a site stands today, beside its settings: early closing, crisis, freeze, its messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.model import AgentId


@dataclass(frozen=True, slots=True)
class SiteDay:
    """The switches that a lead turns during a day; they hold until they are turned back.

    Attributes:
        closes_early_on: The business day that ends before its hours.
        closes_early_at: When that day ends.
        closed_on: The last business day that was closed by a person.
        crisis_since: Ordinary walk-ins pause; the crisis services are offered.
        drill: The crisis is a rehearsal: its visits count in no statistics.
        crisis_texts: What kiosks and displays say of it, by language.
        frozen_since: Nobody is called and no ticket is given; every rank stays as it is.
        freeze_reason: A code.
    """

    closes_early_on: date | None = None
    closes_early_at: datetime | None = None
    closed_on: date | None = None
    crisis_since: datetime | None = None
    drill: bool = False
    crisis_texts: Mapping[str, str] = field(default_factory=dict)
    frozen_since: datetime | None = None
    freeze_reason: str | None = None

    @property
    def crisis(self) -> bool:
        """Whether the crisis switch is on."""
        return self.crisis_since is not None

    @property
    def frozen(self) -> bool:
        """Whether the freeze switch is on."""
        return self.frozen_since is not None

    def closes_at(self, day: date) -> datetime | None:
        """Return when a business day ends before its hours, or None."""
        return self.closes_early_at if self.closes_early_on == day else None


@dataclass(frozen=True, slots=True)
class SiteMessage:
    """A line of the post for its screens, put there by a person; `level` as in `core.site`."""

    id: str
    texts: Mapping[str, str]
    level: str
    created_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A business day that a person closed, with what became of those who still waited."""

    business_day: date
    closed_at: datetime
    agent_id: AgentId | None
    counts: Mapping[str, int]
