"""Answers of visitors, difficulties of staff, and discreet alerts between counters."""

from typing import Annotated

from pydantic import Field

from sync.contract.wire import Answer, Id, Instant, Request, Text


class SatisfactionIn(Request):
    """An answer to the kiosk's question, from 1 (bad) to 5 (good); it is only counted."""

    answer: Annotated[int, Field(ge=1, le=5)]


class DifficultyIn(Request):
    """Something went wrong; of nobody, and not who tells it."""

    topic: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    body: Text = ""
    service_id: Id | None = None


class DifficultyOut(Answer):
    """A difficulty as it was told."""

    id: Id
    reported_at: Instant
    topic: str
    body: str = ""
    service_code: str | None = None


class DifficultiesOut(Answer):
    """A page of difficulties, oldest first."""

    items: tuple[DifficultyOut, ...]
    next: str | None = None


class AlertIn(Request):
    """Colleagues should come to a counter; without one, to the counter that the agent holds."""

    counter_id: Id | None = None


class AlertOut(Answer):
    """A counter that asks colleagues to come, and how far that is."""

    id: Id
    counter_id: Id
    counter: str
    raised_at: Instant
    coming_at: Instant | None = None
    coming_agent_id: Id | None = None
    ended_at: Instant | None = None


class AlertsOut(Answer):
    """Alerts that have not ended, oldest first."""

    items: tuple[AlertOut, ...]
    next: str | None = None
