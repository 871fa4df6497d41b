"""What visitors and staff say of the day, without any name: answers, difficulties, alerts."""

from dataclasses import dataclass
from datetime import date, datetime

from core.model import AgentId, CounterId


@dataclass(frozen=True, slots=True)
class SatisfactionCount:
    """How many gave one answer to the kiosk's question on one day.

    Only counts are kept: an answer is anonymous from the moment it is given, and no visit, time
    or station stands beside it.

    Attributes:
        answer: 1 (bad) to 5 (good).
    """

    business_day: date
    answer: int
    given: int


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Something that went wrong, as an agent told it; of nobody, and not who told it.

    Attributes:
        topic: A stable, snake_case code.
        service_code: Of the service that it concerns, if any.
    """

    id: str
    reported_at: datetime
    topic: str
    body: str = ""
    service_code: str | None = None


@dataclass(frozen=True, slots=True)
class DiscreetAlert:
    """A counter asks colleagues to come, without a sound: raised, coming, ended."""

    id: str
    counter_id: CounterId
    raised_at: datetime
    coming_at: datetime | None = None
    coming_agent_id: AgentId | None = None
    ended_at: datetime | None = None
