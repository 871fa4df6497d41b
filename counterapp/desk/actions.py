"""Which actions a desk may take now; the server decides again when they reach it."""

from enum import StrEnum
from typing import Final

from core.model import CounterState, StepState

MAX_CALLS: Final = 3


class Action(StrEnum):
    """What an agent can do at a desk."""

    OPEN = "open"
    PAUSE = "pause"
    CLOSE = "close"
    CALL_NEXT = "call_next"
    CALL_THIS = "call_this"
    RESUME = "resume"
    RECALL = "recall"
    START = "start"
    TRANSFER = "transfer"
    FINISH = "finish"
    ABSENT = "absent"
    PARK = "park"
    UNDO = "undo"
    WHY = "why"


def allowed(
    counter: CounterState,
    step: StepState | None,
    *,
    calls: int,
    selected: StepState | None,
    ready: bool,
) -> frozenset[Action]:
    """Return the actions that make sense now.

    Args:
        counter: How the counter stands.
        step: The state of the visit in hand, or None.
        calls: How often that visit was called.
        selected: The state of the row chosen in the queue, or None.
        ready: The server answers and no command is under way.
    """
    actions = {Action.WHY} if selected is not None else set()
    if not ready:
        return frozenset(actions)
    match step:
        case StepState.CALLED:
            actions |= {Action.START, Action.ABSENT, Action.UNDO, Action.TRANSFER}
            if calls < MAX_CALLS:
                actions.add(Action.RECALL)
        case StepState.SERVING:
            actions |= {Action.FINISH, Action.TRANSFER, Action.PARK}
        case _:
            actions |= _without_a_visit(counter, selected)
    if counter is CounterState.OPEN:
        actions.add(Action.PAUSE)
    else:
        actions.add(Action.OPEN)
    return frozenset(actions)


def _without_a_visit(counter: CounterState, selected: StepState | None) -> set[Action]:
    actions: set[Action] = set()
    if counter is not CounterState.CLOSED:
        actions.add(Action.CLOSE)
    if counter is CounterState.OPEN:
        actions.add(Action.CALL_NEXT)
        if selected is StepState.WAITING:
            actions.add(Action.CALL_THIS)
        elif selected is StepState.PARKED:
            actions.add(Action.RESUME)
    return actions
