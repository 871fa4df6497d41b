"""The state table: what is allowed, and that the rest is refused with the present state."""

import pytest

from core.errors import Conflict
from core.model import AppointmentStatus, SlipState, StepState
from core.states import (
    APPOINTMENT_TABLE,
    STEP_TABLE,
    Action,
    Verdict,
    after,
    after_verdict,
    slip_after,
)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(StepState))
def test_every_action_is_allowed_or_refused_with_the_present_state(
    action: Action, state: StepState
) -> None:
    allowed, target = STEP_TABLE[action]
    if state in allowed:
        assert after(action, state) is target
        return
    with pytest.raises(Conflict) as refused:
        after(action, state)
    assert refused.value.code == "wrong_state"
    assert refused.value.facts["state"] == state.value


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("status", list(AppointmentStatus))
def test_every_verdict_is_allowed_or_refused_with_the_present_status(
    verdict: Verdict, status: AppointmentStatus
) -> None:
    allowed, target = APPOINTMENT_TABLE[verdict]
    if status in allowed:
        assert after_verdict(verdict, status) is target
        return
    with pytest.raises(Conflict, match="wrong_state"):
        after_verdict(verdict, status)


def test_nothing_leaves_a_cancelled_step() -> None:
    for action, (allowed, _) in STEP_TABLE.items():
        assert StepState.CANCELLED not in allowed, action
        assert StepState.SENT_AWAY not in allowed, action


def test_what_is_known_of_a_slip_only_grows() -> None:
    assert slip_after(SlipState.QUEUED, SlipState.SENT) is SlipState.SENT
    assert slip_after(SlipState.SENT, SlipState.PRINTED) is SlipState.PRINTED
    assert slip_after(SlipState.PRINTED, SlipState.SENT) is SlipState.PRINTED
    assert slip_after(SlipState.PRINTED, SlipState.FAILED) is SlipState.PRINTED
    assert slip_after(SlipState.SENT, SlipState.QUEUED) is SlipState.SENT
    assert slip_after(SlipState.DOUBTFUL, SlipState.FAILED) is SlipState.DOUBTFUL


def test_a_failed_slip_may_be_printed_again_or_shown() -> None:
    assert slip_after(SlipState.FAILED, SlipState.SENT) is SlipState.SENT
    assert slip_after(SlipState.FAILED, SlipState.SHOWN) is SlipState.SHOWN
