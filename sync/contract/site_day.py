"""How the site stands today, the switches that a lead turns, and the close of the day."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.model import LANGUAGES, StepState
from sync.contract.wire import Answer, Id, Instant, Labels, Request, Text, TicketNumber

Level = Literal["info", "warning", "crisis"]
SwitchReason = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Line = Annotated[Text, Field(min_length=1, max_length=200)]
Texts = Annotated[dict[str, Line], Field(max_length=len(LANGUAGES))]
"""One line in several languages, by ISO 639-1 code; French is always there."""


def _in_french(texts: dict[str, str]) -> None:
    unknown = sorted(set(texts) - set(LANGUAGES))
    if unknown:
        raise ValueError(f"unknown languages: {', '.join(map(ascii, unknown))}")
    if not texts.get("fr", "").strip():
        raise ValueError("the French text is missing")


class DayMessageOut(Answer):
    """A line that a person put on the site's screens."""

    id: Id
    texts: Labels
    level: Level
    created_at: Instant
    until: Instant | None = None


class SiteDayOut(Answer):
    """The switches of the day as they stand.

    Attributes:
        closed: A person closed this business day.
        closes_early_at: When it ends before its hours.
        crisis: Ordinary walk-ins pause, and the crisis services are offered.
        drill: The crisis is a rehearsal.
        frozen: Nobody is called, and kiosks give no ticket to walk-ins.
    """

    business_day: str
    closed: bool = False
    closes_early_at: Instant | None = None
    crisis: bool = False
    crisis_since: Instant | None = None
    drill: bool = False
    crisis_texts: Labels = Field(default_factory=dict)
    frozen: bool = False
    frozen_since: Instant | None = None
    freeze_reason: str | None = None
    messages: tuple[DayMessageOut, ...] = ()


class MessageIn(Request):
    """Put a line on the site's screens, or (`clear`) take all such lines off."""

    texts: Texts | None = None
    level: Level = "info"
    until: Instant | None = None
    clear: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.clear == (self.texts is not None):
            raise ValueError("either texts or clear")
        if self.texts is not None:
            _in_french(self.texts)
        return self


class EarlyCloseIn(Request):
    """Let today end before its hours, now without `closes_at`; or take that back (`reopen`)."""

    closes_at: Instant | None = None
    reason: SwitchReason | None = None
    reopen: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.reopen and self.closes_at is not None:
            raise ValueError("either closes_at or reopen")
        return self


class CrisisIn(Request):
    """Turn the crisis mode on or off; `confirm` is needed, since it changes every screen."""

    active: bool
    drill: bool = False
    texts: Texts | None = None
    confirm: bool = False

    @model_validator(mode="after")
    def _spoken(self) -> Self:
        if self.texts is not None:
            _in_french(self.texts)
        return self


class FreezeIn(Request):
    """Let nobody be called any more, or go on where everybody stood."""

    active: bool
    reason: SwitchReason | None = None


class StillHereOut(Answer):
    """Somebody whose visit has not ended; no name."""

    visit_id: Id
    step_id: Id
    number: TicketNumber
    service_id: Id
    state: StepState
    waiting_since: Instant
    persons: int
    counter: str | None = None


class OpenCounterOut(Answer):
    """A counter that is not closed."""

    id: Id
    number: str
    agent_id: Id | None = None


class UnkeptOut(Answer):
    """A booking whose grace has passed and nobody came; no name."""

    appointment_id: Id
    reference: str
    service_id: Id
    starts_at: Instant


class VoucherOut(Answer):
    """The promise for somebody who was carried over: first at the next opening, never late.

    Attributes:
        number: The ticket of the day that was closed.
        reference: What the person may type.
        code: The signed code for the slip; None while the site has no key to sign with.
    """

    visit_id: Id
    appointment_id: Id
    number: TicketNumber
    service_id: Id
    reference: str
    code: str | None
    starts_at: Instant


class ExceptionOut(Answer):
    """Somebody was called who had come after the rank time of one who waited for that counter.

    Attributes:
        passed: The number of the one who waited.
        explained: What allows it; None where nothing does.
        reason: What the agent or the lead gave as the reason, a code.
    """

    at: Instant
    number: TicketNumber
    passed: TicketNumber
    counter_id: Id
    explained: str | None = None
    reason: str | None = None


class DayCloseOut(Answer):
    """A business day at its close: what is still to be decided, or what became of it.

    Attributes:
        exceptions: Calls out of the order that the rule promises, 500 at most.
        closed_at: When a person closed it; None before.
        counts: What the close did, by kind.
    """

    business_day: str
    closed_at: Instant | None = None
    visits: tuple[StillHereOut, ...] = ()
    counters: tuple[OpenCounterOut, ...] = ()
    unkept: tuple[UnkeptOut, ...] = ()
    unsent: int = 0
    counts: dict[str, int] = Field(default_factory=dict)
    vouchers: tuple[VoucherOut, ...] = ()
    exceptions: tuple[ExceptionOut, ...] = ()


CloseAction = Literal["carry_over", "close"]


class VisitDecision(Request):
    """What becomes of one visit."""

    visit_id: Id
    action: CloseAction


class AppointmentVerdict(Request):
    """What is said of one booking that nobody came for."""

    appointment_id: Id
    verdict: Literal["no_show", "excuse", "revoke"]


class DayCloseIn(Request):
    """Close a business day, today without `business_day`; or open today again (`reopen`).

    Attributes:
        default_action: Of visits that are not listed; without it each one must be listed.
        default_no_show: Bookings past their grace that are not listed are given up.
        confirm_messages: The booking server may write to the people of appointments still to come
            that are excused or revoked; without it 409 `messages_unconfirmed` says how many.
    """

    business_day: date | None = None
    visits: Annotated[tuple[VisitDecision, ...], Field(max_length=500)] = ()
    default_action: CloseAction | None = None
    appointments: Annotated[tuple[AppointmentVerdict, ...], Field(max_length=500)] = ()
    default_no_show: bool = False
    confirm: bool = False
    confirm_messages: bool = False
    reopen: bool = False

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        for names in (
            [one.visit_id for one in self.visits],
            [one.appointment_id for one in self.appointments],
        ):
            if len(names) != len(set(names)):
                raise ValueError("one thing is decided twice")
        return self
