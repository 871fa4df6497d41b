"""The state table: which action a step, an appointment or a slip allows, and where it leads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from core.errors import Conflict
from core.model import AppointmentStatus, SlipState, StepState


class Action(StrEnum):
    """What may be done to a step."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    UNDO = "undo"
    ABSENT = "absent"
    COME_BACK = "come_back"
    PARK = "park"
    RESUME = "resume"
    FINISH = "finish"
    TRANSFER = "transfer"
    LEAVE = "leave"
    SEND_AWAY = "send_away"
    CANCEL = "cancel"
    REOPEN = "reopen"


_S = StepState

STEP_TABLE: Final[Mapping[Action, tuple[frozenset[StepState], StepState]]] = {
    Action.CALL: (frozenset({_S.WAITING}), _S.CALLED),
    Action.RECALL: (frozenset({_S.CALLED}), _S.CALLED),
    Action.START: (frozenset({_S.CALLED}), _S.SERVING),
    Action.UNDO: (frozenset({_S.CALLED}), _S.WAITING),
    Action.ABSENT: (frozenset({_S.CALLED}), _S.NO_SHOW),
    Action.COME_BACK: (frozenset({_S.NO_SHOW, _S.PARKED}), _S.WAITING),
    Action.PARK: (frozenset({_S.SERVING}), _S.PARKED),
    Action.RESUME: (frozenset({_S.PARKED}), _S.SERVING),
    Action.FINISH: (frozenset({_S.SERVING}), _S.COMPLETED),
    Action.TRANSFER: (frozenset({_S.SERVING, _S.CALLED}), _S.COMPLETED),
    Action.LEAVE: (frozenset({_S.WAITING, _S.PARKED}), _S.LEFT),
    Action.SEND_AWAY: (frozenset({_S.WAITING, _S.PARKED}), _S.SENT_AWAY),
    Action.CANCEL: (frozenset({_S.WAITING, _S.PARKED}), _S.CANCELLED),
    Action.REOPEN: (frozenset({_S.COMPLETED, _S.NO_SHOW, _S.LEFT}), _S.WAITING),
}
"""From which states an action is allowed, and to which one it leads."""


def after(action: Action, state: StepState) -> StepState:
    """Return the state that an action leads to.

    Raises:
        Conflict: `wrong_state`, with the present one.
    """
    allowed, target = STEP_TABLE[action]
    if state not in allowed:
        raise Conflict("wrong_state", state=state.value, action=action.value)
    return target


class Verdict(StrEnum):
    """What a person may say of an appointment that nobody came for."""

    NO_SHOW = "no_show"
    EXCUSE = "excuse"
    REVOKE = "revoke"
    REOPEN = "reopen"


_A = AppointmentStatus

APPOINTMENT_TABLE: Final[Mapping[Verdict, tuple[frozenset[_A], _A]]] = {
    Verdict.NO_SHOW: (frozenset({_A.BOOKED}), _A.NO_SHOW),
    Verdict.EXCUSE: (frozenset({_A.BOOKED, _A.NO_SHOW}), _A.EXCUSED),
    Verdict.REVOKE: (frozenset({_A.BOOKED}), _A.REVOKED),
    Verdict.REOPEN: (frozenset({_A.NO_SHOW, _A.EXCUSED, _A.REVOKED}), _A.BOOKED),
}


def after_verdict(verdict: Verdict, status: AppointmentStatus) -> AppointmentStatus:
    """Return the status that a verdict leads to.

    Raises:
        Conflict: `wrong_state`, with the present one.
    """
    allowed, target = APPOINTMENT_TABLE[verdict]
    if status not in allowed:
        raise Conflict("wrong_state", state=status.value, action=verdict.value)
    return target


_L = SlipState

_SLIP_NEXT: Final[Mapping[SlipState, frozenset[SlipState]]] = {
    _L.QUEUED: frozenset({_L.SENT, _L.PRINTED, _L.DOUBTFUL, _L.FAILED, _L.SHOWN}),
    _L.SENT: frozenset({_L.PRINTED, _L.DOUBTFUL, _L.FAILED, _L.SHOWN}),
    _L.DOUBTFUL: frozenset({_L.PRINTED, _L.SHOWN}),
    _L.FAILED: frozenset({_L.SENT, _L.PRINTED, _L.DOUBTFUL, _L.SHOWN}),
    _L.SHOWN: frozenset({_L.PRINTED}),
    _L.PRINTED: frozenset(),
}


def slip_after(present: SlipState, reported: SlipState) -> SlipState:
    """Return what is known of a slip after a report.

    Knowledge only grows: a report that comes late or twice changes nothing. A failed slip may be
    printed again.
    """
    return reported if reported in _SLIP_NEXT[present] else present
