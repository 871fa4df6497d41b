"""The queue, the calls and what agents do with a step."""

from typing import Annotated, Literal

from pydantic import Field

from core.model import Need, Outcome, SlipState, SlipWay, StepState
from sync.contract.arrivals import StepOut, VisitCardOut
from sync.contract.site import EstimateOut
from sync.contract.wire import Answer, Id, Instant, Language, Request, Text, TicketNumber

ReasonCode = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class Why(Answer):
    """Why a step stands where it stands: a code, and the facts of its sentence."""

    code: str
    facts: dict[str, str | int | bool | None] = Field(default_factory=dict)


class WhySide(Answer):
    """One of two steps that are compared, and why it stood where it stood."""

    step_id: Id
    number: TicketNumber
    why: Why


class WhyThan(Answer):
    """Why one step goes before another, at a counter or in the queue.

    `code` is one of `core.policy.Because`; `first` goes, or went, before `second`. `reason` is
    what an agent gave for a call out of turn.
    """

    code: str
    at: Instant
    counter: str | None = None
    reason: str | None = None
    first: WhySide
    second: WhySide


class WhyOut(Why):
    """Why a step was called when it was; `than` if another step was asked for."""

    than: WhyThan | None = None


class QueueItem(Answer):
    """One step that waits, is called, served or parked; no name.

    Attributes:
        flags: What staff must look at, as of a visit.
    """

    visit_id: Id
    step_id: Id
    number: TicketNumber
    business_day: str = ""
    flags: tuple[str, ...] = ()
    service_id: Id
    kind: Literal["appointment", "walk_in"]
    state: StepState
    starts_at: Instant | None = None
    checked_in_at: Instant
    language: Language
    priority: bool
    needs: tuple[Need, ...] = ()
    slip: SlipState
    slip_way: SlipWay | None = None
    slip_cause: str = ""
    position: int | None = None
    rank: Instant
    why: Why
    waiting_s: int
    counter: str | None = None
    parked_until: Instant | None = None
    estimate: EstimateOut | None = None


class QueueOut(Answer):
    """The queue in calling order, and the seq of the journal that it shows.

    Attributes:
        left: How many people wait since an earlier day; see `earlier`.
    """

    items: tuple[QueueItem, ...]
    next: str | None = None
    seq: int
    left: int = 0


class CallOut(Answer):
    """The announcement of a step to a counter."""

    id: Id
    announcement: int
    step_id: Id
    counter_id: Id
    counter: str
    called_at: Instant
    repeats: int


class CalledOut(Answer):
    """The answer to a call."""

    call: CallOut
    step: StepOut
    visit: VisitCardOut


class StepActionOut(Answer):
    """The answer to an action on a step; `next_step` is the one it opened, if any.

    Attributes:
        agent_away: The agent whom a transfer named is at no counter now.
    """

    step: StepOut
    visit: VisitCardOut
    next_step: StepOut | None = None
    agent_away: bool = False


class CallIn(Request):
    """Call one person out of turn."""

    step_id: Id
    reason: ReasonCode


class AbsentIn(Request):
    """Mark absent; `confirm` before three calls or two minutes."""

    confirm: bool = False


class OutcomeIn(Request):
    """How one service ended for one person."""

    person: Annotated[int, Field(ge=1, le=20)] = 1
    service_id: Id
    outcome: Outcome


class FinishIn(Request):
    """End a step; services and persons that are not listed are `not_recorded`."""

    outcomes: tuple[OutcomeIn, ...] = Field(default=(), max_length=140)
    note: Text | None = None
    continue_flow: bool = True


class TransferIn(Request):
    """Hand a visit on, to at least one of service, counter and agent.

    Attributes:
        wrong_service: The service was chosen wrongly: the rank is what it would have been.
    """

    service_id: Id | None = None
    counter_id: Id | None = None
    agent_id: Id | None = None
    keep_seniority: bool = True
    wrong_service: bool = False
    reason: ReasonCode | None = None


class ParkIn(Request):
    """Hold a visit while a paper is fetched."""

    reason: ReasonCode | None = None
    until: Instant | None = None


class ResumeIn(Request):
    """Where a held visit goes on; without a counter, where the agent sits."""

    counter_id: Id | None = None


class LeaveIn(Request):
    """Why a visit ends without service."""

    reason: ReasonCode | None = None


class BoardItem(Answer):
    """A call as the public sees and hears it; no field can hold a name.

    `aloud` is false for people who are fetched in person.
    """

    call_id: Id
    announcement: int
    number: TicketNumber
    counter: str
    zone: str
    language: Language
    aloud: bool
    repeats: int
    called_at: Instant


class BoardWait(Answer):
    """The wait of one service on a public screen; null bounds mean that it is not known."""

    labels: dict[str, str]
    p50_s: int | None
    p90_s: int | None


class BoardMessage(Answer):
    """A line of the post on a public screen."""

    texts: dict[str, str]
    level: Literal["info", "warning", "crisis"] = "info"


class BoardOut(Answer):
    """What a display shows, and the seq of the journal that it shows."""

    site_name: str
    languages: tuple[str, ...]
    zone: str
    current: tuple[BoardItem, ...]
    recent: tuple[BoardItem, ...]
    waits: tuple[BoardWait, ...] = ()
    messages: tuple[BoardMessage, ...] = ()
    crisis: bool = False
    drill: bool = False
    frozen: bool = False
    now: Instant
    seq: int
